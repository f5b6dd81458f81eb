"""Posters without people: a concrete composition, waves, and a landscape cut in colour blocks."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Page, smooth, taper, trace
from demo.pictures.poster import INKS, Mix, Poster

album = Album()
Rng = np.random.Generator
TONES: tuple[Mix, ...] = (
    {"cool": 0.95},
    {"sun": 0.95},
    {"warm": 0.95},
    {"deep": 0.95},
    {"cool": 0.8, "sun": 0.8},
    {"warm": 0.5, "sun": 0.85},
    {"cool": 0.45},
    {"warm": 0.4},
    {"sun": 0.35},
)


def margin(poster: Poster, wide: float) -> None:
    """Clear an even margin of paper around the print."""
    w, h = poster.page.width, poster.page.height
    for x0, y0, x1, y1 in (
        (-10, -10, w + 10, wide),
        (-10, h - wide, w + 10, h + 10),
        (-10, -10, wide, h + 10),
        (w - wide, -10, w + 10, h + 10),
    ):
        poster.rect(x0, y0, x1, y1, {})


def wedge(
    poster: Poster, x: float, y: float, r: float, start: float, mix: Mix, span: float = np.pi / 2, over: bool = False
) -> None:
    """A slice of a circle about (x, y)."""
    arc = [(x + np.cos(a) * r, y + np.sin(a) * r) for a in np.linspace(start, start + span, 24)]
    poster.poly([(x, y), *arc], mix, over)


@album.motif(1800, 1800)
def geometric(page: Page) -> Image.Image:
    """A concrete composition: tiles of quarter circles, half circles and triangles, some printed over the others."""
    rng, poster = page.rng, Poster(page)
    count = int(rng.choice([4, 5, 6]))
    edge = 120.0
    size = (1800 - 2 * edge) / count
    for row in range(count):
        for column in range(count):
            x, y = edge + column * size, edge + row * size
            ground, form, third = (TONES[int(i)] for i in rng.choice(len(TONES), 3, replace=False))
            poster.rect(x, y, x + size, y + size, ground if rng.random() < 0.8 else {})
            _tile(poster, rng, x, y, size, form, third)
    for _ in range(int(rng.integers(1, 4))):  # big forms over several tiles
        ink, r = str(rng.choice(INKS[:3])), size * float(rng.choice([1.0, 1.5, 2.0]))
        x, y = edge + size * int(rng.integers(1, count)), edge + size * int(rng.integers(1, count))
        wedge(
            poster,
            x,
            y,
            r,
            float(rng.choice([0, np.pi / 2, np.pi, -np.pi / 2])),
            {ink: 0.8},
            float(rng.choice([np.pi, 2 * np.pi])),
            True,
        )
    margin(poster, edge)
    return poster.print(0.3)


def _tile(poster: Poster, rng: Rng, x: float, y: float, size: float, form: Mix, third: Mix) -> None:
    """One of eight figures in a square tile, turned at random."""
    kind, quarter = int(rng.integers(0, 8)), int(rng.integers(0, 4))
    cx, cy = ((x, y), (x + size, y), (x + size, y + size), (x, y + size))[quarter]
    start = quarter * np.pi / 2
    middle = (x + size / 2, y + size / 2)
    if kind == 0:
        wedge(poster, cx, cy, size, start, form)
        wedge(poster, cx, cy, size * 0.5, start, third)
    elif kind == 1:
        wedge(poster, cx, cy, size, start, form)
    elif kind == 2:
        poster.disc(*middle, size * 0.42, form)
        wedge(poster, *middle, size * 0.42, start, third, np.pi)
    elif kind == 3:
        corners = trace("0 0, 1 0, 1 1, 0 1", x, y, size)
        poster.poly([corners[quarter], corners[(quarter + 1) % 4], corners[(quarter + 2) % 4]], form)
    elif kind == 4:
        for stripe in range(5):
            t = stripe / 5 * size
            box = (x, y + t, x + size, y + t + size / 10) if quarter % 2 else (x + t, y, x + t + size / 10, y + size)
            poster.rect(*box, form)
    elif kind == 5:
        for ring in range(4):
            wedge(poster, cx, cy, size * (1 - ring * 0.25), start, form if ring % 2 == 0 else third)
    elif kind == 6:
        for side in (0.25, 0.75):
            poster.disc(x + size * side, y + size * (0.25 if quarter % 2 else 0.75), size * 0.22, form)
            poster.disc(x + size * side, y + size * (0.75 if quarter % 2 else 0.25), size * 0.22, third)
    else:
        wedge(poster, cx, cy, size, start, form)
        opposite = ((x + size, y + size), (x, y + size), (x, y), (x + size, y))[quarter]
        wedge(poster, *opposite, size, start + np.pi, third)


@album.motif(1440, 1800)
def waves(page: Page) -> Image.Image:
    """Wave behind wave under a large sun."""
    rng, poster = page.rng, Poster(page)
    edge = 96.0
    poster.sky("cool", 0.35, 0.0, 900)
    poster.sky("warm", 0.0, 0.3, 900)
    sx, sy, r = rng.uniform(420, 1020), rng.uniform(470, 620), rng.uniform(230, 310)
    poster.disc(sx, sy, r, {"sun": 0.95, "warm": float(rng.uniform(0.2, 0.9))})
    for band in range(int(rng.integers(0, 4))):
        y = sy - r * 0.2 + band * 60
        poster.poly(
            smooth(
                trace("-1.5 0, -0.4 -16, 0.6 -6, 1.4 6, 0.4 14, -0.6 12", sx, y, r, 1),
                True,
            ),
            {"cool": 0.12, "warm": 0.05},
        )
    rows = int(rng.integers(8, 11))
    scale, lean = rng.uniform(300, 460), float(rng.choice([-1, 1])) * rng.uniform(0.25, 0.6)
    for row in range(rows):
        near = row / (rows - 1)
        y, high = 720 + 1000 * near**1.15, 46 + 110 * near
        xs = np.linspace(edge - 240, 1680, 190)
        phase = rng.uniform(0, 2 * np.pi)
        length = scale * (0.55 + 0.6 * near)
        turn_ = xs / length * 2 * np.pi + phase
        # a trochoid sharpens the crests; its second wave makes them lean
        shift = np.sin(turn_) * 0.46 + np.sin(2 * turn_ + 1.2) * 0.08
        crest = np.column_stack(
            [xs - shift * length / (2 * np.pi), y - high * (0.55 * np.cos(turn_) + 0.12 * np.cos(2 * turn_ + 2 * lean))]
        )
        mix: Mix = {"cool": 0.35 + 0.6 * near, "deep": max(0.0, near * 0.95 - 0.15)}
        if row % 3 == 1:
            mix = {"cool": 0.9, "sun": 0.4 - 0.3 * near, "deep": near * 0.5}
        poster.poly([(edge - 300, 1900), *crest.tolist(), (1800, 1900)], mix)
        poster.poly(taper(crest + (0, 5), (np.resize((4, 9, 14, 8), 24) * (0.6 + 0.9 * near)).tolist()), {})
        for line in range(1, 4 + int(4 * near)):
            drop = line * (13 + 12 * near)
            path = crest + (-lean * drop * 0.3, drop)
            wide = np.clip(np.cos(turn_ + rng.uniform(-0.5, 0.5)) * 0.8 + 0.25, 0, 1) * (4 + 4 * near)
            poster.poly(
                taper(path, wide.tolist()),
                {"cool": max(0.0, mix["cool"] - 0.5), "deep": max(0.0, mix.get("deep", 0.0) - 0.5)},
            )
    for _ in range(int(rng.integers(2, 6))):
        x, y, s = rng.uniform(200, 1240), rng.uniform(200, 560), rng.uniform(22, 48)
        for side in (-1, 1):
            poster.poly(
                taper(
                    smooth([(x, y), (x + side * s * 0.6, y - s * 0.45), (x + side * s * 1.4, y - s * 0.15)]),
                    (s * 0.2, s * 0.12, 1),
                ),
                {"deep": 1.0},
            )
    margin(poster, edge)
    return poster.print()


@album.motif(1800, 1200)
def landscape_print(page: Page) -> Image.Image:
    """Hills, fields, a white church and a big sky, each block with its carved lines."""
    rng, poster = page.rng, Poster(page)
    edge, line = 84.0, 560.0
    poster.sky("cool", 0.75, 0.1, line)
    poster.sky("warm", 0.0, 0.42, line + 60)
    poster.disc(rng.uniform(400, 1400), rng.uniform(330, 440), 118, {"sun": 0.95, "warm": 0.25})
    for _ in range(int(rng.integers(4, 7))):  # long flat clouds with carved undersides
        x, y, wide = rng.uniform(100, 1700), rng.uniform(130, 420), rng.uniform(180, 420)
        for level in range(4):
            half = wide * (1 - level * 0.22)
            poster.poly(
                taper(
                    smooth([(x - half, y + level * 17), (x, y - 9 + level * 17), (x + half, y + level * 17)]),
                    [2, 22 - 4 * level, 2],
                ),
                {} if level < 2 else {"warm": 0.25},
            )
    fields: tuple[Mix, ...] = (
        {"sun": 0.85, "warm": 0.12},
        {"cool": 0.6, "sun": 0.75},
        {"sun": 0.95, "warm": 0.42},
        {"cool": 0.85, "sun": 0.6, "deep": 0.15},
        {"warm": 0.6, "sun": 0.45, "deep": 0.18},
        {"cool": 0.4, "sun": 0.5},
    )
    water = int(rng.integers(1, 3))
    for level in range(6):
        top = line + (0, 40, 110, 210, 350, 540)[level]
        rise = 34 + 20 * level
        crest = smooth([(x, top + rng.uniform(-rise, rise * 0.6)) for x in np.linspace(-120, 1920, 7)], steps=20)
        if level == water:
            crest = np.column_stack([crest[:, 0], np.full(len(crest), top)])
        mix = (
            {"cool": 0.7, "deep": 0.18}
            if level == 0
            else {"cool": 0.8, "deep": 0.06}
            if level == water
            else fields[int(rng.integers(0, len(fields)))]
        )
        poster.poly([(-120, 1300), *crest.tolist(), (1920, 1300)], mix)
        if level == water:
            for y in np.sort(rng.uniform(top + 6, top + 100, 26)):
                x, long = rng.uniform(60, 1700), rng.uniform(40, 200)
                poster.poly(taper([(x, y), (x + long / 2, y), (x + long, y)], [1, 4, 1]), {"cool": 0.2})
            continue
        _furrows(poster, crest, level, mix, rng)
        if level in (1, 2, 3) and rng.random() < 0.85:
            _grove(poster, crest, 26 + 24 * level, rng)
        if level == 3 or (level == 2 and water == 3):
            _church(poster, crest, rng.uniform(0.25, 0.75), 1.0 + 0.16 * level, rng)
    margin(poster, edge)
    return poster.print()


def _furrows(poster: Poster, crest: np.ndarray, level: int, mix: Mix, rng: Rng) -> None:
    """Carved lines over a field: along the slope or fanning towards us."""
    dark = {
        ink: min(1.0, mix.get(ink, 0.0) + add)
        for ink, add in (("cool", 0.1), ("sun", 0.0), ("warm", 0.05), ("deep", 0.32))
    }
    pale = {ink: value * 0.45 for ink, value in mix.items()}
    if rng.random() < 0.5:
        for line in range(1, 9):
            path = crest + (0, line * (9 + 6 * level) + line * line * 0.7)
            a, b = sorted(rng.integers(0, len(path), 2))
            if b - a > 8:
                poster.poly(taper(path[a:b], (1, 4 + level, 3 + level, 1)), pale if line % 2 else dark)
    else:
        point = rng.uniform(300, 1500)
        for x in np.arange(-1500, 3300, 62 + 26 * level):
            top = point + (x - point) * 0.42
            if 0 < top < 1800:
                y = float(np.interp(top, crest[:, 0], crest[:, 1])) + 5
                poster.poly(
                    taper([(top, y), (x, y + 170 + 70 * level)], (1.5, 5 + 2.4 * level)),
                    dark if rng.random() < 0.55 else pale,
                )


def _grove(poster: Poster, crest: np.ndarray, size: float, rng: Rng) -> None:
    """Trees in a clump on a hill's crest, with carved light."""
    x = rng.uniform(150, 1500)
    for _ in range(int(rng.integers(3, 10))):
        x += size * rng.uniform(0.45, 1.2)
        y = float(np.interp(x, crest[:, 0], crest[:, 1])) + 6
        s = size * rng.uniform(0.8, 1.5)
        pointed = rng.random() < 0.4
        shape = (
            trace("0 -2.1, 0.34 -0.9, 0.26 0, -0.26 0, -0.34 -0.9", x, y, s)
            if pointed
            else trace("0 -1.5, 0.62 -1, 0.4 -0.3, 0 0, -0.4 -0.3, -0.62 -1", x, y, s)
        )
        poster.blob(shape, {"cool": 0.9, "sun": 0.35, "deep": 0.72})
        for stroke in range(3):
            sx, sy = x - s * (0.32 - 0.13 * stroke), y - s * (0.75 + 0.16 * stroke)
            poster.poly(
                taper(
                    smooth([(sx, sy + s * 0.3), (sx + s * 0.02, sy), (sx + s * 0.12, sy - s * 0.22)]), (1, s * 0.07, 1)
                ),
                {"cool": 0.7, "sun": 0.7},
            )


