"""What peoples a photograph: trees, ships, carts, smoke, grass. In units, feet or waterline at (x, y)."""

import numpy as np

from demo.pictures.canvas import Array, Page, Points, Sheet, ramp, smooth, taper, trace

Rng = np.random.Generator


def bare_tree(
    sheet: Sheet, x: float, y: float, height: float, tone: float, rng: Rng, spread: float = 0.5, depth: int = 7
) -> None:
    """A winter tree: branches that halve and turn; drawn from the trunk outwards."""
    stack = [(x, y, -np.pi / 2 + rng.normal(0, 0.04), height * 0.27, height * 0.045, depth)]
    while stack:
        px, py, angle, length, width, left = stack.pop()
        bend = angle + rng.normal(0, 0.12)
        mid = (px + np.cos(bend) * length * 0.5, py + np.sin(bend) * length * 0.5)
        end = (mid[0] + np.cos(angle) * length * 0.5, mid[1] + np.sin(angle) * length * 0.5)
        if width * sheet.k > 3:
            sheet.poly(taper([(px, py), mid, end], (width, width * 0.72)), tone, 1)
        else:
            sheet.line([(px, py), mid, end], width * 0.8, tone, 1)
        if left:
            for side in (-1, 1) if rng.random() < 0.75 else (-1, 0.15, 1):
                turned = angle + side * rng.uniform(0.55, 1.1) * spread * (1.0 if left < depth else 0.8)
                turned += 0.1 * np.sin(-np.pi / 2 - turned)  # towards the light
                stack.append((*end, turned, length * rng.uniform(0.66, 0.86), width * 0.66, left - 1))


def leafy_tree(
    sheet: Sheet,
    x: float,
    y: float,
    height: float,
    tone: float,
    rng: Rng,
    light: float = -1,
    wide: float = 0.34,
    trunk: float = 0.3,
) -> None:
    """A tree in leaf, built of dabs that are brighter towards the `light` side (-1 left, 1 right) and from above."""
    sheet.poly(
        taper([(x, y), (x + rng.normal(0, 0.01) * height, y - height * 0.5)], (height * 0.055, height * 0.03)),
        tone * 0.55,
        1,
    )
    lobes = rng.normal(0, 1, (11, 2)) * (wide * 0.36, (1 - trunk) * 0.17) * height + (
        x,
        y - height * (trunk + (1 - trunk) * 0.5),
    )
    reach = rng.uniform(0.14, 0.22, 11) * height * (wide / 0.34) ** 0.5
    leaf = max(3.0, height * 0.0075)
    count = int(min(260, max(24, 900 * (height / 11 / leaf / 12) ** 1.2)))
    angle, far = (
        rng.uniform(0, 2 * np.pi, (11, count)),
        np.sqrt(rng.random((11, count))) * rng.uniform(0.86, 1.06, (11, count)),
    )
    dx, dy = np.cos(angle) * far, np.sin(angle) * far * 0.85
    px, py = lobes[:, :1] + dx * reach[:, None], lobes[:, 1:] + dy * reach[:, None]
    glow = (
        0.5 + 0.4 * (dx * light * 0.7 - dy) + rng.normal(0, 0.12, (11, count)) - 0.3 * (py > y - height * trunk * 0.9)
    )
    size = leaf * rng.uniform(0.6, 1.4, (11, count))
    for dab in np.argsort(glow + rng.normal(0, 0.25, (11, count)), axis=None):
        r = size.flat[dab]
        sheet.disc(px.flat[dab], py.flat[dab], r * 1.3, r, max(0.02, tone * (0.4 + glow.flat[dab] * 1.1)), 1)


def conifer(sheet: Sheet, x: float, y: float, height: float, tone: float, rng: Rng) -> None:
    """A spruce: drooping whorls, ragged."""
    for level in np.linspace(0.04, 1, 15):
        half = height * 0.19 * (1 - level) ** 0.85 * rng.uniform(0.8, 1.15) + height * 0.004
        py = y - level * height
        sheet.poly(
            [
                (x - half, py + half * 0.42),
                (x - half * 0.3, py + half * 0.12),
                (x, py - height * 0.1),
                (x + half * 0.3, py + half * 0.14),
                (x + half, py + half * 0.36),
                (x, py + half * 0.05),
            ],
            tone * rng.uniform(0.85, 1.15),
            1,
        )


