"""The shared ground of all demo pictures: page, seeded noise, supersampled drawing, paper, ink and toning.

Drawing code works in *units*: a motif is laid out once on its natural size (for example 1800 x 1200 units) and
`Page.scale` turns units into pixels, so that a picture of 300 px shows the same scene as one of 1800 px.
Arrays are float32 of shape (height, width) in pixels with values 0 (black, nothing) to 1 (white, all).
"""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Array = NDArray[np.floating[Any]]
Point = tuple[float, float]
Points = Sequence[Any] | NDArray[Any]  # pairs (x, y)
RGB = tuple[float, float, float]
LONG_SIDE = 1800  # pixels, when no size is asked for
SMALLEST = 96  # pixels of the long side; anything smaller is drawn at this size and reduced


class Page:
    """What a motif draws on: its natural size in units, pixels per unit, and two random generators.

    `rng` decides the composition and must be used independently of the pixel size; `grit` feeds noise and grain.
    """

    def __init__(self, name: str, seed: int, natural: tuple[int, int], scale: float) -> None:
        self.seed = seed
        self.width, self.height = natural
        self.scale = scale
        self.size = (max(1, round(natural[0] * scale)), max(1, round(natural[1] * scale)))
        key = [zlib.crc32(name.encode()), abs(seed), int(seed < 0)]
        self.rng = np.random.default_rng(key)
        self.grit = np.random.default_rng([*key, 1])
        self._reliefs: dict[float, Array] = {}
        self._grain: Array | None = None
        self.xs = ((np.arange(self.size[0], dtype=np.float32) + 0.5) / scale)[None, :]
        self.ys = ((np.arange(self.size[1], dtype=np.float32) + 0.5) / scale)[:, None]

    def full(self, value: float) -> Array:
        """A page-sized array of one value."""
        return np.full(self.size[::-1], value, np.float32)

    def noise(self, cell: float, octaves: int = 1, stretch: float = 1.0) -> Array:
        """Smooth random field 0..1 around 0.5 with features of about `cell` units, `stretch` times as wide."""
        total, weight, height = self.full(0), 1.0, 0.0
        for _ in range(octaves):
            # never finer than the pixels can show: the lattice would be wasted
            across, down = max(cell * stretch, 1.2 / self.scale), max(cell, 1.2 / self.scale)
            columns, rows = int(self.width / across) + 4, int(self.height / down) + 4
            lattice = Image.fromarray(self.grit.random((rows, columns), dtype=np.float32))
            box = (1.0, 1.0, 1 + self.width / across, 1 + self.height / down)
            total += weight * np.asarray(lattice.resize(self.size, Image.Resampling.BICUBIC, box))
            height += weight
            weight *= 0.5
            cell /= 2
        return total / np.float32(height)

    def relief(self, cell: float) -> Array:
        """Noise in three octaves that is made once a page, for surfaces; do not change it in place."""
        if cell not in self._reliefs:
            self._reliefs[cell] = self.noise(cell, 3)
        return self._reliefs[cell]

    def grain(self) -> Array:
        """Photographic grain: mean 0, deviation 1, a little softened; each call gives it shifted elsewhere."""
        if self._grain is None:
            raw = self.grit.standard_normal(self.size[::-1], dtype=np.float32)
            if self.scale > 0.5:
                # two overlapping pairs are the cheapest softening that still looks like film
                raw[1:] += raw[:-1] * np.float32(0.7)
                raw[:, 1:] += raw[:, :-1] * np.float32(0.7)
                raw /= np.float32(1.49)
            self._grain = raw
        return np.roll(self._grain, tuple(self.grit.integers(0, self.size)[::-1]), (0, 1))

    def blur(self, field: Array, radius: float) -> Array:
        """`field` (values 0..1) blurred by `radius` units; large radii work on a reduced copy."""
        pixels = radius * self.scale
        if pixels < 0.25:
            return field
        step = int(min(16, max(1, pixels / 2.5)))
        picture = to_grey(field)
        if step > 1:
            small = picture.reduce(step).filter(ImageFilter.GaussianBlur(pixels / step))
            picture = small.resize(picture.size, Image.Resampling.BICUBIC)
        else:
            picture = picture.filter(ImageFilter.GaussianBlur(pixels))
        return np.asarray(picture, np.float32) / np.float32(255)


def to_grey(field: Array) -> Image.Image:
    """An 8-bit picture of a 0..1 field."""
    return Image.fromarray((np.clip(field, 0, 1) * 255 + 0.5).astype(np.uint8))


def ramp(x: Array, low: float, high: float) -> Array:
    """Smooth step from 0 at `low` to 1 at `high` (also falling, when low > high)."""
    t = np.clip((x - low) / (high - low), 0, 1).astype(np.float32)
    return t * t * (3 - 2 * t)


