"""Pots on a photographer's table: thrown on the wheel in numbers, glazed, and lit by a window."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Array, Page, Sheet, hexed, ramp, smooth, stops, to_rgb, trace

album = Album()


Rng = np.random.Generator


GLAZES = (
    ("#2f5d73", "#8fb5b8", "#b98a5e"),
    ("#5c7a5a", "#c3cba4", "#8a5a3c"),
    ("#e8e0cf", "#c9b48f", "#9b6b4a"),
    ("#7b2f2a", "#c9704a", "#5a3527"),
    ("#27313f", "#5f7fa0", "#7d5b43"),
    ("#d9a441", "#efd9a3", "#8d5c3a"),
)


def _throw(
    page: Page, profile: np.ndarray, centre: tuple[float, float], size: float, tilt: float
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Where each ray meets a pot (profile rows: radius, height from foot to rim, in units of `size`).

    Returns, at half resolution: height 0..1, the normal's x, y (up), z (towards us), whether it is the inside, and the
    signed distance (units) to the outline, positive within.
    """
    half = (max(1, page.size[0] // 2), max(1, page.size[1] // 2))
    xs = ((np.arange(half[0], dtype=np.float32) + 0.5) / half[0] * page.width - centre[0])[None, :] / np.float32(size)
    ys = (centre[1] - (np.arange(half[1], dtype=np.float32) + 0.5) / half[1] * page.height)[:, None] / np.float32(size)
    c, s = np.float32(np.cos(tilt)), np.float32(np.sin(tilt))
    low, high, wide = profile[0, 1], profile[-1, 1], profile[:, 0].max() + 0.03
    columns = np.flatnonzero(np.abs(xs[0]) < wide)
    rows = np.flatnonzero((ys[:, 0] > -wide * s - 0.05) & (ys[:, 0] < high * c + wide * s + 0.05))
    here = np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    x, y = xs[:, here[1]], ys[here[0]]
    heights = np.linspace(high, low, 84, dtype=np.float32)
    outer = np.interp(heights, profile[:, 1], profile[:, 0]).astype(np.float32)
    # within, the wall runs round into the bottom
    deep = np.clip((heights - low - 0.09) / (0.6 * (high - low)), 0, 1)
    inner = outer * np.sqrt(1 - (1 - deep) ** 2)
    found, best = np.full((len(y), x.shape[1]), -1, np.float32), np.full((len(y), x.shape[1]), -9, np.float32)
    inside, x2, last, last_in = np.zeros(found.shape, bool), x * x, None, None
    nearest = np.full(found.shape, low, np.float32)
    for step, h in enumerate(heights):
        depth = (y - h * c) / s  # how far behind the axis the ray is at this height
        away = np.sqrt(x2 + depth * depth)
        gap = outer[step] - away
        nearest[gap > best] = h
        np.maximum(best, gap, out=best)
        gap_in = inner[step] - away
        if last is None:
            open_ = gap > 0
        else:
            before, after = np.where(open_, last_in, last), np.where(open_, gap_in, gap)
            meets = (found < 0) & (open_ == (after < 0)) & (before * after <= 0)
            t = np.clip(before[meets] / (before[meets] - after[meets] + 1e-9), 0, 1)
            found[meets] = heights[step - 1] + (h - heights[step - 1]) * t
            inside |= meets & open_
        last, last_in = gap, gap_in
    _refine(profile, x, y, float(c), float(s), best, nearest, 12 / size, float(heights[0] - heights[1]))
    found = np.where(found < 0, nearest, found)  # rays that just miss take the outline's height
    sign = np.where(inside, -1, 1).astype(np.float32)
    tables = [np.gradient(wall.astype(np.float64), heights.astype(np.float64)) for wall in (outer, inner)]
    r, slope = (
        np.where(inside, np.interp(found, heights[::-1], b[::-1]), np.interp(found, heights[::-1], a[::-1])).astype(
            np.float32
        )
        for a, b in ((outer, inner), tables)
    )
    depth = (y - found * c) / s
    nx, nd, ny = x / np.maximum(r, 0.02), depth / np.maximum(r, 0.02), -np.clip(slope, -6, 6)
    long_ = np.sqrt(nx * nx + nd * nd + ny * ny) + 1e-6
    nx, nd, ny = nx / long_ * sign, nd / long_ * sign, ny / long_ * sign
    answers = []
    for field, empty in (
        ((found - low) / (high - low), 0),
        (nx, 0),
        (ny * c + nd * s, 0),
        (ny * s - nd * c, 1),
        (inside, 0),
        (np.clip(best * size, -20, 20), -20),
    ):
        whole = np.full((half[1], half[0]), empty, np.float32)
        whole[here] = field
        answers.append(whole)
    height, nx, up, towards, within_, edge = answers
    return height, nx, up, towards, within_, edge


def _refine(
    profile: np.ndarray, x: Array, y: Array, c: float, s: float, best: Array, nearest: Array, reach: float, step: float
) -> None:
    """Look again, in finer steps of height, at rays within `reach` of the outline; changes both fields."""
    rows, columns = np.nonzero(np.abs(best) < reach)
    px, py, h0 = x[0, columns], y[rows, 0], nearest[rows, columns]
    top, where = best[rows, columns], h0.copy()
    for part in np.linspace(-0.9, 0.9, 11):
        h = np.clip(h0 + part * step, profile[0, 1], profile[-1, 1])
        gap = np.interp(h, profile[:, 1], profile[:, 0]) - np.hypot(px, (py - h * c) / s)
        better = gap > top
        top, where = np.where(better, gap, top), np.where(better, h, where)
    best[rows, columns], nearest[rows, columns] = top, where


def _enlarge(page: Page, field: Array) -> Array:
    """A half-resolution field at page size."""
    return np.asarray(
        Image.fromarray(np.ascontiguousarray(field, np.float32)).resize(page.size, Image.Resampling.BICUBIC)
    )


def _studio(page: Page, profile: np.ndarray, centre: tuple[float, float], size: float, tilt: float) -> Image.Image:
    """A pot on a seamless ground, soft light from the left, its glaze and its shadow."""
    rng = page.rng
    height, nx, up, towards, inside, within = (
        _enlarge(page, field) for field in _throw(page, profile, centre, size, tilt)
    )
    glaze, second, clay = (np.array(hexed(colour), np.float32) for colour in GLAZES[int(rng.integers(0, len(GLAZES)))])
    cover = ramp(within, -0.8, 1.1)
    ground = hexed(str(rng.choice(["#d8d2c6", "#c9cdd0", "#e0d6c8", "#b9bdb6", "#cfc3b6"])))
    falloff = stops(page.ys / page.height, (0, 0.62, 0.72, 1), (0.72, 0.98, 1.06, 0.92)) * (
        1.08 - 0.28 * page.xs / page.width
    )
    foot = centre[1]
    wide = float(profile[:, 0].max()) * size
    soft = Sheet(page, (0,), 1)
    soft.disc(centre[0] + wide * 0.5, foot + wide * 0.02, wide * 1.25, wide * 0.26, 0.55)
    contact = Sheet(page, (0,), 1)
    base = float(profile[0, 0]) * size
    contact.disc(centre[0] + base * 0.1, foot, base * 1.12, base * max(0.16, np.sin(tilt)) * 1.1, 0.85)
    falloff = falloff * (1 - page.blur(soft.field(0), wide * 0.16) * 0.7) * (1 - page.blur(contact.field(0), 16) * 0.75)
    around = np.arctan2(nx, np.abs(towards) + 0.05)
    mottled = page.noise(34, 3)
    kind = int(rng.integers(0, 4))
    drip = (
        0.36
        + 0.16 * float(rng.random())
        + (np.sin(around * 7 + rng.uniform(0, 6)) * 0.03 + np.sin(around * 17) * 0.018)
    )
    body = ramp(height + (mottled - 0.5) * 0.1, 0.02, 0.055) * (1 - inside) + inside
    mix = (
        ramp(height + (mottled - 0.5) * 0.3, drip - 0.06, drip + 0.2)
        if kind < 2
        else ramp(mottled + (height - 0.5) * 0.5, 0.3, 0.75)
    )
    if kind == 3:  # painted rings and strokes
        rings = sum(ramp(np.abs(height - place), 0.012, 0.007) for place in (0.3, 0.36, 0.72))
        strokes = ramp(
            np.abs(((around * 3.2 + height * 1.5) % 1) - 0.5) - 0.16 * (1 - np.abs(height - 0.54) * 9), 0.02, -0.02
        ) * ramp(np.abs(height - 0.54), 0.12, 0.1)
        mix = np.clip(mix * 0.2 + (rings + strokes) * (1 - inside), 0, 1)
    speckle = ramp(page.grain() * 0.2 + page.relief(6) * 0.8, 0.74, 0.86) * 0.55
    lamp = np.array([-0.62, 0.55, 0.56])
    diffuse = np.clip(nx * lamp[0] + up * lamp[1] + towards * lamp[2], 0, 1)
    light = 0.3 + 0.62 * diffuse + 0.16 * np.clip(nx, 0, 1) ** 2 + 0.1 * np.clip(-up, 0, 1) * (1 - inside)
    light *= 1 - inside * (0.18 + 0.34 * np.clip(1 - height, 0, 1))
    # a window of light mirrored in the glaze
    rx, ry = 2 * towards * nx, 2 * towards * up
    window = (
        ramp(np.abs(rx + 0.74), 0.22, 0.15)
        * ramp(np.abs(ry - 0.3), 0.42, 0.3)
        * (1 - ramp(np.abs(rx + 0.74), 0.022, 0.012) * 0.8)
    )
    strip = ramp(np.abs(rx - 0.9), 0.1, 0.04) * ramp(np.abs(ry - 0.1), 0.6, 0.4) * 0.25
    gloss = (window * 0.62 + strip) * body * (1 - inside * 0.55)
    edge = ramp(height, 0.985, 1.0) * (1 - inside) * 0.14
    bands = []
    for band in range(3):
        colour = clay[band] * (0.9 + 0.2 * mottled) * (1 - body) + body * (
            glaze[band] + (second[band] - glaze[band]) * mix
        )
        colour = colour * (1 - speckle * body * 0.6)
        pot = colour * light * 1.16 + gloss + edge
        scene = ground[band] * falloff
        bands.append(scene * (1 - cover) + pot * cover + page.grain() * np.float32(0.008))
    return to_rgb(bands)


@album.motif(1800, 1350)
def ceramic_bowl(page: Page) -> Image.Image:
    """A bowl, seen from a little above."""
    rng = page.rng
    flare, belly, foot = rng.uniform(0.92, 1.08), rng.uniform(0.55, 0.8), rng.uniform(0.34, 0.44)
    tall = rng.uniform(0.56, 0.78)
    profile = smooth(
        [
            (foot, 0.0),
            (foot * 1.02, 0.05),
            (foot * 0.96, 0.075),
            (belly * 0.98, tall * 0.34),
            (flare * 0.93, tall * 0.76),
            (flare, tall),
        ],
        steps=24,
    )
    profile[:, 1] = np.maximum.accumulate(profile[:, 1] + np.arange(len(profile)) * 1e-4)
    return _studio(page, profile, (900 + rng.uniform(-50, 50), 1010), 560, rng.uniform(0.42, 0.58))


@album.motif(1350, 1800)
def ceramic_vase(page: Page) -> Image.Image:
    """A vase: full, slender or with a long neck."""
    rng = page.rng
    shapes = (
        trace("0.3 0, 0.31 0.05, 0.52 0.5, 0.6 1, 0.44 1.5, 0.2 1.76, 0.18 2.05, 0.27 2.2"),
        trace("0.34 0, 0.35 0.05, 0.44 0.6, 0.48 1.2, 0.46 1.8, 0.34 2.15, 0.36 2.26"),
        trace("0.36 0, 0.38 0.05, 0.7 0.42, 0.72 0.8, 0.34 1.2, 0.15 1.5, 0.14 2.1, 0.2 2.24"),
        trace("0.28 0, 0.3 0.05, 0.36 0.4, 0.62 1.2, 0.66 1.6, 0.46 1.92, 0.4 2, 0.46 2.1"),
    )
    knots = np.array(shapes[int(rng.integers(0, len(shapes)))]) * (rng.uniform(0.92, 1.1), rng.uniform(0.92, 1.04))
    profile = smooth(knots, steps=24)
    profile[:, 1] = np.maximum.accumulate(profile[:, 1]) + np.arange(len(profile)) * 1e-4
    return _studio(page, profile, (675 + rng.uniform(-40, 40), 1500), 560, rng.uniform(0.2, 0.3))
