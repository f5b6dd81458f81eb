"""Stand-ins for old photographs of the town at work: street, factory, station."""

import numpy as np
from PIL import Image

from demo.pictures.backdrop import crowd, sky, town
from demo.pictures.canvas import Album, Page, Sheet, ramp, trace
from demo.pictures.film import Photo
from demo.pictures.solids import House, View, Wall, flat
from demo.pictures.staffage import cart, leafy_tree, smoke, wheel

album = Album()
Rng = np.random.Generator


def people(
    rng: Rng, count: int, wide: float, near: float, far: float, kinds: tuple[str, ...] = ("man", "woman", "child")
) -> list[tuple[float, float, str]]:
    """Random ground places for a crowd, in small groups."""
    spots: list[tuple[float, float, str]] = []
    while len(spots) < count:
        x, z = rng.uniform(-wide, wide), rng.uniform(near, far)
        spots += [
            (x + member * rng.uniform(0.55, 0.8), z + rng.uniform(-0.5, 0.5), str(rng.choice(kinds)))
            for member in range(int(rng.integers(1, 4)))
        ]
    return spots[:count]


def lamp(sheet: Sheet, view: View, x: float, z: float, tone: float = 0.09) -> None:
    """A cast iron gas lamp."""
    view.edge(sheet, [(x, 0, z), (x, 3.4, z)], 0.11, tone)
    view.face(sheet, [(x - 0.16, 0, z), (x + 0.16, 0, z), (x + 0.07, 0.9, z), (x - 0.07, 0.9, z)], tone)
    view.edge(sheet, [(x - 0.3, 3.1, z), (x + 0.3, 3.1, z)], 0.05, tone)
    view.face(sheet, [(x - 0.14, 3.4, z), (x + 0.14, 3.4, z), (x + 0.25, 3.95, z), (x - 0.25, 3.95, z)], 0.75)
    view.face(sheet, [(x - 0.29, 3.95, z), (x + 0.29, 3.95, z), (x, 4.25, z)], tone)


def bicycle(sheet: Sheet, view: View, x: float, z: float, tone: float = 0.1) -> None:
    """A bicycle at rest, seen from the side."""
    px, py, unit = view.at(x, z)
    for side in (-0.52, 0.52):
        wheel(sheet, px + side * unit, py, 0.34 * unit, tone)
    frame = trace("-0.52 0.34, -0.15 0.32, 0.36 0.75, -0.28 0.76, -0.15 0.32, -0.28 0.76, -0.52 0.34")
    sheet.line([(px + fx * unit, py - fy * unit) for fx, fy in frame], 0.05 * unit, tone, 1)
    sheet.line(
        [
            (px + 0.52 * unit, py - 0.34 * unit),
            (px + 0.33 * unit, py - 0.98 * unit),
            (px + 0.18 * unit, py - 1.0 * unit),
        ],
        0.05 * unit,
        tone,
        1,
    )
    sheet.line([(px - 0.4 * unit, py - 0.86 * unit), (px - 0.16 * unit, py - 0.85 * unit)], 0.08 * unit, tone, 1)


