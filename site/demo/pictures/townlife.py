"""Stand-ins for old photographs of what a town does together: library, square, market, dairy."""

import numpy as np
from PIL import Image

from demo.pictures.backdrop import crowd, hills, sky
from demo.pictures.canvas import Album, Page, smooth, trace
from demo.pictures.figures import figure
from demo.pictures.film import Photo
from demo.pictures.solids import House, View, flat
from demo.pictures.staffage import bare_tree, cart, leafy_tree, smoke
from demo.pictures.streets import bicycle, lamp, people

album = Album()


Rng = np.random.Generator


@album.motif(1800, 1200)
def library(page: Page) -> Image.Image:
    """The library: a plain classical front with tall windows, steps and a portico, readers on their way in."""
    rng, line = page.rng, 720.0
    photo = Photo(page, sky(page, line, 0.56, 0.9))
    photo.clouds(line, 0.35)
    photo.ground(line, 0.5, 0.7, 0.35, 8, 0.6)
    yaw = float(rng.choice([-1, 1])) * rng.uniform(0.1, 0.2)
    view = View(page, line, 1.8, page.width * 0.8, yaw=yaw, sun=(-0.65, 0.55, -0.5))
    shift = 34 * yaw
    sheet = photo.sheet()
    for x in np.arange(-36, 50, 9.0):
        px, py, unit = view.at(x + shift, 58)
        bare_tree(sheet, px, py, unit * rng.uniform(12, 15), 0.2, rng)
    photo.lay(sheet, 0.5, 0.87)
    sheet = photo.sheet()
    house = House(-16 + shift, 30, 32, 14, 10.4, 3.6, 0, 0.78, 0.3, 0.9)
    house.draw(view, sheet)
    front = house.walls["front"]
    for bay in range(13):
        at = (bay + 0.5) / 13
        if not 4 < bay < 8:
            front.panel(sheet, at - 0.02, at + 0.02, 5.0, 8.7, 0.9)
            front.panel(sheet, at - 0.015, at + 0.015, 5.2, 8.5, 0.14)
            for y in (6.0, 6.8, 7.6):
                front.panel(sheet, at - 0.015, at + 0.015, y, y + 0.08, 0.7)
            front.panel(sheet, at - 0.001, at + 0.001, 5.2, 8.5, 0.7)
            front.panel(sheet, at - 0.018, at + 0.018, 1.7, 3.6, 0.2)
            front.panel(sheet, at - 0.024, at + 0.024, 4.75, 5.0, 0.95, 0.1)
    front.panel(sheet, 0, 1, 0, 1.2, 0.5, 0.1)
    front.panel(sheet, 0, 1, 4.1, 4.4, 0.9, 0.1)
    front.panel(sheet, 0, 1, 9.7, 10.4, 0.95, 0.3)
    front.panel(sheet, 0, 1, 9.5, 9.7, 0.4, 0.2)
    porch = House(-5.4 + shift, 26.6, 10.8, 4, 9.6, 2.7, 0, 0.5, 0.3, 0.5, "side")
    porch.draw(view, sheet)
    gate = porch.walls["front"]
    gate.panel(sheet, 0, 1, 1.2, 8.6, 0.2)
    gate.panel(sheet, 0.4, 0.6, 1.2, 5.4, 0.09)
    gate.panel(sheet, 0.41, 0.59, 3.9, 5.2, 0.6)
    for column in (0.06, 0.3, 0.7, 0.94):
        for strip, tone in ((-0.035, 0.72), (-0.018, 0.92), (0.006, 0.78), (0.022, 0.5)):
            gate.panel(sheet, column + strip, column + strip + 0.02, 1.2, 8.4, tone, 0.5)
        gate.panel(sheet, column - 0.055, column + 0.055, 8.2, 8.6, 0.9, 0.6)
        gate.panel(sheet, column - 0.05, column + 0.05, 1.1, 1.5, 0.85, 0.6)
    gate.panel(sheet, -0.03, 1.03, 8.6, 9.6, 0.88, 0.7)
    view.face(sheet, [gate.spot(-0.05, 9.6, 0.8), gate.spot(1.05, 9.6, 0.8), gate.spot(0.5, 12.5, 0.8)], 0.9)
    view.face(sheet, [gate.spot(0.08, 9.9, 0.8), gate.spot(0.92, 9.9, 0.8), gate.spot(0.5, 12.0, 0.8)], 0.62)
    for step in range(6):
        z, y = 26.4 - 3.2 + step * 0.45, 0.2 * step
        view.face(
            sheet, [(-7 + shift, y, z), (7 + shift, y, z), (7 + shift, y + 0.2, z), (-7 + shift, y + 0.2, z)], 0.5
        )
        view.face(
            sheet,
            [
                (-7 + shift, y + 0.2, z),
                (7 + shift, y + 0.2, z),
                (7 + shift, y + 0.2, z + 0.45),
                (-7 + shift, y + 0.2, z + 0.45),
            ],
            0.85,
        )
    photo.lay(sheet, 0.05, 0.85, rough=0.09, cell=6)
    sheet = photo.sheet()
    for x in (-9.6, 9.6):
        lamp(sheet, view, x + shift, 21)
    bicycle(sheet, view, 9.0 + shift, 18)
    bicycle(sheet, view, 10.3 + shift, 18.4)
    photo.lay(sheet)
    spots = people(rng, 11, 8, 11, 21, ("man", "woman", "woman", "child"))
    crowd(photo, view, [(x + shift * 0.7, z, kind) for x, z, kind in spots], 0.1, -1, 0.55, 0.34)
    sheet = photo.sheet()
    x, y, unit = view.at(-6.6 + shift * 0.3, 9.0)
    bare_tree(sheet, x, y, unit * 8.4, 0.08, rng, 0.5, 8)
    photo.lay(sheet, blur=1.0)
    return photo.finish(str(rng.choice(["silver", "selenium", "bromide"])))


