"""What every map needs: fields of height and depth, contour lines, frame, compass, scale, lettering."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from demo.pictures.canvas import Array, Page, ramp, smooth, to_grey, trace, turn
from demo.pictures.poster import INKS, Mix, Poster

EDGE = 78.0
LINE: Mix = {"deep": 0.95}


class Chart:
    """A map sheet on a poster's four plates: cool water, sun land, warm buildings and marks, deep lines and letters."""

    def __init__(self, page: Page) -> None:
        self.page, self.rng = page, page.rng
        self.poster = Poster(page, str(page.rng.choice(["fjord", "meadow", "brick"])))

    def wash(self, ink: str, field: Array) -> None:
        """Lay a soft field of one ink over its plate (the darker of both stays)."""
        number = INKS.index(ink)
        plate = self.poster.sheet.pictures[number]
        grown = to_grey(field).resize(plate.size, Image.Resampling.BILINEAR)
        plate.paste(ImageChops.lighter(plate, grown))

    def clear(self, ink: str, field: Array) -> None:
        """Take one ink away where the field is 1."""
        number = INKS.index(ink)
        plate = self.poster.sheet.pictures[number]
        grown = to_grey(1 - field).resize(plate.size, Image.Resampling.BILINEAR)
        plate.paste(ImageChops.multiply(plate, grown))

    def contours(self, field: Array, levels: list[float], width: float) -> Array:
        """Lines of `width` units where the field passes the levels."""
        down, across = np.gradient(field)
        steep = np.hypot(down, across) * np.float32(self.page.scale) + 1e-5
        lines = self.page.full(0)
        for level in levels:
            lines = np.maximum(
                lines, ramp(np.abs(field - level) / steep, width * 0.5 + 0.7, max(0.0, width * 0.5 - 0.5))
            )
        return lines

    def at(self, field: Array, x: float, y: float) -> float:
        """The field's value at a place in units."""
        column = min(self.page.size[0] - 1, max(0, int(x * self.page.scale)))
        row = min(self.page.size[1] - 1, max(0, int(y * self.page.scale)))
        return float(field[row, column])

    def relief(self, cell: float) -> Array:
        """Smooth hills -1..1 that are the same at every size (drawn from the composition's generator)."""
        rows, columns = int(self.page.height / cell) + 5, int(self.page.width / cell) + 5
        lattice = Image.fromarray(self.rng.random((rows, columns)).astype(np.float32) * 2 - 1)
        box = (1.0, 1.0, 1 + self.page.width / cell, 1 + self.page.height / cell)
        return np.asarray(lattice.resize(self.page.size, Image.Resampling.BICUBIC, box))

    def away(self, path: np.ndarray) -> tuple[Array, Array]:
        """Distance (units) of every place to a path of points, and how far along (0..1) the nearest one lies."""
        step = max(1, round(8 * self.page.scale))
        xs, ys = self.page.xs[:, ::step], self.page.ys[::step]
        near, along = np.full((ys.size, xs.size), 1e9, np.float32), np.zeros((ys.size, xs.size), np.float32)
        for number, (px, py) in enumerate(path):
            far = np.hypot(xs - px, ys - py).astype(np.float32)
            closer = far < near
            near[closer] = far[closer]
            along[closer] = number / (len(path) - 1)
        return self.grow(near), self.grow(along)

    def grow(self, small: Array) -> Array:
        """A coarse field at page size."""
        return np.asarray(
            Image.fromarray(np.ascontiguousarray(small, np.float32)).resize(self.page.size, Image.Resampling.BICUBIC)
        )

    # --- furniture ---

    def letters(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        spread: float = 0.0,
        ink: str = "deep",
        angle: float = 0.0,
        cover: float = 1.0,
    ) -> None:
        """Text centred on (x, y) in Pillow's own typeface (ASCII only), letters `spread` units apart."""
        if not features.check("freetype2"):
            return  # the bitmap face of such a build would look worse than none
        k, plate = self.poster.sheet.k, self.poster.sheet.pictures[INKS.index(ink)]
        font = ImageFont.load_default(max(4.0, size * k))
        widths = [font.getlength(letter) + spread * k for letter in text]
        label = Image.new("L", (int(sum(widths) + size * k), int(size * k * 1.6)))
        pen, left = ImageDraw.Draw(label), size * k * 0.5
        for letter, wide in zip(text, widths, strict=True):
            pen.text((left, size * k * 0.2), letter, fill=round(255 * cover), font=font)
            left += wide
        if angle:
            label = label.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        corner = (int(x * k - label.width / 2), int(y * k - label.height / 2))
        plate.paste(255, (*corner, corner[0] + label.width, corner[1] + label.height), label)

    def compass(self, x: float, y: float, r: float) -> None:
        """A compass rose of sixteen points."""
        poster = self.poster
        for radius, width in ((1.0, 3.0), (0.93, 1.4), (0.52, 1.4)):
            ring = [(x + np.cos(a) * r * radius, y + np.sin(a) * r * radius) for a in np.linspace(0, 2 * np.pi, 72)]
            poster.line(ring, width, LINE, True)
        for tick in range(72):
            a = tick * np.pi / 36
            inner = 0.87 if tick % 9 else 0.82
            poster.line(
                [
                    (x + np.cos(a) * r * inner, y + np.sin(a) * r * inner),
                    (x + np.cos(a) * r * 0.93, y + np.sin(a) * r * 0.93),
                ],
                1.6,
                LINE,
                True,
            )
        for point, reach in (
            [(p, 0.5) for p in range(1, 16, 2)]
            + [(p, 0.72) for p in (2, 6, 10, 14)]
            + [(p, 1.14) for p in (0, 4, 8, 12)]
        ):
            a = point * np.pi / 8 - np.pi / 2
            tip = (x + np.cos(a) * r * reach, y + np.sin(a) * r * reach)
            for side, mix in ((-1, LINE), (1, {"warm": 0.0} if point % 4 else {"warm": 1.0})):
                b = a + side * np.pi / 8 * (1 if point % 2 == 0 else 0.6)
                poster.poly([(x, y), (x + np.cos(b) * r * 0.2, y + np.sin(b) * r * 0.2), tip], mix)
        poster.disc(x, y, r * 0.06, {"sun": 1.0})
        self.letters("N", x, y - r * 1.3, r * 0.26)

    def frame(self, step: float = 60.0) -> None:
        """A clean margin, a double rule and a border of alternating bars, as on sea charts."""
        poster, (w, h) = self.poster, (self.page.width, self.page.height)
        for x0, y0, x1, y1 in (
            (-10, -10, w + 10, EDGE),
            (-10, h - EDGE, w + 10, h + 10),
            (-10, -10, EDGE, h + 10),
            (w - EDGE, -10, w + 10, h + 10),
        ):
            poster.rect(x0, y0, x1, y1, {})
        a, b = EDGE - 24, EDGE - 8
        for number, x in enumerate(np.arange(EDGE, w - EDGE, step)):
            if number % 2 == 0:
                for y in (a, h - b):
                    poster.rect(x, y, min(x + step, w - EDGE), y + 16, {"deep": 0.9})
        for number, y in enumerate(np.arange(EDGE, h - EDGE, step)):
            if number % 2 == 0:
                for x in (a, w - b):
                    poster.rect(x, y, x + 16, min(y + step, h - EDGE), {"deep": 0.9})
        for inset, width in ((EDGE, 3.0), (a, 2.0), (b, 2.0), (a - 12, 4.0)):
            poster.line(
                [(inset, inset), (w - inset, inset), (w - inset, h - inset), (inset, h - inset), (inset, inset)],
                width,
                LINE,
            )

    def scale_bar(self, x: float, y: float, step: float) -> None:
        """A bar of five steps."""
        for number in range(5):
            self.poster.rect(x + number * step, y, x + (number + 1) * step, y + 12, LINE if number % 2 == 0 else {})
            self.letters(str(number), x + number * step, y - 16, 20)
        self.poster.line(trace("0 0, 5 0, 5 12, 0 12, 0 0", x, y, step, 1), 2, LINE)
        self.letters("5 km", x + 5 * step + 6, y - 16, 20)

    def title(self, x: float, y: float, text: str, below: str, wide: float) -> None:
        """A cartouche."""
        poster = self.poster
        tall = 92.0
        poster.rect(x - wide, y - tall, x + wide, y + tall, {"sun": 0.16})
        for inset, width in ((0.0, 5.0), (13.0, 1.8)):
            box = [
                (x - wide + inset, y - tall + inset),
                (x + wide - inset, y - tall + inset),
                (x + wide - inset, y + tall - inset),
                (x - wide + inset, y + tall - inset),
            ]
            poster.line([*box, box[0]], width, LINE)
        self.letters(text, x, y - 18, 54, 9)
        poster.line([(x - wide * 0.5, y + 26), (x + wide * 0.5, y + 26)], 2, {"warm": 1.0})
        self.letters(below, x, y + 52, 25, 5)

    def road(self, path: np.ndarray, width: float, mix: Mix | None = None) -> None:
        """A cased road."""
        self.poster.line(path, width + 5, {"deep": 0.75})
        self.poster.line(path, width, mix if mix is not None else {})

    def railway(self, path: np.ndarray) -> None:
        """A railway line with sleepers."""
        self.poster.line(path, 6, LINE)
        steps = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
        for place in np.arange(10, steps[-1], 26):
            x, y = np.interp(place, steps, path[:, 0]), np.interp(place, steps, path[:, 1])
            dx, dy = np.interp(place + 4, steps, path[:, 0]) - x, np.interp(place + 4, steps, path[:, 1]) - y
            size = np.hypot(dx, dy) or 1
            self.poster.line(
                [(x - dy / size * 9, y + dx / size * 9), (x + dy / size * 9, y - dx / size * 9)], 3.4, LINE
            )

    def trees(self, x: float, y: float, r: float, count: int) -> None:
        """A wood of small tree signs within r units."""
        for _ in range(count):
            a, far = self.rng.uniform(0, 2 * np.pi), np.sqrt(self.rng.random()) * r
            px, py, s = x + np.cos(a) * far, y + np.sin(a) * far * 0.8, self.rng.uniform(6, 10)
            self.poster.disc(px, py, s, {"cool": 0.8, "sun": 0.75, "deep": 0.15})
            self.poster.poly(
                smooth(turn(trace("0.1 -1, 1 -0.1, 0.2 1, 0.4 0", 0, 0, s), 0) + (px, py), True, 4),
                {"deep": 0.5},
                True,
            )
