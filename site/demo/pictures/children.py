"""Children's drawings in wax crayon: every seed is another child's hand, set of colours and idea of the world."""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from demo.pictures.canvas import RGB, Page, Points, hexed, paper, smooth, to_rgb
from demo.pictures.film import tile

CRAYONS = {
    "red": "#d8392f",
    "orange": "#ee8a2a",
    "yellow": "#f4c92e",
    "green": "#3f9a4c",
    "leaf": "#86b53a",
    "blue": "#2c66b3",
    "sky": "#5fb0de",
    "purple": "#7b4ca0",
    "pink": "#ea7fae",
    "brown": "#86512b",
    "black": "#2f2c30",
    "grey": "#8c8c90",
    "skin": "#efb58e",
}
BRIGHT = ("red", "orange", "yellow", "green", "leaf", "blue", "sky", "purple", "pink")
SHEETS = ("#fbf8f0", "#f8f3e6", "#f6f0e4", "#fdfbf6")


@dataclass
class Hand:
    """How a child draws: how much lines shake, how wide and hard the crayon, how dense and slanted the colouring-in."""

    shake: float
    width: float
    press: float
    gap: float
    slant: float
    over: float  # how far the colouring runs past the line

    @classmethod
    def of(cls, rng: np.random.Generator) -> "Hand":
        """A child of four to eight."""
        return cls(
            rng.uniform(3.5, 10),
            rng.uniform(11, 19),
            rng.uniform(0.74, 1.0),
            rng.uniform(0.75, 1.5),
            rng.choice([-1, 1]) * rng.uniform(0.25, 1.1),
            rng.uniform(2, 16),
        )


