"""Hair, beards, caps and scarves of the portraits."""

import numpy as np

from demo.pictures.bust import Bust
from demo.pictures.canvas import trace
from demo.pictures.sitter import more


def beard(bust: Bust) -> None:
    """Stubble, moustache or full beard."""
    who, t, j = bust.who, bust.who.turn, bust.who.jaw
    mix = more(who.hair, deep=0.08)
    mouth = trace("0.235 0.56, 0.15 0.48, 0 0.475, -0.15 0.48, -0.235 0.56, -0.13 0.665, 0 0.69, 0.13 0.665", t, 0)
    beard = bust.twin(
        [
            (0, 0.425),
            (0.2, 0.43),
            (0.36, 0.5),
            (0.56, 0.3),
            (0.69, 0.02),
            (0.72, 0.2),
            (0.64 * j, 0.64),
            (0.4 * j, 1.02),
            (0, 1.16),
        ]
    )
    if who.beard == "stubble":
        bust.blob(
            beard[1:],
            {"deep": min(1, who.skin.get("deep", 0) + 0.16), "warm": min(1, who.skin.get("warm", 0) + 0.06)},
            True,
        )
    elif who.beard == "full":
        bust.blob(beard, mix)
        bust.blob(
            [
                (0.3, 0.6),
                (0.6, 0.3),
                (0.71, 0.1),
                (0.7, 0.4),
                (0.6 * j, 0.7),
                (0.36 * j, 1.02),
                (0.04, 1.13),
                (0.2, 0.9),
            ],
            {"deep": min(1, mix.get("deep", 0) + 0.22)},
            True,
        )
        bust.blob(mouth, who.skin)
        for hair_ in np.linspace(-0.5, 0.5, 9):
            bust.stroke(
                [(hair_, 0.72 + 0.1 * abs(hair_)), (hair_ * 0.9, 1.0 - 0.36 * abs(hair_))],
                (0.004, 0.014),
                more(mix, deep=0.25),
            )
    if who.beard in ("full", "moustache"):
        bust.blob(
            trace("-0.29 0.56, -0.16 0.43, 0 0.415, 0.16 0.43, 0.29 0.56, 0.12 0.52, 0 0.505, -0.12 0.52", t, 0),
            more(mix, deep=0.12),
        )


def behind(bust: Bust) -> None:
    """What of the hair falls behind face and shoulders."""
    who, hair = bust.who, more(bust.who.hair, deep=0.16, warm=0.05)
    if who.cut == "long":
        bust.blob(
            bust.twin(trace("0 -1.3, 0.6 -1.14, 0.9 -0.6, 0.94 0.2, 1.02 1, 0.96 1.75, 0.5 1.9, 0 1.5")),
            hair,
        )
    elif who.cut == "bob":
        bust.blob(
            bust.twin(trace("0 -1.28, 0.6 -1.12, 0.92 -0.6, 0.96 0.2, 0.9 0.74, 0.5 0.82, 0 0.6")),
            hair,
        )
    elif who.cut == "bun":
        bust.disc(0.04, -1.36, 0.36, hair, flat=0.86)
        bust.stroke([(-0.2, -1.44), (0.06, -1.56), (0.3, -1.4)], (0.01, 0.035, 0.01), more(hair, deep=0.25))
    elif who.cut == "curls":
        fall = 0.62 if who.woman else -0.02
        for angle in np.linspace(np.pi * 1.0, np.pi * 2.0, 12):
            bust.disc(0.8 * np.cos(angle), -0.42 + 0.76 * np.sin(angle), 0.25, hair)
        for y in np.linspace(-0.4, fall, 5):
            for side in (-1, 1):
                bust.disc(side * 0.86, y, 0.24 if who.woman else 0.12, hair)
    elif who.cut == "scarf":
        cloth = more(who.under, deep=0.2)
        bust.blob(
            bust.twin(trace("0 -1.3, 0.6 -1.16, 0.92 -0.6, 0.9 0.3, 0.98 1, 1.24 1.7, 0.8 2.1, 0 2.2")),
            cloth,
        )


