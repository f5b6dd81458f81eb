"""Posters in four inks of the town outdoors: the square before the town hall, the allotment gardens."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Page, smooth, taper, trace
from demo.pictures.poster import CLOTHES, Look, Mix, Poster, person
from demo.pictures.props import DEEP, GRASS, GREEN, LEAF, WHITE, bicycle, cloud, flag, gull, tree, windows

album = Album()


Rng = np.random.Generator


BRICK: Mix = {"warm": 0.85, "sun": 0.3, "deep": 0.12}


def paving(poster: Poster, y0: float, mix: Mix, shade: Mix, vanish: float) -> None:
    """A paved square that begins at row `y0`."""
    w, h = poster.page.width, poster.page.height
    poster.rect(-10, y0, w + 10, h + 10, mix)
    for step in range(12):
        y = y0 + (h - y0) * (step / 12) ** 1.7
        poster.rect(-10, y, w + 10, y + 1.5 + 0.35 * step, shade, True)
    for step in range(-16, 17):
        poster.line([(w / 2 + step * vanish * 0.35, y0), (w / 2 + step * vanish * 1.3, h + 10)], 3, shade, True)


@album.motif(1800, 1200)
def town_hall(page: Page) -> Image.Image:
    """The town hall with its copper tower and the square before it, with people on their way."""
    rng, poster = page.rng, Poster(page)
    poster.sky("cool", 0.6, 0.08, 860)
    poster.disc(rng.uniform(150, 500), rng.uniform(180, 300), 100, {"sun": 0.9, "warm": 0.1})
    for _ in range(4):
        cloud(poster, rng.uniform(60, 1740), rng.uniform(120, 380), rng.uniform(110, 200), WHITE)
    x = -40.0
    while x < 1840:
        wide, tall = rng.uniform(150, 230), rng.uniform(190, 300)
        mix = CLOTHES[int(rng.choice([1, 2, 4, 5, 7, 8]))]
        poster.rect(x, 850 - tall, x + wide, 850, mix)
        poster.poly(
            [
                (x - 8, 850 - tall),
                (x + wide * 0.14, 850 - tall - 76),
                (x + wide * 0.86, 850 - tall - 76),
                (x + wide + 8, 850 - tall),
            ],
            {"warm": 0.8, "deep": 0.4},
        )
        windows(poster, x + 10, 862 - tall, x + wide - 10, 780, 4, 2, [DEEP, {"deep": 0.8}, {"sun": 0.6}], rng)
        poster.rect(x + 14, 790, x + wide - 14, 850, {"deep": 0.85})
        x += wide
    mid = 900 + float(rng.choice([-1, 1])) * 150
    poster.rect(mid - 470, 470, mid + 470, 860, BRICK)
    poster.poly(trace("-490 474, -410 350, 410 350, 490 474", mid, 0), {"deep": 0.75, "cool": 0.4})
    poster.fade(trace("-490 474, -410 350, 410 350, 490 474", mid, 0), "cool", (0, 350), (0, 474), 0.2, 0.9)
    poster.fade(
        trace("-470 474, 470 474, 470 860, -470 860", mid, 0),
        "deep",
        (mid - 470, 0),
        (mid + 470, 0),
        0.06,
        0.34,
    )
    for side in (-1, 1):
        for column in range(4):
            wx = mid + side * (158 + column * 82)
            for y, tall in ((505, 120), (668, 150)):
                poster.rect(wx - 25, y - 6, wx + 25, y + tall + 6, WHITE)
                poster.rect(wx - 19, y, wx + 19, y + tall, DEEP if rng.random() < 0.7 else {"sun": 0.7})
                poster.rect(wx - 2, y, wx + 2, y + tall, WHITE)
                poster.rect(wx - 19, y + tall * 0.38, wx + 19, y + tall * 0.38 + 4, WHITE)
    poster.rect(mid - 480, 640, mid + 480, 652, {"sun": 0.3})
    poster.rect(mid - 110, 200, mid + 110, 860, {**BRICK, "deep": 0.0})
    poster.fade(
        trace("20 200, 110 200, 110 860, 20 860", mid, 0),
        "deep",
        (mid + 20, 0),
        (mid + 110, 0),
        0.16,
        0.34,
    )
    spire = smooth(
        trace("-128 204, -96 130, -30 96, 0 -20, 30 96, 96 130, 128 204", mid, 0),
        steps=5,
    )
    poster.poly(spire, {"cool": 0.9, "sun": 0.2})
    poster.poly([(mid + 10, 30), *spire[len(spire) // 2 + 3 :].tolist(), (mid + 30, 204)], {"deep": 0.35}, True)
    poster.disc(mid, 300, 62, DEEP)
    poster.disc(mid, 300, 52, {"sun": 0.2})
    poster.line([(mid, 262), (mid, 300), (mid + 28, 314)], 7, DEEP)
    for wx in (-50, 50):
        poster.rect(mid + wx - 22, 420, mid + wx + 22, 590, WHITE)
        poster.rect(mid + wx - 16, 426, mid + wx + 16, 584, DEEP)
    poster.disc(mid, 740, 66, WHITE)
    poster.rect(mid - 66, 740, mid + 66, 860, WHITE)
    poster.disc(mid, 742, 54, {"deep": 0.95})
    poster.rect(mid - 54, 742, mid + 54, 860, {"deep": 0.95})
    poster.rect(mid - 3, 700, mid + 3, 860, {"sun": 0.5})
    for step in range(4):
        poster.rect(
            mid - 120 - step * 22,
            846 + step * 11,
            mid + 120 + step * 22,
            858 + step * 11,
            {"deep": 0.06 + 0.09 * (step % 2)},
        )
    paving(poster, 886, {"sun": 0.2, "warm": 0.1}, {"deep": 0.22}, 110)
    poster.poly(trace("-470 886, 470 886, 760 1010, -60 1010", mid, 0), {"deep": 0.3}, True)
    pole = mid + float(rng.choice([-1, 1])) * 640
    poster.line([(pole, 250), (pole, 930)], 10, WHITE)
    poster.line([(pole + 4, 250), (pole + 4, 930)], 3, {"deep": 0.5})
    flag(poster, pole + 4, 262, 130, rng)
    for side in (60, 1740):
        tree(poster, side + rng.uniform(-30, 30), 990, rng.uniform(430, 520), rng, int(rng.choice([0, 1])))
    for y in np.sort(rng.uniform(925, 1170, 15)):
        near = (y - 880) / 300
        px = rng.uniform(90, 1710)
        size, pose = 120 + 190 * near, str(rng.choice(["walk", "walk", "stand", "reach"]))
        poster.poly(
            [(px - 8, y), (px + 8, y), (px + size * 0.62, y + size * 0.16), (px + size * 0.52, y + size * 0.19)],
            {"deep": 0.5},
            True,
        )
        small = bool(rng.random() < 0.2)
        person(poster, px, y, size * (0.68 if small else 1), Look.of(rng), pose, int(rng.choice([-1, 1])), small)
    bike = rng.uniform(300, 1500)
    bicycle(poster, bike, 1120, 300, {"warm": 1.0})
    person(poster, bike - 10, 1119, 280, Look.of(rng), "ride")
    for _ in range(8):
        gull(
            poster,
            rng.uniform(100, 1700),
            rng.uniform(90, 480),
            rng.uniform(14, 30),
            DEEP if rng.random() < 0.5 else WHITE,
            rng.normal(0, 0.3),
        )
    return poster.print()


@album.motif(1800, 1200)
def allotment(page: Page) -> Image.Image:
    """The allotment gardens in late summer: sheds, beans, sunflowers, somebody who waters."""
    rng, poster = page.rng, Poster(page, str(page.rng.choice(["fjord", "meadow", "brick"])))
    poster.sky("cool", 0.5, 0.1, 560)
    poster.disc(rng.uniform(200, 1600), 180, 90, {"sun": 0.95, "warm": 0.1})
    for _ in range(3):
        cloud(poster, rng.uniform(100, 1700), rng.uniform(110, 260), rng.uniform(110, 190), WHITE)
    for x in np.sort(rng.uniform(-20, 1820, 12)):
        tree(poster, x, 560, rng.uniform(190, 330), rng, int(rng.choice([0, 0, 1])))
    hedge = smooth([(x, 520 + rng.uniform(-16, 16)) for x in range(-60, 1921, 60)])
    poster.poly([(-60, 700), *hedge.tolist(), (1920, 700)], LEAF)
    poster.rect(-10, 590, 1810, 1210, GRASS)
    for shed, mix in zip((rng.uniform(170, 330), rng.uniform(1250, 1480)), rng.permutation(3)[:2], strict=True):
        colour = CLOTHES[int(mix)]
        poster.rect(shed, 420, shed + 300, 660, colour)
        for board in range(1, 12):
            poster.rect(shed + board * 25, 420, shed + board * 25 + 3, 660, {"deep": 0.35}, True)
        poster.poly([(shed - 26, 430), (shed + 150, 300), (shed + 326, 430)], {"deep": 0.85, "warm": 0.2})
        poster.poly([(shed + 26, 424), (shed + 150, 330), (shed + 274, 424)], colour)
        poster.rect(shed + 30, 470, shed + 120, 560, WHITE)
        poster.rect(shed + 38, 478, shed + 112, 552, {"deep": 0.7, "cool": 0.5})
        poster.rect(shed + 72, 470, shed + 78, 560, WHITE)
        poster.rect(shed + 174, 470, shed + 262, 660, WHITE)
        poster.rect(shed + 182, 478, shed + 254, 660, {"deep": 0.3, **colour})
        poster.line([(shed + 296, 660), (shed + 296, 190)], 7, WHITE)
        flag(poster, shed + 298, 196, 66, rng)
    for row in range(5):  # beds in perspective
        for side in (-1, 1):
            y = 670 + 112 * row + 7 * row * row
            a = 900 + side * (120 + 34 * row)
            b = 900 + side * (980 + 90 * row)
            deep_ = 44 + 13 * row
            poster.poly(
                [(a, y), (b, y), (b + side * 40, y + deep_), (a + side * 10, y + deep_)],
                {"deep": 0.6, "warm": 0.5, "sun": 0.3},
            )
            _crop(poster, rng, int(rng.integers(0, 6)), min(a, b), max(a, b), y + deep_ * 0.6, 52 + 20 * row)
    path = trace("840 590, 960 590, 1090 1210, 710 1210")
    poster.poly(path, {"sun": 0.3, "warm": 0.15})
    for _ in range(40):
        t = rng.random() ** 0.7
        poster.disc(
            900 + rng.uniform(-1, 1) * (50 + 130 * t), 600 + 600 * t, 4 + 12 * t, {"deep": 0.2, "warm": 0.1}, flat=0.4
        )
    gardener, face = 900 + rng.uniform(-50, 50), int(rng.choice([-1, 1]))
    at = person(poster, gardener, 1050, 430, Look.of(rng), "reach", face)
    can = (at["hand"][0] + 20 * face, at["hand"][1] + 40)
    poster.blob(
        trace("-40 -30, 40 -30, 46 46, -46 46", can[0], can[1]),
        {"cool": 0.95, "deep": 0.15},
    )
    poster.limb(
        [(can[0] + 36 * face, can[1] + 30), (can[0] + 112 * face, can[1] - 30)], (18, 11), {"cool": 0.95, "deep": 0.15}
    )
    for drop in range(22):
        poster.line(
            [
                (can[0] + (120 + 5 * drop) * face, can[1] - 26 + 5 * drop + rng.uniform(-14, 14)),
                (can[0] + (124 + 5.4 * drop) * face, can[1] - 10 + 5.4 * drop),
            ],
            3,
            WHITE,
        )
    friend = 900 - 560 * face
    person(poster, friend, 900, 330, Look.of(rng), str(rng.choice(["walk", "stand", "raise"])), face)
    return poster.print()


def _crop(poster: Poster, rng: Rng, kind: int, x0: float, x1: float, y: float, size: float) -> None:
    """A row of one vegetable or flower, plants of about `size` units."""
    for x in np.arange(x0 + size * 0.4, x1 - size * 0.2, size * (0.62 if kind != 4 else 0.8)):
        px, s = x + rng.normal(0, size * 0.04), size * rng.uniform(0.85, 1.15)
        if kind == 0:  # cabbage
            poster.disc(px, y - s * 0.2, s * 0.32, LEAF, flat=0.75)
            poster.disc(px, y - s * 0.24, s * 0.2, {"cool": 0.5, "sun": 0.5}, flat=0.8)
        elif kind == 1:  # beans on poles
            poster.line([(px, y), (px + s * 0.06, y - s * 1.8)], s * 0.05, {"sun": 0.6, "warm": 0.5, "deep": 0.2})
            for leaf in range(9):
                poster.disc(
                    px + rng.normal(0, s * 0.1),
                    y - s * (0.15 + 0.18 * leaf),
                    s * 0.12,
                    GREEN if leaf % 2 else LEAF,
                    flat=0.7,
                )
            poster.disc(px + s * 0.12, y - s * rng.uniform(0.4, 1.4), s * 0.06, {"warm": 1.0})
        elif kind == 2:  # sunflowers
            poster.line([(px, y), (px, y - s * 1.6)], s * 0.06, LEAF)
            for leaf in (-1, 1):
                poster.blob(
                    trace("0 -0.6, 0.26 -0.84, 0.34 -0.66, 0.16 -0.54", px, y, leaf * s, s),
                    GREEN,
                )
            for petal in np.linspace(0, 2 * np.pi, 13):
                poster.disc(
                    px + np.cos(petal) * s * 0.22,
                    y - s * 1.6 + np.sin(petal) * s * 0.22,
                    s * 0.085,
                    {"sun": 1.0, "warm": 0.12},
                )
            poster.disc(px, y - s * 1.6, s * 0.17, {"deep": 0.9, "warm": 0.6})
        elif kind == 3:  # tomatoes
            poster.blob(
                trace("0 -0.9, 0.26 -0.5, 0.2 0, -0.2 0, -0.26 -0.5", px, y, s),
                LEAF,
            )
            for _ in range(5):
                poster.disc(px + rng.normal(0, s * 0.12), y - s * rng.uniform(0.15, 0.75), s * 0.085, {"warm": 1.0})
        elif kind == 4:  # pumpkins
            poster.blob(
                trace("-0.36 0, -0.1 -0.3, 0.4 -0.14, 0.3 0.06", px, y, s),
                LEAF,
            )
            poster.disc(px, y - s * 0.14, s * 0.24, {"sun": 1.0, "warm": 0.55}, flat=0.75)
            for rib in (-0.1, 0.1):
                poster.disc(px + rib * s, y - s * 0.14, s * 0.06, {"deep": 0.12}, True, 2.6)
        else:  # leeks and carrots
            for blade in range(5):
                tip = (px + (blade - 2) * s * 0.13, y - s * rng.uniform(0.55, 0.85))
                poster.poly(
                    taper(smooth([(px, y), (px + (blade - 2) * s * 0.04, y - s * 0.4), tip]), [s * 0.08, s * 0.07, 1]),
                    GREEN if blade % 2 else LEAF,
                )
