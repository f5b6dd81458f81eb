"""What the posters share: clouds, trees, gulls, waves, bicycles, windows, flags, and the mixes of ink for them."""

import numpy as np

from demo.pictures.canvas import smooth, taper, trace, turn
from demo.pictures.poster import Mix, Poster

Rng = np.random.Generator


GREEN: Mix = {"cool": 0.75, "sun": 0.8}


LEAF: Mix = {"cool": 0.9, "sun": 0.75, "deep": 0.25}


FIR: Mix = {"cool": 0.9, "sun": 0.4, "deep": 0.6}


GRASS: Mix = {"cool": 0.45, "sun": 0.7}


SAND: Mix = {"sun": 0.3, "warm": 0.06}


DEEP: Mix = {"deep": 1.0}


WHITE: Mix = {}


def cloud(poster: Poster, x: float, y: float, size: float, mix: Mix) -> None:
    """A flat-bottomed cloud."""
    for dx, r in ((-0.62, 0.3), (-0.2, 0.45), (0.28, 0.36), (0.68, 0.22)):
        poster.disc(x + dx * size, y - r * size * 0.5, r * size * 0.62, mix)
    poster.poly(
        trace("-0.95 0, 0.95 0, 0.7 -0.16, -0.7 -0.16", x, y, size),
        mix,
    )


def tree(poster: Poster, x: float, y: float, size: float, rng: Rng, kind: int | None = None) -> None:
    """A round, tall or pointed tree with its shadow side overprinted."""
    kind = int(rng.integers(0, 3)) if kind is None else kind
    mix = [GREEN, LEAF, {"sun": 0.95, "warm": 0.3, "cool": 0.2}, FIR][int(rng.choice(4, p=[0.35, 0.3, 0.15, 0.2]))]
    poster.limb([(x, y), (x, y - size * 0.5)], (size * 0.055, size * 0.04), {"deep": 0.85, "warm": 0.4})
    if kind == 0:
        poster.disc(x, y - size * 0.62, size * 0.34, mix)
        crown = smooth(
            trace("0.06 -0.95, 0.33 -0.7, 0.3 -0.45, 0.02 -0.29, 0.16 -0.6", x, y, size),
            True,
        )
    elif kind == 1:
        shape = trace("0 -1, 0.2 -0.66, 0.17 -0.26, -0.17 -0.26, -0.2 -0.66", x, y, size)
        poster.blob(shape, mix)
        crown = smooth(
            trace("0 -1, 0.2 -0.66, 0.17 -0.26, 0.02 -0.22, 0.07 -0.6", x, y, size),
            True,
        )
    else:
        for level in range(3):
            top, half = y - size * (1 - 0.22 * level), size * (0.15 + 0.055 * level)
            poster.poly([(x, top), (x + half, top + size * 0.36), (x - half, top + size * 0.36)], mix)
        crown = np.array([(x, y - size), (x + size * 0.26, y - size * 0.2), (x + size * 0.03, y - size * 0.2)])
    poster.fade(crown, "deep", (x - size * 0.1, y), (x + size * 0.36, y), 0.15, 0.62)


def gull(poster: Poster, x: float, y: float, size: float, mix: Mix, tilt: float = 0.0) -> None:
    """A gull on the wing."""
    for side in (-1, 1):
        wing = trace("0 0, 0.35 -0.24, 0.72 -0.1, 1 -0.22", 0, 0, side, 1)
        poster.poly(taper(turn(smooth(np.array(wing) * size), tilt) + (x, y), [size * 0.14, size * 0.09, 1]), mix)
    poster.disc(x, y + size * 0.02, size * 0.1, mix, flat=0.8)


def waves(poster: Poster, y0: float, y1: float, count: int, mix: Mix, rng: Rng, over: bool = True) -> None:
    """Short flat strokes of light or shade on water, longer and thicker towards us."""
    for y in np.sort(rng.uniform(y0, y1, count)):
        near = (y - y0) / (y1 - y0)
        x, long = rng.uniform(-60, poster.page.width), rng.uniform(30, 130) * (0.4 + 1.3 * near)
        poster.poly(taper([(x, y), (x + long / 2, y), (x + long, y)], [1, 3 + 6 * near, 1]), mix, over)


def bicycle(poster: Poster, x: float, y: float, size: float, mix: Mix, face: int = 1) -> None:
    """A city bike, `size` the height of its rider; the saddle is above (x, y)."""
    r = 0.185 * size
    hubs = [(x - 0.17 * size * face, y - r), (x + 0.37 * size * face, y - r)]
    for hub in hubs:
        ring = [(hub[0] + np.cos(a) * r, hub[1] + np.sin(a) * r) for a in np.linspace(0, 2 * np.pi, 40)]
        poster.line(ring, 0.016 * size, DEEP)
        for a in np.linspace(0, np.pi, 5, endpoint=False):
            poster.line(
                [(hub[0] - np.cos(a) * r, hub[1] - np.sin(a) * r), (hub[0] + np.cos(a) * r, hub[1] + np.sin(a) * r)],
                0.003 * size,
                DEEP,
            )
    crank, seat, steer = (
        (x + 0.05 * size * face, y - 0.17 * size),
        (x - 0.03 * size * face, y - 0.46 * size),
        (x + 0.29 * size * face, y - 0.5 * size),
    )
    for a, b in ((hubs[0], crank), (crank, seat), (seat, hubs[0]), (crank, steer), (seat, steer), (hubs[1], steer)):
        poster.line([a, b], 0.02 * size, mix)
    poster.line(
        [steer, (x + 0.31 * size * face, y - 0.62 * size), (x + 0.39 * size * face, y - 0.65 * size)],
        0.016 * size,
        DEEP,
    )
    poster.line(
        [(seat[0] - 0.05 * size * face, seat[1] - 0.05 * size), (seat[0] + 0.05 * size * face, seat[1] - 0.045 * size)],
        0.03 * size,
        DEEP,
    )
    poster.line([seat, (seat[0] - 0.005 * size * face, seat[1] - 0.04 * size)], 0.018 * size, DEEP)
    poster.disc(*crank, 0.03 * size, DEEP)


def windows(
    poster: Poster,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    columns: int,
    rows: int,
    mixes: list[Mix],
    rng: Rng,
    tall: float = 0.62,
) -> None:
    """A grid of windows on a façade, each one of `mixes`."""
    w, h = (x1 - x0) / columns, (y1 - y0) / rows
    for row in range(rows):
        for column in range(columns):
            x, y = x0 + (column + 0.22) * w, y0 + (row + 0.2) * h
            poster.rect(x, y, x + w * 0.56, y + h * tall, mixes[int(rng.integers(0, len(mixes)))])


def flag(poster: Poster, x: float, y: float, size: float, rng: Rng) -> None:
    """A Danish flag that flies to the right from the pole top (x, y)."""
    edge = smooth(
        [
            (x, y),
            (x + size * 0.4, y + size * rng.uniform(0.02, 0.12)),
            (x + size * 0.8, y - size * 0.03),
            (x + size * 1.25, y + size * 0.07),
        ]
    )
    poster.poly([*edge.tolist(), *(edge + (0, size * 0.85))[::-1].tolist()], {"warm": 1.0})
    poster.line(edge + (0, size * 0.42), size * 0.13, WHITE)
    poster.line([(x + size * 0.42, y + size * 0.09), (x + size * 0.42, y + size * 0.9)], size * 0.13, WHITE)
