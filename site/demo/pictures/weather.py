"""Stand-ins for old photographs of hard weather: a winter road, the storm flood."""

import numpy as np
from PIL import Image

from demo.pictures.backdrop import crowd, hills, sky, town
from demo.pictures.canvas import Album, Page, smooth, stops, taper, trace
from demo.pictures.figures import figure
from demo.pictures.film import Photo
from demo.pictures.solids import House, View
from demo.pictures.staffage import bare_tree, rowing_boat

album = Album()


@album.motif(1800, 1200)
def winter(page: Page) -> Image.Image:
    """A road in deep snow between pollards, the church in the haze, children with a sledge."""
    rng, line = page.rng, 590.0
    photo = Photo(page, sky(page, line, 0.66, 0.84))
    photo.clouds(line, 0.16)
    hills(photo, line + 3, 50, 0.42, 0.66, 0.84)
    sheet = photo.sheet()
    town(sheet, 500, 1400, line + 8, 40, 0.3, rng, rng.uniform(0.3, 0.7))
    photo.lay(sheet, 0.5, 0.84)
    photo.ground(line + 2, 0.9, 0.84, 0.09, 3.0, 1.5)
    view, side = View(page, line, 2.1), float(rng.choice([-1, 1]))
    bend = trace("0.9 120, 1.4 60, -0.3 30, -0.6 14, 0.2 7, 0.5 3.6", 0, 0, side, 1)
    sheet = photo.sheet()
    for offset, wide, tone in (
        (0, 3.4, 0.8),
        (-0.62, 0.26, 0.58),
        (0.62, 0.26, 0.58),
        (-1.95, 0.5, 0.66),
        (1.95, 0.5, 0.66),
    ):
        places = [view.at(x + offset, z) for x, z in bend]
        sheet.poly(taper(smooth([place[:2] for place in places]), [wide * place[2] for place in places]), tone, 1)
    photo.lay(sheet, 0.15, 0.86, blur=4, rough=0.12, cell=20)
    for z in (70, 52, 38, 27, 19, 12.5):
        sheet = photo.sheet()
        for edge in (-4.3, 4.3):
            x, y, unit = view.at(
                edge + float(np.interp(z, [b[1] for b in bend[::-1]], [b[0] for b in bend[::-1]])) + rng.normal(0, 0.3),
                z + rng.normal(0, 0.8),
            )
            sheet.disc(x, y + unit * 0.08, unit * 1.3, unit * 0.16, 0.72, 1)
            bare_tree(sheet, x, y, unit * rng.uniform(6.4, 8.0), 0.13, rng, 0.56, 7 if z < 40 else 5)
            sheet.poly(
                smooth(
                    trace("-0.8 0.16, -0.2 -0.2, 0.3 -0.16, 0.9 0.18", x, y, unit),
                    steps=5,
                ),
                0.88,
                1,
            )
        photo.lay(sheet, min(0.72, z / 95), 0.84, rough=0.15)
    spots = [
        (0.0, 16.0, "woman"),
        (rng.uniform(-1.6, -0.8), 15.2, "child"),
        (rng.uniform(0.7, 1.5), 13.5, "child"),
        (0.4, 34.0, "man"),
    ]
    crowd(photo, view, spots, 0.1, 0, 0.5, 0.7)
    sheet = photo.sheet()
    x, y, unit = view.at(spots[2][0] + 0.9, 13.3)
    sheet.line([(x - unit * 0.5, y), (x + unit * 0.55, y), (x + unit * 0.7, y - unit * 0.16)], unit * 0.06, 0.12, 1)
    sheet.line([(x - unit * 0.4, y - unit * 0.2), (x + unit * 0.5, y - unit * 0.2)], unit * 0.08, 0.16, 1)
    sheet.line([(x + unit * 0.6, y - unit * 0.1), (x - unit * 0.75, y - unit * 0.62)], 2, 0.2, 1)
    figure(sheet, x - unit * 0.05, y - unit * 0.1, unit * 0.85, 0.14, rng, "child")
    for step in range(9):  # the fence
        fx, fy, unit = view.at(-7.5 * side, 6.2 + step * 2.2)
        sheet.line([(fx, fy), (fx + rng.normal(0, 3), fy - unit * 1.05)], unit * 0.1, 0.16, 1)
        sheet.disc(fx, fy - unit * 1.05, unit * 0.1, unit * 0.05, 0.92, 1)
    photo.lay(sheet)
    if rng.random() < 0.5:
        sheet = photo.sheet(1)
        for _ in range(420):
            r = rng.uniform(1.2, 4.2)
            sheet.disc(rng.uniform(0, 1800), rng.uniform(0, 1200), r, r * 1.2, 0.95, 0.75)
        photo.lay(sheet, blur=1.6, rough=0)
    return photo.finish(str(rng.choice(["silver", "selenium"])), 1.1)