def _church(poster: Poster, crest: np.ndarray, along: float, s: float, rng: Rng) -> None:
    """A whitewashed village church with a stepped gable."""
    x = 200 + 1400 * along
    y = float(np.interp(x, crest[:, 0], crest[:, 1])) + 14
    face = int(rng.choice([-1, 1]))

    def box(a: float, b: float, c: float, d: float) -> tuple[float, float, float, float]:
        x0, x1 = sorted((x + a * s * face, x + c * s * face))
        return x0, y + b * s, x1, y + d * s

    roof: Mix = {"warm": 0.9, "sun": 0.3, "deep": 0.12}
    poster.rect(*box(30, -62, 160, 0), {})
    poster.poly(
        trace("24 -60, 40 -104, 152 -104, 166 -60", x, y, face * s, s),
        roof,
    )
    poster.rect(*box(-36, -150, 36, 0), {})
    for step in range(4):
        poster.rect(*box(-36 + step * 10, -150 - step * 17, 36 - step * 10, -130), {})
    poster.rect(*box(8, -150, 36, 0), {"cool": 0.25})
    poster.rect(*box(100, -62, 160, 0), {"cool": 0.12})
    for window in (58, 96, 134):
        poster.rect(*box(window - 7, -48, window + 7, -16), {"deep": 0.95})
    for hole in (-12, 12):
        poster.rect(*box(hole - 5, -132, hole + 5, -108), {"deep": 0.95})