class Crayons:
    """A sheet of paper with tooth, and wax that catches on it."""

    def __init__(self, page: Page, stock: str = "") -> None:
        self.page, self.rng, self.hand = page, page.rng, Hand.of(page.rng)
        self.bands = paper(page, hexed(stock or str(page.rng.choice(SHEETS))), 0.03)
        relief = tile(page.grit, 0.35)
        down = (np.arange(page.size[1]) / page.scale * 0.62).astype(int) & 511
        across = (np.arange(page.size[0]) / page.scale * 0.62).astype(int) & 511
        self.tooth = relief[down][:, across]

    def _wobble(self, points: Points, closed: bool = False) -> np.ndarray:
        """Points as a shaking hand draws them: resampled, with slow drift and fast tremble."""
        p = np.asarray(points, np.float64)
        if closed:
            p = np.vstack([p, p[:1]])
        steps = np.hypot(*np.diff(p, axis=0).T)
        along = np.concatenate([[0], np.cumsum(steps)])
        count = max(4, int(along[-1] / 26))
        t = np.linspace(0, along[-1], count)
        path = np.column_stack([np.interp(t, along, p[:, 0]), np.interp(t, along, p[:, 1])])
        path += self.rng.normal(0, self.hand.shake * 0.45, path.shape)
        slow = self.rng.normal(0, self.hand.shake, (count // 7 + 2, 2))
        path += np.column_stack(
            [np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(slow)), slow[:, i]) for i in (0, 1)]
        )
        if closed:  # the end seldom meets the beginning
            path = np.vstack([path, path[0] + self.rng.normal(0, self.hand.shake * 1.3, 2)])
        return smooth(path, steps=3)

    def _wax(self, colour: str, strokes: list[tuple[np.ndarray, float]], press: float) -> None:
        """Rub strokes (path, width) of one colour into the paper."""
        k = self.page.scale
        everything = np.vstack([path for path, _ in strokes]) * k
        pad = 26 * k
        left, top = np.maximum(np.floor(everything.min(0) - pad), 0).astype(int)
        right, bottom = np.minimum(np.ceil(everything.max(0) + pad), self.page.size).astype(int)
        if right <= left or bottom <= top:
            return
        cover = Image.new("L", (int(right - left), int(bottom - top)), 0)
        pen = ImageDraw.Draw(cover)
        for path, width in strokes:
            w = max(1.0, width * k)
            flat = path * k - (left, top)
            value = int(255 * np.clip(self.rng.normal(0.86, 0.08), 0.5, 1))
            pen.line(flat.ravel().tolist(), fill=value, width=max(1, round(w)), joint="curve")
            for x, y in (flat[0], flat[-1]):
                pen.ellipse([x - w / 2, y - w / 2, x + w / 2, y + w / 2], fill=value)
        here = np.s_[top:bottom, left:right]
        field = self._soft(cover)
        # wax stays on the hills of the paper; pressing hard fills the valleys
        level = 0.78 - 0.62 * press * field
        wax = field * np.clip((self.tooth[here] - level) / 0.2 + 0.5, 0.22, 1)
        wax *= np.float32(0.72 + 0.26 * press)
        ink: RGB = hexed(CRAYONS[colour])
        for band, tint in zip(self.bands, ink, strict=True):
            part = band[here]
            part += (np.float32(tint) * (0.72 + 0.28 * part) - part) * wax

    def _soft(self, cover: Image.Image) -> np.ndarray:
        """The stroke with edges that crumble."""
        field = np.asarray(cover, np.float32) / np.float32(255)
        soft = field.copy()
        for axis in (0, 1):
            for shift in (-1, 1):
                soft += np.roll(field, shift, axis)
        return soft / 5

    def line(self, colour: str, points: Points, closed: bool = False, width: float = 1.0) -> None:
        """A drawn line; now and then gone over twice."""
        strokes = [(self._wobble(points, closed), self.hand.width * width)]
        if self.rng.random() < 0.45:
            strokes.append((self._wobble(points, closed), self.hand.width * width * 0.85))
        self._wax(colour, strokes, self.hand.press)

    def ring(self, colour: str, x: float, y: float, rx: float, ry: float | None = None, width: float = 1.0) -> None:
        """A circle as children draw it, a bit more than once round."""
        turn_ = self.rng.uniform(0, 6) + np.linspace(0, 2 * np.pi * self.rng.uniform(1.0, 1.12), 40)
        ry = rx if ry is None else ry
        grow = 1 + np.linspace(-0.03, 0.05, 40)
        self.line(colour, np.column_stack([x + np.cos(turn_) * rx * grow, y + np.sin(turn_) * ry * grow]), width=width)

    def dot(self, colour: str, x: float, y: float, r: float) -> None:
        """A dot pressed hard."""
        turn_ = np.linspace(0, 7, 12)
        path = np.column_stack([x + np.cos(turn_) * r * 0.4, y + np.sin(turn_) * r * 0.4])
        self._wax(colour, [(path, r * 1.3)], 1.0)

    def fill(self, colour: str, points: Points, gap: float = 1.0, press: float = 0.8) -> None:
        """Colour a shape in with back-and-forth strokes that run a little over its edge."""
        p, hand = np.asarray(points, np.float64), self.hand
        c, s = np.cos(hand.slant), np.sin(hand.slant)
        turned = p @ np.array([[c, -s], [s, c]])
        step = hand.width * 0.8 * hand.gap * gap
        zigzag, side = [], False
        for level in np.arange(turned[:, 1].min() + step * 0.4, turned[:, 1].max(), step):
            a, b = turned, np.roll(turned, -1, axis=0)
            crossing = (a[:, 1] <= level) != (b[:, 1] <= level)
            if crossing.sum() < 2:
                continue
            t = (level - a[crossing, 1]) / (b[crossing, 1] - a[crossing, 1])
            xs = np.sort(a[crossing, 0] + t * (b[crossing, 0] - a[crossing, 0]))
            ends = [xs[0] - self.rng.normal(0, hand.over), xs[-1] + self.rng.normal(0, hand.over)]
            zigzag += [(x, level + self.rng.normal(0, step * 0.3)) for x in (ends[::-1] if side else ends)]
            side = not side
        if len(zigzag) > 1:
            back = np.array(zigzag) @ np.array([[c, s], [-s, c]])
            self._wax(colour, [(self._wobble(back), hand.width * 0.95)], hand.press * press)

    def shape(self, colour: str, points: Points, inside: str = "", gap: float = 1.0) -> None:
        """An outline, coloured in first if `inside` is given."""
        if inside:
            self.fill(inside, points, gap)
        self.line(colour, points, True)

    def oval(self, colour: str, x: float, y: float, rx: float, ry: float, inside: str = "", gap: float = 1.0) -> None:
        """An oval, coloured in first if `inside` is given."""
        if inside:
            a = np.linspace(0, 2 * np.pi, 30, endpoint=False)
            self.fill(inside, np.column_stack([x + np.cos(a) * rx, y + np.sin(a) * ry]), gap)
        self.ring(colour, x, y, rx, ry)

    def finish(self) -> Image.Image:
        """The drawing."""
        return to_rgb(self.bands)

    # --- what every child can draw ---

    def sun(self, x: float, y: float, r: float, face: bool = False, colour: str = "yellow") -> None:
        """A sun with rays."""
        self.oval(colour if face else "orange", x, y, r, r, colour, 0.7)
        rays = int(self.rng.integers(9, 16))
        for a in np.linspace(0, 2 * np.pi, rays, endpoint=False) + self.rng.uniform(0, 1):
            near, far = r * self.rng.uniform(1.12, 1.25), r * self.rng.uniform(1.5, 1.9)
            self.line(
                colour if self.rng.random() < 0.6 else "orange",
                [(x + np.cos(a) * near, y + np.sin(a) * near), (x + np.cos(a) * far, y + np.sin(a) * far)],
            )
        if face:
            self.face(x, y, r)

    def face(self, x: float, y: float, r: float, colour: str = "black") -> None:
        """Two eyes, a mouth."""
        for side in (-1, 1):
            self.dot(colour, x + side * r * 0.33, y - r * 0.18, max(7.0, r * 0.09))
        a = np.linspace(0.25, np.pi - 0.25, 12)
        self.line("red", np.column_stack([x + np.cos(a) * r * 0.5, y + r * 0.12 + np.sin(a) * r * 0.36]), width=0.75)

    def cloud(self, x: float, y: float, size: float) -> None:
        """A curly cloud."""
        a = np.linspace(0, 2 * np.pi, 90)
        r = 1 + 0.2 * np.abs(np.sin(a * 3.5))
        outline = np.column_stack([x + np.cos(a) * size * r, y + np.sin(a) * size * 0.5 * r])
        if self.rng.random() < 0.5:
            self.fill("sky", outline, 1.6, 0.6)
        self.line("blue", outline)

    def grass(self, y: float) -> None:
        """A green foot to the picture."""
        w = self.page.width
        if self.rng.random() < 0.5:
            edge = [
                (30, y),
                (w * 0.3, y - 14),
                (w * 0.7, y + 10),
                (w - 30, y),
                (w - 30, self.page.height - 34),
                (30, self.page.height - 34),
            ]
            self.fill("green", edge, 1.2)
        else:
            self.line("green", [(24, y), (w * 0.5, y + self.rng.normal(0, 14)), (w - 24, y)])
        for x in np.arange(50, w - 40, self.rng.uniform(38, 62)):
            self.line(
                str(self.rng.choice(["green", "leaf"])),
                [(x, y + 6), (x + self.rng.normal(0, 12), y - self.rng.uniform(30, 62))],
            )

    def sky(self) -> None:
        """A blue stripe at the top, where the sky is."""
        w, deep = self.page.width, self.rng.uniform(70, 130)
        self.fill("sky", [(26, 24), (w - 26, 24), (w - 26, deep), (w * 0.5, deep + 20), (26, deep)], 1.1, 0.8)

    def flower(self, x: float, y: float, size: float) -> None:
        """A flower on a stalk."""
        top = y - size
        self.line("green", [(x, y), (x + self.rng.normal(0, 8), top)])
        self.line("green", [(x, y - size * 0.3), (x + size * 0.22, y - size * 0.46)])
        colour = str(self.rng.choice(["red", "pink", "purple", "orange", "blue"]))
        for a in np.linspace(0, 2 * np.pi, 6, endpoint=False):
            self.oval(
                colour, x + np.cos(a) * size * 0.17, top + np.sin(a) * size * 0.17, size * 0.1, size * 0.1, colour, 0.8
            )
        self.dot("yellow", x, top, size * 0.12)

    def bird(self, x: float, y: float, size: float) -> None:
        """A bird far away."""
        a = np.linspace(np.pi, 2 * np.pi, 9)
        left = np.column_stack([x - size / 2 + np.cos(a) * size / 2, y + np.sin(a) * size * 0.4])
        self.line("black", np.vstack([left, left + (size, 0)]), width=0.7)

    def heart(self, x: float, y: float, size: float) -> None:
        """A heart."""
        t = np.linspace(0, 2 * np.pi, 40)
        shape = np.column_stack(
            [
                x + size * np.sin(t) ** 3,
                y - size * (0.81 * np.cos(t) - 0.31 * np.cos(2 * t) - 0.12 * np.cos(3 * t) - 0.06 * np.cos(4 * t)),
            ]
        )
        self.shape("red", shape, "red")
