"""Stand-ins for old photographs of the water: harbour, bridge, fjord, boats on the beach."""

import numpy as np
from PIL import Image

from demo.pictures.backdrop import crowd, hills, sky, town
from demo.pictures.canvas import Album, Page, Sheet, smooth, trace
from demo.pictures.figures import figure
from demo.pictures.film import Photo
from demo.pictures.solids import View
from demo.pictures.staffage import cutter, grass

album = Album()


@album.motif(1800, 1200)
def harbour(page: Page) -> Image.Image:
    """The harbour on a misty morning: cutters along the quay, the town behind, men waiting."""
    rng, line = page.rng, 640.0
    photo = Photo(page, sky(page, line, 0.62, 0.9))
    photo.clouds(line, 0.22)
    photo.glow(page.width * rng.uniform(0.25, 0.75), line - 190, 560, 0.3)
    hills(photo, line, 120, 0.3, 0.72, 0.86)
    sheet = photo.sheet()
    town(sheet, -40, 1900, line, 74, 0.26, rng, rng.uniform(0.25, 0.75))
    photo.lay(sheet, 0.55, 0.84)
    sheet = photo.sheet()
    for x in np.sort(rng.uniform(60, 1750, 9)):
        cutter(
            sheet,
            x,
            line + 4,
            rng.uniform(130, 190),
            0.17,
            rng,
            int(rng.choice([-1, 1])),
            float(rng.choice([0, 0, 0, 0.5])),
        )
    photo.lay(sheet, 0.34, 0.84)
    photo.mist(line - 6, 90, 0.5)
    photo.water(line + 5, chop=0.55)
    side = int(rng.choice([-1, 1]))
    for x, y, length in ((0.5 + 0.17 * side, 800, 440), (0.5 - 0.27 * side, 905, 700)):
        sheet = photo.sheet()
        cutter(sheet, x * page.width, y, length, 0.11, rng, -side)
        photo.mirror(sheet, y - 2, 0.8)
        photo.lay(sheet, 0.1 if length < 500 else 0.03, 0.8)
    sheet = photo.sheet()  # the quay we stand on
    edge = [(-20, 1125), (1820, 1075)] if side < 0 else [(-20, 1075), (1820, 1125)]
    sheet.poly([*edge, (1820, 1300), (-20, 1300)], 0.3, 1)
    sheet.line(edge, 16, 0.42, 1)
    for x in np.arange(40, 1800, 96):
        sheet.line([(x, 1120), (x + (x - 900) * 0.25, 1300)], 3, 0.16, 1)
    foot = page.width * (0.5 + 0.3 * side)
    for x in (foot - 190, foot + 175):
        sheet.rect(x - 20, 1050, x + 20, 1130, 0.1, 1)
        sheet.disc(x, 1052, 29, 13, 0.16, 1)
    photo.lay(sheet, 0, rough=0.35, cell=10)
    sheet = photo.sheet()
    for step in range(int(rng.integers(2, 4))):
        figure(
            sheet,
            foot + (step - 0.8) * 86 + rng.normal(0, 10),
            1150 + rng.uniform(-8, 18),
            rng.uniform(300, 335),
            0.07,
            rng,
            "man",
            -side * 1.0,
            0.3,
        )
    photo.lay(sheet, 0)
    return photo.finish(str(rng.choice(["silver", "sepia", "selenium"])))


def _span(
    sheet: Sheet, x0: float, x1: float, y0: float, y1: float, rise: float, tone: float, thick: float, bays: int = 10
) -> None:
    """One arched truss between its ends: deck chord from (x0, y0) to (x1, y1), posts, crossed diagonals."""
    t = np.linspace(0, 1, bays + 1)
    deck = np.column_stack([x0 + (x1 - x0) * t, y0 + (y1 - y0) * t])
    bow = deck - np.column_stack([np.zeros(bays + 1), rise * (0.32 + 0.68 * np.sin(np.pi * t))])
    sheet.line(deck, thick * 1.7, tone, 1)
    sheet.line(bow, thick * 1.2, tone, 1)
    for i in range(bays + 1):
        sheet.line([deck[i], bow[i]], thick * 0.7, tone, 1)
        if i < bays:
            sheet.line([deck[i], bow[i + 1]], thick * 0.45, tone, 1)
            sheet.line([bow[i], deck[i + 1]], thick * 0.45, tone, 1)