def _row(photo: Photo, view: View, rng: Rng, z: float, x0: float, x1: float, haze: float) -> None:
    """A row of town houses across the picture at distance `z`."""
    sheet, x = photo.sheet(), x0
    while x < x1:
        wide, tall = rng.uniform(6, 11), rng.uniform(6, 9.5)
        house = House(
            x,
            z,
            wide,
            9,
            tall,
            rng.uniform(3, 4.4),
            0,
            rng.uniform(0.5, 0.95),
            0.3,
            0.3,
            str(rng.choice(["front", "front", "side"])),
        )
        house.draw(view, sheet)
        front = house.walls["front"]
        columns = max(2, round(wide / 2))
        front.windows(sheet, columns, 2, 0.8, tall * 0.4, tall)
        for bay in range(columns):
            front.panel(sheet, (bay + 0.16) / columns, (bay + 0.84) / columns, 0.3, tall * 0.34, 0.13)
        front.panel(sheet, 0, 1, tall * 0.36, tall * 0.38, 0.9, 0.1)
        house.chimney(view, sheet, wide * 0.5, 4, 1.6)
        x += wide
    photo.lay(sheet, haze, 0.86, rough=0.12, cell=6)


@album.motif(1800, 1125)
def square(page: Page) -> Image.Image:
    """The town square with its town hall, a pump in the middle, carts and people."""
    rng, line = page.rng, 730.0
    photo = Photo(page, sky(page, line, 0.55, 0.9))
    photo.clouds(line, 0.42, low=0.4)
    photo.ground(line, 0.46, 0.7, 0.5, 9, 0.6)
    view = View(page, line, 3.4, page.width * 0.92, yaw=rng.uniform(-0.08, 0.08), sun=(-0.7, 0.55, -0.45))
    sheet = photo.sheet()
    spire = rng.uniform(14, 22)
    for part in (House(spire, 130, 9, 9, 27, 0, 0, 0.4),):
        part.draw(view, sheet)
    view.face(sheet, [(spire - 1, 27, 129), (spire + 10, 27, 129), (spire + 4.5, 52, 133)], 0.25)
    photo.lay(sheet, 0.5, 0.88)
    _row(photo, view, rng, 50, -44, 48, 0.22)
    sheet = photo.sheet()
    hall = House(-9, 42, 18, 11, 10, 5, 0, 0.72, 0.27, 0.5)
    hall.draw(view, sheet)
    front = hall.walls["front"]
    front.windows(sheet, 7, 1, 0.85, 5.2, 10, 0.5, 0.56)
    for bay in range(7):
        front.arch(sheet, (bay + 0.5) / 7, 0.042, 0, 2.8, 0.12)
    front.panel(sheet, 0, 1, 4.5, 4.8, 0.9, 0.1)
    front.panel(sheet, 0, 1, 9.5, 10, 0.9, 0.2)
    gable = House(*hall.corner(6, -0.7), 6, 6, 11.5, 4.2, 0, 0.76, 0.27, 0.3, "side")
    gable.draw(view, sheet)
    middle = gable.walls["front"]
    middle.arch(sheet, 0.5, 0.2, 0, 3.2, 0.1)
    middle.windows(sheet, 3, 1, 0.85, 5.2, 10, 0.5, 0.56)
    tower = House(*hall.corner(7.5, 3.5), 3, 3, 7, 0, 0, 0.66)
    tower.raised(view, sheet, 11)
    x, y, unit = view.at(0, 45.5, 18)
    sheet.poly(
        smooth(
            trace("-1.9 0, -1.2 -1.6, -0.3 -2.2, 0 -5.4, 0.3 -2.2, 1.2 -1.6, 1.9 0", x, y, unit),
            steps=5,
        ),
        0.25,
        1,
    )
    x, y, unit = view.at(0, 45.4, 16.4)
    sheet.disc(x, y, unit * 1.0, unit * 1.0, 0.15, 1)
    sheet.disc(x, y, unit * 0.85, unit * 0.85, 0.9, 1)
    sheet.line([(x, y - unit * 0.7), (x, y), (x + unit * 0.45, y + unit * 0.2)], 2.4, 0.1, 1)
    photo.lay(sheet, 0.1, 0.86, rough=0.12, cell=6)
    photo.mist(line + 20, 70, 0.22, 0.88)
    sheet = photo.sheet()
    for lx in (-11.0, 12.0):
        lamp(sheet, view, lx, 27)
    px, py, unit = view.at(rng.uniform(-3, 3), 24)
    sheet.poly(
        trace("-1.3 0, 1.3 0, 1.1 -0.4, -1.1 -0.4", px, py, unit),
        0.34,
        1,
    )
    sheet.rect(px - unit * 0.26, py - unit * 2.3, px + unit * 0.26, py - unit * 0.3, 0.16, 1)
    sheet.poly(
        [(px - unit * 0.45, py - unit * 2.25), (px + unit * 0.45, py - unit * 2.25), (px, py - unit * 3.2)], 0.14, 1
    )
    sheet.line(
        [(px, py - unit * 1.6), (px + unit * 0.75, py - unit * 1.5), (px + unit * 0.8, py - unit * 1.1)],
        unit * 0.12,
        0.14,
        1,
    )
    for cx, cz, load in ((rng.uniform(-13, -7), 25.0, "churns"), (rng.uniform(5, 9), 20.0, "")):
        x, y, unit = view.at(cx, cz)
        cart(sheet, x, y, unit * 1.5, 0.14, int(rng.choice([-1, 1])), load)
    photo.lay(sheet, 0.04, 0.84, rough=0.15)
    crowd(photo, view, people(rng, 24, 13, 13, 36), 0.11, -1, 0.55, 0.32, 0.5)
    return photo.finish(str(rng.choice(["sepia", "silver", "albumen"])))


