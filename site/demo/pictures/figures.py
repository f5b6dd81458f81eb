"""The people in old photographs: small figures in the clothes of the period, and their shadows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from demo.pictures.canvas import Array, Points, Sheet, smooth, taper, trace

Rng = np.random.Generator


def figure(
    sheet: Sheet,
    x: float,
    y: float,
    height: float,
    tone: float,
    rng: Rng,
    kind: str = "",
    rim: float = 0.0,
    face: float = 0.4,
) -> None:
    """One person of `height` units standing at (x, y): "man", "woman" or "child"; `rim` > 0: light from the right."""
    kind = kind or str(rng.choice(["man", "man", "woman"]))
    flip, build, stride = rng.choice([-1, 1]), rng.uniform(0.9, 1.12), rng.uniform(0.0, 0.06)
    look = rng.random(4)
    for shade, shift in ((min(1.0, tone + 0.34), np.sign(rim) * 0.01), (tone, 0.0)):
        if not rim and not shift and shade != tone:
            continue
        part = Part(sheet, x + shift * height, y, height * build * flip, height)
        head = 0.06 if kind == "child" else 0.047
        top = 0.9 if kind != "child" else 0.875
        part.soft(
            trace("-0.4 0, 0.4 0, 0.6 -1.9, -0.6 -1.9", 0, top, head),
            shade + 0.1,
        )
        _body(part, kind, stride, look, shade)
        sheet.disc(
            x + shift * height, y - top * height, head * height * 0.85, head * height * 1.2, max(shade, face * 0.85), 1
        )
        _hat(part, kind, look, top, head, shade)


@dataclass
class Part:
    """Draws shapes given in heights of a figure, feet at (0, 0), upwards positive."""

    sheet: Sheet
    x: float
    y: float
    across: float
    up: float

    def soft(self, points: Points, tone: float) -> None:
        """A rounded shape."""
        path = [(self.x + px * self.across, self.y - py * self.up) for px, py in points]
        self.sheet.poly(smooth(path, True, 4) if self.up * self.sheet.k > 60 else path, min(1.0, tone), 1)

    def hard(self, points: Points, tone: float) -> None:
        """A shape with corners."""
        self.sheet.poly([(self.x + px * self.across, self.y - py * self.up) for px, py in points], min(1.0, tone), 1)

    def limb(self, points: Points, widths: Sequence[float], tone: float) -> None:
        """A sleeve or trouser leg along `points`."""
        path = [(self.x + px * self.across, self.y - py * self.up) for px, py in points]
        self.sheet.poly(taper(smooth(path, steps=5), [w * self.up for w in widths]), min(1.0, tone), 1)


def _body(part: Part, kind: str, stride: float, look: Array, tone: float) -> None:
    """Clothes of the period."""
    bend = 0.115 + 0.045 * look[1]
    if kind == "woman":
        hem = 0.12 + 0.05 * look[0]
        part.limb([(-0.085, 0.79), (-0.115, 0.64), (-0.05, 0.53)], (0.055, 0.05, 0.03), tone * 0.9)
        part.hard(
            [(-0.052, 0.63), (0.052, 0.63), (0.085, 0.4), (hem, 0.03), (0.0, 0.012), (-hem * 0.95, 0.03), (-0.08, 0.4)],
            tone,
        )
        part.soft(
            trace("-0.05 0.83, 0.05 0.83, 0.095 0.79, 0.058 0.61, -0.058 0.61, -0.095 0.79"),
            tone * (0.85 + look[1]),
        )
        part.limb([(0.085, 0.79), (bend - 0.005, 0.64), (0.085, 0.5)], (0.055, 0.05, 0.032), tone * 1.1)
        if look[2] < 0.45:  # an apron
            part.hard(trace("-0.03 0.62, 0.042 0.62, 0.075 0.14, -0.055 0.14"), tone + 0.36)
        if look[2] > 0.72:  # a basket on the arm
            part.soft(trace("0.06 0.5, 0.18 0.5, 0.16 0.41, 0.08 0.41"), tone * 0.8)
        return
    small = kind == "child"
    hip, leg = (0.42 if small else 0.47), tone + (0.15 if small else 0.0)
    for side in (-1, 1):
        foot = side * (0.042 + stride * 0.7)
        part.limb(
            [(side * 0.042, hip), (side * 0.05 + foot * 0.1, hip * 0.5), (foot, 0.02)],
            (0.09, 0.062, 0.048),
            leg * (1 - 0.1 * side),
        )
        part.soft(trace("-0.028 0.03, 0.02 0.035, 0.058 0.008, -0.03 0", foot, 0), tone * 0.7)
    if small and look[3] < 0.5:  # a frock
        part.hard(trace("-0.07 0.6, 0.07 0.6, 0.14 0.26, -0.14 0.26"), tone + 0.3 * look[1])
    hem = (0.44, 0.42, 0.3)[int(look[0] * 3)] if not small else 0.42
    part.limb([(-0.1, 0.78), (-0.135, 0.62), (-0.115, 0.45)], (0.065, 0.056, 0.04), tone * 0.85)
    part.soft(
        [
            (-0.045, 0.84),
            (0.045, 0.84),
            (0.112, 0.79),
            (0.1, 0.6),
            (0.115, hem),
            (-0.115, hem),
            (-0.1, 0.6),
            (-0.112, 0.79),
        ],
        tone,
    )
    part.limb([(0.1, 0.78), (bend + 0.02, 0.62), (bend, 0.45)], (0.065, 0.056, 0.04), tone * 1.15)
    if look[2] > 0.3:
        part.hard([(-0.02, 0.845), (0.022, 0.845), (0.002, 0.745)], tone + 0.5)


def _hat(part: Part, kind: str, look: Array, top: float, head: float, tone: float) -> None:
    """Hat, cap, scarf or hair."""
    wide, crown = head * 1.02, top + head * 1.75
    if kind == "woman" and look[3] < 0.6:  # a scarf
        part.soft(
            trace("-1 -0.5, -0.95 0.9, 0 1.5, 0.95 0.9, 1.1 -0.9, 0.5 0.6, -0.6 0.6", 0, top, wide, head),
            tone + 0.25 * look[1],
        )
    elif kind == "woman":  # a brim
        part.soft(
            [
                (-0.085, top + 0.03),
                (0.085, top + 0.03),
                (0.045, top + 0.055),
                (0.035, crown),
                (-0.035, crown),
                (-0.045, top + 0.055),
            ],
            tone,
        )
    elif kind == "child" or look[3] < 0.45:  # a cap
        part.soft(
            trace("-1 0.3, -1.05 1.1, 0 1.5, 1.05 1.1, 1.35 0.4", 0, top, wide, head),
            tone * 0.9,
        )
    elif look[3] < 0.8:  # a felt hat
        part.soft(
            [
                (-0.07, top + 0.026),
                (0.07, top + 0.026),
                (0.045, top + 0.05),
                (0.038, crown),
                (-0.038, crown),
                (-0.045, top + 0.05),
            ],
            tone * 0.9,
        )
    else:  # a straw hat
        part.soft(
            [
                (-0.072, top + 0.028),
                (0.072, top + 0.028),
                (0.045, top + 0.045),
                (0.04, crown * 0.99),
                (-0.04, crown * 0.99),
                (-0.045, top + 0.045),
            ],
            tone + 0.35,
        )


def shadow(sheet: Sheet, x: float, y: float, height: float, lean: float, length: float, tone: float) -> None:
    """The cast shadow of a standing figure: `lean` sideways and `length` towards us, in its heights."""
    end = (x + lean * height, y + length * height)
    sheet.poly(taper([(x, y), end], (0.2 * height, 0.09 * height)), tone, 1)
    sheet.disc(*end, 0.07 * height, 0.03 * height, tone, 1)
