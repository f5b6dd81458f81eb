"""The motifs of the linocuts: birds on a branch, boats at sea, wild plants."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Page, Points, smooth, taper, trace, turn
from demo.pictures.lino import Block

album = Album()


Rng = np.random.Generator


def bird(block: Block, x: float, y: float, size: float, face: int, tilt: float = 0.0, pale: bool = True) -> None:
    """A perching bird, beak to the `face` side, feathers carved."""

    def at(points: Points) -> np.ndarray:
        p = turn(np.asarray(points, np.float64), tilt) * (size * face, size)
        return p + (x, y)

    body = smooth(
        trace(
            "0.6 -0.15, 0.52 -0.25, 0.38 -0.32, 0.24 -0.27, 0.02 -0.16, -0.4 0.02, -0.36 0.16, "
            "-0.1 0.26, 0.16 0.24, 0.36 0.1, 0.47 -0.06"
        ),
        True,
        6,
    )
    tail = trace("-0.3 0, -0.92 0.2, -0.96 0.27, -0.88 0.3, -0.3 0.17")
    block.ink(at(tail), 1.0, 0.0, 0.0)
    for feather in (0.05, 0.1, 0.14):
        block.stroke(at([(-0.32, feather), (-0.86, 0.2 + feather * 0.6)]), size * 0.018)
    block.ink(at(body), 0.0 if pale else 1.0, 0.0, 0.0)
    outline = np.vstack([body, body[:1]])
    block.sheet.line(at(outline), size * 0.016, 1.0, None, None)
    breast = smooth(trace("0.5 -0.08, 0.4 0.06, 0.2 0.22, -0.02 0.25, 0.1 0.1, 0.3 -0.02"), True, 5)
    block.ink(at(breast), None, 1.0)
    for row in range(4):
        for step in range(5 - row // 2):
            px, py = 0.4 - row * 0.085 - step * 0.05, -0.03 + row * 0.055 + step * 0.028
            block.stroke(at([(px - 0.02, py), (px, py + 0.024), (px + 0.024, py + 0.006)]), size * 0.013, 1.0)
    wing = smooth(trace("0.2 -0.14, -0.02 -0.12, -0.36 0.02, -0.66 0.17, -0.4 0.17, -0.1 0.17, 0.12 0.08"), True, 6)
    block.ink(at(wing), 1.0)
    for row in range(3):
        for step in range(7):
            t = step / 6
            px, py = 0.12 - 0.12 * row - 0.2 * t, -0.09 + 0.15 * t + 0.03 * row
            block.stroke(at([(px, py), (px - 0.05, py + 0.026), (px - 0.1, py + 0.02)]), size * 0.016)
    for feather in range(5):
        py = 0.0 + feather * 0.032
        block.stroke(at([(-0.16, py + 0.03), (-0.36, py + 0.06), (-0.56 + feather * 0.02, py + 0.12)]), size * 0.015)
    cap = smooth(trace("0.54 -0.23, 0.4 -0.325, 0.26 -0.28, 0.3 -0.22, 0.44 -0.2"), True, 5)
    block.ink(at(cap), 1.0)
    block.ink(at([(0.53, -0.21), (0.72, -0.12), (0.54, -0.12)]), 1.0)
    ex, ey = at([(0.455, -0.195)])[0]
    block.sheet.disc(ex, ey, size * 0.034, size * 0.034, 0.0, None, None)
    block.sheet.disc(ex, ey, size * 0.022, size * 0.022, 1.0, None, None)
    block.sheet.disc(ex + size * 0.006, ey - size * 0.007, size * 0.007, size * 0.007, 0.0, None, None)
    for leg in (0.02, 0.1):
        block.stroke(at([(leg, 0.24), (leg - 0.015, 0.36)]), size * 0.024, 1.0, 0.7)


def leaf(
    block: Block, x: float, y: float, size: float, angle: float, key: float, colour: float | None = None, veins: int = 4
) -> None:
    """A leaf with carved veins; `key` 1 dark with light veins, 0 light with dark ones."""

    def at(points: Points) -> np.ndarray:
        return turn(np.asarray(points, np.float64) * size, angle) + (x, y)

    shape = smooth(trace("0 0, 0.3 -0.19, 0.62 -0.17, 1 0, 0.62 0.17, 0.3 0.19"), True, 5)
    block.sheet.poly(at(shape), key, None, colour)
    block.stroke(at([(0.02, 0), (0.5, 0.01), (0.95, 0)]), size * 0.035, 1 - key)
    for vein in np.linspace(0.2, 0.74, veins):
        for side in (-1, 1):
            block.stroke(at([(vein, 0), (vein + 0.1, side * 0.07), (vein + 0.17, side * 0.13)]), size * 0.026, 1 - key)


@album.motif(1440, 1800)
def linocut_birds(page: Page) -> Image.Image:
    """Birds on a branch before a low sun or moon."""
    block = Block(page, 1.0)
    rng = block.rng
    mx, my, r = rng.uniform(480, 960), rng.uniform(480, 760), rng.uniform(280, 370)
    frame = [(block.x0, block.y0), (block.x1, block.y0), (block.x1, block.y1), (block.x0, block.y1)]
    block.rays(mx, my, r * 1.1, 11, frame)
    block.sheet.disc(mx, my, r * 1.1, r * 1.1, 1.0, None, None)
    block.sheet.disc(mx, my, r, r, 0.0, None, 1.0)
    for band in range(5):
        y = my + r * (0.2 + 0.16 * band)
        half = np.sqrt(max(0.0, r * r - (y - my) ** 2)) * 0.96
        block.stroke([(mx - half, y), (mx, y + 4), (mx + half, y)], 12 + band * 4, 0.0)
        block.sheet.poly(taper([(mx - half, y), (mx, y + 4), (mx + half, y)], (2, 10 + band * 5, 2)), None, None, 0.0)
    side = int(rng.choice([-1, 1]))
    count = int(rng.integers(2, 4))
    lines = []
    for number in range(count):
        y = 780 + number * (760 / count) + rng.uniform(-40, 40)
        flip = side if number % 2 else -side
        start, end = (720 - flip * 660, y + 120), (720 + flip * rng.uniform(250, 420), y - 20)
        lines.append((smooth([start, (720 - flip * 300, y + 60), (720 + flip * 50, y + 18), end], steps=12), flip))
    for path, _ in lines:
        block.sheet.poly(taper(path, (74, 58, 44, 16)), 0.0, None, None)
        block.sheet.poly(taper(path, (58, 42, 30, 6)), 1.0, None, None)
        block.sheet.poly(taper(path + (0, -5), (6, 9, 5, 1)), 0.0, None, None)
        for spot in path[3:-3:3]:
            block.stroke([spot + (-14, 6), spot + (12, 9)], 5)
    for path, flip in lines:
        for spot in range(4, len(path) - 1, 4):
            x, y = path[spot]
            for up in (-1, 1):
                if rng.random() < 0.62:
                    a = (0.0 if flip > 0 else np.pi) + up * flip * rng.uniform(0.5, 1.1)
                    leaf(block, x, y + up * 12, rng.uniform(120, 190), a, 0.0, 1.0 if rng.random() < 0.6 else None)
        x, y = path[int(len(path) * rng.uniform(0.42, 0.6))]
        size = rng.uniform(350, 430)
        bird(
            block,
            x,
            y - size * 0.35,
            size,
            flip if rng.random() < 0.6 else -flip,
            rng.uniform(-0.16, 0.1),
            bool(rng.random() < 0.8),
        )
    for _ in range(int(rng.integers(4, 9))):  # others, far away
        x, y = rng.uniform(200, 1240), rng.uniform(170, 460)
        s = rng.uniform(24, 46)
        for wing in (-1, 1):
            block.stroke(
                [(x, y), (x + wing * s * 0.6, y - s * 0.5), (x + wing * s * 1.3, y - s * 0.2)],
                s * 0.24,
                0.0 if np.hypot(x - mx, y - my) > r * 1.1 else 1.0,
                0.3,
            )
    return block.print()


@album.motif(1800, 1350)
def linocut_boats(page: Page) -> Image.Image:
    """Sailing boats on a strong sea under a sun with rays."""
    block = Block(page, 1.0)
    rng = block.rng
    line = rng.uniform(560, 640)
    sx, sy, r = rng.uniform(450, 1350), rng.uniform(300, 400), rng.uniform(120, 160)
    heaven = [(block.x0, block.y0), (block.x1, block.y0), (block.x1, line), (block.x0, line)]
    block.rays(sx, sy, r * 1.25, 12, heaven)
    block.sheet.disc(sx, sy, r * 1.25, r * 1.25, 1.0, None, None)
    block.sheet.disc(sx, sy, r, r, 0.0, 1.0, None)
    hills = smooth([(x, line - rng.uniform(16, 74)) for x in np.linspace(block.x0, block.x1, 8)])
    block.ink([(block.x0, line + 6), *hills.tolist(), (block.x1, line + 6)], 1.0)
    block.sheet.line(hills, 7, 0.0, None, None)
    block.ink([(block.x0, line), (block.x1, line), (block.x1, block.y1), (block.x0, block.y1)], None, None, 1.0)
    places = [
        (rng.uniform(300, 620), line + 70, 330),
        (rng.uniform(1050, 1420), line + 150, 470),
        (rng.uniform(480, 900), line + 330, 640),
    ]
    rows = list(np.geomspace(24, block.y1 - line + 60, 15) + line - 14)
    order = sorted(
        [(y, None) for y in rows] + [(place[1], place) for place in places[: int(rng.integers(2, 4))]],
        key=lambda item: item[0],
    )
    for y, place in order:
        if place is None:
            _swell(block, y, (y - line) / (block.y1 - line), rng)
        else:
            _sailing(block, *place, int(rng.choice([-1, 1])), rng)
    for _ in range(int(rng.integers(3, 7))):
        x, y, s = rng.uniform(220, 1580), rng.uniform(190, 480), rng.uniform(26, 50)
        for wing in (-1, 1):
            wing_ = [(x, y), (x + wing * s * 0.6, y - s * 0.5), (x + wing * s * 1.3, y - s * 0.15)]
            block.stroke(wing_, s * 0.5, 0.0, 0.3)
            block.stroke(wing_, s * 0.2, 1.0, 0.3)
    return block.print()


def _swell(block: Block, y: float, near: float, rng: Rng) -> None:
    """One row of waves: crests cut white, hollows carved along their form."""
    size = 70 + 210 * near
    x = block.x0 - rng.uniform(0, size)
    high = 10 + 42 * near
    while x < block.x1 + size:
        wide = size * rng.uniform(0.8, 1.25)
        crest = smooth(trace("0 0.6, 0.3 0, 0.52 -0.62, 0.7 -0.2, 1 0.6", x, y, wide, high))
        block.ink([*crest.tolist(), (x + wide, y + high * 3), (x, y + high * 3)], 1.0)
        block.sheet.poly(
            taper(crest, (2, 5 + 9 * near, 9 + 15 * near, 5 + 7 * near, 2)),
            0.0,
            None,
            0.0 if rng.random() < 0.7 else None,
        )
        for furrow in range(1, 4):
            path = crest[3:-3] + (0, furrow * (9 + 16 * near))
            cutting = path[int(len(path) * 0.12 * furrow) : len(path) - furrow * 2]
            if len(cutting) > 3:
                block.sheet.poly(taper(cutting, (1, 3 + 6 * near, 2 + 4 * near, 1)), 0.0, None, None)
        x += wide * 0.96


def _sailing(block: Block, x: float, y: float, size: float, face: int, rng: Rng) -> None:
    """A boat with main and jib under way."""

    def at(points: Points) -> np.ndarray:
        return turn(np.asarray(points, np.float64) * (size * face, size), lean) + (x, y)

    lean = float(rng.uniform(-0.08, 0.08))
    main = smooth(trace("0.04 -1.1, -0.1 -0.7, -0.42 -0.16, -0.2 -0.12, 0.03 -0.15"), True, 5)
    jib = smooth(trace("0.1 -0.95, 0.3 -0.5, 0.5 -0.17, 0.3 -0.13, 0.1 -0.16"), True, 5)
    for number, sail in enumerate((main, jib)):
        grown = (sail - sail.mean(0)) * 1.07 + sail.mean(0)
        block.ink(at(grown), 1.0)
        block.cut(at(sail), float(number == 0), 0.0)
    for seam in (-0.85, -0.62, -0.42, -0.26):
        block.stroke(at([(0.03, seam), (-0.15 - 0.3 * (seam + 0.85), seam + 0.02)]), size * 0.014, 1.0)
    block.gouge(at(main), lambda _x, _y: 1.25 * face, size * 0.05, size * 0.12, size * 0.007, 1.0, 0.55)
    block.stroke(at([(0.07, -0.08), (0.07, -1.22)]), size * 0.03, 1.0, 0.8)
    hull = smooth(
        trace("-0.5 -0.14, -0.2 -0.06, 0.25 -0.07, 0.62 -0.2, 0.46 0.06, 0.3 0.12, -0.32 0.12, -0.44 0.06"),
        True,
        5,
    )
    block.cut(at((hull - hull.mean(0)) * 1.06 + hull.mean(0)), None, 0.0)
    block.ink(at(hull), 1.0)
    for plank in range(3):
        block.stroke(
            at([(-0.44, -0.07 + 0.05 * plank), (0.0, -0.015 + 0.045 * plank), (0.5, -0.09 + 0.05 * plank)]),
            size * 0.016,
        )
    block.ink(at([(0.07, -1.22), (0.3, -1.17), (0.07, -1.1)]), 1.0, 1.0)
    for man in (-0.16, 0.24):
        block.sheet.disc(*at([(man, -0.2)])[0], size * 0.035, size * 0.042, 1.0, None, None)
        block.ink(at(trace("-0.06 -0.04, -0.04 -0.16, 0.04 -0.16, 0.06 -0.04", man, 0)), 1.0)


@album.motif(1350, 1800)
def linocut_plants(page: Page) -> Image.Image:
    """Wild plants of the shore, light on a dark block: umbels, poppies, grasses, ferns."""
    block = Block(page, 1.0)
    rng = block.rng
    block.sheet.disc(rng.uniform(450, 900), rng.uniform(480, 700), 330, 330, None, None, 1.0)
    frame = [(block.x0, block.y0), (block.x1, block.y0), (block.x1, block.y1), (block.x0, block.y1)]
    block.gouge(frame, lambda x, y: np.pi / 2 + 0.35 * np.sin(x / 170) * np.cos(y / 260), 44, 60, 5, 0.0, 0.45)
    kinds = rng.permutation([0, 1, 2, 3, 0, 4])
    places = np.linspace(block.x0 + 210, block.x1 - 210, len(kinds)) + rng.normal(0, 18, len(kinds))
    for number in rng.permutation(len(kinds)):
        x, kind = float(places[number]), int(kinds[number])
        tall = rng.uniform(820, 1380)
        sway = rng.normal(0, 60)
        stem = smooth(
            [
                (x, block.y1 - 6),
                (x + sway * 0.2, block.y1 - tall * 0.4),
                (x + sway, block.y1 - tall * 0.75),
                (x + sway * 1.4, block.y1 - tall),
            ],
            steps=14,
        )
        block.sheet.poly(taper(stem, (34, 28, 22, 16)), 1.0, None, None)
        block.sheet.poly(taper(stem, (20, 15, 11, 6)), 0.0, None, None)
        (umbel, poppy, rye, fern, thistle)[kind](block, stem, rng)
    for x in np.arange(block.x0 + 12, block.x1 - 12, 15):  # grass at their feet
        tall, sway = rng.uniform(70, 330), rng.normal(0, 50)
        block.stroke(
            [(x, block.y1 - 14), (x + sway * 0.3, block.y1 - tall * 0.6), (x + sway, block.y1 - tall)], 10, 0.0, 0.1
        )
    soil = smooth([(block.x0, block.y1 - 60), (500, block.y1 - 96), (900, block.y1 - 70), (block.x1, block.y1 - 100)])
    block.gouge([*soil.tolist(), (block.x1, block.y1), (block.x0, block.y1)], lambda _x, _y: 0.1, 20, 70, 8)
    return block.print()


def _leaves(block: Block, stem: np.ndarray, rng: Rng, size: float, upto: float, colour: float | None = None) -> None:
    """Leaves on alternate sides of a stem."""
    for number, spot in enumerate(range(6, int(len(stem) * upto), 5)):
        side = 1 if number % 2 else -1
        x, y = stem[spot]
        leaf(block, x, y, size * rng.uniform(0.75, 1.1), -np.pi / 2 + side * rng.uniform(0.6, 1.0), 0.0, colour)


def umbel(block: Block, stem: np.ndarray, rng: Rng) -> None:
    """An umbel: rays that end in clusters of tiny flowers."""
    _leaves(block, stem, rng, 150, 0.62)
    x, y = stem[-1]
    for a in np.linspace(-np.pi * 0.94, -np.pi * 0.06, 13):
        far = rng.uniform(150, 190)
        end = (x + np.cos(a) * far, y + np.sin(a) * far * 0.72)
        block.stroke([(x, y), ((x + end[0]) / 2, (y + end[1]) / 2 + 10), end], 7, 0.0, 0.6)
        for _ in range(11):
            b, q = rng.uniform(0, 6.28), rng.uniform(0, 34)
            block.sheet.disc(end[0] + np.cos(b) * q, end[1] + np.sin(b) * q * 0.7, 7.5, 7.5, 0.0, None, None)


def poppy(block: Block, stem: np.ndarray, rng: Rng) -> None:
    """A poppy in colour with carved petals."""
    _leaves(block, stem, rng, 140, 0.5)
    x, y = stem[-1]
    size = rng.uniform(105, 135)
    for a in (-2.6, -0.55, -1.9, -1.2):
        petal = smooth(turn(trace("0 0, 0.5 -0.6, 1.15 -0.45, 1.3 0.05, 1.1 0.5, 0.5 0.55"), a) * size, True, 5) + (
            x,
            y,
        )
        grown = (petal - petal.mean(0)) * 1.08 + petal.mean(0)
        block.ink(grown, 1.0)
        block.cut(petal, 1.0, 0.0)
        for ray in np.linspace(-0.35, 0.35, 6):
            block.stroke(turn([(0.45, ray * 0.4), (0.8, ray * 0.8), (1.1, ray)], a) * size + (x, y), 5, 1.0)
    block.sheet.disc(x, y - size * 0.25, size * 0.24, size * 0.24, 1.0, None, None)
    for a in np.linspace(0, 2 * np.pi, 9):
        block.stroke(
            [
                (x + np.cos(a) * size * 0.08, y - size * 0.25 + np.sin(a) * size * 0.08),
                (x + np.cos(a) * size * 0.2, y - size * 0.25 + np.sin(a) * size * 0.2),
            ],
            5,
        )


def rye(block: Block, stem: np.ndarray, _rng: Rng) -> None:
    """An ear of rye with its awns."""
    for side in (-1, 1):
        spot = stem[int(len(stem) * (0.3 + 0.1 * side))]
        block.stroke([spot, spot + (side * 90, -170), spot + (side * 210, -130)], 17, 0.0, 0.1)
    top = stem[-1]
    for grain in range(13):
        for side in (-1, 1):
            gx, gy = top[0] + side * 13, top[1] + 110 - grain * 22
            kernel = smooth(turn(trace("0 0, 9 -18, 0 -44, -9 -18"), side * 0.42), True, 4) + (gx, gy)
            block.sheet.poly(kernel, 0.0, None, 1.0)
            block.stroke([(gx + side * 8, gy - 34), (gx + side * (40 + grain), gy - 130)], 4.5, 0.0, 0.3)


def fern(block: Block, stem: np.ndarray, _rng: Rng) -> None:
    """A fern frond."""
    count = len(stem)
    for spot in range(6, count - 1):
        t = spot / count
        reach = 210 * np.sin(np.pi * min(1.0, t * 0.86 + 0.12)) * (1.15 - t)
        for side in (-1, 1):
            x, y = stem[spot]
            end = (x + side * reach, y - reach * 0.32)
            block.stroke([(x, y), ((x + end[0]) / 2, (y + end[1]) / 2 - reach * 0.1), end], 12 - 5 * t, 0.0, 0.3)
            for part in np.linspace(0.25, 0.9, 5):
                px, py = x + (end[0] - x) * part, y + (end[1] - y) * part - reach * 0.07
                for way in (-1, 1):
                    block.stroke([(px, py), (px + side * 15, py + way * 20 * (1.1 - part))], 10 - 4 * t, 0.0, 0.4)


def thistle(block: Block, stem: np.ndarray, rng: Rng) -> None:
    """A thistle."""
    for number, spot in enumerate(range(7, int(len(stem) * 0.75), 6)):
        side = 1 if number % 2 else -1
        x, y = stem[spot]
        edge = [(0.0, 0.0)]
        for tooth in range(1, 6):
            edge += [(tooth * 0.18 - 0.06, -0.1 - 0.03 * (tooth % 2)), (tooth * 0.18 + 0.02, -0.24 + 0.03 * tooth)]
        outline = [*edge, (1.05, 0.02), *[(px, -py * 0.8) for px, py in reversed(edge[1:])]]
        block.cut(turn(np.array(outline) * 190, -np.pi / 2 + side * 0.95) + (x, y))
        block.stroke(turn(np.array([(0.05, 0), (0.9, 0.01)]) * 190, -np.pi / 2 + side * 0.95) + (x, y), 7, 1.0)
    x, y = stem[-1]
    block.cut(smooth(trace("-62 -60, -48 12, 0 34, 48 12, 62 -60, 0 -84", x, y), True))
    for row in range(4):
        for scale in np.linspace(-44, 44, 6):
            block.stroke(
                [
                    (x + scale - 9, y - 48 + row * 20),
                    (x + scale, y - 36 + row * 20),
                    (x + scale + 9, y - 48 + row * 20),
                ],
                5,
                1.0,
            )
    for a in np.linspace(-2.45, -0.7, 19):
        far = rng.uniform(130, 170)
        tip = (x + np.cos(a) * far, y - 50 + np.sin(a) * far)
        block.sheet.poly(taper([(x + np.cos(a) * 40, y - 50 + np.sin(a) * 24), tip], (8, 11, 3)), 0.0, 1.0, None)