def grass(
    sheet: Sheet,
    page: Page,
    y0: float,
    y1: float,
    count: int,
    height: float,
    tone: float,
    rng: Rng,
    heads: bool = False,
) -> None:
    """Blades or reeds rooted between y0 and y1, nearer ones taller and darker."""
    roots = np.sort(rng.uniform(y0, y1, count))
    for root in roots:
        near = (root - y0) / max(1e-6, y1 - y0)
        x, tall = rng.uniform(-20, page.width + 20), height * (0.45 + 0.75 * near) * rng.uniform(0.5, 1.2)
        lean = rng.normal(0.12, 0.16) * tall
        shade = tone * (1.25 - 0.5 * near) * rng.uniform(0.75, 1.3)
        path = [(x, root), (x + lean * 0.3, root - tall * 0.6), (x + lean, root - tall)]
        sheet.line(path, 1.1 + 1.3 * near, shade, 1)
        if heads and rng.random() < 0.5:
            sheet.poly(
                taper(
                    [path[2], (path[2][0] + lean * 0.35 + 3, path[2][1] - tall * 0.12)], (2.0, 6.5 * (0.5 + near), 1.0)
                ),
                shade * 0.9,
                1,
            )


def hull(
    sheet: Sheet, x: float, y: float, length: float, tone: float, sheer: float = 0.1, face: int = 1, depth: float = 0.13
) -> None:
    """A boat's side seen a little from the bow: `length` units, waterline at y; `face` 1 bow to the right."""
    top = smooth(
        [
            (-0.5, -depth * 0.95),
            (-0.3, -depth * 0.72),
            (0.05, -depth * 0.7),
            (0.32, -depth * 0.92),
            (0.54, -depth - sheer),
        ],
        steps=6,
    )
    foot = trace("0.45 -0.01, 0.38 0.012, -0.4 0.012, -0.46 -0.02")
    outline = [(x + px * length * face, y + py * length) for px, py in [*top.tolist(), *foot]]
    sheet.poly(outline, tone, 1)
    rail = [(x + px * length * face, y + py * length) for px, py in top.tolist()]
    sheet.line(rail, length * 0.014, min(1, tone + 0.3), 1)
    band = [(px, py + length * depth * 0.24) for px, py in rail]
    sheet.line(band, length * 0.007, tone * 0.6, 1)


