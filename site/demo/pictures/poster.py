"""A poster printed from four inks, and the people on it: flat shapes, grainy gradients, overprint."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from demo.pictures.canvas import RGB, Page, Point, Points, Sheet, hexed, press, smooth, taper, to_grey, trace

# deep: the darkest; cool and sun give greens together; warm and sun oranges
PALETTES = {
    "fjord": ("#f5eddd", {"cool": "#63a9b0", "sun": "#f3b83a", "warm": "#e4583c", "deep": "#1d3c4c"}),
    "meadow": ("#f6efdf", {"cool": "#74a7c4", "sun": "#efc24f", "warm": "#db6342", "deep": "#25453c"}),
    "evening": ("#f7ece0", {"cool": "#58ab98", "sun": "#f6bf48", "warm": "#ee6a58", "deep": "#2d3159"}),
    "brick": ("#f3ebdd", {"cool": "#86b3a9", "sun": "#e9b347", "warm": "#c9503c", "deep": "#35323c"}),
}
INKS = ("cool", "sun", "warm", "deep")
Mix = dict[str, float]

SKINS: tuple[Mix, ...] = (
    {"warm": 0.16, "sun": 0.2},
    {"warm": 0.26, "sun": 0.3},
    {"warm": 0.4, "sun": 0.45, "deep": 0.12},
    {"warm": 0.58, "sun": 0.5, "deep": 0.38},
    {"warm": 0.66, "sun": 0.36, "deep": 0.58},
)
HAIRS: tuple[Mix, ...] = (
    {"deep": 1.0},
    {"deep": 0.85, "warm": 0.7},
    {"sun": 0.75, "warm": 0.3},
    {"warm": 0.8, "sun": 0.6, "deep": 0.25},
    {"deep": 0.3},
)
CLOTHES: tuple[Mix, ...] = (
    {"warm": 0.95},
    {"sun": 0.95},
    {"cool": 0.95},
    {"deep": 0.9},
    {"cool": 0.9, "sun": 0.7},
    {"warm": 0.5, "sun": 0.9},
    {"deep": 0.55, "cool": 0.7},
    {"warm": 0.4},
    {},
)


class Poster:
    """Four plates and paper. Shapes are opaque (they clear the other plates) unless `over` lets them overprint."""

    def __init__(self, page: Page, palette: str = "") -> None:
        self.page = page
        name = palette or str(page.rng.choice(list(PALETTES)))
        stock, inks = PALETTES[name]
        self.stock: RGB = hexed(stock)
        self.inks = [hexed(inks[ink]) for ink in INKS]
        self.sheet = Sheet(page, (0, 0, 0, 0))

    @staticmethod
    def _values(mix: Mix, over: bool) -> list[float | None]:
        return [mix.get(ink, None if over else 0.0) for ink in INKS]

    def poly(self, points: Points, mix: Mix, over: bool = False) -> None:
        """Filled polygon."""
        self.sheet.poly(points, *self._values(mix, over))

    def blob(self, points: Points, mix: Mix, over: bool = False) -> None:
        """Filled smooth shape through the points."""
        self.sheet.poly(smooth(points, True), *self._values(mix, over))

    def rect(self, x0: float, y0: float, x1: float, y1: float, mix: Mix, over: bool = False) -> None:
        """Filled rectangle."""
        self.sheet.rect(x0, y0, x1, y1, *self._values(mix, over))

    def disc(self, x: float, y: float, r: float, mix: Mix, over: bool = False, flat: float = 1.0) -> None:
        """Filled circle, or ellipse of height `flat` times its width."""
        self.sheet.disc(x, y, r, r * flat, *self._values(mix, over))

    def line(self, points: Points, width: float, mix: Mix, over: bool = False) -> None:
        """Line of even width."""
        self.sheet.line(points, width, *self._values(mix, over))

    def limb(self, points: Points, widths: tuple[float, ...], mix: Mix, over: bool = False) -> None:
        """Tapering stroke along a smooth path, with round ends."""
        path = smooth(points, steps=6)
        self.sheet.poly(taper(path, widths), *self._values(mix, over))
        for end, width in ((path[0], widths[0]), (path[-1], widths[-1])):
            self.disc(float(end[0]), float(end[1]), width / 2, mix, over)

    def fade(self, points: Points, ink: str, start: Point, end: Point, first: float, last: float) -> None:
        """Within a polygon, let one ink run from cover `first` at `start` to `last` at `end`; other plates stay."""
        k, plate = self.sheet.k, self.sheet.pictures[INKS.index(ink)]
        p = np.asarray(points, np.float64) * k
        left, top = np.maximum(np.floor(p.min(0)), 0).astype(int)
        right, bottom = np.minimum(np.ceil(p.max(0)), plate.size).astype(int)
        if right <= left or bottom <= top:
            return
        mask = Image.new("L", (int(right - left), int(bottom - top)), 0)
        ImageDraw.Draw(mask).polygon((p - (left, top)).ravel().tolist(), fill=255)
        dx, dy = (end[0] - start[0]) * k, (end[1] - start[1]) * k
        rows = np.arange(top, bottom, 4, dtype=np.float32)[:, None]
        columns = np.arange(left, right, 4, dtype=np.float32)[None, :]
        t = ((columns - start[0] * k) * dx + (rows - start[1] * k) * dy) / (dx * dx + dy * dy)
        tint = to_grey(first + (last - first) * np.clip(t, 0, 1)).resize(mask.size, Image.Resampling.BILINEAR)
        plate.paste(tint, (int(left), int(top)), mask)

    def sky(self, ink: str, top: float, foot: float, to_y: float) -> None:
        """A gradient of one ink over the page from its head to row `to_y`."""
        w = self.page.width
        self.fade(trace("0 0, 1 0, 1 1, 0 1", 0, 0, w, to_y), ink, (0, 0), (0, to_y), top, foot)

    def print(self, tooth: float = 0.42) -> Image.Image:
        """The finished sheet."""
        plates = [(self.sheet.field(number), ink) for number, ink in enumerate(self.inks)]
        return press(self.page, plates, self.stock, tooth)


@dataclass
class Look:
    """How somebody on a poster looks."""

    skin: Mix
    hair: Mix
    top: Mix
    bottom: Mix
    style: int  # 0 short, 1 long, 2 bun, 3 scarf, 4 cap, 5 beard and short

    @classmethod
    def of(cls, rng: np.random.Generator) -> "Look":
        """Somebody at random: a mixed town."""
        skin = int(rng.choice(5, p=[0.28, 0.32, 0.18, 0.13, 0.09]))
        hair = HAIRS[int(rng.choice(5 if skin < 2 else 2))]
        top, bottom = rng.choice(len(CLOTHES), 2, replace=False)
        return cls(SKINS[skin], hair, CLOTHES[top], CLOTHES[bottom], int(rng.integers(0, 6)))


JOINTS = ("hip", "knee", "foot", "knee2", "foot2", "neck", "elbow", "hand", "elbow2", "hand2", "head")
# joints in heights of the person: x forward, y up, feet at 0
POSES: dict[str, str] = {
    "stand": "0 0.5, 0.025 0.27, 0.03 0.01, -0.03 0.27, -0.045 0.01, "
    "0 0.82, 0.035 0.65, 0.06 0.5, -0.06 0.66, -0.05 0.5, 0.01 0.915",
    "walk": "0 0.5, 0.1 0.29, 0.13 0.02, -0.02 0.26, -0.16 0.04, "
    "0.03 0.82, -0.04 0.66, -0.09 0.53, 0.1 0.67, 0.17 0.56, 0.05 0.915",
    "sit": "0 0.27, 0.22 0.28, 0.22 0.01, 0.19 0.27, 0.16 0.01, "
    "0 0.6, 0.06 0.44, 0.18 0.4, 0.08 0.45, 0.2 0.42, 0.02 0.695",
    "read": "0 0.27, 0.22 0.28, 0.22 0.01, 0.19 0.27, 0.16 0.01, "
    "0.01 0.6, 0.07 0.42, 0.2 0.49, 0.09 0.43, 0.22 0.48, 0.045 0.69",
    "ride": "0 0.56, 0.17 0.44, 0.1 0.18, 0.15 0.36, 0 0.14, "
    "0.14 0.85, 0.27 0.72, 0.38 0.66, 0.28 0.72, 0.39 0.67, 0.18 0.945",
    "raise": "0 0.5, 0.025 0.27, 0.03 0.01, -0.03 0.27, -0.045 0.01, "
    "0 0.82, 0.1 0.92, 0.1 1.09, -0.06 0.66, -0.05 0.5, 0.01 0.915",
    "reach": "0 0.5, 0.05 0.28, 0.05 0.01, -0.04 0.27, -0.1 0.01, "
    "0.06 0.8, 0.15 0.66, 0.27 0.62, 0.13 0.66, 0.25 0.6, 0.1 0.89",
    "jump": "0 0.5, 0.13 0.36, 0.09 0.14, -0.06 0.32, -0.18 0.2, "
    "0.03 0.8, 0.15 0.9, 0.22 1.03, -0.12 0.86, -0.2 0.98, 0.04 0.9",
}


def person(
    poster: Poster,
    x: float,
    y: float,
    height: float,
    look: Look,
    pose: str = "stand",
    face: int = 1,
    child: bool = False,
) -> dict[str, Point]:
    """Somebody standing at (x, y), looking right (`face` 1) or left; returns the page places of the joints."""
    wide = 1.12 if child else 1.0
    places = trace(POSES[pose], x, y, height * face * wide, -height)
    at = {joint: (float(px), float(py)) for joint, (px, py) in zip(JOINTS, places, strict=True)}
    h, bottom, top = height * wide, look.bottom, look.top
    shade: Mix = {"deep": min(1.0, top.get("deep", 0) + 0.3)}
    poster.limb([at["neck"], at["elbow2"], at["hand2"]], (0.05 * h, 0.046 * h, 0.032 * h), {**top, **shade})
    poster.disc(*at["hand2"], 0.019 * h, look.skin)
    dark = {**bottom, "deep": min(1.0, bottom.get("deep", 0) + 0.3)}
    for knee, foot, mix in (("knee2", "foot2", dark), ("knee", "foot", bottom)):
        poster.limb([at["hip"], at[knee], at[foot]], (0.095 * h, 0.066 * h, 0.045 * h), mix)
        fx, fy = at[foot]
        poster.blob(
            trace("-0.025 -0.02, 0.03 -0.02, 0.065 0.008, -0.03 0.01", fx, fy, face * h, h),
            {"deep": 0.95},
        )
    (hx, hy), (nx, ny) = at["hip"], at["neck"]
    torso = [
        (nx - 0.03 * h, ny - 0.01 * h),
        (nx + 0.03 * h, ny - 0.01 * h),
        (nx + 0.068 * h, ny + 0.035 * h),
        (hx + 0.058 * h, hy - 0.1 * h),
        (hx + 0.066 * h, hy + 0.03 * h),
        (hx - 0.066 * h, hy + 0.03 * h),
        (hx - 0.058 * h, hy - 0.1 * h),
        (nx - 0.068 * h, ny + 0.035 * h),
    ]
    poster.blob(torso, top)
    _head(poster, at["head"], at["neck"], h * (1.18 if child else 1.0), look, face)
    poster.limb(
        [(nx + 0.01 * h * face, ny + 0.04 * h), at["elbow"], at["hand"]], (0.054 * h, 0.048 * h, 0.034 * h), top
    )
    if top != look.bottom:
        edge = smooth(
            [
                (nx - 0.012 * h * face, ny + 0.06 * h),
                ((nx + at["elbow"][0]) / 2 - 0.03 * h * face, (ny + at["elbow"][1]) / 2),
                (at["elbow"][0] - 0.024 * h * face, at["elbow"][1]),
            ]
        )
        poster.line(edge, 0.006 * h, {"deep": min(1.0, top.get("deep", 0) + 0.35)}, True)
    poster.disc(*at["hand"], 0.021 * h, look.skin)
    return at


def _head(poster: Poster, head: Point, neck: Point, h: float, look: Look, face: int) -> None:
    """Head and hair in profile, without features."""
    x, y = head
    r = 0.05 * h
    hair = look.top if look.style == 3 else look.hair
    if look.style == 1:
        poster.blob(
            trace("0.4 -1.2, -0.9 -0.9, -1.3 0.6, -1 2.2, -0.2 1.9, 0.3 0", x, y, face * r, r),
            hair,
        )
    poster.limb(
        [neck, (x - r * 0.1 * face, y + r * 0.4)],
        (0.05 * h, 0.04 * h),
        {**look.skin, "deep": min(1.0, look.skin.get("deep", 0) + 0.14)},
    )
    poster.blob(
        trace(
            "-0.8 -0.8, 0.5 -1.05, 0.88 -0.2, 1.05 0.12, 0.82 0.32, 0.62 1.05, -0.1 1.1, -0.8 0.4", x, y, face * r, r
        ),
        look.skin,
    )
    if look.style == 2:
        poster.disc(x - r * 1.05 * face, y - r * 0.95, r * 0.62, hair)
    if look.style == 3:  # a headscarf
        poster.blob(
            trace(
                "0.72 -0.85, -0.2 -1.35, -1.15 -0.5, -1.2 0.9, -0.9 2, 0.7 1.9, 0.45 1.05, -0.05 0.6, 0.15 -0.4",
                x,
                y,
                face * r,
                r,
            ),
            hair,
        )
        return
    poster.blob(
        trace("0.86 -0.62, 0.35 -1.3, -0.7 -1.15, -1.12 -0.2, -0.85 0.62, -0.35 0.2, -0.1 -0.35", x, y, face * r, r),
        hair,
    )
    if look.style == 4:
        poster.blob(
            trace("1.5 -0.42, 0.5 -1.35, -0.8 -1.2, -1.05 -0.4", x, y, face * r, r),
            look.bottom or {"warm": 0.9},
        )
    if look.style == 5:
        poster.blob(
            trace("0.75 0.35, 0.75 1.2, 0.1 1.45, -0.4 0.7, -0.3 0.2, 0.2 0.6", x, y, face * r, r),
            look.hair,
        )
