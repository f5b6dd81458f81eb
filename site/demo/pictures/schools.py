"""Stand-ins for old photographs of the village school: the house with its yard, and a class with its teacher."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from demo.pictures.backdrop import crowd, hills, sky
from demo.pictures.canvas import Album, Page, Points, Sheet, smooth, taper, trace
from demo.pictures.film import Photo
from demo.pictures.solids import House, View, flat
from demo.pictures.staffage import leafy_tree
from demo.pictures.streets import people

album = Album()


@dataclass
class Sitter:
    """One person before the camera: chin-to-crown `size` in units at head centre (x, y), and how they look."""

    x: float
    y: float
    size: float
    girl: bool
    look: np.ndarray
    adult: bool = False

    def at(self, points: Points) -> list[tuple[float, float]]:
        """Points in head sizes from the head's centre."""
        tilt = (self.look[0] - 0.5) * 0.16
        return [(self.x + (px - py * tilt) * self.size, self.y + (py + px * tilt) * self.size) for px, py in points]


def _clothes(sheet: Sheet, sitter: Sitter, seated: bool) -> None:
    """Shoulders, sleeves, collar; for the front row also lap, legs and hands."""
    look, dark = sitter.look, 0.09 + 0.3 * sitter.look[1] ** 2
    pale = sitter.girl and look[2] < 0.3
    tone = 0.7 if pale else dark
    wide = 0.98 if sitter.adult else 0.86
    foot = 2.6 if seated else 7.0 if sitter.adult else 3.6
    body = [
        (-0.2, 0.52),
        (0.2, 0.52),
        (wide * 0.8, 0.74),
        (wide * 0.95, 1.15),
        (wide * 0.86, foot),
        (-wide * 0.86, foot),
        (-wide * 0.95, 1.15),
        (-wide * 0.8, 0.74),
    ]
    sheet.poly(smooth(sitter.at(body), True, 5), tone, 1)
    for side in (-1, 1):
        arm = [(side * wide * 0.8, 0.85), (side * wide * 0.98, 1.6), (side * wide * 0.7, 2.35)]
        sheet.poly(
            taper(smooth(sitter.at(arm)), [0.36 * sitter.size, 0.34 * sitter.size, 0.26 * sitter.size]),
            tone * (0.8 if side > 0 else 1.08),
            1,
        )
    sheet.poly(sitter.at(trace("-0.17 0.35, 0.17 0.35, 0.2 0.7, -0.2 0.7")), 0.5, 1)
    if sitter.adult:
        sheet.poly(sitter.at([(-0.2, 0.56), (0.2, 0.56), (0.0, 1.3)]), 0.88, 1)
        sheet.poly(sitter.at(trace("-0.05 0.64, 0.05 0.64, 0.07 1.15, 0 1.28, -0.07 1.15")), 0.12, 1)
    elif look[3] < 0.4:  # a sailor's collar
        sheet.poly(
            sitter.at(trace("-0.24 0.56, 0.24 0.56, 0.6 0.8, 0.1 1.3, -0.1 1.3, -0.6 0.8")),
            0.3 if pale else 0.8,
            1,
        )
        sheet.poly(sitter.at([(-0.16, 0.6), (0.16, 0.6), (0.0, 1.18)]), 0.6, 1)
        sheet.poly(sitter.at(trace("0 1.15, 0.2 1.5, 0.02 1.36, -0.18 1.52")), 0.15, 1)
    else:
        sheet.poly(
            sitter.at(trace("-0.26 0.53, 0 0.66, 0.26 0.53, 0.34 0.72, 0.03 0.82, -0.03 0.82, -0.34 0.72")),
            0.86,
            1,
        )
        if sitter.girl and not pale:  # a pinafore
            sheet.poly(
                sitter.at(
                    [
                        (-0.45, 0.72),
                        (-0.3, 0.7),
                        (-0.26, 1.1),
                        (0.26, 1.1),
                        (0.3, 0.7),
                        (0.45, 0.72),
                        (0.6, foot),
                        (-0.6, foot),
                    ]
                ),
                0.8,
                1,
            )
    if seated:
        hem = 1.0 if sitter.girl else 0.86
        for side in (-1, 1):
            sheet.poly(
                taper(sitter.at([(side * 0.36, 3.0), (side * 0.33, 4.6)]), [0.36 * sitter.size, 0.22 * sitter.size]),
                0.15,
                1,
            )
            sheet.poly(
                smooth(
                    sitter.at(
                        [
                            (side * 0.34 - 0.15, 4.45),
                            (side * 0.34 + 0.15, 4.45),
                            (side * 0.4 + 0.2, 4.78),
                            (side * 0.4 - 0.2, 4.78),
                        ]
                    ),
                    True,
                    4,
                ),
                0.07,
                1,
            )
        sheet.poly(
            sitter.at([(-0.8, 2.2), (0.8, 2.2), (hem, 3.25), (hem * 0.9, 3.45), (-hem * 0.9, 3.45), (-hem, 3.25)]),
            tone * 0.86,
            1,
        )
        sheet.poly(taper(sitter.at([(0.0, 2.6), (0.05, 3.4)]), [2.0, 0.1 * sitter.size]), tone * 0.55, 1)
        for side in (-1, 1):
            sheet.disc(*sitter.at([(side * 0.16, 2.46)])[0], 0.19 * sitter.size, 0.13 * sitter.size, 0.66, 1)