@album.motif(1800, 1125)
def bridge(page: Page) -> Image.Image:
    """The bridge of 1934: trusses on concrete piers that shrink away over the fjord, seen from the shore."""
    rng, line = page.rng, 690.0
    photo = Photo(page, sky(page, line, 0.5, 0.88))
    photo.clouds(line, 0.42, low=0.42)
    photo.glow(page.width * 0.16, line - 230, 520, 0.22)
    hills(photo, line, 105, 0.3, 0.66, 0.85)
    hills(photo, line + 4, 50, 0.26, 0.5, 0.85, 240)
    # piers stand at distances z; everything follows from where the vanishing point lies
    z = np.array([1.0, 1.42, 1.98, 2.75, 3.9, 5.8, 9.2])
    vanish, spread = 190.0, rng.uniform(1640, 1740)
    x, high = vanish + spread / z, line - 12 - 275 / z
    photo.mist(line, 70, 0.4)
    photo.water(line + 10, chop=0.8)
    for i in range(len(z) - 2, -1, -1):
        sheet = photo.sheet()
        wide = 66 / z[i]
        sheet.poly(
            [
                (x[i] - wide, high[i]),
                (x[i] + wide, high[i]),
                (x[i] + wide * 1.25, line + 60 / z[i]),
                (x[i] - wide * 1.25, line + 60 / z[i]),
            ],
            0.42,
            1,
        )
        sheet.poly(
            [
                (x[i] + wide * 0.35, high[i]),
                (x[i] + wide, high[i]),
                (x[i] + wide * 1.25, line + 60 / z[i]),
                (x[i] + wide * 0.35, line + 60 / z[i]),
            ],
            0.2,
            1,
        )
        sheet.rect(x[i] - wide * 1.3, high[i] - 16 / z[i], x[i] + wide * 1.3, high[i] + 20 / z[i], 0.36, 1)
        _span(
            sheet,
            x[i],
            x[i + 1],
            high[i] - 15 / z[i],
            high[i + 1] - 15 / z[i + 1],
            190 / z[i] ** 0.94,
            0.1,
            15 / z[i],
            9,
        )
        if i == 0:
            _span(sheet, x[0] + spread * 0.6, x[0], high[0] - 100, high[0] - 15, 235, 0.1, 17, 9)
        photo.mirror(sheet, line + 60 / z[i], 0.62 / z[i] ** 0.35, 0.7)
        photo.lay(sheet, min(0.68, 0.02 + 0.13 * (z[i] - 1)), 0.84)
    if rng.random() < 0.8:
        sheet, boat = photo.sheet(), rng.uniform(380, 760)
        cutter(sheet, boat, 800, 200, 0.13, rng, 1, 0.62)
        photo.mirror(sheet, 798, 0.7)
        photo.lay(sheet, 0.15, 0.8)
    sheet = photo.sheet()
    shore = smooth(trace("-40 1010, 260 985, 560 1035, 900 1075, 1300 1090, 1900 1150"))
    sheet.poly([*shore.tolist(), (1900, 1300), (-40, 1300)], 0.2, 1)
    for _ in range(240):
        px = rng.uniform(-20, 1800)
        py = float(np.interp(px, shore[:, 0], shore[:, 1])) + rng.exponential(30) + 6
        sheet.disc(px, py, rng.uniform(3, 17), rng.uniform(2, 8), rng.uniform(0.12, 0.4), 1)
    photo.lay(sheet, 0, rough=0.4, cell=9)
    sheet = photo.sheet()
    grass(sheet, page, 1030, 1150, 420, 95, 0.13, rng)
    for step, kind in enumerate(("man", "woman", "child")[: int(rng.integers(2, 4))]):
        figure(
            sheet,
            330 + step * 74,
            1048 + step * 5,
            {"man": 190, "woman": 178, "child": 132}[kind],
            0.08,
            rng,
            kind,
            -1,
            0.25,
        )
    photo.lay(sheet, 0)
    return photo.finish(str(rng.choice(["silver", "bromide", "sepia"])))