def _stall(photo: Photo, view: View, rng: Rng, x: float, z: float) -> None:
    """A market stall: posts, a striped or plain awning, a table heaped with goods."""
    sheet, wide, deep = photo.sheet(), rng.uniform(2.6, 3.3), 1.9
    view.face(sheet, [(x, 0, z), (x + wide, 0, z), (x + wide, 0.9, z), (x, 0.9, z)], 0.2)
    view.face(sheet, [(x, 0.9, z), (x + wide, 0.9, z), (x + wide, 0.95, z + 1), (x, 0.95, z + 1)], 0.5)
    px, py, unit = view.at(x + wide / 2, z + 0.6)
    figure(sheet, px + rng.uniform(-0.5, 0.5) * unit, py, unit * 1.72, 0.14, rng, str(rng.choice(["woman", "man"])))
    for heap in range(6):
        hx, hy, unit = view.at(x + wide * (heap + 0.5) / 6, z + 0.1, 0.94)
        shade = rng.uniform(0.25, 0.85)
        for _ in range(20):
            sheet.disc(
                hx + rng.normal(0, 0.11) * unit,
                hy - abs(rng.normal(0, 0.09)) * unit,
                unit * 0.05,
                unit * 0.05,
                shade * rng.uniform(0.75, 1.15),
                1,
            )
    view.face(
        sheet, [(x, 0.2, z - 0.02), (x + wide, 0.2, z - 0.02), (x + wide, 0.92, z - 0.02), (x, 0.92, z - 0.02)], 0.34
    )
    for post in (x, x + wide):
        view.edge(sheet, [(post, 0, z), (post, 2.3, z)], 0.07, 0.14)
    bands, tones = 9, (0.92, rng.choice([0.92, 0.5, 0.36]))
    for band in range(bands):
        a, b = x - 0.15 + (wide + 0.3) * band / bands, x - 0.15 + (wide + 0.3) * (band + 1) / bands
        view.face(
            sheet,
            [(a, 2.15, z - 0.5), (b, 2.15, z - 0.5), (b, 2.85, z + deep - 0.5), (a, 2.85, z + deep - 0.5)],
            tones[band % 2],
        )
        view.face(
            sheet,
            [(a, 2.15, z - 0.5), (b, 2.15, z - 0.5), (b, 1.95, z - 0.5), (a, 1.95, z - 0.5)],
            tones[band % 2] * 0.8,
        )
    photo.lay(sheet, min(0.5, z / 90), 0.85, rough=0.16, cell=7)


