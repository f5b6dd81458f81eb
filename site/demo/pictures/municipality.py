"""The map of the whole municipality: fields, woods, villages, roads and the railway round the fjord."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Array, Page, ramp, smooth, trace, turn
from demo.pictures.chart import LINE, Chart
from demo.pictures.maps import shore

album = Album()


@album.motif(1350, 1800)
def map_area(page: Page) -> Image.Image:
    """The municipality: fields, woods, villages, roads and railway round the fjord."""
    chart = Chart(page)
    rng, poster = chart.rng, chart.poster
    course = smooth(
        [
            (1500, 250 + rng.uniform(-60, 60)),
            (1050, 480),
            (760, 760 + rng.uniform(-60, 60)),
            (430, 900),
            (150, 1010 + rng.uniform(-40, 60)),
        ],
        steps=12,
    )
    if rng.random() < 0.5:
        course = np.column_stack([1350 - course[:, 0], course[:, 1]])
    far, along = chart.away(course)
    wide = np.interp(along, np.linspace(0, 1, 5), [190, 130, 110, 74, 12]).astype(np.float32)
    land = (
        chart.page.blur(np.clip((far - wide + chart.relief(150) * 52 + chart.relief(60) * 18) / 800 + 0.5, 0, 1), 3)
        * 800
        - 400
    )
    _fields(chart)
    hills = chart.relief(300) * 0.7 + chart.relief(120) * 0.3
    chart.wash("deep", chart.contours(hills, [-0.5, -0.25, 0.0, 0.25, 0.5], 1.6) * 0.3)
    _woods(chart, land)
    shore(chart, land, 0.6)
    town = course[len(course) // 2 + 2]
    side = np.array([0, 1]) * (wide.mean() * 0.9 + 70)
    home = town + side
    while chart.at(land, *home) < 60:
        home = home + (0, 14)
    villages = [home]
    for _ in range(400):
        spot = np.array([rng.uniform(150, 1200), rng.uniform(170, 1640)])
        if chart.at(land, *spot) > 55 and min(np.hypot(*(spot - other)) for other in villages) > 215:
            villages.append(spot)
    _roads(chart, villages, land)
    rail = smooth(
        [
            (home[0] + 30, home[1] - 16),
            (home[0] + 160, home[1] + 240),
            (home[0] - 40, home[1] + 560),
            (home[0] + 120, 1900),
        ]
    )
    chart.railway(rail)
    crossing = np.array([home - (0, 40), town - (0, wide.mean() + 130)])
    poster.line(crossing, 17, LINE)
    poster.line(crossing, 10, {})
    for number, spot in enumerate(villages):
        _village(chart, spot, 46 if number == 0 else 7, 62 if number == 0 else 24, land)
    chart.letters("BROVIG", home[0] + 6, home[1] + 92, 46, 8)
    x, y = course[len(course) // 4]
    dx, dy = course[3] - course[-8]
    tilt = float(np.degrees(np.arctan2(-dy, dx))) % 180  # upright, whichever way the fjord runs
    chart.letters("BROVIG FJORD", x, y + 4, 30, 12, angle=tilt - 180 if tilt > 90 else tilt)
    chart.compass(230, 1560, 88)
    chart.scale_bar(900, 1690, 54)
    chart.frame()
    return poster.print(0.3)


def _fields(chart: Chart) -> None:
    """A patchwork of fields with furrows."""
    page, rng = chart.page, chart.rng
    points = np.column_stack([rng.uniform(0, 1350, 330), rng.uniform(0, 1800, 330)]).astype(np.float32)
    step = max(1, round(6 * page.scale))
    xs, ys = page.xs[:, ::step], page.ys[::step]
    best, second = np.full((ys.size, xs.size), 1e12, np.float32), np.full((ys.size, xs.size), 1e12, np.float32)
    owner = np.zeros(best.shape, np.int32)
    for number, (px, py) in enumerate(points):
        gap = (xs - px) ** 2 + ((ys - py) * np.float32(1.25)) ** 2
        closer = gap < best
        second = np.where(closer, best, np.minimum(second, gap))
        best = np.where(closer, gap, best)
        owner[closer] = number
    mixes = ((0.26, 0.0), (0.5, 0.0), (0.4, 0.22), (0.3, 0.38), (0.62, 0.12), (0.2, 0.1))
    kind = rng.integers(0, len(mixes), 330)
    slant = rng.uniform(0, np.pi, 330).astype(np.float32)
    near = [
        np.asarray(Image.fromarray(field).resize(page.size, Image.Resampling.NEAREST))
        for field in (kind[owner].astype(np.int32), slant[owner])
    ]
    table = np.array(mixes, np.float32)
    for column, ink in enumerate(("sun", "cool")):
        chart.wash(ink, page.blur(table[near[0], column], 1.2))
    furrow = np.sin((page.xs * np.cos(near[1]) + page.ys * np.sin(near[1])) / np.float32(2.4))
    chart.wash("deep", ramp(furrow, 0.72, 0.95) * 0.14 * (near[0] % 2))
    hedge = chart.grow(np.sqrt(second) - np.sqrt(best))
    chart.wash("deep", ramp(hedge, 5.0, 2.2) * 0.45)


def _woods(chart: Chart, land: Array) -> None:
    """Forests, drawn tree by tree."""
    for _ in range(11):
        x, y = chart.rng.uniform(130, 1220), chart.rng.uniform(140, 1660)
        if chart.at(land, x, y) > 40:
            outline = [
                (x + np.cos(a) * chart.rng.uniform(60, 120), y + np.sin(a) * chart.rng.uniform(45, 90))
                for a in np.linspace(0, 2 * np.pi, 9)[:-1]
            ]
            chart.poster.blob(outline, {"cool": 0.6, "sun": 0.62, "deep": 0.04})
            chart.trees(x, y, 84, 46)


def _roads(chart: Chart, villages: list[np.ndarray], land: Array) -> None:
    """Every village joined to its two nearest neighbours, but not through the water."""
    drawn = set()
    for a, spot in enumerate(villages):
        order = np.argsort([np.hypot(*(spot - other)) for other in villages])
        for b in order[1:4]:
            pair = (min(a, int(b)), max(a, int(b)))
            middle = (spot + villages[int(b)]) / 2 + chart.rng.normal(0, 20, 2)
            path = smooth([spot, middle, villages[int(b)]], steps=14)
            if pair in drawn or min(chart.at(land, *p) for p in path) < 8:
                continue
            drawn.add(pair)
            chart.road(path, 11 if 0 in pair else 6, {"warm": 0.6, "sun": 0.5} if 0 in pair else {})


def _village(chart: Chart, spot: np.ndarray, houses: int, spread: float, land: Array) -> None:
    """A village: houses about a church, with a ring to find it by."""
    rng, poster = chart.rng, chart.poster
    for _ in range(houses):
        x, y, s = spot[0] + rng.normal(0, spread), spot[1] + rng.normal(0, spread * 0.75), rng.uniform(6, 11)
        if chart.at(land, x, y) > 12:
            poster.poly(
                turn(trace("-1 -0.6, 1 -0.6, 1 0.6, -1 0.6", 0, 0, s), rng.uniform(0, 3)) + (x, y),
                {"warm": 0.95, "deep": 0.35},
            )
    poster.disc(spot[0], spot[1], 15, {"deep": 0.95})
    poster.disc(spot[0], spot[1], 10, {})
    poster.rect(spot[0] - 2.4, spot[1] - 26, spot[0] + 2.4, spot[1] - 8, LINE)
    poster.rect(spot[0] - 8, spot[1] - 22, spot[0] + 8, spot[1] - 18, LINE)
