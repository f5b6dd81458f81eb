"""The head of a portrait: ears, face, features, spectacles, and the brush they are printed with."""

import numpy as np

from demo.pictures.canvas import Points, smooth, taper, trace
from demo.pictures.poster import Mix, Poster
from demo.pictures.sitter import Sitter, more

U = 330.0  # units from the middle of the face to the chin


class Bust:
    """A poster and a sitter; shapes are given in U from the middle of the face, x to the right, y down."""

    def __init__(self, poster: Poster, sitter: Sitter, x: float, y: float) -> None:
        self.poster, self.who, self.x, self.y = poster, sitter, x, y

    def at(self, points: Points) -> np.ndarray:
        """Points in U to page units."""
        return np.asarray(points, np.float64) * U + (self.x, self.y)

    def blob(self, points: Points, mix: Mix, over: bool = False) -> None:
        """A smooth shape."""
        self.poster.poly(smooth(self.at(points), True), mix, over)

    def stroke(self, points: Points, widths: tuple[float, ...], mix: Mix, over: bool = False) -> None:
        """A tapering brush stroke; widths in U."""
        self.poster.poly(taper(smooth(self.at(points)), [w * U for w in widths]), mix, over)

    def twin(self, points: Points) -> np.ndarray:
        """An outline closed by its mirror image; a point on the middle line is not repeated."""
        p = np.asarray(points, np.float64)
        return np.vstack([p, (p * (-1, 1))[::-1][np.abs(p[::-1, 0]) > 1e-6]])

    def disc(self, x: float, y: float, r: float, mix: Mix, over: bool = False, flat: float = 1.0) -> None:
        """An ellipse."""
        self.poster.disc(self.x + x * U, self.y + y * U, r * U, mix, over, flat)

    # --- the parts, in the order they are printed ---

    def face(self) -> None:
        """Ears, face, the modelling of its far side."""
        who, skin, j = self.who, self.who.skin, self.who.jaw
        if who.cut != "scarf":
            for side in (-1, 1):
                self.blob(
                    trace("0.68 -0.12, 0.8 -0.16, 0.82 0.04, 0.74 0.2, 0.66 0.18", 0, 0, side, 1),
                    more(skin, warm=0.12, deep=0.04 * (side > 0)),
                )
        shape = [
            (0, -1.04),
            (0.4, -0.98),
            (0.66, -0.66),
            (0.72, -0.2),
            (0.69 * j**0.3, 0.22),
            (0.56 * j, 0.62),
            (0.3 * j, 0.9),
            (0, 0.99),
        ]
        self.blob(self.twin(shape), skin)
        t = self.who.turn
        shaded = [
            (0.3, -1.0),
            (0.66, -0.66),
            (0.72, -0.2),
            (0.69 * j**0.3, 0.22),
            (0.56 * j, 0.62),
            (0.3 * j, 0.9),
            (0.06, 0.985),
            (0.24 * j, 0.8),
            (0.36, 0.52),
            (0.4, 0.28),
            (0.5 + t, 0.06),
            (0.44 + t, -0.2),
            (0.48, -0.6),
        ]
        self.blob(shaded, {"warm": min(1, skin.get("warm", 0) + 0.17), "deep": min(1, skin.get("deep", 0) + 0.1)}, True)
        for cheek in (-0.4, 0.42):
            self.disc(
                cheek + t, 0.28, 0.15, {"warm": min(1, skin.get("warm", 0) + (0.08 if cheek < 0 else 0.22))}, True, 0.75
            )

    def features(self) -> None:
        """Eyes, brows, nose, mouth and the lines of age."""
        who, skin, t = self.who, self.who.skin, self.who.turn
        dark = more(skin, warm=0.34, deep=0.34)
        line: Mix = {"deep": 1.0, "warm": 0.55}
        hair = more(who.hair, deep=0.3, warm=0.12)
        for side in (-1, 1):
            ex, ey = side * 0.3 + t, -0.05
            self.blob(
                trace("-0.16 -0.05, 0 -0.15, 0.16 -0.05, 0.1 0.05, -0.1 0.05", ex, ey),
                {"warm": min(1, skin.get("warm", 0) + 0.12), "deep": min(1, skin.get("deep", 0) + 0.08)},
                True,
            )
            self.blob(
                trace("-0.125 0.01, -0.05 -0.048, 0.05 -0.048, 0.125 0.01, 0.04 0.045, -0.04 0.045", ex, ey),
                {"cool": 0.07, "sun": 0.04},
            )
            self.disc(ex + t * 0.15, ey - 0.004, 0.05, {"deep": 0.95, "warm": 0.5})
            self.disc(ex + t * 0.15 + 0.016, ey - 0.02, 0.013, {})
            lid = 0.04 if who.woman else 0.03
            self.stroke(
                trace("-0.15 0.014, -0.06 -0.052, 0.05 -0.054, 0.15 0.01", ex, ey),
                (0.008, lid, lid, 0.01),
                line,
            )
            self.stroke([(ex - 0.1, ey + 0.062), (ex, ey + 0.076), (ex + 0.1, ey + 0.06)], (0.004, 0.014, 0.004), dark)
            arch = [(ex - side * 0.17, ey - 0.185), (ex - side * 0.02, ey - 0.235), (ex + side * 0.19, ey - 0.175)]
            self.stroke(
                arch,
                (0.05 * who.brow, 0.058 * who.brow, 0.012) if not who.woman else (0.034, 0.042 * who.brow, 0.01),
                hair,
            )
            if who.age > 0:
                self.stroke(
                    [(ex - 0.1, ey + 0.115), (ex, ey + 0.135), (ex + 0.11, ey + 0.105)],
                    (0.003, 0.012 + 0.005 * who.age, 0.003),
                    dark,
                )
            if who.age == 2:
                for fan in (-0.03, 0.03):
                    self.stroke([(ex + side * 0.2, ey + fan), (ex + side * 0.29, ey + fan * 2.4)], (0.011, 0.004), dark)
        nose = t * 1.6
        self.blob(
            [
                (0.03 + t, -0.12),
                (0.075 + nose, 0.12),
                (0.135 + nose, 0.27),
                (0.1 + nose, 0.325),
                (0.01 + nose, 0.335),
                (0.05 + nose, 0.27),
                (0.035 + nose, 0.1),
            ],
            {"warm": min(1, skin.get("warm", 0) + 0.26), "deep": min(1, skin.get("deep", 0) + 0.14)},
            True,
        )
        self.stroke(
            trace("-0.115 0.29, -0.06 0.325, 0 0.315, 0.06 0.33, 0.12 0.29", nose, 0),
            (0.012, 0.03, 0.014, 0.03, 0.012),
            dark,
        )
        self._mouth(dark, line)
        if who.age > 0:
            for side in (-1, 1):
                self.stroke(
                    [(side * 0.17 + t, 0.3), (side * 0.27 + t, 0.44), (side * 0.27 + t, 0.56)],
                    (0.006, 0.012 + 0.008 * who.age, 0.004),
                    dark,
                )
        if who.age == 2:
            for level in (-0.52, -0.63):
                self.stroke(
                    [(-0.26 + t, level + 0.01), (0.0, level - 0.015), (0.26 + t, level + 0.01)],
                    (0.003, 0.014, 0.003),
                    more(skin, warm=0.2, deep=0.12),
                )

    def _mouth(self, dark: Mix, line: Mix) -> None:
        """Lips with the beginning of a smile."""
        who, t = self.who, self.who.turn * 1.3
        lift = 0.015 + 0.04 * who.smile
        full = 1.0 if who.woman else 0.72
        lip = more(who.skin, warm=0.42 if who.woman else 0.26, deep=0.06)
        w = 0.215
        self.blob(
            [
                (-w + t, 0.55 - lift),
                (-0.07 + t, 0.52 - 0.03 * full),
                (t, 0.53 - 0.015 * full),
                (0.07 + t, 0.52 - 0.03 * full),
                (w + t, 0.55 - lift),
                (0.1 + t, 0.58 + 0.05 * full),
                (t, 0.585 + 0.065 * full),
                (-0.1 + t, 0.58 + 0.05 * full),
            ],
            lip,
        )
        self.blob(
            [
                (-w + t, 0.55 - lift),
                (-0.07 + t, 0.52 - 0.03 * full),
                (t, 0.53 - 0.015 * full),
                (0.07 + t, 0.52 - 0.03 * full),
                (w + t, 0.55 - lift),
                (t, 0.57),
            ],
            more(lip, deep=0.16, warm=0.1),
        )
        self.stroke(
            [
                (-w - 0.02 + t, 0.545 - lift * 1.3),
                (-0.09 + t, 0.562),
                (t, 0.566),
                (0.09 + t, 0.562),
                (w + 0.02 + t, 0.545 - lift * 1.3),
            ],
            (0.01, 0.02, 0.016, 0.02, 0.01),
            line if who.woman else dark | {"deep": 0.85},
        )
        self.stroke(
            [(-0.1 + t, 0.705), (t, 0.725), (0.1 + t, 0.705)], (0.004, 0.03, 0.004), more(who.skin, warm=0.2, deep=0.1)
        )

    def spectacles(self) -> None:
        """Frames."""
        who, t = self.who, self.who.turn
        if not who.glasses:
            return
        frame: Mix = {"deep": 1.0, "warm": 0.4} if who.glasses == 2 else {"warm": 0.6, "sun": 0.5, "deep": 0.55}
        for side in (-1, 1):
            x = side * 0.3 + t
            if who.glasses == 1:
                ring = [(x + 0.215 * np.cos(a), -0.03 + 0.205 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 40)]
                self.stroke(ring, (0.026, 0.026), frame)
            else:
                ring = smooth(
                    trace("-0.23 -0.17, 0 -0.19, 0.23 -0.17, 0.21 0.1, 0 0.15, -0.21 0.1", x, 0),
                    True,
                ).tolist()
                self.stroke([*ring, ring[0]], (0.036, 0.036), frame)
            self.stroke([(x + side * 0.22, -0.08), (side * 0.73, -0.1)], (0.03, 0.02), frame)
        self.stroke([(-0.085 + t, -0.06), (t, -0.095), (0.085 + t, -0.06)], (0.024, 0.028, 0.024), frame)