@album.motif(1800, 1260)
def market(page: Page) -> Image.Image:
    """Market day: rows of stalls under awnings, a dense crowd, baskets."""
    rng, line = page.rng, 600.0
    photo = Photo(page, sky(page, line, 0.6, 0.92))
    photo.clouds(line, 0.35)
    photo.ground(line, 0.46, 0.66, 0.5, 9, 0.6)
    view = View(page, line, 3.1, page.width * 1.05, yaw=rng.uniform(-0.1, 0.1), sun=(-0.7, 0.55, -0.45))
    _row(photo, view, rng, 46, -40, 44, 0.34)
    photo.mist(line + 10, 70, 0.3, 0.88)
    for z in (34.0, 27.0, 21.0, 15.5):
        crowd(photo, view, people(rng, 22 if z > 20 else 13, z * 0.42, z + 2, z + 5.5), 0.13, -1, 0.5, 0.32, 0.6)
        x = -z * 0.46 + rng.uniform(-1, 1)
        while x < z * 0.44:
            if abs(x + 1.5) > z * 0.05 + 1.2:
                _stall(photo, view, rng, x, z)
            x += rng.uniform(3.9, 4.6)
    crowd(photo, view, people(rng, 10, 4.6, 9.6, 13.2, ("woman", "man", "woman", "child")), 0.09, -1, 0.5, 0.3)
    sheet = photo.sheet()
    for _ in range(7):  # baskets and crates in the foreground
        x, y, unit = view.at(rng.uniform(-4.4, 4.4), rng.uniform(8.2, 9.6))
        sheet.poly(
            trace("-0.34 -0.32, 0.34 -0.32, 0.26 0, -0.26 0", x, y, unit),
            0.3,
            1,
        )
        for row in range(4):
            sheet.line(
                [(x - unit * 0.32, y - unit * (0.06 + 0.07 * row)), (x + unit * 0.32, y - unit * (0.06 + 0.07 * row))],
                2,
                0.18,
                1,
            )
        for _ in range(22):
            sheet.disc(
                x + rng.uniform(-0.26, 0.26) * unit,
                y - unit * 0.34 + rng.normal(0, 0.03) * unit,
                unit * 0.06,
                unit * 0.055,
                rng.uniform(0.4, 0.85),
                1,
            )
    photo.lay(sheet, rough=0.2, cell=7)
    return photo.finish(str(rng.choice(["silver", "sepia", "albumen"])))