@album.motif(1350, 1800)
def street(page: Page) -> Image.Image:
    """A shopping street with cobbles and gas lamps, the church at its end."""
    rng, line = page.rng, 1080.0
    photo = Photo(page, sky(page, line, 0.6, 0.93))
    photo.clouds(line, 0.3, low=0.4)
    photo.glow(page.width * 0.5, line - 260, 420, 0.2)
    side = float(rng.choice([-1, 1]))
    view = View(page, line, 1.75, page.width * 1.05, yaw=0.05 * side, sun=(-0.62 * side, 0.6, -0.5))
    photo.ground(line, 0.4, 0.7, 0.55, 8, 0.6)
    sheet = photo.sheet()
    tower = House(-4, 105, 8, 8, 30, 0, 0, 0.4)
    tower.draw(view, sheet)
    view.face(sheet, [(-4.6, 29, 105), (4.6, 29, 105), (0, 52, 108)], 0.26)
    for y in (13.0, 22.0):
        view.face(sheet, [(-1, y, 105), (1, y, 105), (1, y + 4, 105), (0, y + 5, 105), (-1, y + 4, 105)], 0.14)
    photo.lay(sheet, 0.56, 0.9)
    rows = []
    for flank in (-1, 1):
        z = 3.0 if flank < 0 else 6.0
        while z < 92:
            wide, tall = rng.uniform(6, 11), rng.uniform(6.2, 10.5)
            rows.append((z, wide, tall, flank))
            z += wide
    air = 0.9
    for z, wide, tall, flank in sorted(rows, reverse=True):
        sheet = photo.sheet()
        house = House(
            (4.6 + rng.uniform(0, 0.25)) * flank,
            z + (wide if flank > 0 else 0),
            wide,
            8,
            tall,
            rng.uniform(2.5, 3.6),
            -flank * np.pi / 2,
            rng.uniform(0.5, 0.95),
            0.28,
        )
        house.draw(view, sheet)
        front, columns = house.walls["front"], max(2, round(wide / 2.1))
        lit = 0.5 if flank == side else 0.8
        front.windows(sheet, columns, 3 if tall > 8.8 else 2, house.tone * lit, 3.3, tall - 0.2)
        front.panel(sheet, 0, 1, 3.1, 3.35, house.tone * 0.9)
        front.panel(sheet, 0, 1, tall - 0.35, tall, house.tone, 0.2)
        front.panel(sheet, 0.04, 0.56, 0.6, 2.75, 0.1)
        front.panel(sheet, 0.29, 0.31, 0.6, 2.75, 0.5)
        front.panel(sheet, 0.62, 0.74, 0, 2.4, 0.12)
        front.panel(sheet, 0.8, 0.97, 0.9, 2.6, 0.14)
        if rng.random() < 0.55:  # an awning
            view.face(
                sheet,
                [front.spot(0.02, 2.9), front.spot(0.58, 2.9), front.spot(0.58, 2.3, 1.3), front.spot(0.02, 2.3, 1.3)],
                rng.uniform(0.5, 0.85),
            )
        if rng.random() < 0.5:  # a sign over the pavement
            view.face(
                sheet,
                [
                    front.spot(0.66, 3.4, 0.2),
                    front.spot(0.66, 3.4, 0.9),
                    front.spot(0.66, 3.85, 0.9),
                    front.spot(0.66, 3.85, 0.2),
                ],
                0.2,
            )
        house.chimney(view, sheet, wide / 2, 3.5, 2.2)
        view.face(
            sheet,
            [
                (3.3 * flank, 0.12, z),
                (4.7 * flank, 0.12, z),
                (4.7 * flank, 0.12, z + wide),
                (3.3 * flank, 0.12, z + wide),
            ],
            0.62,
        )
        view.edge(sheet, [(3.3 * flank, 0.05, max(z, 2)), (3.3 * flank, 0.05, z + wide)], 0.1, 0.24)
        photo.lay(sheet, min(0.74, z / 120), air, rough=0.13, cell=7)
    photo.mist(line, 60, 0.3, 0.92)
    sheet = photo.sheet()
    for z in (54.0, 36.0, 23.0, 13.0):
        lamp(sheet, view, 3.45 * side, z, 0.1 + z / 160)
    bicycle(sheet, view, -2.7 * side, 9.5)
    photo.lay(sheet)
    spots = people(rng, 17, 3.6, 12, 48)
    x, y, unit = view.at(-0.7 * side, 26)
    sheet = photo.sheet()
    cart(sheet, x, y, unit * 1.5, 0.16, int(side))
    photo.lay(sheet, 0.14, 0.85)
    crowd(photo, view, spots, 0.1, -side, 0.6 * side, 0.34, 0.8)
    return photo.finish(str(rng.choice(["silver", "sepia", "albumen"])))