def _head(sheet: Sheet, soft: Sheet, sitter: Sitter) -> None:
    """Hair behind, face, hair before; the shading of the face goes to the `soft` layer."""
    look = sitter.look
    hair, skin = 0.1 + 0.5 * look[4] ** 1.4, 0.7 + 0.1 * look[5]
    if sitter.girl:
        fall = 0.44 if look[6] < 0.5 else 0.3
        sheet.poly(
            smooth(
                sitter.at(
                    [
                        (-0.4, 0.1),
                        (-0.46, -0.3),
                        (-0.2, -0.62),
                        (0.2, -0.62),
                        (0.46, -0.3),
                        (0.44, 0.1),
                        (0.4, fall),
                        (0.2, fall - 0.02),
                        (-0.2, fall - 0.02),
                        (-0.4, fall),
                    ]
                ),
                True,
                5,
            ),
            hair * 0.8,
            1,
        )
        if look[6] < 0.4:  # plaits
            for side in (-1, 1):
                plait = sitter.at([(side * 0.36, 0.3), (side * 0.44, 0.6), (side * 0.36, 1.15)])
                sheet.poly(
                    taper(smooth(plait), [0.15 * sitter.size, 0.17 * sitter.size, 0.06 * sitter.size]), hair * 0.9, 1
                )
    for side in (-1, 1):
        sheet.disc(*sitter.at([(side * 0.39, 0.02)])[0], 0.06 * sitter.size, 0.1 * sitter.size, skin * 0.85, 1)
    jaw = 0.3 + 0.05 * look[7]
    sheet.poly(
        smooth(
            sitter.at(
                [
                    (-0.38, -0.15),
                    (-0.37, 0.1),
                    (-jaw, 0.33),
                    (-0.12, 0.5),
                    (0.12, 0.5),
                    (jaw, 0.33),
                    (0.37, 0.1),
                    (0.38, -0.15),
                    (0.28, -0.45),
                    (-0.28, -0.45),
                ]
            ),
            True,
            5,
        ),
        skin,
        1,
    )
    part = (look[8] - 0.5) * 0.5
    fringe = -0.16 if sitter.girl and look[9] < 0.4 else -0.34
    crown = [
        (-0.41, 0.0),
        (-0.44, -0.3),
        (-0.24, -0.6),
        (0.22, -0.61),
        (0.44, -0.3),
        (0.41, 0.0),
        (0.35, -0.2),
        (0.24, fringe),
        (part, fringe - 0.06),
        (-0.24, fringe),
        (-0.35, -0.2),
    ]
    sheet.poly(smooth(sitter.at(crown), True, 5), hair, 1)
    sheet.poly(
        taper(smooth(sitter.at([(-0.33, -0.34), (-0.1, -0.54), (0.2, -0.5)])), [1, 0.07 * sitter.size, 1]),
        min(0.85, hair + 0.14),
        1,
    )
    if sitter.girl and look[9] > 0.55:  # a bow
        bow = trace("0.3 -0.5, 0.62 -0.72, 0.66 -0.36, 0.36 -0.44, 0.1 -0.66, 0.14 -0.34")
        sheet.poly(sitter.at(bow), 0.9, 1)
    _features(soft, sitter, skin, hair)