@album.motif(1800, 1200)
def dairy(page: Page) -> Image.Image:
    """The cooperative dairy in the morning: wagons with churns before the ramp, steam from the chimney."""
    rng, line = page.rng, 660.0
    photo = Photo(page, sky(page, line, 0.56, 0.9))
    photo.clouds(line, 0.4, low=0.42)
    hills(photo, line + 4, 70, 0.3, 0.6, 0.85)
    photo.ground(line, 0.5, 0.66, 0.35, 9, 0.8)
    view = View(page, line, 2.2, page.width * 1.05, sun=(-0.7, 0.5, -0.5))
    sheet = photo.sheet()
    for x in (-30.0, -22.0, 17.0, 24.0, 31.0, 40.0):
        px, py, unit = view.at(x, 52)
        leafy_tree(sheet, px, py, unit * rng.uniform(8, 12), 0.3, rng)
    photo.lay(sheet, 0.34, 0.86)
    sheet = photo.sheet()
    px, py, unit = view.at(9.4, 44)
    top = view.at(9.4, 44, 19.5)
    for part, tone in ((-1.0, 0.5), (0.15, 0.26)):
        sheet.poly(
            [
                (px + part * unit, py),
                (px + unit, py),
                (top[0] + unit * 0.6, top[1]),
                (top[0] + part * unit * 0.6, top[1]),
            ],
            tone,
            1,
        )
    sheet.rect(top[0] - unit * 0.75, top[1], top[0] + unit * 0.75, top[1] + unit * 0.7, 0.28, 1)
    photo.lay(sheet, 0.14, 0.85, rough=0.14, cell=6)
    photo.veil(np.minimum(1, smoke(page, top[0], top[1] - 4, 620, rng, 0.9, 20) * 1.3), 0.9)
    turned = rng.uniform(0.14, 0.26)
    sheet = photo.sheet()
    house = House(-12.5, 29, 25, 11, 5.6, 4.4, turned, 0.98, 0.32, 0.5)
    house.draw(view, sheet)
    front = house.walls["front"]
    for bay in range(9):
        at = (bay + 0.5) / 9
        front.arch(sheet, at, 0.03, 1.7, 3.4, 0.75)
        front.arch(sheet, at, 0.025, 1.8, 3.3, 0.12)
        front.panel(sheet, at - 0.002, at + 0.002, 1.8, 3.9, 0.7)
        front.panel(sheet, at - 0.025, at + 0.025, 2.9, 3.0, 0.7)
    front.panel(sheet, 0, 1, 0, 1.1, 0.4, 0.06)
    front.panel(sheet, 0, 1, 5.0, 5.3, 0.6, 0.06)
    gable = House(*house.corner(9, -1.2), 7, 6, 7.4, 4, turned, 0.98, 0.32, 0.5, "side")
    gable.draw(view, sheet)
    gate = gable.walls["front"]
    gate.panel(sheet, 0.18, 0.82, 1.1, 4.1, 0.1)
    gate.panel(sheet, 0.1, 0.9, 4.9, 5.7, 0.24)
    gate.arch(sheet, 0.5, 0.1, 6.7, 8.0, 0.14)
    ramp_ = [gate.spot(-0.15, 1.1, 2.2), gate.spot(1.15, 1.1, 2.2), gate.spot(1.15, 1.1, 0), gate.spot(-0.15, 1.1, 0)]
    view.face(sheet, ramp_, 0.8)
    view.face(
        sheet,
        [gate.spot(-0.15, 0, 2.2), gate.spot(1.15, 0, 2.2), gate.spot(1.15, 1.1, 2.2), gate.spot(-0.15, 1.1, 2.2)],
        0.42,
    )
    roof = [gate.spot(-0.25, 4.5, 3), gate.spot(1.25, 4.5, 3), gate.spot(1.25, 4.9, 0), gate.spot(-0.25, 4.9, 0)]
    view.face(sheet, roof, 0.28)
    for along in (4, 21):
        house.chimney(view, sheet, along, 5.5, 1.8)
    photo.lay(sheet, 0.04, 0.85, rough=0.1, cell=6)
    sheet = photo.sheet()
    for churn in range(9):
        x, y, unit = view.at(*flat(gate.spot(-0.08 + churn * 0.145, 0, 2.0)), 1.1)
        sheet.rect(x - unit * 0.19, y - unit * 0.66, x + unit * 0.19, y, 0.5, 1)
        sheet.rect(x - unit * 0.15, y - unit * 0.66, x - unit * 0.06, y, 0.85, 1)
        sheet.rect(x - unit * 0.11, y - unit * 0.84, x + unit * 0.11, y - unit * 0.6, 0.4, 1)
    photo.lay(sheet, 0.02)
    for cx, cz in ((rng.uniform(-9, -6), 20.5), (rng.uniform(4, 7), 18.5), (rng.uniform(-3, -1), 14.0)):
        sheet = photo.sheet()
        x, y, unit = view.at(cx, cz)
        sheet.disc(x + unit * 0.6, y + unit * 0.1, unit * 2.6, unit * 0.22, 0.28, 1)
        photo.lay(sheet, 0.2, 0.4, blur=4)
        sheet = photo.sheet()
        cart(sheet, x, y, unit * 1.5, 0.12, int(rng.choice([-1, 1])), "churns")
        figure(sheet, x - unit * 0.6, y - unit * 0.75, unit * 1.7, 0.13, rng, "man", -1)
        photo.lay(sheet, 0.02, 0.8, rough=0.15)
    crowd(photo, view, people(rng, 6, 8, 14, 22, ("man", "man", "woman")), 0.11, -1, 0.55, 0.34)
    return photo.finish(str(rng.choice(["sepia", "albumen", "silver"])))