def before(bust: Bust) -> None:
    """Fringe, parting, cap or scarf over the forehead."""
    who, hair = bust.who, bust.who.hair
    shine = {name: value * 0.72 for name, value in hair.items()}
    top = {"short": -1.22, "quiff": -1.34, "cap": -1.2, "receding": -1.14}.get(who.cut, -1.27)
    if who.cut in ("short", "quiff", "long", "bob", "bun"):
        part, drop = (-0.3, -0.62) if who.cut != "bun" else (0.0, -0.8)
        length = {"short": 0.0 if who.woman else -0.24, "quiff": -0.26, "long": 0.5, "bob": 0.62, "bun": -0.24}[who.cut]
        inner = 0.62 if length < 0 else 0.66
        shape = [
            (-0.78, length),
            (-0.83, -0.5),
            (-0.64, -1.05),
            (part * 0.5, top),
            (0.5, top + 0.1),
            (0.8, -0.66),
            (0.8, length),
            (inner, length + 0.02),
            (0.66, -0.42),
            (0.5, -0.66),
            (0.1, drop - 0.14),
            (part, drop - 0.24),
            (part - 0.16, drop - 0.06),
            (-0.56, -0.56),
            (-0.66, -0.36),
            (-inner, length + 0.02),
        ]
        bust.blob(shape, hair)
        bust.blob(
            [
                (0.5, top + 0.1),
                (0.8, -0.66),
                (0.8, length),
                (inner + 0.05, length),
                (0.7, -0.5),
                (0.5, -0.78),
                (0.3, -1.0),
            ],
            {"deep": min(1, hair.get("deep", 0) + 0.16)},
            True,
        )
        for step in range(3):
            bust.stroke(
                [
                    (part, drop - 0.27 - 0.03 * step),
                    (part + 0.3, top + 0.16 + 0.05 * step),
                    (0.62 - 0.06 * step, -0.86 + 0.06 * step),
                ],
                (0.004, 0.026, 0.004),
                shine,
            )
    elif who.cut in ("receding", "shaven", "bald"):
        if who.cut != "bald":
            tone = (
                hair
                if who.cut == "receding"
                else {"deep": min(1, who.skin.get("deep", 0) + 0.3), "warm": min(1, who.skin.get("warm", 0) + 0.05)}
            )
            crown = bust.twin(
                [
                    (0, -0.98),
                    (0.3, -0.84),
                    (0.44, -0.8),
                    (0.6, -0.5),
                    (0.66, -0.16),
                    (0.76, -0.1),
                    (0.79, -0.56),
                    (0.58, -1.02),
                    (0, top),
                ]
            )
            bust.blob(crown, tone, over=who.cut == "shaven")
        else:
            for side in (-1, 1):
                bust.blob(
                    trace("0.7 -0.62, 0.82 -0.4, 0.8 -0.02, 0.7 0, 0.67 -0.3", 0, 0, side, 1),
                    hair,
                )
            bust.blob(
                trace("-0.4 -0.86, -0.1 -0.98, 0.1 -0.94, -0.2 -0.8"),
                {name: value * 0.5 for name, value in who.skin.items()},
            )
    elif who.cut == "curls":
        for number, angle in enumerate(np.linspace(np.pi * 1.04, np.pi * 1.96, 9)):
            bust.disc(
                0.62 * np.cos(angle),
                -0.46 + 0.52 * np.sin(angle),
                0.2,
                hair if number % 2 else more(hair, deep=0.08),
            )
        for angle in np.linspace(np.pi * 1.1, np.pi * 1.9, 7):
            x, y = 0.74 * np.cos(angle), -0.52 + 0.68 * np.sin(angle)
            bust.stroke([(x - 0.08, y + 0.03), (x, y - 0.08), (x + 0.09, y + 0.01)], (0.005, 0.026, 0.005), shine)
    elif who.cut == "cap":
        bust.blob(
            bust.twin(trace("0 -0.6, 0.5 -0.56, 0.76 -0.3, 0.8 0, 0.84 -0.5, 0.6 -1, 0 -1.1")),
            hair,
        )
        bust.blob(bust.twin(trace("0 -0.66, 0.6 -0.62, 0.9 -0.5, 0.92 -0.86, 0.62 -1.24, 0 -1.36")), who.under)
        bust.stroke(
            trace("-0.9 -0.56, -0.4 -0.7, 0 -0.74, 0.4 -0.7, 0.9 -0.56"),
            (0.1, 0.17, 0.1),
            more(who.under, deep=0.22),
        )
    elif who.cut == "scarf":
        cloth = who.under
        bust.blob(
            trace(
                "0 -1.28, -0.58 -1.14, -0.88 -0.6, -0.9 0.2, -0.74 0.95, -0.4 1.34, 0.1 1.42, "
                "0.55 1.24, 0.82 0.8, 0.9 0.1, 0.88 -0.6, 0.58 -1.14"
            ),
            cloth,
        )
        bust.face()
        bust.features()
        half = trace(
            "-0.06 -1.12, 0.5 -1, 0.8 -0.5, 0.78 0.3, 0.58 0.8, 0.3 1.1, -0.06 1.16, -0.06 1, "
            "0.26 0.94, 0.54 0.62, 0.655 0.2, 0.65 -0.3, 0.46 -0.68, -0.06 -0.82"
        )
        for side in (-1, 1):
            bust.blob([(x * side, y) for x, y in half], cloth)
        bust.stroke([(-0.5, -0.74), (0, -0.9), (0.5, -0.74)], (0.02, 0.16, 0.02), more(cloth, deep=0.14))
        bust.blob(bust.twin(trace("0 1.04, 0.5 1.06, 0.72 1.34, 0.5 1.62, 0 1.72")), cloth)
        for fold in range(3):
            bust.stroke(
                [(0.5 - 0.1 * fold, 1.04 + 0.14 * fold), (0.1, 1.28 + 0.12 * fold), (-0.48, 1.12 + 0.15 * fold)],
                (0.006, 0.026, 0.006),
                more(cloth, deep=0.28),
            )