def _features(soft: Sheet, sitter: Sitter, skin: float, hair: float) -> None:
    """Brows, eyes, nose, mouth and the shaded cheek: only tones, never lines."""
    look, size = sitter.look, sitter.size
    soft.poly(
        smooth(
            sitter.at(trace("0.2 -0.38, 0.38 -0.12, 0.36 0.14, 0.28 0.36, 0.1 0.5, 0.18 0.3, 0.26 0.05")),
            True,
            5,
        ),
        skin * 0.72,
        0.75,
    )
    for side in (-1, 1):
        eye = sitter.at([(side * 0.165, -0.035)])[0]
        soft.disc(*eye, 0.115 * size, 0.075 * size, skin * 0.7, 0.8)
        lid = sitter.at([(side * 0.085, -0.015), (side * 0.16, -0.05), (side * 0.245, -0.02)])
        soft.poly(taper(smooth(lid), [0.02 * size, 0.062 * size, 0.03 * size]), 0.16, 0.95)
        brow = sitter.at([(side * 0.07, -0.13), (side * 0.17, -0.165), (side * 0.27, -0.12)])
        soft.poly(taper(smooth(brow), [0.03 * size, 0.045 * size, 0.02 * size]), min(skin * 0.7, hair + 0.12), 0.85)
    soft.poly(
        smooth(sitter.at(trace("0.02 -0.05, 0.075 0.14, 0.03 0.19, -0.06 0.175, 0 0.1")), True, 4),
        skin * 0.72,
        0.75,
    )
    smile = (look[10] - 0.35) * 0.05
    mouth = sitter.at([(-0.13, 0.3 - smile), (0.0, 0.31), (0.13, 0.3 - smile)])
    soft.poly(taper(smooth(mouth), [0.012 * size, 0.055 * size, 0.012 * size]), 0.36, 0.85)
    soft.poly(
        taper(smooth(sitter.at([(-0.08, 0.375), (0.08, 0.375)])), [0.02 * size, 0.04 * size, 0.02 * size]),
        skin * 0.8,
        0.7,
    )
    soft.disc(*sitter.at([(0, 0.6)])[0], 0.19 * size, 0.1 * size, skin * 0.55, 0.8)
    if sitter.adult and look[11] < 0.6:
        beard = trace("-0.2 0.22, 0 0.2, 0.2 0.22, 0.16 0.29, 0 0.265, -0.16 0.29")
        soft.poly(smooth(sitter.at(beard), True, 4), hair * 0.8, 0.95)


@album.motif(1800, 1300)
def class_photo(page: Page) -> Image.Image:
    """A class with its teacher before the school's wall, in three rows, in their best clothes."""
    rng = page.rng
    photo = Photo(page, 0.5)
    sheet = photo.sheet(1)
    for row in range(34):  # bricks
        for column in range(-1, 25):
            x, y = column * 78 + (row % 2) * 39, row * 31
            sheet.rect(x + 2, y + 2, x + 75, y + 28, rng.uniform(0.42, 0.56), 1)
    window = rng.uniform(300, 1200)
    sheet.rect(window, -20, window + 330, 330, 0.74, 1)
    for column in range(2):
        for row in range(2):
            sheet.rect(
                window + 18 + column * 156,
                -20 + row * 170,
                window + 156 + column * 156,
                136 + row * 176,
                0.13 + 0.06 * row,
                1,
            )
    sheet.rect(window - 24, 330, window + 354, 356, 0.66, 1)
    photo.lay(sheet, 0.08, 0.6, blur=3.5, rough=0.25)
    sheet = photo.sheet(1)
    sheet.rect(-10, 1130, 1810, 1310, 0.5, 1)
    photo.lay(sheet, blur=8, rough=0.5, cell=8)
    rows = ((9, 420, 100, 146.0), (10, 566, 104, 142.0), (8, 740, 108, 160.0))
    for number, (count, y, size, gap) in enumerate(rows):
        shade = photo.sheet(1)
        shade.rect(900 - gap * count / 2, y + 40, 900 + gap * count / 2, y + 480, 0.06, 0.5)
        photo.lay(shade, blur=34, rough=0)
        sheet, soft = photo.sheet(), photo.sheet(1)
        order = [
            (900 + (seat - (count - 1) / 2) * gap + rng.normal(0, 7), y + rng.normal(0, 11)) for seat in range(count)
        ]
        for seat in rng.permutation(count):
            sitter = Sitter(
                order[seat][0], order[seat][1], size * rng.uniform(0.94, 1.06), bool(rng.random() < 0.5), rng.random(12)
            )
            _clothes(sheet, sitter, number == 2)
            _head(sheet, soft, sitter)
        if number == 0:
            teacher = Sitter(
                900 + (count / 2 + 0.35) * gap * float(rng.choice([-1, 1])), y - 66, 122, False, rng.random(12), True
            )
            _clothes(sheet, teacher, False)
            _head(sheet, soft, teacher)
        photo.lay(sheet, 0.05 - 0.02 * number, 0.7, rough=0.12, cell=7)
        photo.lay(soft, blur=2.0, rough=0)
    return photo.finish(str(rng.choice(["sepia", "silver", "albumen"])), 0.9)