def stops(x: Array, places: Sequence[float], values: Sequence[float]) -> Array:
    """Piecewise linear gradient: `values` at `places` of x."""
    return np.interp(x, places, values).astype(np.float32)


@lru_cache(maxsize=2048)
def _numbers(text: str) -> NDArray[np.float64]:
    """The pairs written in `text`; shape (n, 2)."""
    return np.array([pair.split() for pair in text.split(",")], np.float64)


def trace(
    text: str, x: float = 0.0, y: float = 0.0, across: float = 1.0, down: float | None = None
) -> NDArray[np.float64]:
    """Points written as in an SVG ("x y, x y, ..."), stretched by `across` and `down` and moved to (x, y)."""
    return _numbers(text) * (across, across if down is None else down) + (x, y)


def smooth(points: Points, closed: bool = False, steps: int = 8) -> NDArray[np.float64]:
    """Catmull-Rom curve through the points, `steps` places a stretch; shape (n, 2)."""
    p = np.asarray(points, np.float64)
    around = np.vstack([p[-1], p, p[:2]]) if closed else np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    a, b, c, d = around[:-3, None], around[1:-2, None], around[2:-1, None], around[3:, None]
    t = (np.arange(steps) / steps)[None, :, None]
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    flat = curve.reshape(-1, 2)
    return flat if closed else np.vstack([flat, p[-1:]])