@album.motif(1800, 1125)
def fjord(page: Page) -> Image.Image:
    """The fjord in evening light: headlands one behind the other, a sail, reeds at our feet."""
    rng, line = page.rng, 560.0
    photo = Photo(page, sky(page, line, 0.42, 0.92))
    photo.clouds(line, 0.4, low=0.4)
    sun = page.width * rng.uniform(0.3, 0.7)
    photo.glow(sun, line - 80, 430, 0.4)
    hills(photo, line, 60, 0.3, 0.8, 0.9, 300)
    for depth in range(4):
        near, side = depth / 3, 1 if depth % 2 else -1
        foot, tip = line + near * 26, page.width * (0.5 + side * rng.uniform(-0.12, 0.16 + 0.1 * near))
        places = np.arange(-100, page.width + 160, 45)
        rise = (75 + 110 * near) * np.clip((places - tip) * side / (620 - 120 * near), 0, 1) ** 0.62
        ridge = smooth(
            np.column_stack(
                [
                    places,
                    foot - rise * (0.8 + 0.2 * np.interp(places, places[::4], rng.uniform(0, 1, len(places[::4])))),
                ]
            ),
            steps=10,
        )
        ridge[:, 1] -= np.abs(rng.normal(0, 1.5 + 4 * near, len(ridge))) * np.minimum(
            1, np.maximum(0, foot - ridge[:, 1]) / 12
        )
        sheet = photo.sheet()
        sheet.poly([(-120, foot + 1), *ridge.tolist(), (page.width + 200, foot + 1)], 0.26 - 0.12 * near, 1)
        photo.lay(sheet, 0.66 - 0.54 * near, 0.88, rough=0.3, cell=20)
    photo.mist(line, 46, 0.5, 0.92)
    photo.water(line + 24, chop=0.62, dark=0.9)
    boat, y = sun + rng.choice([-1, 1]) * rng.uniform(170, 330), rng.uniform(660, 720)
    sheet = photo.sheet()
    cutter(sheet, boat, y, 215, 0.1, rng, int(rng.choice([-1, 1])), 0.3)
    photo.mirror(sheet, y - 1, 0.85, 0.8)
    photo.lay(sheet, 0.06, 0.8)
    left = rng.random() < 0.5
    sheet = photo.sheet()
    for _ in range(3):
        grass(sheet, page, 1040, 1180, 210, 230, 0.09, rng, True)
    side_on = page.width * 0.5
    for x0 in (rng.uniform(40, 190) if left else side_on + rng.uniform(640, 800),):
        for step in range(7):
            sheet.line(
                [
                    (x0 + step * 14 * (1 if left else -1), 990 + 20 * step),
                    (x0 + step * 14 * (1 if left else -1) + 2, 860 + 20 * step),
                ],
                9,
                0.08,
                1,
            )
    photo.lay(sheet, 0, blur=1.4)
    return photo.finish(str(rng.choice(["sepia", "albumen", "selenium"])), 1.1)