@album.motif(1800, 1200)
def flood(page: Page) -> Image.Image:
    """The storm flood of 1921: a street under water, the houses standing in their reflections, people in a boat."""
    rng, line = page.rng, 520.0
    photo = Photo(page, sky(page, line, 0.5, 0.86))
    photo.clouds(line, 0.5, low=0.38)
    view = View(page, line, 2.4, page.width * 0.78, sun=(-0.8, 0.4, -0.5))
    rows: list[tuple[House, int, int]] = []
    for side in (-1, 1):
        z = 5.5 if side > 0 else 3.0
        while z < 62:
            wide, tall = rng.uniform(6.5, 10.5), rng.uniform(3.2, 6.4)
            x, near = (6.4 + rng.uniform(-0.3, 0.3)) * side, z + (wide if side > 0 else 0)
            house = House(
                x, near, wide, 7, tall, rng.uniform(2.2, 3.4), -side * np.pi / 2, rng.uniform(0.45, 0.85), 0.26
            )
            rows.append((house, max(2, round(wide / 2.2)), 2 if tall > 4.6 else 1))
            z += wide + (0 if rng.random() < 0.7 else 2.5)
    rows.sort(key=lambda row: -row[0].z)
    scenes = []
    for mirrored in (True, False):
        view.mirrored, sheet = mirrored, photo.sheet()
        for house, columns, storeys in rows:
            house.draw(view, sheet)
            front = house.walls["front"]
            front.panel(sheet, 0, 1, 0, 0.55, house.tone * 0.42)
            front.windows(
                sheet,
                columns,
                storeys,
                house.tone,
                0.0 if storeys > 1 else 0.6,
                skip=(columns // 2,) if storeys > 1 else (),
            )
            if storeys > 1:
                front.door(sheet, (columns // 2 + 0.5) / columns, 1.2, 1.9, 0.1)
            house.chimney(view, sheet, house.width * 0.5, 3, 1.8)
        for z in (46.0, 31.0, 20.5, 11.0):
            view.edge(sheet, [(4.9, 0, z), (4.9, 4.6, z)], 0.14, 0.1)
            view.edge(sheet, [(4.9, 4.5, z), (4.3, 4.7, z)], 0.08, 0.1)
            view.face(sheet, [(4.1, 4.2, z), (4.5, 4.2, z), (4.6, 4.7, z), (4.0, 4.7, z)], 0.55)
        scenes.append(sheet)
    start = round(line * page.scale)
    depth = page.size[1] - start
    photo.light[start:] = np.pad(photo.light[:start][::-1], ((0, max(0, depth - start)), (0, 0)), "edge")[:depth]
    air = stops(page.ys, (0, line, 1200), (0.7, 0.86, 0.7)) + page.full(0)
    photo.lay(scenes[0], 0.16, air)
    photo.shimmer(line, 1.0)
    photo.lay(scenes[1], 0.12, air)
    photo.mist(line, 60, 0.55, 0.86)
    view.mirrored = False
    for boat_x, boat_z, rowers in ((rng.uniform(-1.6, 0.6), 15.0, 3), (rng.uniform(-3, 3), 34.0, 2)):
        x, y, unit = view.at(boat_x, boat_z)
        sheet = photo.sheet()
        for seat in range(rowers):
            figure(
                sheet,
                x + (seat - (rowers - 1) / 2) * unit * 1.15,
                y + unit * 0.52,
                unit * 1.7,
                0.1,
                rng,
                str(rng.choice(["man", "woman"])),
                -1,
            )
        sheet.rect(x - unit * 3, y, x + unit * 3, y + unit * 2, 0, 0)
        rowing_boat(sheet, x, y, unit * 4.6, 0.12)
        for end in (-1, 1):
            sheet.line(
                [(x + unit * 0.3 * end, y - unit * 0.5), (x + unit * 2.1 * end, y + unit * 0.02)], unit * 0.07, 0.16, 1
            )
        photo.mirror(sheet, y, 0.75, 0.5)
        photo.lay(sheet, min(0.4, boat_z / 110), 0.84)
    sheet = photo.sheet()
    for _ in range(16):  # driftwood
        x, y, unit = view.at(rng.uniform(-4, 4), rng.uniform(5.5, 20))
        reach = unit * rng.uniform(0.3, 1.2)
        sheet.line([(x - reach, y + rng.normal(0, 4)), (x + reach, y + rng.normal(0, 4))], unit * 0.07, 0.15, 1)
    photo.lay(sheet, 0.05, 0.8)
    return photo.finish(str(rng.choice(["silver", "bromide", "sepia"])))
