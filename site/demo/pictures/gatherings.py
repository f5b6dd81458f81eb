"""Posters in four inks of people together indoors: the reading room, a concert, a citizens' meeting."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Page, smooth, taper, trace, turn
from demo.pictures.poster import CLOTHES, SKINS, Look, Mix, Poster, person
from demo.pictures.props import DEEP, GREEN, WHITE, tree

album = Album()


Rng = np.random.Generator


WOOD: Mix = {"sun": 0.55, "warm": 0.35, "deep": 0.12}


def _shelf(poster: Poster, x0: float, y0: float, x1: float, y1: float, rows: int, rng: Rng) -> None:
    """A bookcase full of books."""
    poster.rect(x0 - 12, y0 - 12, x1 + 12, y1 + 12, {**WOOD, "deep": 0.3})
    gap = (y1 - y0) / rows
    for row in range(rows):
        top, foot = y0 + row * gap, y0 + (row + 1) * gap - 12
        poster.rect(x0, top, x1, foot, {"deep": 0.8, "warm": 0.4})
        x = x0 + rng.uniform(2, 8)
        while x < x1 - 12:
            wide, tall = min(rng.uniform(9, 24), x1 - x - 2), (foot - top) * rng.uniform(0.66, 0.94)
            if rng.random() < 0.08:
                x += rng.uniform(14, 40)
                continue
            mix = CLOTHES[int(rng.integers(0, len(CLOTHES)))]
            if rng.random() < 0.07:
                poster.poly(
                    turn(trace("0 -1, 1 -1, 1 0, 0 0", x, foot, wide, tall), -0.16, (x, foot)),
                    mix,
                )
                x += wide + tall * 0.16
                continue
            poster.rect(x, foot - tall, x + wide - 1.5, foot, mix)
            if wide > 14:
                poster.rect(
                    x + 2,
                    foot - tall * 0.82,
                    x + wide - 4,
                    foot - tall * 0.74,
                    {"deep": 0.9} if mix in ({}, CLOTHES[1], CLOTHES[7]) else {"sun": 0.3},
                )
            x += wide


@album.motif(1800, 1200)
def reading_room(page: Page) -> Image.Image:
    """The reading room: books to the ceiling, a tall window towards the fjord, people each in their own page."""
    rng, poster = page.rng, Poster(page)
    poster.rect(-10, -10, 1810, 1210, {"sun": 0.22, "warm": 0.08})
    flip = bool(rng.random() < 0.5)
    wx = 620.0 if flip else 760.0
    poster.rect(wx - 26, 70, wx + 446, 836, {"deep": 0.75, "warm": 0.3})
    poster.rect(wx, 96, wx + 420, 810, {"cool": 0.3})
    poster.fade(trace("0 96, 420 96, 420 500, 0 500", wx, 0), "cool", (0, 96), (0, 560), 0.6, 0.1)
    poster.disc(wx + rng.uniform(90, 330), 270, 62, {"sun": 0.9, "warm": 0.3})
    for level, mix in enumerate(({"cool": 0.55}, {"cool": 0.8, "sun": 0.3}, {"cool": 0.95, "deep": 0.3})):
        ridge = smooth([(x, 520 + level * 56 + rng.uniform(-34, 26)) for x in np.linspace(wx - 60, wx + 480, 7)])
        inside = [(min(wx + 420.0, max(wx, float(x))), float(y)) for x, y in ridge]
        poster.poly([(wx, 810), *inside, (wx + 420, 810)], mix)
    poster.rect(wx, 690, wx + 420, 810, {"cool": 0.5, "sun": 0.1})
    for pane in range(1, 3):
        poster.rect(wx + pane * 140 - 6, 96, wx + pane * 140 + 6, 810, {"deep": 0.75, "warm": 0.3})
    poster.rect(wx, 330, wx + 420, 342, {"deep": 0.75, "warm": 0.3})
    _shelf(poster, 40, 60, wx - 76, 830, 6, rng)
    _shelf(poster, wx + 496, 60, 1770, 830, 6, rng)
    poster.line([(1320 if flip else 430, 40), (1390 if flip else 500, 850)], 12, {"warm": 0.9, "deep": 0.1})  # a ladder
    poster.line([(1400 if flip else 510, 40), (1470 if flip else 580, 850)], 12, {"warm": 0.9, "deep": 0.1})
    for rung in range(11):
        shift = (1320 if flip else 430) + rung * 6.2
        poster.line([(shift, 80 + rung * 70), (shift + 80, 80 + rung * 70)], 9, {"warm": 0.9, "deep": 0.1})
    poster.rect(-10, 842, 1810, 1210, {"warm": 0.35, "sun": 0.5, "deep": 0.25})
    for board in range(-14, 30):
        poster.line([(900 + (board - 8) * 90, 842), (900 + (board - 8) * 190, 1210)], 3, {"deep": 0.5}, True)
    poster.poly(trace("10 846, 410 846, 640 1200, -40 1200", wx, 0), {"sun": 0.75, "warm": 0.2, "deep": 0.02})
    poster.disc(900, 1120, 620, {"cool": 0.7, "deep": 0.35}, flat=0.12)
    _table(poster, rng)
    for lamp in (520, 1220):
        poster.line([(lamp, -10), (lamp, 250)], 4, DEEP)
        poster.poly(
            smooth(trace("-90 330, -60 262, 0 242, 60 262, 90 330", lamp, 0), steps=5),
            {"warm": 0.95},
        )
        poster.disc(lamp, 330, 90, {"sun": 0.6}, flat=0.12)
    reader = 190.0 if flip else 1600.0
    face = 1 if flip else -1
    poster.blob(
        trace("-130 850, 110 850, 150 1110, -150 1110", reader, 0),
        {"warm": 0.9, "deep": 0.1},
    )
    poster.blob(
        trace("-150 950, -60 960, 150 1030, 150 1130, -150 1130", reader, 0, face, 1),
        {"warm": 0.75, "deep": 0.35},
    )
    _reader(poster, reader - 30 * face, 1140, 400, face, rng)
    return poster.print()


def _reader(poster: Poster, x: float, y: float, size: float, face: int, rng: Rng) -> None:
    """Somebody who sits and reads a book."""
    hand = person(poster, x, y, size, Look.of(rng), "read", face)["hand"]
    mix = CLOTHES[int(rng.choice([0, 1, 2]))]
    s = size * 0.001 * face
    poster.poly(
        trace("-26 16, 44 -96, 62 -86, -4 30", hand[0], hand[1], s, abs(s)),
        mix,
    )
    poster.poly(
        trace("-26 16, 34 -96, 44 -96, -12 24", hand[0], hand[1], s, abs(s)),
        WHITE,
    )


def _table(poster: Poster, rng: Rng) -> None:
    """The long table with readers on either side."""
    for seat, face in ((470, 1), (830, 1), (1010, -1), (1350, -1)):
        if rng.random() < 0.85:
            poster.rect(seat - 40, 900, seat + 40, 914, {"deep": 0.9})
            person(poster, seat, 1010, 400, Look.of(rng), "read", face)
    top = trace("330 890, 1470 890, 1540 945, 260 945")
    for leg in (330, 1450):
        poster.poly(trace("0 940, 26 940, 20 1150, 6 1150", leg, 0), {"deep": 0.9, "warm": 0.3})
    poster.poly(top, {**WOOD, "deep": 0.05})
    poster.poly(trace("260 945, 1540 945, 1540 964, 260 964"), {**WOOD, "deep": 0.45})
    for book in range(7):
        x, y = 400 + book * 150 + rng.uniform(-40, 40), rng.uniform(902, 926)
        wide = rng.uniform(50, 74)
        if rng.random() < 0.5:
            poster.poly(
                [
                    (x, y),
                    (x + wide / 2, y + 7),
                    (x + wide, y),
                    (x + wide + 8, y + 16),
                    (x + wide / 2, y + 22),
                    (x - 8, y + 16),
                ],
                WHITE,
            )
            poster.line([(x + wide / 2, y + 7), (x + wide / 2, y + 22)], 2, {"deep": 0.5})
        else:
            for level in range(int(rng.integers(1, 5))):
                poster.rect(
                    x + rng.uniform(-5, 5),
                    y - level * 12,
                    x + wide,
                    y - level * 12 + 11,
                    CLOTHES[int(rng.integers(0, 7))],
                )
    for lamp in (640, 1170):
        poster.rect(lamp - 3, 800, lamp + 3, 905, {"sun": 0.9, "deep": 0.3})
        poster.poly(trace("-60 830, -42 790, 42 790, 60 830", lamp, 0), GREEN)
        poster.disc(lamp, 906, 26, {"sun": 0.9, "deep": 0.3}, flat=0.25)


@album.motif(1800, 1125)
def stage(page: Page) -> Image.Image:
    """A concert in the culture house: beams of light, musicians, the backs of heads."""
    rng, poster = page.rng, Poster(page, str(page.rng.choice(["fjord", "evening", "brick"])))
    poster.rect(-10, -10, 1810, 1135, {"deep": 1.0, "cool": 0.3})
    for fold in range(24):
        x = fold * 78.0
        poster.fade(trace("0 -5, 78 -5, 78 800, 0 800", x, 0), "warm", (x, 0), (x + 78, 0), 0.75, 0.2)
    poster.fade(trace("0 0, 1800 0, 1800 800, 0 800"), "deep", (0, 0), (0, 800), 1.0, 0.62)
    centre = 900.0
    for number, lamp in enumerate(np.linspace(180, 1620, 6)):
        goal, ink = centre + rng.uniform(-520, 520), ("sun", "cool", "warm")[number % 3]
        beam = [(lamp - 16, 60), (lamp + 16, 60), (goal + 150, 800), (goal - 150, 800)]
        poster.fade(beam, "deep", (lamp, 60), (goal, 800), 0.28, 0.6)
        poster.fade(beam, ink, (lamp, 60), (goal, 800), 0.95, 0.3)
        poster.blob(trace("-30 20, 30 20, 26 74, -26 74", lamp, 0), {"deep": 1.0, "cool": 0.6})
        poster.disc(lamp, 74, 24, WHITE, flat=0.4)
    poster.rect(-10, 14, 1810, 26, {"deep": 1.0, "cool": 0.6})
    poster.poly(trace("60 760, 1740 760, 1820 860, -20 860"), {"sun": 0.75, "warm": 0.45, "deep": 0.1})
    poster.fade(trace("60 760, 1740 760, 1820 860, -20 860"), "deep", (0, 760), (0, 860), 0.05, 0.4)
    poster.rect(-20, 858, 1820, 930, {"deep": 1.0, "warm": 0.4})
    _band(poster, rng)
    for row, (y, size) in enumerate(((985, 88), (1060, 112), (1150, 146))):
        for seat in range(-1, int(1900 / (size * 1.45)) + 1):
            x = seat * size * 1.45 + (row % 2) * size * 0.7 + rng.uniform(-14, 14)
            up = rng.uniform(-16, 16)
            mix = {"deep": 1.0, "cool": 0.5 - 0.2 * row, "warm": 0.12}
            poster.blob(
                trace("-0.66 1.4, -0.6 0.52, -0.16 0.3, 0.16 0.3, 0.6 0.52, 0.66 1.4", x, up + y, size),
                mix,
            )
            poster.disc(x, y + up, size * 0.31, mix, flat=1.18)
            edge = [
                (x + np.cos(a) * size * 0.3, y + up + np.sin(a) * size * 0.355) for a in np.linspace(-2.5, -0.64, 9)
            ]
            poster.poly(taper(edge, [1, size * 0.09, 1]), {"sun": 0.95, "warm": 0.45})
            for side in (-1, 1):
                collar = [
                    (x + side * size * 0.2, y + size * 0.33 + up),
                    (x + side * size * 0.5, y + size * 0.44 + up),
                    (x + side * size * 0.62, y + size * 0.66 + up),
                ]
                poster.poly(taper(smooth(collar), [1, size * 0.06, 1]), {"sun": 0.7, "warm": 0.5, "deep": 0.2})
            if rng.random() < 0.12:
                poster.limb(
                    [
                        (x + size * 0.5, y + size * 0.6),
                        (x + size * 0.62, y - size * 0.1),
                        (x + size * 0.5, y - size * 0.75),
                    ],
                    (size * 0.22, size * 0.16, size * 0.12),
                    mix,
                )
                poster.disc(x + size * 0.5, y - size * 0.84, size * 0.11, mix, flat=1.3)
    return poster.print()


def _band(poster: Poster, rng: Rng) -> None:
    """Singer, double bass, guitar, drums."""
    places = rng.permutation([430.0, 1380.0])
    drums = 900.0 + rng.uniform(-60, 60)
    person(poster, drums, 790, 300, Look.of(rng), "raise")
    for dx, dy, r, flat in ((-90, 740, 52, 0.5), (88, 742, 58, 0.5)):
        poster.disc(drums + dx, dy, r, {"cool": 0.95}, flat=flat)
        poster.disc(drums + dx, dy - 10, r, WHITE, flat=flat * 0.55)
    poster.disc(drums, 762, 76, {"warm": 0.95})
    poster.disc(drums, 762, 62, {"sun": 0.25})
    for side in (-1, 1):
        poster.line([(drums + side * 150, 620), (drums + side * 150, 800)], 5, DEEP)
        poster.disc(drums + side * 150, 618, 58, {"sun": 1.0, "warm": 0.2}, flat=0.14)
    bass = float(places[0])
    at = person(poster, bass, 830, 390, Look.of(rng), "reach")
    body = trace("120 600, 170 650, 142 705, 190 785, 118 838, 46 785, 94 705, 68 650", bass, 0)
    poster.blob(body, {"warm": 0.75, "sun": 0.8, "deep": 0.18})
    poster.line([(bass + 118, 830), (bass + 118, 430)], 13, DEEP)
    poster.disc(bass + 118, 424, 17, {"warm": 0.75, "sun": 0.8})
    poster.disc(*at["hand"], 11, SKINS[1])
    guitar = float(places[1])
    person(poster, guitar, 830, 385, Look.of(rng), "reach", -1)
    poster.blob(
        trace("-20 640, 50 622, 82 672, 40 712, -20 690", guitar, 0),
        {"sun": 1.0, "warm": 0.25},
    )
    poster.line([(guitar - 4, 664), (guitar - 190, 612)], 12, DEEP)
    poster.disc(guitar + 34, 668, 14, DEEP)
    singer = drums + float(rng.choice([-1, 1])) * 255
    person(poster, singer, 846, 410, Look.of(rng), "raise", 1)
    poster.line([(singer + 52, 846), (singer + 52, 500), (singer + 30, 478)], 6, DEEP)
    poster.disc(singer + 28, 476, 12, DEEP)


@album.motif(1800, 1125)
def meeting(page: Page) -> Image.Image:
    """A citizens' meeting: rows of chairs, hands in the air, somebody speaks at the board."""
    rng, poster = page.rng, Poster(page)
    poster.rect(-10, -10, 1810, 1135, {"sun": 0.18, "cool": 0.12})
    poster.rect(-10, 690, 1810, 1135, {"sun": 0.5, "warm": 0.28, "deep": 0.1})
    for board in range(-12, 13):
        poster.line([(900 + board * 110, 690), (900 + board * 250, 1130)], 3, {"deep": 0.4}, True)
    for wx in (70, 1360):
        poster.rect(wx - 14, 86, wx + 384, 494, WHITE)
        poster.rect(wx, 100, wx + 370, 480, {"cool": 0.45})
        poster.fade(trace("0 100, 370 100, 370 480, 0 480", wx, 0), "cool", (0, 100), (0, 480), 0.62, 0.15)
        for x in (60.0, 190.0, 300.0):
            tree(poster, wx + x, 478, rng.uniform(170, 300), rng, int(rng.choice([0, 1])))
        poster.rect(wx + 180, 100, wx + 190, 480, WHITE)
        poster.rect(wx, 280, wx + 370, 288, WHITE)
    poster.rect(570, 90, 1230, 480, {"deep": 0.85, "cool": 0.3})
    poster.rect(590, 110, 1210, 460, WHITE)
    for level in range(5):  # a plan on the screen
        ridge = smooth([(590 + 620 * t, 220 + level * 42 + rng.uniform(-26, 26)) for t in np.linspace(0, 1, 7)])
        poster.poly(
            [(590, 460), *ridge.tolist(), (1210, 460)],
            ({"cool": 0.25}, {"cool": 0.5}, {"sun": 0.6}, {"sun": 0.8, "cool": 0.4}, {"warm": 0.7})[level],
        )
    for block in range(16):
        bx, by = 640 + (block % 8) * 66, 356 + (block // 8) * 46
        poster.rect(bx, by, bx + rng.uniform(24, 48), by + 30, CLOTHES[int(rng.choice([0, 1, 3, 8]))])
    side = int(rng.choice([-1, 1]))
    speaker = 900 + side * 430.0
    poster.poly(trace("-60 560, 60 560, 46 720, -46 720", speaker, 0), {**WOOD, "deep": 0.2})
    person(poster, speaker + 10 * side, 735, 380, Look.of(rng), "reach", -side)
    poster.poly(trace("-72 548, 72 548, 62 574, -62 574", speaker, 0), {**WOOD, "deep": 0.4})
    for row, (y, size) in enumerate(((800.0, 300.0), (930.0, 370.0), (1100.0, 460.0))):
        gap = size * 0.47
        count = int(1900 / gap)
        for seat in range(count):
            x = 900 + (seat - (count - 1) / 2) * gap + (row % 2) * gap / 2 + rng.uniform(-10, 10)
            if abs(x - 900 + side * 40) < gap * 0.55 or rng.random() < 0.1:
                continue  # the aisle, and empty chairs
            _listener(poster, x, y, size, rng)
    return poster.print()


def _listener(poster: Poster, x: float, y: float, size: float, rng: Rng) -> None:
    """Somebody on a chair seen from behind; some raise a hand."""
    look, s = Look.of(rng), size / 300
    lean = rng.uniform(-8, 8) * s
    if rng.random() < 0.2:
        hand = (x + 46 * s, y - 176 * s)
        poster.limb([(x + 40 * s, y - 30 * s), (x + 58 * s, y - 100 * s), hand], (30 * s, 26 * s, 19 * s), look.top)
        poster.blob(
            trace("-11 0, -12 -26, 2 -38, 13 -22, 9 2", hand[0], hand[1], s),
            look.skin,
        )
    poster.blob(
        trace("-62 110, -60 -18, -22 -54, 22 -54, 60 -18, 62 110", x, y, s),
        look.top,
    )
    poster.blob(
        trace("16 -50, 60 -18, 62 110, 34 110, 40 0", x, y, s),
        {"deep": min(1.0, look.top.get("deep", 0) + 0.22)},
        True,
    )
    poster.rect(
        x - 15 * s, y - 72 * s, x + 15 * s, y - 42 * s, {**look.skin, "deep": min(1, look.skin.get("deep", 0) + 0.12)}
    )
    hx, hy = x + lean, y - 104 * s
    for ear in (-1, 1):
        poster.disc(hx + ear * 31 * s, hy + 8 * s, 7 * s, look.skin, flat=1.4)
    if look.style in (1, 3):
        mix = look.top if look.style == 3 else look.hair
        mix = {**mix, "deep": min(1.0, mix.get("deep", 0) + 0.1)}
        poster.blob(
            trace("0 -44, 34 -20, 38 40, 0 60, -38 40, -34 -20", hx, hy, s),
            mix,
        )
    else:
        poster.disc(hx, hy, 32 * s, look.skin, flat=1.2)
        poster.blob(
            trace("0 -44, 33 -16, 28 18, 0 27, -28 18, -33 -16", hx, hy, s),
            look.hair,
        )
        if look.style == 2:
            poster.disc(hx, hy - 40 * s, 17 * s, look.hair)
    poster.blob(
        trace("-66 36, 66 36, 60 122, -60 122", x, y, s),
        {"deep": 0.85, "warm": 0.2},
    )
    for leg in (-1, 1):
        poster.line([(x + leg * 50 * s, y + 110 * s), (x + leg * 56 * s, y + 230 * s)], 8 * s, DEEP)
