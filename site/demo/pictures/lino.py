"""Linocuts: a key block carved with gouges over one or two colour blocks, printed by hand on soft paper."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from demo.pictures.canvas import RGB, Album, Page, Points, Sheet, hexed, paper, ramp, smooth, taper, to_rgb

album = Album()


Rng = np.random.Generator


MARGIN = 96.0


INKS = (
    ("#20242b", "#d9573f", "#f1b33c"),
    ("#1d2f3f", "#e0a43a", "#86b7bd"),
    ("#22302a", "#c8553d", "#9db98a"),
    ("#2a2440", "#e58a4e", "#7fb0a8"),
    ("#1f1f22", "#4f8f9c", "#e9b24a"),
)


class Block:
    """Three blocks of one print: channel 0 the dark key block, 1 and 2 the colours. 1 prints, 0 is cut away."""

    def __init__(self, page: Page, ground: float) -> None:
        self.page, self.rng = page, page.rng
        self.inks: list[RGB] = [hexed(ink) for ink in INKS[int(page.rng.integers(0, len(INKS)))]]
        self.sheet = Sheet(page, (0, 0, 0))
        self.x0, self.y0, self.x1, self.y1 = MARGIN, MARGIN, page.width - MARGIN, page.height - MARGIN
        if ground:
            self.sheet.rect(self.x0, self.y0, self.x1, self.y1, ground, None, None)

    def ink(
        self, points: Points, key: float | None = 1.0, first: float | None = None, second: float | None = None
    ) -> None:
        """Set a shape on the blocks; None leaves a block as it is."""
        self.sheet.poly(points, key, first, second)

    def cut(self, points: Points, first: float | None = None, second: float | None = None) -> None:
        """Cut a shape out of the key block."""
        self.sheet.poly(points, 0.0, first, second)

    def stroke(self, points: Points, width: float, key: float = 0.0, ends: float = 0.15) -> None:
        """One push of the gouge along a path (or, with key 1, a line left standing)."""
        path = smooth(points, steps=5) if len(points) > 2 else np.asarray(points, np.float64)
        self.sheet.poly(taper(path, (width * ends, width, width * 0.9, width * ends)), key, None, None)

    def gouge(
        self,
        region: Points,
        angle: Callable[[float, float], float],
        gap: float,
        length: float,
        width: float,
        key: float = 0.0,
        skip: float = 0.12,
    ) -> None:
        """Fill a region with short gouge marks that follow `angle`(x, y) in radians, about `gap` units apart."""
        p = np.asarray(region, np.float64)
        low, high = p.min(0), p.max(0)
        size = int((high[0] - low[0]) / 6) + 1, int((high[1] - low[1]) / 6) + 1
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).polygon(((p - low) / 6).ravel().tolist(), fill=255)
        inside = np.asarray(mask)
        rng = self.rng
        for row, y in enumerate(np.arange(low[1], high[1], gap)):
            for x in np.arange(low[0] + (row % 2) * length * 0.5, high[0], length * 0.92):
                if rng.random() < skip:
                    continue
                px, py = x + rng.normal(0, length * 0.12), y + rng.normal(0, gap * 0.16)
                column, line = int((px - low[0]) / 6), int((py - low[1]) / 6)
                if not (0 <= line < inside.shape[0] and 0 <= column < inside.shape[1]) or not inside[line, column]:
                    continue
                a, half = angle(px, py) + rng.normal(0, 0.05), length * rng.uniform(0.32, 0.56)
                dx, dy = np.cos(a) * half, np.sin(a) * half
                bend = rng.normal(0, gap * 0.1)
                self.stroke(
                    [(px - dx, py - dy), (px + dy / half * bend, py - dx / half * bend), (px + dx, py + dy)],
                    width * rng.uniform(0.6, 1.15),
                    key,
                )

    def print(self) -> Image.Image:
        """Ink the blocks and press them, colours first; ragged edges, salt in the black, a dent around the plate."""
        page = self.page
        bands = paper(page, hexed("#f6f1e4"), 0.03)
        wobble = (page.noise(70, 3) - 0.5) * np.float32(7)
        inside = np.minimum(
            np.minimum(page.xs - self.x0, self.x1 - page.xs), np.minimum(page.ys - self.y0, self.y1 - page.ys)
        )
        edge = ramp(inside + wobble, -1.0, 1.2)
        dent = np.exp(-(((inside + 9) / 7) ** 2)) * np.float32(0.05)
        salt = page.noise(2.6, 1) * 0.6 + page.relief(14) * 0.4
        for number in (1, 2, 0):
            cover = self.sheet.field(number) * edge
            if not cover.any():
                continue
            worn = ramp(salt + (page.relief(22) - 0.5) * 0.35, 0.2, 0.34) if number == 0 else ramp(salt, 0.1, 0.34)
            cover = cover * (0.3 + 0.7 * worn) * np.float32(0.97)
            for band, ink in zip(bands, self.inks[number], strict=True):
                np.multiply(band, 1 - cover * np.float32(1 - ink), out=band)
        for band in bands:
            np.subtract(band, dent, out=band)
        return to_rgb(bands)

    def rays(self, x: float, y: float, start: float, width: float, region: Points) -> None:
        """Gouge marks that run away from (x, y) all over a region."""
        self.gouge(region, lambda px, py: float(np.arctan2(py - y, px - x)), width * 2.1, width * 5.2, width)
        self.sheet.disc(x, y, start, start, 0.0, None, None)
