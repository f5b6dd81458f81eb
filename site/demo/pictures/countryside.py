"""Stand-ins for old photographs of the country and its weather: farm, forest, windmill, winter, flood."""

import numpy as np
from PIL import Image

from demo.pictures.backdrop import crowd, hills, sky
from demo.pictures.canvas import Album, Page, Sheet, ramp, smooth, stops, taper, trace, turn
from demo.pictures.figures import figure
from demo.pictures.film import Photo
from demo.pictures.solids import House, View
from demo.pictures.staffage import cart, grass, leafy_tree

album = Album()


def _timbered(photo: Photo, view: View, house: House, bays: int, door: float | None) -> None:
    """A whitewashed, half-timbered, thatched wing."""
    sheet = photo.sheet()
    house.draw(view, sheet)
    for name, count in (("front", bays), ("left", max(2, bays // 2)), ("right", max(2, bays // 2))):
        wall = house.walls[name]
        if not wall.seen:
            continue
        for post in np.linspace(0, 1, count + 1):
            half = 0.1 / wall.length
            wall.panel(sheet, post - half, post + half, 0, house.height, 0.16)
        for y in (0.18, house.height * 0.55, house.height * 0.94):
            wall.panel(sheet, 0, 1, y - 0.09, y + 0.09, 0.16)
        wall.panel(sheet, 0, 1, 0, 0.2, 0.12)
    front = house.walls["front"]
    front.windows(sheet, bays, 1, 0.7, 0.5, house.height * 0.98, 0.5, 0.42, 0.1, skip=range(1, bays, 3))
    if door is not None:
        front.door(sheet, door, 1.1, house.height * 0.8, 0.1)
    photo.lay(sheet, 0, rough=0.28, cell=12)


@album.motif(1800, 1200)
def farm(page: Page) -> Image.Image:
    """A farm with thatched wings round its yard, big trees behind, fields before."""
    rng, line = page.rng, 600.0
    photo = Photo(page, sky(page, line, 0.55, 0.9))
    photo.clouds(line, 0.45, low=0.42)
    hills(photo, line + 6, 70, 0.32, 0.55, 0.86)
    photo.ground(line, 0.5, 0.62, 0.4, 8)
    sheet = photo.sheet()
    for _ in range(26):
        leafy_tree(sheet, rng.uniform(-50, 1850), line + rng.uniform(2, 14), rng.uniform(50, 110), 0.3, rng)
    photo.lay(sheet, 0.42, 0.86)
    view = View(page, line, 3.2, page.width * 1.2, sun=(-0.75, 0.5, -0.45))
    sheet = photo.sheet()
    for _ in range(4):
        x, _, unit = view.at(rng.uniform(-13, 15), 46)
        leafy_tree(sheet, x, line + 80, unit * rng.uniform(10, 13), 0.34, rng)
    photo.lay(sheet, 0.2, 0.84, rough=0.2)
    turned = rng.uniform(0.1, 0.3)
    _timbered(photo, view, House(-11, 36, 24, 7, 2.6, 4.0, turned, 1.0, 0.42, 0.6), 11, 0.42)
    _timbered(photo, view, House(9.5, 25, 7, 15, 2.5, 3.9, turned, 0.98, 0.4, 0.6, "side"), 3, None)
    _timbered(photo, view, House(-15.5, 27, 6.5, 13, 2.4, 3.8, turned - 0.25, 0.98, 0.4, 0.6, "side"), 3, 0.5)
    sheet = photo.sheet()
    unit = view.at(1.5, 39)[2]
    leafy_tree(sheet, view.at(-6, 21)[0], view.at(-6, 21)[1], unit * 7.5, 0.3, rng, wide=0.4)
    photo.lay(sheet, 0, rough=0.2)
    sheet = photo.sheet()  # the track to the yard
    track = smooth(
        [
            (*view.at(2, 30)[:2],),
            (*view.at(1.2, 20)[:2],),
            (*view.at(2.6, 11)[:2],),
            (*view.at(0.6, 6)[:2],),
            (700, 1260),
        ]
    )
    sheet.poly(taper(track, (30, 60, 130, 300, 520)), 0.66, 1)
    for side in (-0.3, 0.3):
        rut = track + np.column_stack(
            [np.interp(np.linspace(0, 1, len(track)), (0, 1), (30 * side, 420 * side)), np.zeros(len(track))]
        )
        sheet.poly(taper(rut, (4, 14, 46)), 0.44, 1)
    photo.lay(sheet, 0.15, 0.6, blur=5, rough=0.4, cell=9)
    sheet = photo.sheet()
    x, y, unit = view.at(rng.uniform(-6, -2), rng.uniform(22, 25))
    cart(sheet, x, y, unit * 1.45, 0.13, int(rng.choice([-1, 1])), "hay")
    for _ in range(9):  # hens
        hx, hy, unit = view.at(rng.uniform(-3, 4), rng.uniform(11, 20))
        sheet.disc(hx, hy - unit * 0.2, unit * 0.2, unit * 0.14, 0.85, 1)
        sheet.poly(
            [
                (hx - unit * 0.3, hy - unit * 0.4),
                (hx - unit * 0.1, hy - unit * 0.24),
                (hx - unit * 0.2, hy - unit * 0.1),
            ],
            0.8,
            1,
        )
        sheet.disc(hx + unit * 0.17, hy - unit * 0.37, unit * 0.06, unit * 0.07, 0.7, 1)
    photo.lay(sheet, rough=0.2)
    crowd(
        photo,
        view,
        [(rng.uniform(-4, 4), rng.uniform(17, 24), kind) for kind in ("woman", "man", "child")],
        0.14,
        -1,
        0.5,
        0.3,
    )
    sheet = photo.sheet()
    grass(sheet, page, 1120, 1230, 520, 120, 0.2, rng, True)
    photo.lay(sheet, blur=1.6)
    return photo.finish(str(rng.choice(["albumen", "sepia", "silver"])))


@album.motif(1350, 1800)
def forest(page: Page) -> Image.Image:
    """A beech wood in morning mist: trunks behind trunks, light through the crowns, a path."""
    rng, line = page.rng, 1080.0
    photo = Photo(page, stops(page.ys, (0, 700, line, 1800), (0.62, 0.9, 0.96, 0.8)))
    sun = page.width * rng.uniform(0.35, 0.65)
    photo.glow(sun, 700, 560, 0.35)
    photo.ground(line, 0.36, 0.86, 0.5, 9, 0.8)
    foot = page.width * rng.uniform(0.42, 0.58)
    path = smooth(
        [
            (sun, line + 12),
            (sun + (foot - sun) * 0.4 + 50, line + 90),
            (foot, line + 260),
            (foot - 90, line + 480),
            (foot - 30, 1900),
        ]
    )
    sheet = photo.sheet()
    sheet.poly(taper(path, (16, 60, 150, 300, 520)), 0.8, 1)
    photo.lay(sheet, 0.3, 0.85, blur=8, rough=0.5, cell=12)
    for depth in range(7):
        near = depth / 6
        base, count = line + 18 + 560 * near**2.1, int(24 - 17 * near**0.5)
        sheet = photo.sheet()
        for x in rng.uniform(-60, page.width + 60, count):
            lane = abs(x - np.interp(base, path[:, 1], path[:, 0]))
            if lane < 34 + 300 * near**1.5:
                continue
            width = (13 + 96 * near**1.6) * rng.uniform(0.65, 1.3)
            lean, y = rng.normal(0, 26), base + rng.uniform(-14, 14) * (1 + 3 * near)
            trunk = smooth([(x, y), (x + lean * 0.2, y * 0.7), (x + lean, y * 0.34), (x + lean * 1.6, -40)])
            tone = 0.23 - 0.13 * near
            sheet.poly(taper(trunk, (width, width * 0.9, width * 0.74, width * 0.55)), tone, 1)
            root = trace("-1.25 0.1, -0.62 -0.22, -0.46 -1.3, 0.46 -1.3, 0.62 -0.22, 1.3 0.12, 0.1 0.16")
            sheet.poly(smooth([(x + rx * width, y + ry * width) for rx, ry in root], True, 5), tone, 1)
            rim = trunk[3:] + (width * 0.36 * (1 if x < sun else -1), 0)
            sheet.poly(taper(rim, (width * 0.05, width * 0.12, width * 0.05)), tone + 0.12, 1)
            for _ in range(int(rng.integers(0, 3))):
                at, side = rng.uniform(0.45, 0.9), rng.choice([-1, 1])
                bx, by = trunk[int(at * (len(trunk) - 1))]
                reach = min(300.0, width * rng.uniform(2.2, 5))
                sheet.poly(
                    taper(
                        smooth(
                            [
                                (bx, by),
                                (bx + side * reach * 0.5, by - reach * 0.35),
                                (bx + side * reach, by - reach * 0.9),
                            ]
                        ),
                        (width * 0.34, width * 0.2, width * 0.05),
                    ),
                    tone,
                    1,
                )
        shade = 0.2 - 0.12 * near
        photo.lay(sheet, 0.86 - 0.84 * near**0.62, 0.92, blur=1.4 if depth == 6 else 0, rough=0.35, cell=18)
        crowns = (
            0.6 * page.noise(12 + 20 * near, 2)
            + 0.4 * page.noise(150, 1)
            - 0.5 * ramp(page.ys, -340 + 120 * near, 640)
            - ramp(page.ys, 560, 900)
        )
        photo.veil(
            ramp(crowns, 0.19, 0.26) * 0.9, shade + (0.72 - 0.7 * near**0.6) * 0.92 + (page.relief(18) - 0.5) * 0.2
        )
        if depth in (1, 3):
            photo.mist(base - 130, 240, 0.34, 0.95)
        if depth == 3:
            crowd(
                photo,
                View(page, line - 30, 1.6),
                [(float(np.interp(1190, path[:, 1], path[:, 0]) - page.width / 2) / 78, 18.5, k) for k in ("woman",)],
                0.14,
                0,
                0,
                0,
            )
    slant = (page.xs - sun) + (page.ys - 300) * np.float32(rng.choice([-0.45, 0.45]))
    beams = np.interp(slant, np.linspace(-1600, 1600, 90), rng.random(90) ** 3).astype(np.float32)
    photo.light += beams * 0.3 * ramp(page.ys, 1500, 500) * ramp(page.ys, -200, 500)
    sheet = photo.sheet()
    grass(sheet, page, 1560, 1800, 420, 110, 0.16, rng)
    photo.lay(sheet, blur=1.5)
    return photo.finish(str(rng.choice(["selenium", "silver", "bromide"])), 1.05, halo=0.5)


def _sail(sheet: Sheet, hub: tuple[float, float], angle: float, length: float, tone: float) -> None:
    """One lattice sail of a mill."""
    half = length * 0.075
    bars: list[list[tuple[float, float]]] = [
        [(0, 0), (0, -length)],
        [(half * 2, -length * 0.18), (half * 2, -length)],
        [(half, -length * 0.18), (half, -length)],
    ]
    bars += [[(-half * 0.5, -y), (half * 2, -y)] for y in np.linspace(length * 0.18, length, 15)]
    sheet.poly(
        turn(trace("0 -0.55, 2 -0.55, 2 -1, 0 -1", 0, 0, half, length), angle) + hub,
        tone * 2.6,
        0.55,
    )
    for number, bar in enumerate(bars):
        sheet.line(turn(bar, angle) + hub, 10 if number == 0 else 3.2, tone, 1)


@album.motif(1440, 1800)
def windmill(page: Page) -> Image.Image:
    """A mill with its gallery on a hill under big clouds, rye before it."""
    rng, line = page.rng, 1330.0
    photo = Photo(page, sky(page, line, 0.36, 0.86))
    photo.clouds(line, 0.75, 0.62, low=0.4)
    hills(photo, line + 10, 60, 0.3, 0.6, 0.84)
    sheet = photo.sheet()
    hill = smooth(trace("-60 1450, 250 1400, 640 1315, 960 1312, 1260 1380, 1560 1440"))
    sheet.poly([*hill.tolist(), (1560, 1900), (-60, 1900)], 0.36, 1)
    photo.lay(sheet, 0.08, 0.8, rough=0.5, cell=16)
    x, foot = 780.0 + rng.uniform(-60, 60), 1330.0
    sheet = photo.sheet()
    house = x - rng.uniform(330, 380)
    sheet.rect(house, foot - 105, house + 250, foot + 40, 0.78, 1)
    sheet.poly(
        trace("-16 -100, 22 -205, 228 -205, 266 -100", house, foot),
        0.26,
        1,
    )
    sheet.rect(house + 160, foot - 240, house + 186, foot - 195, 0.3, 1)
    for column in range(5):
        sheet.rect(house + 22 + column * 46, foot - 74, house + 46 + column * 46, foot - 32, 0.14, 1)
    photo.lay(sheet, 0.06, 0.8, rough=0.3)
    sheet = photo.sheet()
    for side, tone in ((-1, 0.42), (0, 0.3), (1, 0.15)):  # three of the eight sides
        a, b = (-1, -0.42) if side < 0 else (-0.42, 0.42) if side == 0 else (0.42, 1)
        sheet.poly(
            [(x + a * 165, foot), (x + b * 165, foot), (x + b * 84, foot - 560), (x + a * 84, foot - 560)], tone, 1
        )
    for level in range(26):  # shingles
        y = foot - 250 - level * 12.5
        half = 165 - 81 * (foot - y) / 560
        sheet.line(trace("-1 0, -0.42 5, 0.42 5, 1 0", x, y, half, 1), 1.6, 0.13, 1)
    sheet.poly(trace("-152 0, 152 0, 136 -190, -136 -190", x, foot), 0.62, 1)
    sheet.poly(trace("64 0, 162 0, 138 -190, 58 -190", x, foot), 0.3, 1)
    sheet.rect(x - 30, foot - 105, x + 26, foot, 0.1, 1)
    for y in (300, 420):
        sheet.rect(x - 17, foot - y - 46, x + 17, foot - y, 0.7, 1)
        sheet.rect(x - 12, foot - y - 42, x + 12, foot - y - 4, 0.08, 1)
    sheet.poly(trace("-225 -196, 225 -196, 215 -180, -215 -180", x, foot), 0.13, 1)
    for post in np.linspace(-222, 222, 15):
        sheet.line([(x + post, foot - 196), (x + post, foot - 240)], 4, 0.13, 1)
        sheet.line([(x + post * 0.98, foot - 184), (x + post * 0.66, foot - 110)], 4, 0.16, 1) if abs(
            post
        ) > 120 else None
    sheet.line([(x - 224, foot - 240), (x + 224, foot - 240)], 5, 0.13, 1)
    sheet.poly(
        smooth(
            trace("-96 -552, -100 -600, -62 -672, 0 -712, 62 -672, 100 -600, 96 -552", x, foot),
            steps=6,
        ),
        0.17,
        1,
    )
    sheet.poly(smooth(trace("-80 -590, -50 -662, -8 -696, -34 -600", x, foot), True), 0.34, 1)
    photo.lay(sheet, 0.02, 0.8, rough=0.3, cell=9)
    sheet, hub, angle = photo.sheet(), (x - 8, foot - 612), rng.uniform(0.25, 1.3)
    for quarter in range(4):
        _sail(sheet, hub, angle + quarter * np.pi / 2, 520, 0.1)
    sheet.disc(*hub, 22, 22, 0.08, 1)
    photo.lay(sheet)
    sheet = photo.sheet()
    cart(sheet, x + 330, 1415, 92, 0.12, int(rng.choice([-1, 1])), "churns")
    figure(sheet, x + 190, 1396, 112, 0.1, rng, "man", -1)
    photo.lay(sheet)
    sheet = photo.sheet()
    grass(sheet, page, 1450, 1840, 1500, 140, 0.3, rng, True)
    photo.lay(sheet, blur=0.9)
    return photo.finish(str(rng.choice(["sepia", "silver", "albumen"])))