@album.motif(1800, 1125)
def factory(page: Page) -> Image.Image:
    """The iron foundry: saw-tooth halls, chimneys with smoke, the shift going home."""
    rng, line = page.rng, 720.0
    photo = Photo(page, sky(page, line, 0.52, 0.86))
    photo.clouds(line, 0.4, 0.4, low=0.4)
    photo.glow(1400, line - 120, 600, 0.2)
    photo.ground(line, 0.34, 0.6, 0.45, 8, 0.8)
    view = View(page, line, 2.2, page.width * 0.82, yaw=rng.uniform(0.16, 0.3), sun=(0.7, 0.5, -0.4))
    sheet = photo.sheet()
    town(sheet, -40, 1900, line + 2, 34, 0.3, rng, 0.9)
    photo.lay(sheet, 0.62, 0.84)
    for x, z, tall, wide in ((6, 74, 33, 2.8), (30, 60, 25, 2.4), (-17, 88, 31, 2.6)):
        sheet = photo.sheet()
        foot, head = view.at(x, z), view.at(x, z, tall)
        half = wide / 2 * foot[2]
        for part, tone in ((-1, 0.34), (0.1, 0.2)):
            sheet.poly(
                [
                    (foot[0] + half * part, foot[1]),
                    (foot[0] + half, foot[1]),
                    (head[0] + half * 0.62, head[1]),
                    (head[0] + half * 0.62 * part, head[1]),
                ],
                tone,
                1,
            )
        sheet.rect(head[0] - half * 0.8, head[1], head[0] + half * 0.8, head[1] + half * 0.6, 0.2, 1)
        photo.lay(sheet, 0.16 + (z - 50) / 120, 0.84)
        plume = smoke(page, head[0], head[1] - 8, 900, rng, -0.85, 25)
        photo.veil(np.minimum(1, plume * 1.5), 0.14 + 0.5 * ramp(page.noise(80, 2), 0.3, 0.8))
    halls = [House(-16 + 11 * step, 44, 11, 30, 7.6, 0, 0, 0.5) for step in range(4)]
    sheet = photo.sheet()
    for hall in reversed(halls):
        hall.draw(view, sheet)
        w, h = hall.width, hall.height
        view.face(sheet, [hall.spot(0, 0, h), hall.spot(w, 0, h), hall.spot(w, 0, h + 3.2)], view.lit(0.48, (0, 0, -1)))
        view.face(
            sheet, [hall.spot(w, 0, h), hall.spot(w, 30, h), hall.spot(w, 30, h + 3.2), hall.spot(w, 0, h + 3.2)], 0.66
        )
        front = hall.walls["front"]
        for arch in (0.2, 0.5, 0.8):
            front.panel(sheet, arch - 0.09, arch + 0.09, 1.6, 5.4, 0.13)
            view.face(
                sheet,
                [front.spot(arch + 0.09 * np.cos(a), 5.4 + 1.0 * np.sin(a)) for a in np.linspace(0, np.pi, 12)],
                0.13,
            )
            for bar in (-0.03, 0.03):
                front.panel(sheet, arch + bar - 0.004, arch + bar + 0.004, 1.6, 6.2, 0.42)
            for y in (2.8, 4.1, 5.4):
                front.panel(sheet, arch - 0.09, arch + 0.09, y - 0.05, y + 0.05, 0.42)
        for pier in (0.02, 0.35, 0.65, 0.98):
            front.panel(sheet, pier - 0.025, pier + 0.025, 0, h, 0.5, 0.25)
        front.panel(sheet, 0, 1, 6.9, 7.2, 0.58, 0.2)
    office = House(-26, 33, 11, 9, 8.6, 4, 0, 0.7, 0.3)
    office.draw(view, sheet)
    office.walls["front"].windows(sheet, 5, 2, 0.6)
    if office.walls["right"].seen:
        office.walls["right"].windows(sheet, 3, 2, 0.6)
    office.chimney(view, sheet, 3, 4.5, 2)
    photo.lay(sheet, 0.1, 0.84, rough=0.12, cell=6)
    sheet = photo.sheet()  # wall, gate and railings
    wall = Wall(view, (-30, 23), (2.5, 23), 0, 2.5)
    wall.draw(sheet, 0.34)
    wall.panel(sheet, 0, 1, 2.3, 2.6, 0.5, 0.1)
    far = Wall(view, (9.5, 23), (40, 23), 0, 2.5)
    far.draw(sheet, 0.34)
    far.panel(sheet, 0, 1, 2.3, 2.6, 0.5, 0.1)
    for post_x in (2.0, 9.0):
        post = House(post_x, 22.6, 1, 1, 3.6, 0, 0, 0.5)
        post.draw(view, sheet)
        view.face(sheet, [(post_x - 0.15, 3.6, 22.5), (post_x + 1.15, 3.6, 22.5), (post_x + 0.5, 4.1, 22.5)], 0.3)
    photo.lay(sheet, 0.03, 0.8, rough=0.16, cell=6)
    spots = people(rng, 26, 6, 9, 25, ("man", "man", "man", "child"))
    spots = [(x + 5.5, z, kind) for x, z, kind in spots]
    sheet = photo.sheet()
    for _ in range(4):
        bicycle(sheet, view, rng.uniform(0, 9), rng.uniform(10, 18))
    photo.lay(sheet)
    crowd(photo, view, spots, 0.09, 1, -0.6, 0.24, 0.4)
    return photo.finish(str(rng.choice(["silver", "bromide", "selenium"])))