def taper(points: Points, widths: Sequence[float]) -> NDArray[np.float64]:
    """Outline polygon of a stroke along `points` whose width (units) runs through `widths`."""
    p = np.asarray(points, np.float64)
    along = np.gradient(p, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    half = np.interp(np.linspace(0, 1, len(p)), np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    side = np.column_stack([-along[:, 1], along[:, 0]]) * half
    return np.vstack([p + side, (p - side)[::-1]])


def turn(points: Points, angle: float, centre: Point = (0.0, 0.0)) -> NDArray[np.float64]:
    """Points rotated by `angle` radians about `centre`."""
    p = np.asarray(points, np.float64) - centre
    c, s = np.cos(angle), np.sin(angle)
    return p @ np.array([[c, s], [-s, c]]) + centre


class Sheet:
    """Grey channels drawn together, in units, at `fine` times the page's resolution.

    Every drawing method takes one value 0..1 for each channel; None leaves that channel as it is.
    """

    def __init__(self, page: Page, background: Sequence[float], fine: int = 2) -> None:
        self.page, self.fine = page, fine
        self.k = page.scale * fine
        size = (page.size[0] * fine, page.size[1] * fine)
        self.pictures = [Image.new("L", size, round(value * 255)) for value in background]
        self.pens = [ImageDraw.Draw(picture) for picture in self.pictures]

    def _each(self, values: Sequence[float | None], paint: Callable[[ImageDraw.ImageDraw, int], None]) -> None:
        for pen, value in zip(self.pens, values, strict=True):
            if value is not None:
                paint(pen, round(min(1.0, max(0.0, value)) * 255))

    def poly(self, points: Points, *values: float | None) -> None:
        """Filled polygon."""
        flat = (np.asarray(points, np.float64) * self.k).ravel().tolist()
        self._each(values, lambda pen, value: pen.polygon(flat, fill=value))

    def line(self, points: Points, width: float, *values: float | None) -> None:
        """Open line of `width` units with rounded joints."""
        flat = (np.asarray(points, np.float64) * self.k).ravel().tolist()
        thick = max(1, round(width * self.k))
        joint = "curve" if thick > 3 and len(flat) > 4 else None
        self._each(values, lambda pen, value: pen.line(flat, fill=value, width=thick, joint=joint))

    def disc(self, x: float, y: float, rx: float, ry: float, *values: float | None) -> None:
        """Filled ellipse about (x, y)."""
        box = [(x - rx) * self.k, (y - ry) * self.k, (x + rx) * self.k, (y + ry) * self.k]
        self._each(values, lambda pen, value: pen.ellipse(box, fill=value))

    def rect(self, x0: float, y0: float, x1: float, y1: float, *values: float | None) -> None:
        """Filled upright rectangle."""
        self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], *values)

    def box(self, channel: int, pad: float = 0) -> tuple[int, int, int, int] | None:
        """Page pixels (left, top, right, bottom) of everything drawn on a channel, and `pad` units around."""
        found = self.pictures[channel].getbbox()
        if found is None:
            return None
        more, (width, height) = round(pad * self.page.scale) + 1, self.page.size
        left, top, right, bottom = (edge // self.fine for edge in found)
        return max(0, left - more), max(0, top - more), min(width, right + 1 + more), min(height, bottom + 1 + more)

    def field(self, channel: int, box: tuple[int, int, int, int] | None = None) -> Array:
        """A channel at page resolution, 0..1; or the part of it in a box of page pixels."""
        picture = self.pictures[channel]
        if box is not None:
            picture = picture.crop(tuple(edge * self.fine for edge in box))
        return np.asarray(picture.reduce(self.fine) if self.fine > 1 else picture, np.float32) / np.float32(255)

    def put(self, channel: int, field: Array) -> None:
        """Replace a channel by a page-sized field (soft gradients, noise)."""
        picture = to_grey(field).resize(self.pictures[channel].size, Image.Resampling.BILINEAR)
        self.pictures[channel].paste(picture)


def paper(page: Page, colour: RGB, fibre: float = 0.02) -> list[Array]:
    """Three bands of uncoated paper in `colour` (0..1): faint clouds and fibres."""
    relief = (page.noise(90, 2) - 0.5) * np.float32(fibre) + page.grain() * np.float32(fibre * 0.45)
    return [np.float32(band) + relief for band in colour]


def press(
    page: Page, plates: Sequence[tuple[Array, RGB]], stock: RGB, tooth: float = 0.4, shift: float = 1.2
) -> Image.Image:
    """Print ink coverages one over the other on paper, as a risograph: multiplied, grainy, a little out of register.

    `plates` holds (coverage 0..1, ink colour 0..1); `tooth` is how much half tones break into grain; `shift` in units.
    """
    bands = paper(page, stock)
    mottle = page.noise(26, 2)
    for number, (cover, ink) in enumerate(plates):
        grit = np.clip(page.grain() * np.float32(0.3), -0.5, 0.5)
        broken = cover + grit * np.float32(tooth) * np.sqrt(np.clip(cover * (1 - cover) * 4, 0, 1))
        # solid ink is never quite solid
        solid = np.clip(broken, 0, 1) * (
            np.float32(0.98) - np.float32(0.13) * np.abs(mottle - 0.5) - 0.05 * np.maximum(grit, 0)
        )
        away = np.rint(page.rng.normal(0, shift, 2) * page.scale * (number > 0)).astype(int)
        (down, across), reach = away, int(np.abs(away).max())
        height, width = solid.shape
        moved = np.pad(solid, reach, "edge")[
            reach - down : reach - down + height, reach - across : reach - across + width
        ]
        for band, colour in zip(bands, ink, strict=True):
            np.multiply(band, 1 - moved * np.float32(1 - colour), out=band)
    return to_rgb(bands)


def to_rgb(bands: Sequence[Array]) -> Image.Image:
    """An RGB picture of three 0..1 bands."""
    return Image.merge("RGB", [to_grey(band) for band in bands])


def hexed(colour: str) -> RGB:
    """ "#rrggbb" as 0..1 floats."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


@dataclass(frozen=True)
class Motif:
    """A picture that can be drawn: its function, and its natural size in units."""

    name: str
    function: Callable[[Page], Image.Image]
    natural: tuple[int, int]

    def __call__(self, seed: int = 0, size: tuple[int, int] | None = None) -> Image.Image:
        """Draw; a `size` of another shape shows the middle of the scene."""
        longest = max(self.natural)
        width, height = size or (
            round(self.natural[0] * LONG_SIDE / longest),
            round(self.natural[1] * LONG_SIDE / longest),
        )
        scale = max(width / self.natural[0], height / self.natural[1])
        # lines and grain need some pixels to live in: a stamp is drawn larger and reduced
        page = Page(self.name, seed, self.natural, max(scale, SMALLEST / longest))
        picture = self.function(page)
        wide, tall = width * page.scale / scale, height * page.scale / scale
        left, top = max(0.0, (picture.width - wide) / 2), max(0.0, (picture.height - tall) / 2)
        if page.scale > scale:
            box = (left, top, min(picture.width, left + wide), min(picture.height, top + tall))
            return picture.resize((width, height), Image.Resampling.LANCZOS, box)
        return picture.crop((int(left), int(top), int(left) + width, int(top) + height))


class Album:
    """Collects the motifs of one module: `@album.motif(1800, 1200)` above a function named as its motif."""

    def __init__(self) -> None:
        self.motifs: dict[str, Motif] = {}

    def motif(
        self, width: int, height: int
    ) -> Callable[[Callable[[Page], Image.Image]], Callable[[Page], Image.Image]]:
        """Register the decorated function under its own name with its natural size."""

        def register(function: Callable[[Page], Image.Image]) -> Callable[[Page], Image.Image]:
            name = function.__name__
            self.motifs[name] = Motif(name, function, (width, height))
            return function

        return register