@album.motif(1800, 1350)
def boats(page: Page) -> Image.Image:
    """Fishing boats drawn up on the beach, nets hung to dry, the men who own them."""
    rng, line = page.rng, 560.0
    photo = Photo(page, sky(page, line, 0.55, 0.9))
    photo.clouds(line, 0.4)
    view = View(page, line, 2.0)
    photo.ground(line, 0.5, 0.62, 0.16, 9)
    sheet = photo.sheet(1)
    surf = smooth(trace("-50 690, 400 660, 900 640, 1400 618, 1900 600"))
    sheet.poly([(-50, line), (1900, line), *surf[::-1].tolist()], 1, 1)
    photo.water(line, chop=1.1, dark=0.75, cover=photo.page.blur(sheet.field(1), 2))
    sheet = photo.sheet()
    for lift in range(3):
        foam = surf - (0, lift * 20 + 4)
        foam[:, 1] += rng.normal(0, 2.5, len(foam))
        sheet.line(foam, 6 - lift * 1.6, 0.92, 1)
    photo.lay(sheet, 0, blur=2.2)
    sheet = photo.sheet()
    for x in rng.uniform(0, 1800, 4):
        cutter(sheet, x, line + 6, rng.uniform(70, 110), 0.3, rng, 1, 0.6)
    photo.lay(sheet, 0.5, 0.85)
    flip = int(rng.choice([-1, 1]))
    spots = [(rng.uniform(-14, 14), rng.uniform(22, 34), str(rng.choice(["man", "woman", "child"]))) for _ in range(7)]
    crowd(photo, view, spots, 0.12, flip, -0.5 * flip, 0.3, 0.5)
    for along, y, length in ((0.80, 735, 330), (0.30, 850, 560), (0.62, 1080, 1010)):
        x = page.width * (0.5 + (along - 0.5) * flip)
        sheet = photo.sheet()
        sheet.disc(x, y + length * 0.02, length * 0.56, length * 0.05, 0.2, 1)
        photo.lay(sheet, 0, blur=9, rough=0)
        sheet = photo.sheet()
        cutter(sheet, x, y + length * 0.02, length, 0.15, rng, -flip)
        for prop in (-0.3, 0.22):
            sheet.line(
                [(x + prop * length, y - length * 0.06), (x + prop * length * 1.18, y + length * 0.05)],
                length * 0.018,
                0.1,
                1,
            )
        for step in range(4):  # planks catch the light
            sheet.line(
                smooth(
                    [
                        (x - length * 0.44 * -flip, y - length * (0.035 + 0.022 * step)),
                        (x, y - length * (0.012 + 0.022 * step)),
                        (x + length * 0.42 * -flip, y - length * (0.04 + 0.026 * step)),
                    ]
                ),
                length * 0.004,
                0.3,
                1,
            )
        photo.lay(sheet, 0.16 if length < 400 else 0.02, 0.8, rough=0.3)
    sheet, poles = photo.sheet(), page.width * (0.5 - 0.38 * flip)
    for step in range(4):
        sheet.line(
            [(poles + step * 86 * flip, 1150 + step * 22), (poles + step * 86 * flip, 860 + step * 20)], 8, 0.12, 1
        )
    for step in range(3):
        x0, x1 = poles + step * 86 * flip, poles + (step + 1) * 86 * flip
        for thread in range(22):
            drop = thread * 10.0
            sheet.line(
                smooth(
                    [
                        (x0, 880 + step * 22 + drop),
                        ((x0 + x1) / 2, 912 + step * 22 + drop * 1.06),
                        (x1, 900 + step * 22 + drop),
                    ],
                    steps=6,
                ),
                1.3,
                0.2,
                1,
            )
        for thread in range(9):
            t = x0 + (x1 - x0) * thread / 9
            sheet.line([(t, 890 + step * 22), (t + 6, 1118 + step * 22)], 1.3, 0.2, 1)
    photo.lay(sheet, 0)
    near = [(-0.6 * flip, 13.2, "man"), (0.0, 13.0, "man")]
    crowd(photo, view, near, 0.09, flip, -0.5 * flip, 0.28)
    return photo.finish(str(rng.choice(["sepia", "albumen", "silver"])))