@album.motif(1800, 1200)
def station(page: Page) -> Image.Image:
    """The station: a train comes in under its steam, people wait on the platform."""
    rng, line = page.rng, 640.0
    photo = Photo(page, sky(page, line, 0.58, 0.92))
    photo.clouds(line, 0.25)
    photo.ground(line, 0.44, 0.66, 0.4, 9, 0.7)
    view = View(page, line, 2.3, page.width * 0.92, yaw=-0.08, sun=(0.65, 0.55, -0.5))
    sheet = photo.sheet()
    for _ in range(14):
        x, y, unit = view.at(rng.uniform(-30, 60), 95)
        leafy_tree(sheet, x, y, unit * rng.uniform(7, 12), 0.3, rng)
    photo.lay(sheet, 0.5, 0.87)
    sheet = photo.sheet()
    house = House(-8.2, 20, 34, 9, 7, 3.6, np.pi / 2, 0.75, 0.3)
    house.draw(view, sheet)
    front = house.walls["front"]
    front.windows(sheet, 12, 1, 0.8, 3.9, 6.9, 0.4, 0.5)
    for bay in range(12):
        centre = (bay + 0.5) / 12
        front.panel(sheet, centre - 0.022, centre + 0.022, 0.3, 2.8, 0.12)
        front.panel(sheet, centre - 0.003, centre + 0.003, 0.3, 2.8, 0.6)
    house.walls["left"].windows(sheet, 3, 2, 0.7)
    for along in (7, 17, 27):
        house.chimney(view, sheet, along, 4.5, 2)
    view.face(
        sheet, [front.spot(0.02, 3.9), front.spot(0.98, 3.9), front.spot(0.98, 3.3, 4), front.spot(0.02, 3.3, 4)], 0.24
    )
    view.face(
        sheet,
        [front.spot(0.02, 3.3, 4), front.spot(0.98, 3.3, 4), front.spot(0.98, 2.95, 4), front.spot(0.02, 2.95, 4)],
        0.5,
    )
    for post in np.linspace(0.02, 0.98, 8):
        view.edge(sheet, [front.spot(post, 0, 3.8), front.spot(post, 3.2, 3.8)], 0.14, 0.12)
    clock = view.at(*flat(front.spot(0.2, 0, 4.1)), 2.5)
    sheet.disc(clock[0], clock[1], clock[2] * 0.5, clock[2] * 0.5, 0.1, 1)
    sheet.disc(clock[0], clock[1], clock[2] * 0.42, clock[2] * 0.42, 0.9, 1)
    sheet.line(
        [
            (clock[0], clock[1] - clock[2] * 0.3),
            (clock[0], clock[1]),
            (clock[0] + clock[2] * 0.2, clock[1] + clock[2] * 0.05),
        ],
        3,
        0.1,
        1,
    )
    photo.lay(sheet, 0.08, 0.86, rough=0.1, cell=6)
    sheet = photo.sheet()
    view.face(sheet, [(1.0, 0, 1), (7.4, 0, 1), (7.4, 0, 140), (1.0, 0, 140)], 0.3)
    for z in np.concatenate([np.arange(2, 12, 0.65), np.arange(12, 50, 0.8)])[::-1]:
        view.face(sheet, [(1.7, 0.03, z), (4.7, 0.03, z), (4.7, 0.03, z + 0.26), (1.7, 0.03, z + 0.26)], 0.19)
    for x in (2.45, 3.95):
        view.face(sheet, [(x - 0.05, 0.1, 1), (x + 0.05, 0.1, 1), (x + 0.05, 0.1, 120), (x - 0.05, 0.1, 120)], 0.85)
    view.face(sheet, [(0.7, 0.4, 1), (1.0, 0.4, 1), (1.0, 0.4, 90), (0.7, 0.4, 90)], 0.85)
    view.face(sheet, [(1.0, 0, 1), (1.0, 0.4, 1), (1.0, 0.4, 90), (1.0, 0, 90)], 0.16)
    photo.lay(sheet, 0.05, 0.8, rough=0.35, cell=8)
    _train(photo, view, 21.0, rng)
    spots = people(rng, 15, 2.6, 9, 34, ("man", "woman", "woman", "child"))
    crowd(photo, view, [(x - 3.0, z, kind) for x, z, kind in spots], 0.1, 1, -0.7, 0.3, 0.6)
    sheet = photo.sheet()
    x, y, unit = view.at(-4.2, 8.6)
    for box in ((0, 0.5, 0.9), (0.95, 0.42, 0.6), (0.25, 0.95, 0.5)):  # trunks and cases
        low = 0 if box[1] < 0.9 else 0.5
        sheet.rect(x + box[0] * unit, y - box[1] * unit, x + (box[0] + box[2]) * unit, y - low * unit, 0.2, 1)
        sheet.rect(x + (box[0] + 0.12) * unit, y - box[1] * unit, x + (box[0] + 0.17) * unit, y - low * unit, 0.42, 1)
    photo.lay(sheet)
    return photo.finish(str(rng.choice(["silver", "sepia", "bromide"])))