def cutter(
    sheet: Sheet, x: float, y: float, length: float, tone: float, rng: Rng, face: int = 1, sails: float = 0.0
) -> None:
    """A fishing cutter with mast, boom, stays, wheelhouse; `sails` > 0 is the tone of set sails."""
    hull(sheet, x, y, length, tone, face=face)
    foot, top, mast = y - length * 0.1, y - length * rng.uniform(1.0, 1.15), x + length * 0.1 * face
    mizzen, mtop = x - length * 0.33 * face, y - length * 0.66
    if sails:
        sheet.poly(
            smooth(
                [
                    (mast - 3 * face, foot - length * 0.1),
                    (mast - 2 * face, top + length * 0.12),
                    (mast - length * 0.26 * face, top + length * 0.2),
                    (mast - length * 0.42 * face, foot - length * 0.09),
                ],
                True,
                4,
            ),
            sails,
            1,
        )
        sheet.poly(
            [
                (mast + 4 * face, top + length * 0.1),
                (x + length * 0.62 * face, foot - length * 0.06),
                (mast + 6 * face, foot - length * 0.1),
            ],
            sails * 0.9,
            1,
        )
    thick = max(1.6, length * 0.017)
    sheet.line([(mast, foot), (mast, top)], thick, tone * 0.9, 1)
    sheet.line([(mizzen, foot), (mizzen, mtop)], thick * 0.8, tone * 0.9, 1)
    boom = (mast - length * 0.46 * face, foot - length * 0.13)
    if sails:
        sheet.line(
            [(mast, top + length * 0.26), (mast - length * 0.27 * face, top + length * 0.13)], thick * 0.6, tone, 1
        )
    else:  # furled between gaff and boom
        sheet.poly(
            taper(
                smooth([(mast, foot - length * 0.1), (mast - length * 0.2 * face, foot - length * 0.135), boom]),
                (length * 0.025, length * 0.05, length * 0.038, length * 0.012),
            ),
            min(1, tone + 0.2),
            1,
        )
        sheet.line([(mast, foot - length * 0.12), (boom[0], boom[1] - length * 0.035)], thick * 0.5, tone * 0.8, 1)
        sheet.line([(mast, top + length * 0.05), boom], max(0.8, length * 0.0035), tone, 1)
    sheet.line([(mast, foot - length * 0.08), (boom[0] - length * 0.02 * face, boom[1])], thick * 0.65, tone, 1)
    wire = max(0.8, length * 0.0035)
    bow, stern = (x + length * 0.54 * face, y - length * 0.22), (x - length * 0.5 * face, y - length * 0.12)
    for end in (
        bow,
        stern,
        (mast - length * 0.1 * face, foot),
        (mast + length * 0.09 * face, foot),
        (x + length * 0.68 * face, y - length * 0.26),
    ):
        sheet.line([(mast, top + length * 0.02), end], wire, tone, 1)
    sheet.line(
        [(x + length * 0.4 * face, y - length * 0.18), (x + length * 0.68 * face, y - length * 0.27)],
        thick * 0.8,
        tone,
        1,
    )
    sheet.line([(mizzen, mtop), stern], wire, tone, 1)
    left, right = sorted((x - length * 0.17 * face, x - length * 0.3 * face))
    sheet.rect(left, foot - length * 0.095, right, foot + length * 0.035, min(1, tone + 0.16), 1)
    sheet.rect(
        left - length * 0.012, foot - length * 0.11, right + length * 0.012, foot - length * 0.092, tone * 0.8, 1
    )
    for pane in (0.12, 0.56):
        pane_x = left + (right - left) * pane
        sheet.rect(pane_x, foot - length * 0.08, pane_x + (right - left) * 0.3, foot - length * 0.045, tone * 0.6, 1)


def rowing_boat(sheet: Sheet, x: float, y: float, length: float, tone: float) -> None:
    """A small open boat, seen from the side."""
    sheet.poly(
        smooth(
            trace("-0.5 -0.13, -0.42 0, 0.4 0, 0.54 -0.16, 0.2 -0.1, -0.2 -0.095", x, y, length),
            True,
            4,
        ),
        tone,
        1,
    )
    sheet.line(
        [(x - length * 0.48, y - length * 0.12), (x, y - length * 0.085), (x + length * 0.52, y - length * 0.15)],
        length * 0.014,
        min(1, tone + 0.35),
        1,
    )


def horse(sheet: Sheet, x: float, y: float, size: float, tone: float, face: int = 1) -> None:
    """A working horse, `size` units to the withers, facing right for `face` 1."""

    def shape(points: Points, shade: float = 1.0) -> None:
        sheet.poly(smooth([(x + px * size * face, y - py * size) for px, py in points], True, 5), tone * shade, 1)

    fore = "-0.1 0.62, 0.1 0.6, 0.06 0.4, 0.03 0.3, 0.03 0.14, 0.07 0, -0.04 0, -0.02 0.14, -0.03 0.32, -0.07 0.42"
    hind = "-0.12 0.7, 0.16 0.62, 0.1 0.46, -0.02 0.36, -0.01 0.14, 0.03 0, -0.09 0, -0.07 0.16, -0.1 0.36, -0.07 0.5"
    shape(trace(hind, -0.42, 0), 0.72)
    shape(trace(fore, 0.42, 0), 0.72)
    shape(
        trace(
            "-0.66 0.76, -0.6 0.93, -0.42 1.0, -0.12 0.93, 0.14 0.97, 0.3 1.04, 0.5 0.96, 0.56 0.74, 0.42 0.56, "
            "0.1 0.48, -0.22 0.5, -0.5 0.56"
        )
    )
    shape(trace(hind, -0.5, 0))
    shape(trace(fore, 0.36, 0))
    shape(
        trace(
            "0.2 0.98, 0.36 1.18, 0.5 1.38, 0.6 1.46, 0.7 1.4, 0.8 1.24, 0.93 1.1, 0.9 1.02, 0.8 1.02, 0.68 1.13, "
            "0.62 1.1, 0.6 0.94, 0.54 0.74"
        )
    )
    shape(trace("0.57 1.42, 0.58 1.56, 0.66 1.44"))
    shape(trace("0.24 1.02, 0.4 1.26, 0.56 1.47, 0.5 1.28, 0.34 1.04"), 0.55)
    shape(trace("-0.63 0.94, -0.74 0.82, -0.77 0.5, -0.72 0.34, -0.67 0.5, -0.66 0.76"), 0.55)
    collar = smooth(trace("0.26 1.06, 0.38 0.86, 0.46 0.6"))
    sheet.poly(taper(collar * (size * face, -size) + (x, y), (0.05 * size, 0.09 * size, 0.05 * size)), tone * 1.9, 1)


