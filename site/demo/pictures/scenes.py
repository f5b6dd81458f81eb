"""The town of today as posters in four inks: harbour, playground, cycle path, town hall, wind turbines."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Page, smooth, taper, trace, turn
from demo.pictures.poster import CLOTHES, Look, Mix, Poster, person
from demo.pictures.props import DEEP, GRASS, GREEN, LEAF, SAND, WHITE, bicycle, cloud, gull, tree, waves, windows

album = Album()


Rng = np.random.Generator


@album.motif(1800, 1200)
def harbour_today(page: Page) -> Image.Image:
    """The harbour that is being rebuilt: new flats, the culture house, the old crane, people on the bathing steps."""
    rng, poster = page.rng, Poster(page)
    line = 700.0
    poster.sky("cool", 0.5, 0.06, line)
    poster.sky("warm", 0.0, 0.2, line)
    sun = rng.uniform(300, 1500)
    poster.disc(sun, rng.uniform(190, 330), 105, {"sun": 0.9, "warm": 0.15})
    for _ in range(3):
        cloud(poster, rng.uniform(100, 1700), rng.uniform(120, 330), rng.uniform(110, 190), WHITE)
    ridge = smooth([(x, line - rng.uniform(20, 95)) for x in range(-100, 2001, 260)])
    poster.poly([(-100, line), *ridge.tolist(), (2000, line)], {"cool": 0.6, "sun": 0.3})
    x = -30.0
    house = rng.uniform(700, 900)
    while x < 1830:
        wide, storeys = rng.uniform(130, 230), int(rng.integers(3, 8))
        if not house - 190 < x < house + 400:
            mix = CLOTHES[int(rng.choice([0, 1, 2, 4, 5, 6, 7]))]
            top = line - storeys * 56
            poster.rect(x, top, x + wide, line, mix)
            if rng.random() < 0.5:
                poster.poly([(x, top), (x + wide, top), (x + wide, top - rng.uniform(30, 90))], mix)
            poster.fade(
                [(x, top), (x + wide, top), (x + wide, line), (x, line)], "deep", (x, 0), (x + wide, 0), 0.05, 0.34
            )
            windows(
                poster,
                x + 8,
                top + 12,
                x + wide - 8,
                line - 40,
                max(3, int(wide / 46)),
                storeys - 1,
                [WHITE, WHITE, {"deep": 0.85}, {"sun": 0.6}],
                rng,
            )
            poster.rect(x, line - 40, x + wide, line, {"deep": 0.75})
        x += wide + rng.choice([0, 0, 26])
    roof = trace("-30 0, -30 -170, 130 -330, 260 -200, 390 -285, 390 0", house, line)
    poster.poly(roof, WHITE)  # the culture house, folded like paper
    poster.poly(trace("130 -330, 260 -200, 260 0, 130 0", house, line), {"cool": 0.35})
    poster.poly(
        trace("260 -200, 390 -285, 390 0, 260 0", house, line),
        {"cool": 0.14, "deep": 0.1},
    )
    for step in range(11):
        poster.rect(
            house - 14 + step * 36,
            line - 130,
            house + 8 + step * 36,
            line - 12,
            {"sun": 0.75} if step % 3 else {"deep": 0.8},
        )
    crane, foot = rng.choice([rng.uniform(180, 460), rng.uniform(1350, 1560)]), line
    for leg in (-46, 46):
        poster.line([(crane + leg, foot), (crane + leg * 0.35, foot - 300)], 13, DEEP)
    for rung in range(5):
        poster.line(
            [(crane - 46 + rung * 6, foot - 60 * rung), (crane + 40 - rung * 6, foot - 60 * rung - 50)], 6, DEEP
        )
    poster.rect(crane - 44, foot - 390, crane + 52, foot - 296, {"warm": 1.0})
    poster.rect(crane - 30, foot - 374, crane + 4, foot - 330, {"cool": 0.2})
    jib = (crane + 300, foot - 600)
    poster.line([(crane + 40, foot - 330), jib], 12, DEEP)
    poster.line([(crane - 30, foot - 390), (crane + 10, foot - 470), jib], 6, DEEP)
    poster.line([jib, (jib[0], foot - 250)], 3, DEEP)
    poster.rect(jib[0] - 12, foot - 262, jib[0] + 12, foot - 232, DEEP)
    poster.rect(-10, line, 1810, 1210, {"cool": 0.85})
    poster.fade([(0, line), (1800, line), (1800, 1200), (0, 1200)], "deep", (0, line), (0, 1200), 0.05, 0.62)
    for _ in range(46):
        bx = rng.uniform(0, 1800)
        mix = CLOTHES[int(rng.choice([0, 1, 5, 7]))]
        ry = line + rng.exponential(60) + 8
        poster.poly(taper([(bx - 60, ry), (bx, ry), (bx + 60, ry)], [1, 8, 1]), {**mix, "deep": 0.15}, True)
    waves(poster, line + 20, 1190, 60, {"cool": 0.1, "deep": 0.0}, rng)
    waves(poster, line + 20, 1190, 40, {"deep": 0.7}, rng)
    kayak = rng.uniform(350, 700)
    for step in range(2):
        kx, ky = kayak + step * 290, 880 + step * 60
        poster.blob(
            trace("-120 -8, 0 -16, 128 -10, 90 14, -90 14", kx, ky),
            CLOTHES[step],
        )
        at = person(poster, kx - 6, ky + 20, 150, Look.of(rng), "sit")
        poster.rect(kx - 130, ky + 15, kx + 140, ky + 40, {"cool": 0.85, "deep": 0.3})
        poster.line(
            [(at["hand"][0] - 66, at["hand"][1] - 46), (at["hand"][0] + 66, at["hand"][1] + 44)],
            6,
            {"sun": 0.9, "deep": 0.2},
        )
    deck = trace("1800 985, 1160 1010, 1010 1210, 1800 1210")
    poster.poly(deck, {"sun": 0.45, "warm": 0.3, "deep": 0.1})
    for plank in range(12):
        poster.line([(1160 - plank * 12.5, 1010 + plank * 17), (1800, 985 + plank * 19)], 3, {"deep": 0.5}, True)
    for place, pose, size in ((1310, "sit", 250), (1480, "stand", 270), (1580, "walk", 262), (1700, "raise", 190)):
        person(
            poster, place, 1120 + rng.uniform(-20, 30), size, Look.of(rng), pose, -1 if place < 1500 else 1, size < 200
        )
    poster.line([(1180, 940), (1180, 1120)], 9, {"warm": 0.9})
    poster.line([(1216, 935), (1216, 1120)], 9, {"warm": 0.9})
    for rung in range(4):
        poster.line([(1180, 1000 + rung * 32), (1216, 996 + rung * 32)], 6, {"warm": 0.9})
    for _ in range(int(rng.integers(4, 7))):
        gull(
            poster,
            rng.uniform(100, 1700),
            rng.uniform(90, 560),
            rng.uniform(26, 62),
            WHITE if rng.random() < 0.6 else DEEP,
            rng.normal(0, 0.25),
        )
    return poster.print()


@album.motif(1800, 1200)
def playground(page: Page) -> Image.Image:
    """A playground under trees: swings, a slide, a net to climb, children and somebody who minds them."""
    rng, poster = page.rng, Poster(page)
    poster.sky("cool", 0.42, 0.1, 620)
    poster.disc(rng.uniform(200, 1600), 190, 95, {"sun": 0.95, "warm": 0.1})
    for _ in range(3):
        cloud(poster, rng.uniform(100, 1700), rng.uniform(130, 300), rng.uniform(100, 180), WHITE)
    back = smooth([(x, 560 + rng.uniform(-60, 40)) for x in range(-100, 2001, 300)])
    poster.poly([(-100, 1200), *back.tolist(), (2000, 1200)], {"cool": 0.6, "sun": 0.45})
    for x in np.sort(rng.uniform(-20, 1820, 9)):
        tree(poster, x, 640 + rng.uniform(-20, 30), rng.uniform(230, 390), rng)
    lawn = smooth([(x, 700 + 45 * np.sin(x / 300 + rng.uniform(0, 0.6))) for x in range(-100, 2001, 200)])
    poster.poly([(-100, 1300), *lawn.tolist(), (2000, 1300)], GRASS)
    poster.fade([(-100, 1300), *lawn.tolist(), (2000, 1300)], "cool", (0, 700), (0, 1200), 0.35, 0.8)
    poster.blob(trace("180 1010, 520 880, 1000 860, 1480 900, 1700 1030, 1380 1160, 760 1180, 320 1150"), SAND)
    order = rng.permutation(3)
    spots = {int(kind): 330 + place * 560 for place, kind in enumerate(order)}
    swing = spots[0]
    for leg in (-190, 190):
        for spread in (-42, 42):
            poster.line([(swing + leg, 600), (swing + leg + spread, 1000)], 15, {"warm": 1.0})
    poster.line([(swing - 206, 604), (swing + 206, 604)], 17, {"warm": 1.0})
    for seat, lean in ((-85, rng.uniform(0.2, 0.5)), (95, rng.uniform(-0.45, -0.15))):
        end = (swing + seat + 270 * np.sin(lean), 608 + 270 * np.cos(lean))
        for rope in (-16, 16):
            poster.line([(swing + seat + rope * 0.6, 608), (end[0] + rope, end[1])], 4, DEEP)
        person(poster, end[0] - 14, end[1] + 62, 218, Look.of(rng), "sit", 1 if lean > 0 else -1, True)
        poster.line([(end[0] - 32, end[1] + 4), (end[0] + 32, end[1] + 4)], 11, DEEP)
    slide = spots[1]
    for step in range(7):
        poster.line([(slide - 176, 980 - step * 52), (slide - 118, 980 - step * 52)], 9, DEEP)
    for leg in (-176, -118):
        poster.line([(slide + leg, 1010), (slide + leg + 14, 590)], 12, DEEP)
    poster.rect(slide - 180, 644, slide - 40, 662, DEEP)
    poster.poly([(slide - 196, 590), (slide - 110, 500), (slide - 22, 590)], {"sun": 1.0, "warm": 0.2})
    chute = smooth(trace("-50 650, 30 720, 120 870, 210 960, 290 985", slide, 0))
    poster.poly(taper(chute, [62, 62, 62]), {"cool": 0.95, "deep": 0.15})
    poster.poly(taper(chute + (0, -26), [12, 12, 12]), {"cool": 0.4})
    person(poster, slide + 96, 880, 210, Look.of(rng), "sit", 1, True)
    net = spots[2]
    for a in np.linspace(0, np.pi, 9):
        foot = (net + 215 * np.cos(a), 985 + 30 * np.sin(a))
        poster.line(
            smooth([foot, (net + 150 * np.cos(a), 790), (net, 610)]),
            8,
            {"warm": 0.9, "sun": 0.5} if int(a * 10) % 2 else {"deep": 0.9},
        )
    for level, half in ((930, 208), (850, 180), (770, 140), (695, 88)):
        poster.line(smooth([(net - half, level), (net, level + half * 0.14), (net + half, level)]), 7, {"deep": 0.9})
    for hang, pose in ((-90, "reach"), (60, "raise")):
        person(poster, net + hang, 900 + rng.uniform(-60, 40), 205, Look.of(rng), pose, -1 if hang > 0 else 1, True)
    for place, pose in zip(rng.uniform(150, 1650, 4), ("jump", "walk", "jump", "stand"), strict=True):
        py = rng.uniform(1060, 1150)
        poster.disc(place, py + 4, 52, {"deep": 0.4}, True, 0.2)
        person(
            poster,
            place,
            py - (24 if pose == "jump" else 0),
            rng.uniform(225, 260),
            Look.of(rng),
            pose,
            int(rng.choice([-1, 1])),
            True,
        )
    adult = rng.choice([120, 1690])
    poster.rect(adult - 110, 1030, adult + 110, 1046, {"warm": 0.6, "sun": 0.6, "deep": 0.2})
    poster.rect(adult - 90, 1040, adult - 76, 1110, DEEP)
    poster.rect(adult + 76, 1040, adult + 90, 1110, DEEP)
    person(poster, adult, 1112, 330, Look.of(rng), "read", 1 if adult < 900 else -1)
    poster.disc(rng.uniform(600, 1200), 1130, 24, {"warm": 1.0})
    return poster.print()


@album.motif(1800, 1125)
def cycle_path(page: Page) -> Image.Image:
    """Rush hour on the cycle path along the fjord."""
    rng, poster = page.rng, Poster(page)
    poster.sky("cool", 0.12, 0.36, 560)
    poster.sky("sun", 0.0, 0.3, 560)
    poster.disc(rng.uniform(250, 1550), 330, 150, {"sun": 0.95, "warm": 0.35})
    for shift, mix in (
        (0, {"cool": 0.5}),
        (46, {"cool": 0.75, "sun": 0.25}),
        (104, {"cool": 0.9, "sun": 0.6, "deep": 0.12}),
    ):
        ridge = smooth([(x, 440 + shift + rng.uniform(-45, 35)) for x in range(-100, 2001, 230)])
        poster.poly([(-100, 800), *ridge.tolist(), (2000, 800)], mix)
    x = -20.0
    while x < 1800:  # houses along the other side
        wide, tall = rng.uniform(70, 120), rng.uniform(50, 90)
        if rng.random() < 0.75:
            mix = CLOTHES[int(rng.choice([0, 0, 1, 7, 8]))]
            poster.rect(x, 640 - tall, x + wide, 650, mix)
            poster.poly(
                [(x - 6, 640 - tall), (x + wide * 0.5, 640 - tall - wide * 0.42), (x + wide + 6, 640 - tall)],
                {"deep": 0.85} if rng.random() < 0.6 else {"warm": 0.9, "deep": 0.3},
            )
            windows(poster, x + 6, 648 - tall, x + wide - 6, 650, 3, 2, [DEEP, {"sun": 0.5}], rng, 0.5)
        x += wide + rng.uniform(4, 60)
    poster.rect(-10, 650, 1810, 800, GRASS)
    for place in np.sort(rng.uniform(-20, 1820, 7)):
        tree(poster, place, 745 + rng.uniform(-15, 15), rng.uniform(250, 420), rng)
    hedge = smooth([(x, 765 + rng.uniform(-22, 14)) for x in range(-60, 1921, 66)])
    poster.poly([(-60, 900), *hedge.tolist(), (1920, 900)], LEAF)
    poster.rect(-10, 830, 1810, 1135, {"deep": 0.5, "cool": 0.45})
    poster.fade(trace("0 830, 1800 830, 1800 1130, 0 1130"), "deep", (0, 830), (0, 1130), 0.3, 0.62)
    poster.rect(-10, 826, 1810, 838, WHITE)
    for dash in range(-1, 9):
        start = dash * 240 + rng.uniform(0, 4)
        poster.poly(trace("0 968, 120 968, 112 980, -8 980", start, 0), WHITE)
    riders = [(place * 430 + 180 + rng.uniform(-50, 50), 940.0, 390.0, -1) for place in range(4) if rng.random() < 0.6]
    riders += [
        (place * 470 + 190 + rng.uniform(-60, 60), 1085.0, 500.0, 1) for place in range(4) if rng.random() < 0.92
    ]
    for place, foot, size, face in riders:
        look = Look.of(rng)
        poster.disc(place + 40 * face, foot + 4, size * 0.4, {"deep": 0.85}, True, 0.08)
        if rng.random() < 0.3:  # a box in front
            poster.poly(
                trace("0.3 -0.4, 0.62 -0.4, 0.56 -0.12, 0.34 -0.12", place, foot, face * size, size),
                {"sun": 0.8, "warm": 0.35},
            )
            person(poster, place + 0.43 * size * face, foot - 0.16 * size, size * 0.5, Look.of(rng), "sit", face, True)
            poster.poly(
                trace("0.3 -0.36, 0.62 -0.36, 0.56 -0.12, 0.34 -0.12", place, foot, face * size, size),
                {"warm": 0.95},
            )
        bicycle(poster, place, foot, size, CLOTHES[int(rng.choice([0, 1, 2, 8]))], face)
        person(poster, place - 0.03 * size * face, foot - 0.005 * size, size * 0.93, look, "ride", face)
    return poster.print()


@album.motif(1440, 1800)
def wind_turbines(page: Page) -> Image.Image:
    """Turbines over fields and water, with the sun behind them."""
    rng, poster = page.rng, Poster(page)
    poster.sky("cool", 0.62, 0.0, 1150)
    poster.sky("warm", 0.0, 0.34, 1150)
    sun = (rng.uniform(420, 1020), rng.uniform(640, 830))
    poster.disc(*sun, 250, {"sun": 1.0, "warm": 0.42})
    for band in range(4):
        y = sun[1] + 60 + band * 52
        poster.rect(sun[0] - 270, y, sun[0] + 270, y + 8 + band * 5, {"sun": 0.0, "warm": 0.3, "cool": 0.12})
    for _ in range(4):
        cloud(poster, rng.uniform(100, 1340), rng.uniform(160, 520), rng.uniform(100, 200), WHITE)
    sea = 1130.0
    poster.rect(-10, sea, 1450, 1300, {"cool": 0.8})
    poster.fade([(0, sea), (1440, sea), (1440, 1300), (0, 1300)], "deep", (0, sea), (0, 1300), 0.0, 0.4)
    poster.poly(
        [(sun[0] - 150, sea), (sun[0] + 150, sea), (sun[0] + 70, 1290), (sun[0] - 70, 1290)],
        {"sun": 0.8, "warm": 0.3},
        True,
    )
    waves(poster, sea + 6, 1290, 36, {"cool": 0.15, "deep": 0.0}, rng)
    for x, size in sorted(zip(rng.uniform(60, 1380, 5), rng.uniform(130, 190, 5), strict=True), key=lambda t: t[1]):
        _turbine(poster, x, sea + 4, size, rng.uniform(0, 2), {"cool": 0.35})
    for level, mixes in enumerate(
        (({"sun": 0.85, "cool": 0.25}, {"sun": 0.95, "warm": 0.2}), (GRASS, GREEN), ({"sun": 0.9, "warm": 0.12}, LEAF))
    ):
        top = 1240 + level * 150
        crest = smooth([(x, top + 46 * np.sin(x / 330 + level * 2 + rng.uniform(0, 1))) for x in range(-60, 1741, 180)])
        poster.poly([(-60, 1900), *crest.tolist(), (1740, 1900)], mixes[0])
        point = rng.uniform(300, 1100)
        for stripe in range(0, 22, 2):
            a, b = -700 + stripe * 130, -700 + (stripe + 1) * 130
            ya, yb = (float(np.interp(point + (q - point) * 0.25, crest[:, 0], crest[:, 1])) + 3 for q in (a, b))
            poster.poly(
                [(point + (a - point) * 0.25, ya), (point + (b - point) * 0.25, yb), (b, 1900), (a, 1900)], mixes[1]
            )
        if level < 2:
            tx = rng.uniform(100, 1300)
            for _ in range(int(rng.integers(3, 7))):
                tx += rng.uniform(34, 80)
                tree(
                    poster,
                    tx,
                    float(np.interp(tx, crest[:, 0], crest[:, 1])) + 16,
                    rng.uniform(80, 150) * (1 + 0.4 * level),
                    rng,
                )
        _turbine(
            poster,
            (rng.uniform(170, 420), rng.uniform(960, 1260), rng.uniform(560, 800))[level],
            top + 60,
            (520, 760, 1040)[level],
            rng.uniform(0, 2),
            WHITE,
        )
    poster.fade(trace("0 1500, 1440 1500, 1440 1800, 0 1800"), "deep", (0, 1500), (0, 1800), 0.0, 0.5)
    for _ in range(7):
        gull(poster, rng.uniform(100, 1340), rng.uniform(260, 900), rng.uniform(16, 34), DEEP, rng.normal(0, 0.3))
    return poster.print()


def _turbine(poster: Poster, x: float, y: float, size: float, angle: float, mix: Mix) -> None:
    """A turbine of hub height `size`."""
    hub, width = (x, y - size), size * 0.02
    poster.poly(trace("-1.2 0, 1.2 0, 0.5 -1, -0.5 -1", x, y, width, size), mix)
    poster.fade(
        trace("0.1 0, 1.2 0, 0.5 -1, 0 -1", x, y, width, size),
        "deep",
        (x, y),
        (x, y - size),
        0.5,
        0.32,
    )
    for blade in range(3):
        shape = trace("0 -0.012, 0.032 -0.12, 0.02 -0.36, 0 -0.62, -0.008 -0.2", 0, 0, size)
        turned = turn(shape, angle + blade * 2 * np.pi / 3) + hub
        poster.poly(smooth(turned, True, 5), mix)
        poster.poly(
            turn(
                [(0, -size * 0.03), (size * 0.027, -size * 0.14), (size * 0.004, -size * 0.58)],
                angle + blade * 2 * np.pi / 3,
            )
            + hub,
            {"deep": 0.28},
            True,
        )
    poster.disc(*hub, size * 0.024, mix)
    poster.disc(*hub, size * 0.013, {"deep": 0.5})