@album.motif(1800, 1200)
def school(page: Page) -> Image.Image:
    """The village school in its gravelled yard, a flag, a lime tree, children at play."""
    rng, line = page.rng, 650.0
    photo = Photo(page, sky(page, line, 0.55, 0.9))
    photo.clouds(line, 0.45, low=0.42)
    hills(photo, line + 4, 60, 0.3, 0.6, 0.85)
    photo.ground(line, 0.58, 0.68, 0.25, 8, 0.7)
    view = View(page, line, 2.0, page.width * 0.88, sun=(-0.7, 0.5, -0.5))
    sheet = photo.sheet()
    for x in np.arange(-40, 60, 8.0):
        px, py, unit = view.at(x + rng.normal(0, 2), 62)
        leafy_tree(sheet, px, py, unit * rng.uniform(7, 12), 0.3, rng)
    photo.lay(sheet, 0.36, 0.86)
    turned = rng.uniform(0.22, 0.34)
    house = House(-14.5, 29, 26, 10, 7.2, 5, turned, 0.5, 0.33, 0.5)
    sheet = photo.sheet()
    house.draw(view, sheet)
    front = house.walls["front"]
    front.windows(sheet, 10, 2, 0.72, 0.5, 7.1, 0.5, 0.6, 0.13, skip=(4, 5, 14, 15))
    house.walls["left"].windows(sheet, 3, 2, 0.6)
    front.panel(sheet, 0, 1, 0, 0.7, 0.3, 0.05)
    front.panel(sheet, 0, 1, 3.55, 3.75, 0.66, 0.06)
    for along in (5, 21):
        house.chimney(view, sheet, along, 5, 2.4)
    porch = House(*house.corner(10.2, -1.0), 5.6, 5, 8.4, 3.0, turned, 0.54, 0.33, 0.4, "side")
    porch.draw(view, sheet)
    gate = porch.walls["front"]
    gate.arch(sheet, 0.5, 0.17, 0, 2.2, 0.7)
    gate.arch(sheet, 0.5, 0.14, 0, 2.1, 0.1)
    gate.windows(sheet, 2, 1, 0.7, 4.0, 7.4, 0.5, 0.6, 0.13)
    clock = view.at(*flat(gate.spot(0.5, 0, 0.1)), 9.2)
    sheet.disc(clock[0], clock[1], clock[2] * 0.7, clock[2] * 0.75, 0.12, 1)
    sheet.disc(clock[0], clock[1], clock[2] * 0.6, clock[2] * 0.65, 0.85, 1)
    sheet.line(
        [(clock[0] - clock[2] * 0.25, clock[1] - clock[2] * 0.2), clock[:2], (clock[0], clock[1] - clock[2] * 0.5)],
        3,
        0.1,
        1,
    )
    photo.lay(sheet, 0.04, 0.84, rough=0.14, cell=5)
    sheet = photo.sheet()
    px, py, unit = view.at(11.5, 24)
    leafy_tree(sheet, px, py, unit * 10.5, 0.28, rng, wide=0.4)
    view.edge(sheet, [(-8.6, 0, 20), (-8.6, 10.4, 20)], 0.14, 0.8)
    x, y, unit = view.at(-8.6, 20, 10)
    flag = smooth(trace("0 0, 1 0.2, 2 -0.05, 2.8 0.2", x, y, unit))
    sheet.poly([*flag.tolist(), *(flag + (0, unit * 1.7))[::-1].tolist()], 0.26, 1)
    cross = flag + (0, unit * 0.85)
    sheet.line(cross, unit * 0.24, 0.9, 1)
    sheet.line([(x + unit * 1.0, y + unit * 0.2), (x + unit * 1.0, y + unit * 1.9)], unit * 0.24, 0.9, 1)
    photo.lay(sheet, 0.03, 0.8, rough=0.12)
    ring = [(2.2 + 2.3 * np.cos(a), 15 + 2.3 * np.sin(a), "child") for a in np.linspace(0.3, 2 * np.pi, 9)]
    others = [(x - 1, z, kind) for x, z, kind in people(rng, 13, 8.5, 11.5, 23, ("child",))]
    crowd(photo, view, [*ring, *others, (-3.4, 17.5, "man"), (7.4, 18.0, "woman")], 0.13, -1, 0.55, 0.36)
    sheet = photo.sheet()
    for step in range(15):
        fx, fy, unit = view.at(-6.4 + step * 0.86, 6.6)
        if not 5 < step < 9:
            sheet.rect(fx - unit * 0.05, fy - unit * 0.98, fx + unit * 0.05, fy, 0.16, 1)
    for a, b in ((-6.6, -2.0), (1.35, 6.4)):
        for y in (0.35, 0.85):
            view.edge(sheet, [(a, y, 6.6), (b, y, 6.6)], 0.07, 0.16)
    photo.lay(sheet, blur=1.2)
    return photo.finish(str(rng.choice(["silver", "sepia", "selenium"])))