def wheel(sheet: Sheet, x: float, y: float, radius: float, tone: float) -> None:
    """A spoked cart wheel standing on the ground at (x, y)."""
    cy = y - radius
    rim = [(x + np.cos(a) * radius, cy + np.sin(a) * radius) for a in np.linspace(0, 2 * np.pi, 40)]
    sheet.line(rim, radius * 0.12, tone, 1)
    for a in np.linspace(0, np.pi, 6, endpoint=False):
        dx, dy = np.cos(a) * radius, np.sin(a) * radius
        sheet.line([(x - dx, cy - dy), (x + dx, cy + dy)], radius * 0.06, tone, 1)
    sheet.disc(x, cy, radius * 0.16, radius * 0.16, tone, 1)


def cart(sheet: Sheet, x: float, y: float, size: float, tone: float, face: int = 1, load: str = "") -> None:
    """A cart with its horse to the `face` side; `load` "churns" or "hay"; `size`: the horse's height to the withers."""
    horse(sheet, x + size * 1.5 * face, y, size, tone, face)
    bed = y - size * 0.52
    if load == "hay":
        sheet.poly(
            smooth(
                trace("-0.95 0, -1.05 -0.5, -0.5 -0.95, 0.3 -0.9, 0.75 -0.4, 0.6 0", x, bed, size),
                True,
            ),
            min(1, tone + 0.35),
            1,
        )
    if load == "churns":
        for step in range(6):
            cx = x - size * 0.72 + step * size * 0.27
            sheet.rect(cx - size * 0.1, bed - size * 0.36, cx + size * 0.1, bed, min(1, tone + 0.4), 1)
            sheet.rect(cx - size * 0.06, bed - size * 0.45, cx + size * 0.06, bed - size * 0.34, min(1, tone + 0.3), 1)
            sheet.rect(cx + size * 0.05, bed - size * 0.36, cx + size * 0.1, bed, tone + 0.16, 1)
    left, right = sorted((x - size * 0.95 * face, x + size * 0.8 * face))
    sheet.rect(left, bed - size * 0.06, right, bed + size * 0.07, tone * 0.9, 1)
    sheet.line([(x + size * 0.6 * face, bed), (x + size * 2.0 * face, y - size * 0.68)], size * 0.045, tone * 0.8, 1)
    wheel(sheet, x - size * 0.55 * face, y, size * 0.42, tone * 0.75)
    wheel(sheet, x + size * 0.45 * face, y, size * 0.34, tone * 0.75)


def smoke(page: Page, x: float, y: float, length: float, rng: Rng, wind: float = 0.8, width: float = 26) -> Array:
    """Cover 0..1 of a plume from a mouth at (x, y) that drifts `length` units, widening."""
    sheet = Sheet(page, (0,), 1)
    for t in np.linspace(0, 1, 90) ** 1.25:
        px = x + wind * length * t + rng.normal(0, width * (0.12 + t))
        py = y - length * (0.62 * t**0.75) + rng.normal(0, width * (0.1 + t * 0.8))
        r = width * (0.35 + 2.6 * t) * rng.uniform(0.6, 1.15)
        sheet.disc(px, py, r, r * 0.85, 0.92 * (1 - t) ** 0.7 + 0.03)
    cover = page.blur(sheet.field(0), width * 0.45)
    return cover * (0.55 + 0.75 * ramp(page.noise(width * 2.2, 3), 0.25, 0.75))
