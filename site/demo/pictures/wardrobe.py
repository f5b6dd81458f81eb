"""What the people of the portraits wear."""

from collections.abc import Callable

import numpy as np

from demo.pictures.bust import Bust
from demo.pictures.canvas import trace
from demo.pictures.sitter import more


def shoulders(bust: Bust) -> None:
    """Neck and clothes."""
    who, cloth = bust.who, bust.who.cloth
    wide = 1.5 if who.woman else 1.72
    shade = more(cloth, deep=0.28)
    neck = more(who.skin, warm=0.14, deep=0.1)
    body = [
        (0, 1.18),
        (0.34, 1.2),
        (wide * 0.62, 1.42),
        (wide * 0.94, 1.62),
        (wide * 1.08, 2.1),
        (wide * 1.12, 3.2),
    ]
    bust.blob(bust.twin(body), cloth)
    bust.blob(
        [
            (0.5, 1.34),
            (wide * 0.94, 1.6),
            (wide * 1.12, 2.2),
            (wide * 1.14, 3.2),
            (wide * 0.72, 3.2),
            (wide * 0.76, 2.2),
        ],
        {"deep": shade["deep"]},
        True,
    )
    slim = 0.33 if who.woman else 0.42
    bust.blob(bust.twin(trace("0 0.5, 1 0.55, 1 1.1, 1.5 1.32, 0 1.55", 0, 0, slim, 1)), neck)
    bust.blob(
        [(-slim, 0.72), (slim, 0.72), (slim, 1.05), (0.1, 1.22), (-slim, 0.95)],
        more({"warm": neck.get("warm", 0)}, warm=0.16, deep=neck.get("deep", 0) + 0.16),
        True,
    )
    WORN[who.clothes](bust, wide)


def crew(bust: Bust, _wide: float) -> None:
    """A plain round neck."""
    bust.stroke(
        trace("-0.52 1.25, -0.3 1.5, 0 1.58, 0.3 1.5, 0.52 1.25"),
        (0.1, 0.12, 0.1),
        more(bust.who.cloth, deep=0.22),
    )


def rollneck(bust: Bust, _wide: float) -> None:
    """A roll-neck jumper."""
    cloth = bust.who.cloth
    bust.blob(bust.twin(trace("0 0.98, 0.42 0.96, 0.47 1.2, 0.56 1.42, 0 1.64")), cloth)
    bust.stroke([(-0.5, 1.34), (0, 1.5), (0.5, 1.34)], (0.02, 0.05, 0.02), more(cloth, deep=0.3))
    for rib in np.linspace(-0.36, 0.36, 9):
        bust.stroke([(rib, 1.02), (rib * 1.06, 1.36)], (0.012, 0.012), more(cloth, deep=0.2))


def shirt(bust: Bust, _wide: float) -> None:
    """An open collar."""
    cloth, fold = bust.who.cloth, more(bust.who.cloth, deep=0.2)
    for side in (-1, 1):
        bust.poster.poly(
            bust.at(trace("0.34 1.02, 0.6 1.28, 0.36 1.66, 0 1.5, 0.16 1.42", 0, 0, side, 1)),
            cloth if side < 0 else fold,
        )
        bust.stroke(
            [(side * 0.36, 1.06), (side * 0.58, 1.3), (side * 0.36, 1.64)],
            (0.014, 0.018, 0.014),
            more(cloth, deep=0.45),
        )
    bust.stroke([(0, 1.52), (0.01, 3.0)], (0.02, 0.02), fold)
    for button in (1.78, 2.16, 2.54):
        bust.disc(0.06, button, 0.03, more(cloth, deep=0.4))


def jacket(bust: Bust, wide: float) -> None:
    """Lapels over a shirt or blouse."""
    under, cloth = bust.who.under, bust.who.cloth
    bust.poster.poly(bust.at(trace("-0.44 1.22, 0 1.52, 0.44 1.22, 0.3 2.3, 0 3, -0.3 2.3")), under)
    if not bust.who.woman:
        for side in (-1, 1):
            bust.poster.poly(
                bust.at(trace("0.38 1.02, 0.5 1.26, 0.26 1.6, 0 1.5", 0, 0, side, 1)),
                more(under, deep=0.06 + 0.08 * (side > 0)),
            )
    for side in (-1, 1):
        lapel = trace("0.42 1.12, 0.7 1.3, 0.78 1.72, 0.62 1.78, 0.66 1.92, 0.04 2.9, 0.26 2, 0.36 1.5", 0, 0, side, 1)
        bust.poster.poly(bust.at(lapel), more(cloth, deep=0.12 if side < 0 else 0.32))
    bust.stroke([(wide * 0.78, 1.9), (wide * 0.72, 3.0)], (0.02, 0.03), more(cloth, deep=0.5))


def knit(bust: Bust, wide: float) -> None:
    """A patterned yoke, as knitted in the north."""
    cloth, yarn = bust.who.cloth, bust.who.under
    for ring, (size, mix) in enumerate(
        ((0.62, more(cloth, deep=0.25)), (0.82, yarn), (1.02, cloth), (1.22, yarn), (1.44, more(cloth, deep=0.25)))
    ):
        for step in np.linspace(-1.18, 1.18, 13 + 4 * ring):
            x, y = size * 1.02 * np.sin(step), 0.92 + size * 0.86 * np.cos(step)
            if abs(x) < wide * 0.94 and y > np.interp(abs(x), (0.34, wide * 0.62, wide * 0.94), (1.28, 1.5, 1.7)):
                r = 0.034 + 0.005 * ring
                bust.poster.poly(bust.at(trace("0 -1.5, 1 0, 0 1.5, -1 0", x, y, r)), mix)
    bust.stroke(trace("-0.5 1.2, -0.3 1.44, 0 1.52, 0.3 1.44, 0.5 1.2"), (0.11, 0.14, 0.11), more(cloth, deep=0.2))


WORN: dict[str, Callable[[Bust, float], None]] = {
    "crew": crew,
    "rollneck": rollneck,
    "shirt": shirt,
    "jacket": jacket,
    "knit": knit,
}