def _train(photo: Photo, view: View, z: float, rng: Rng) -> None:
    """A steam locomotive that faces us at distance `z`, with its coaches and steam."""
    page = photo.page
    sheet = photo.sheet()
    for coach in (52.0, 37.0):
        body = House(1.75, coach, 2.9, 13.5, 3.5, 0.5, 0, 0.34, 0.2, 0.1, "side")
        body.draw(view, sheet)
        body.walls["left"].windows(sheet, 8, 1, 0.3, 1.7, 3.6, 0.6, 0.4, 0.5)
    photo.lay(sheet, 0.22, 0.85)
    sheet = photo.sheet()
    cab = House(1.75, z + 7, 2.9, 2.6, 3.9, 0.5, 0, 0.15, 0.12, 0.1, "side")
    cab.draw(view, sheet)
    for x0 in (1.95, 3.75):
        view.face(sheet, [(x0, 2.9, z + 7), (x0 + 0.7, 2.9, z + 7), (x0 + 0.7, 3.6, z + 7), (x0, 3.6, z + 7)], 0.55)
    for back in np.linspace(7, 0.2, 14):
        x, y, unit = view.at(3.2, z + back, 2.35)
        sheet.disc(x, y, unit * 0.98, unit * 0.98, 0.14 + 0.012 * (7 - back), 1)
    for back, wide, tall in ((5.0, 0.42, 0.75), (3.2, 0.36, 0.6), (0.9, 0.34, 1.35)):
        x, y, unit = view.at(3.2, z + back, 3.2)
        sheet.rect(x - unit * wide, y - unit * tall, x + unit * wide, y, 0.13, 1)
        sheet.rect(x + unit * wide * 0.3, y - unit * tall, x + unit * wide * 0.7, y, 0.3, 1)
    mouth = view.at(3.2, z + 0.9, 4.55)
    sheet.rect(
        mouth[0] - mouth[2] * 0.44,
        mouth[1] - mouth[2] * 0.12,
        mouth[0] + mouth[2] * 0.44,
        mouth[1] + mouth[2] * 0.1,
        0.1,
        1,
    )
    x, y, unit = view.at(3.2, z, 2.35)
    for radius, tone in ((0.98, 0.2), (0.9, 0.1), (0.82, 0.17)):
        sheet.disc(x, y, unit * radius, unit * radius, tone, 1)
    sheet.line([(x - unit * 0.7, y), (x + unit * 0.7, y)], unit * 0.06, 0.4, 1)
    sheet.disc(x, y, unit * 0.14, unit * 0.14, 0.42, 1)
    view.face(sheet, [(1.75, 0.75, z - 0.3), (4.65, 0.75, z - 0.3), (4.65, 1.3, z - 0.3), (1.75, 1.3, z - 0.3)], 0.2)
    view.face(sheet, [(2.0, 0.3, z - 0.3), (4.4, 0.3, z - 0.3), (4.6, 0.75, z - 0.3), (1.8, 0.75, z - 0.3)], 0.08)
    for lx, ly in ((2.15, 1.65), (4.25, 1.65), (3.2, 3.55)):
        px, py, unit = view.at(lx, z - 0.3, ly)
        sheet.disc(px, py, unit * 0.2, unit * 0.2, 0.1, 1)
        sheet.disc(px, py, unit * 0.15, unit * 0.15, 1.0, 1)
    for bx in (2.3, 4.1):
        px, py, unit = view.at(bx, z - 0.5, 1.02)
        sheet.disc(px, py, unit * 0.24, unit * 0.24, 0.34, 1)
    photo.lay(sheet, 0.04, 0.85, rough=0.15)
    plume = smoke(page, mouth[0], mouth[1] - 6, 900, rng, 0.5, 46)
    photo.veil(np.minimum(1, plume * 1.6), 0.9 + 0.5 * (page.noise(50, 3) - 0.5))
    low = smoke(page, x - unit * 1.2, y + unit * 1.6, 420, rng, -0.5, 22)
    photo.veil(low * 0.45, 0.9)
