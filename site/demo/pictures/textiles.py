"""Textiles as the camera sees them, close: stranded knitting, and a patchwork quilt."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Array, Page, Sheet, hexed, ramp, stops, to_rgb, trace

album = Album()


Rng = np.random.Generator


YARNS = (
    ("#efe6d4", "#27384c", "#b3442f", "#d99a3a", "#6f8f8a"),
    ("#e9dfcb", "#3b2f2b", "#8c3b33", "#c58a3d", "#5f7350"),
    ("#f1ece0", "#1f4254", "#d9694a", "#e6b651", "#8fb4ad"),
    ("#dcd6cb", "#2c2c33", "#6b7f95", "#b7a58a", "#a34a3c"),
    ("#f0e3d6", "#4a2f4d", "#c2567a", "#e3a64f", "#5b8a86"),
)


def _bands(rng: Rng, rows: int, columns: int) -> np.ndarray:
    """A chart of yarn numbers (rows, columns): bands of small Nordic patterns between plain rounds."""
    chart = np.zeros((rows, columns), np.int64)
    j = np.arange(columns)
    row = 0
    while row < rows:
        ground, motif = (int(c) for c in rng.choice(5, 2, replace=False))
        if rng.random() < 0.6:
            ground = 0 if motif else 1
        kind, tall = int(rng.integers(0, 7)), int(rng.choice([3, 7, 9, 13]))
        period = int(rng.choice([8, 12, 16]))
        for i in range(tall):
            if row >= rows:
                break
            u, v = (j % period) - period // 2, i - tall // 2
            on = (
                (j + i) % 4 < 2,  # checks
                np.abs(u) + np.abs(v) * period / (tall + 1) < period / 2 - 1.2,  # lozenges
                np.abs((j + i) % period - period // 2) < 2,  # slanting
                (np.abs(u) == np.abs(v))
                | ((u == 0) & (np.abs(v) < tall // 2))
                | ((v == 0) & (np.abs(u) < period // 2)),  # stars
                np.abs(np.abs(u) - np.abs(v)) < 1.5,  # crosses
                (j % 4 == 0) & (i % 2 == 1) | (j % 4 == 2) & (i % 4 == 3),  # lice
                np.abs(np.abs(u) - (i % tall)) < 1.5,  # chevrons
            )[kind]
            chart[row] = np.where(on, motif, ground)
            row += 1
        gap = int(rng.integers(1, 4))
        chart[row : row + gap] = int(rng.choice(5)) if rng.random() < 0.5 else ground
        row += gap
    return chart


@album.motif(1800, 1350)
def textile_knit(page: Page) -> Image.Image:
    """Stranded knitting, close: every stitch a V of two plies, lit from above."""
    rng = page.rng
    wide, tall = float(rng.choice([22.5, 30.0, 37.5])), 0.0
    tall = wide * 0.8
    columns, rows = int(page.width / wide) + 3, int(page.height / tall) + 4
    chart = _bands(rng, rows, columns)
    sway = (page.noise(240, 2) - 0.5) * np.float32(wide * 0.9)
    u = (page.xs + sway) / np.float32(wide) + 1
    v = (page.ys + (page.noise(260, 2) - 0.5) * np.float32(wide * 0.8)) / np.float32(tall) + 1
    column, row = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
    side = (u - column - 0.5) * 2
    near, t = np.abs(side), (v - row).astype(np.float32)
    best, owner, strand = np.full(u.shape, -1, np.float32), row, t
    for above in (0, 1):  # a stitch reaches down over the one below it
        reach = t + above
        centre = 0.86 - 0.62 * (reach / 1.55)
        half = np.float32(0.5) * np.sqrt(np.clip(np.sin(np.pi * np.clip((reach + 0.06) / 1.62, 0, 1)), 0, 1))
        height = 1 - ((near - centre) / np.maximum(half, 0.02)) ** 2 + 0.12 * above
        taken = height > best
        best, owner, strand = (
            np.where(taken, height, best),
            np.where(taken, row - above, owner),
            np.where(taken, reach, strand),
        )
    best = np.clip(best, 0, 1)
    twist = np.sin((strand * 1.1 + near * 0.9) * 2 * np.pi * 2.2 + side * 1.5)
    fuzz = page.grain() * np.float32(0.03)
    shade = 0.32 + 0.66 * np.sqrt(best) + 0.05 * twist * best + fuzz + 0.06 * (near < 0.5) * best
    shade *= 0.9 + 0.2 * page.noise(300, 2)
    yarn = chart[np.clip(owner, 0, rows - 1), np.clip(column, 0, columns - 1)]
    melange = 1 + (page.relief(5) - 0.5) * np.float32(0.16)
    palette = np.array([hexed(colour) for colour in YARNS[int(rng.integers(0, len(YARNS)))]], np.float32)
    return to_rgb([palette[:, band][yarn] * shade * melange for band in range(3)])


def _cloth(number: int, rng: Rng, x: Array, y: Array) -> Array:
    """Where a printed cotton shows its second colour (0..1) at places x, y: plain, dots, stripes, checks or sprigs."""
    kind, cell = number % 5, float(rng.uniform(20, 38))
    c, s = np.float32(np.cos(rng.uniform(0, 0.3))), np.float32(np.sin(rng.uniform(0, 0.3)))
    u, v = (x * c + y * s) / np.float32(cell), (y * c - x * s) / np.float32(cell)
    if kind == 0:
        return 0.04 * np.sin(u * 9) * np.sin(v * 9)
    if kind == 1:
        return ramp(np.hypot((u + np.floor(v) % 2 * 0.5) % 1 - 0.5, v % 1 - 0.5), 0.27, 0.22)
    if kind == 2:
        return ramp(np.abs(u % 1 - 0.5), 0.2, 0.16)
    if kind == 3:
        return 0.5 * (ramp(np.abs(u % 1 - 0.5), 0.26, 0.22) + ramp(np.abs(v % 1 - 0.5), 0.26, 0.22))
    a, b = (u * 0.6 + np.floor(v * 0.6) % 2 * 0.5) % 1 - 0.5, (v * 0.6) % 1 - 0.5
    far, angle = np.hypot(a, b), np.arctan2(b, a)
    return ramp(far - 0.24 * (0.62 + 0.38 * np.cos(5 * angle)), 0.03, -0.02) * ramp(far, 0.03, 0.07)


@album.motif(1800, 1800)
def textile_quilt(page: Page) -> Image.Image:
    """A patchwork quilt: blocks of printed cottons, seams, wadding and hand quilting stitches."""
    rng = page.rng
    count = int(rng.choice([4, 5, 6]))
    border = 120.0
    size = (1800 - 2 * border) / count
    patch = Sheet(page, (0,), 1)
    seams, stitches = Sheet(page, (0,), 1), Sheet(page, (0,), 2)
    corners = np.array(trace("0 0, 1 0, 1 1, 0 1"), float)
    design = int(rng.integers(0, 5))

    def lay(points: np.ndarray, cloth: int, x: float, y: float) -> None:
        shape = points * size + (x, y)
        patch.poly(shape, cloth / 255)
        seams.line(np.vstack([shape, shape[:1]]), 3, 1.0)
        inner = (shape - shape.mean(0)) * (1 - 26 / size * 1.6) + shape.mean(0)
        for a, b in zip(inner, np.roll(inner, -1, axis=0), strict=True):
            length = float(np.hypot(*(b - a)))
            for place in np.arange(8, length - 8, 21):
                p, q = a + (b - a) * place / length, a + (b - a) * min(length, place + 11) / length
                stitches.line([p + rng.normal(0, 0.7, 2), q + rng.normal(0, 0.7, 2)], 2.4, 1.0)

    lay(np.array([(0, 0), (1800 / size, 0), (1800 / size, 1800 / size), (0, 1800 / size)]), 9, 0, 0)
    for row in range(count):
        for column in range(count):
            x, y = border + column * size, border + row * size
            pieces = _block(design if rng.random() < 0.75 else int(rng.integers(0, 5)), rng, corners)
            for points, cloth in pieces:
                lay(points, cloth, x, y)
    return _sew(page, rng, patch, seams, stitches)


def _block(design: int, rng: Rng, corners: np.ndarray) -> list[tuple[np.ndarray, int]]:
    """The patches (corners 0..1, cloth 0-8) of one quilt block."""
    pick = [int(c) for c in rng.permutation(9)]
    square = corners
    if design == 0:  # pinwheel
        turns = [np.array([(0.5, 0.5), corners[i], (corners[i] + corners[(i + 1) % 4]) / 2]) for i in range(4)]
        others = [
            np.array([(0.5, 0.5), (corners[i] + corners[(i + 1) % 4]) / 2, corners[(i + 1) % 4]]) for i in range(4)
        ]
        return [(p, pick[0]) for p in turns] + [(p, pick[1]) for p in others]
    if design == 1:  # nine patch
        return [
            (square / 3 + (i / 3, j / 3), pick[(i + j) % 2] if (i, j) != (1, 1) else pick[2])
            for i in range(3)
            for j in range(3)
        ]
    if design == 2:  # log cabin
        parts, low, high = [], 0.0, 1.0
        for ring in range(3):
            step = 0.155
            parts += [
                (np.array([(low, low), (high, low), (high - step, low + step), (low + step, low + step)]), pick[ring]),
                (
                    np.array([(high, low), (high, high), (high - step, high - step), (high - step, low + step)]),
                    pick[ring],
                ),
                (
                    np.array([(high, high), (low, high), (low + step, high - step), (high - step, high - step)]),
                    pick[ring + 4],
                ),
                (
                    np.array([(low, high), (low, low), (low + step, low + step), (low + step, high - step)]),
                    pick[ring + 4],
                ),
            ]
            low, high = low + step, high - step
        return [*parts, (square * (high - low) + low, pick[8])]
    if design == 3:  # star
        parts = [(square / 4 + (i / 4, j / 4), pick[0]) for i in (0, 3) for j in (0, 3)] + [
            (square / 2 + 0.25, pick[1])
        ]
        for i in range(4):
            a, b = corners[i], corners[(i + 1) % 4]
            inward = np.array([0.5, 0.5]) - (a + b) / 2
            q, r, middle = a + (b - a) / 4, a + (b - a) * 0.75, (a + b) / 2
            parts += [
                (np.array([q, r, middle + inward / 2]), pick[0]),
                (np.array([q, q + inward / 2, middle + inward / 2]), pick[2]),
                (np.array([r, r + inward / 2, middle + inward / 2]), pick[2]),
            ]
        return parts
    parts = []  # flying geese
    for j in range(4):
        y = j / 4
        parts += [
            (np.array([(0, y + 0.25), (0.5, y), (1, y + 0.25)]), pick[j % 3]),
            (np.array([(0, y), (0.5, y), (0, y + 0.25)]), pick[5]),
            (np.array([(1, y), (0.5, y), (1, y + 0.25)]), pick[5]),
        ]
    return parts


def _sew(page: Page, rng: Rng, patch: Sheet, seams: Sheet, stitches: Sheet) -> Image.Image:
    """Cloth, wadding and light."""
    number = np.asarray(patch.pictures[0]).astype(np.int32)
    palette = [hexed(colour) for colour in YARNS[int(rng.integers(0, len(YARNS)))]]
    bands = [page.full(0) for _ in range(3)]
    order = rng.permutation(10)
    for cloth in range(10):
        base, second = palette[cloth % 5], palette[int((cloth + 1 + cloth // 5) % 5)]
        rows, columns = np.nonzero(number == cloth)
        on = _cloth(int(order[cloth]) if cloth < 9 else 0, rng, page.xs[0, columns], page.ys[rows, 0])
        for band, one, two in zip(bands, base, second, strict=True):
            band[rows, columns] = one + (two - one) * on
    seam, stitch = seams.field(0), stitches.field(0)
    puff = page.blur(seam, 9) * 1.5 + page.blur(stitch, 5) * 1.1 + page.noise(42, 3) * np.float32(0.34)
    gap = max(1, round(3 * page.scale))
    slope = (np.roll(puff, gap, 0) - np.roll(puff, -gap, 0)) + (np.roll(puff, gap, 1) - np.roll(puff, -gap, 1))
    weave = page.grain() * np.float32(0.022)
    light = 1.0 - slope * np.float32(0.75) - page.blur(seam, 3.5) * np.float32(0.42) + weave
    light *= stops((page.xs + page.ys) / (page.width + page.height), (0, 1), (1.06, 0.86))
    thread = hexed("#f4eee0")
    return to_rgb(
        [(band * (1 - stitch * 0.8) + tint * stitch * 0.8) * light for band, tint in zip(bands, thread, strict=True)]
    )
