"""More of what the children draw: boats, suns, fish and trees."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Page, smooth, trace
from demo.pictures.child_subjects import human, pick, weather
from demo.pictures.children import Crayons

album = Album()


def sea(crayons: Crayons, y: float) -> None:
    """Waves to the foot of the sheet."""
    rng, w, h = crayons.rng, crayons.page.width, crayons.page.height
    crayons.fill(
        "blue" if rng.random() < 0.5 else "sky",
        [(26, y + 40), (w * 0.4, y + 26), (w - 26, y + 44), (w - 26, h - 30), (26, h - 30)],
        1.25,
        0.7,
    )
    for level in np.arange(y, h - 60, rng.uniform(90, 130)):
        xs = np.arange(30, w - 20, 16.0)
        crayons.line("blue", np.column_stack([xs, level + 26 * np.abs(np.sin(xs / 62 + rng.uniform(0, 3)))]))


def fish(crayons: Crayons, x: float, y: float, size: float, face: int, big: bool = False) -> None:
    """A fish that swims to the `face` side, with scales or stripes."""
    rng = crayons.rng
    body, fin = pick(crayons, "sky", "blue"), pick(crayons, "sky")
    a = np.linspace(0, 2 * np.pi, 34, endpoint=False)
    shape = np.column_stack([x + np.cos(a) * size * 0.5, y + np.sin(a) * size * 0.29])
    crayons.shape(
        fin,
        trace("-0.44 0, -0.76 -0.24, -0.68 0, -0.76 0.24", x, y, face * size, size),
        fin,
        0.8,
    )
    crayons.shape(
        fin, [(x - size * 0.16, y - size * 0.26), (x, y - size * 0.44), (x + size * 0.16, y - size * 0.26)], fin, 0.8
    )
    crayons.shape("black" if rng.random() < 0.35 else body, shape, body, 0.9)
    if rng.random() < 0.5 or big:
        second = pick(crayons, body)
        for column in np.linspace(-0.3, 0.16, 5 if big else 3):
            for row in np.linspace(-0.14, 0.14, 4 if big else 2):
                t = np.linspace(-1.4, 1.4, 8)
                px, py = x + face * column * size, y + row * size
                crayons.line(
                    second,
                    np.column_stack([px - face * np.cos(t) * size * 0.05, py + np.sin(t) * size * 0.05]),
                    width=0.7,
                )
    else:
        for stripe in (-0.26, -0.1, 0.06):
            crayons.line(
                pick(crayons, body),
                [(x + face * stripe * size, y - size * 0.22), (x + face * stripe * size, y + size * 0.22)],
                width=1.4,
            )
    eye = (x + face * size * 0.3, y - size * 0.08)
    crayons.ring("black", *eye, size * 0.055, width=0.7)
    crayons.dot("black", *eye, max(8.0, size * 0.03))
    crayons.line(
        "red",
        smooth(
            [
                (x + face * size * 0.47, y + size * 0.05),
                (x + face * size * 0.4, y + size * 0.1),
                (x + face * size * 0.33, y + size * 0.09),
            ]
        ),
        width=0.8,
    )
    for bubble in range(int(rng.integers(2, 5))):
        crayons.ring(
            "blue", x + face * size * (0.58 + 0.03 * bubble), y - size * 0.1 - bubble * 62, 12 + 7 * bubble, width=0.6
        )


@album.motif(1800, 1350)
def child_boat(page: Page) -> Image.Image:
    """A boat on the fjord with sails and flags, fish below."""
    crayons = Crayons(page)
    rng = crayons.rng
    weather(crayons)
    level = rng.uniform(860, 930)
    x, wide = rng.uniform(760, 1040), rng.uniform(330, 420)
    wood = str(rng.choice(["brown", "red", "blue", "orange"]))
    mast = x + rng.uniform(-40, 40)
    crayons.line("brown", [(mast, level - 150), (mast, level - 660)], width=1.5)
    first, second = pick(crayons), pick(crayons)
    crayons.shape(
        first, [(mast + 22, level - 640), (mast + wide * 0.85, level - 210), (mast + 22, level - 200)], first, 1.0
    )
    crayons.shape(
        second,
        [(mast - 22, level - 560), (mast - wide * 0.7, level - 210), (mast - 22, level - 200)],
        second if rng.random() < 0.6 else "",
        1.0,
    )
    crayons.shape("red", [(mast, level - 665), (mast + 130, level - 640), (mast, level - 600)], "red", 0.7)
    if rng.random() < 0.75:
        human(crayons, x - wide * 0.62, level - 60, 260)
    hull_ = trace("-1 -160, 1 -160, 0.66 50, -0.66 50", x, level, wide, 1)
    crayons.shape("black" if wood != "brown" else "brown", hull_, wood, 0.85)
    for port in (-0.4, 0.0, 0.4):
        crayons.oval("yellow", x + port * wide, level - 66, 38, 38, "yellow", 0.8)
    sea(crayons, level)
    for _ in range(int(rng.integers(1, 4))):
        fish(
            crayons,
            rng.uniform(200, 1600),
            rng.uniform(level + 200, 1260),
            rng.uniform(150, 240),
            int(rng.choice([-1, 1])),
        )
    return crayons.finish()


@album.motif(1350, 1350)
def child_sun(page: Page) -> Image.Image:
    """A great sun that smiles over hills and flowers."""
    crayons = Crayons(page)
    rng = crayons.rng
    x, y, r = 675 + rng.uniform(-40, 40), 520 + rng.uniform(-30, 40), rng.uniform(225, 275)
    rays = int(rng.integers(12, 20))
    long_ = rng.uniform(1.5, 1.8)
    for number, a in enumerate(np.linspace(0, 2 * np.pi, rays, endpoint=False)):
        far = r * (long_ if number % 2 else long_ * 0.86)
        colour = ("orange", "yellow", "red")[number % int(rng.integers(2, 4))]
        if rng.random() < 0.4 or rays < 14:
            crayons.shape(
                colour,
                [
                    (x + np.cos(a - 0.13) * r * 1.12, y + np.sin(a - 0.13) * r * 1.12),
                    (x + np.cos(a) * far, y + np.sin(a) * far),
                    (x + np.cos(a + 0.13) * r * 1.12, y + np.sin(a + 0.13) * r * 1.12),
                ],
                colour,
                0.8,
            )
        else:
            crayons.line(
                colour,
                [(x + np.cos(a) * r * 1.12, y + np.sin(a) * r * 1.12), (x + np.cos(a) * far, y + np.sin(a) * far)],
                width=1.5,
            )
    crayons.oval("orange", x, y, r, r, "yellow", 0.62)
    crayons.face(x, y, r)
    for side in (-1, 1):
        crayons.oval("pink", x + side * r * 0.6, y + r * 0.22, r * 0.14, r * 0.12, "pink", 0.7)
    for colour, base in (("leaf", 1090), ("green", 1180)):
        xs = np.linspace(30, 1320, 12)
        crest = np.column_stack([xs, base + 40 * np.sin(xs / rng.uniform(150, 260) + rng.uniform(0, 6))])
        crayons.fill(colour, [*crest.tolist(), (1320, 1310), (30, 1310)], 1.0)
        crayons.line(colour, crest)
    for place in np.linspace(140, 1210, int(rng.integers(3, 6))):
        crayons.flower(place + rng.uniform(-40, 40), 1230, rng.uniform(140, 210))
    return crayons.finish()


@album.motif(1800, 1270)
def child_fish(page: Page) -> Image.Image:
    """A great fish and small ones between weeds."""
    crayons = Crayons(page, "#eaf3f6" if page.seed % 3 == 1 else "")
    rng = crayons.rng
    xs = np.arange(30, 1780, 16.0)
    crayons.line("blue", np.column_stack([xs, 110 + 30 * np.abs(np.sin(xs / 60))]))
    if rng.random() < 0.6:
        crayons.fill("sky", trace("26 140, 1774 140, 1774 1060, 26 1060"), rng.uniform(2.2, 3.4), 0.5)
    crayons.fill("yellow", trace("26 1120, 500 1090, 1100 1130, 1774 1100, 1774 1240, 26 1240"), 1.1)
    for place in np.sort(rng.uniform(60, 1740, int(rng.integers(5, 9)))):
        tall = rng.uniform(240, 560)
        ys = np.linspace(1140, 1140 - tall, 18)
        crayons.line(
            str(rng.choice(["green", "leaf"])), np.column_stack([place + 30 * np.sin(ys / 60 + place), ys]), width=1.5
        )
    fish(
        crayons,
        880 + rng.uniform(-90, 90),
        590 + rng.uniform(-40, 40),
        rng.uniform(820, 960),
        int(rng.choice([-1, 1])),
        True,
    )
    for px, py in ((260, 300), (1540, 330), (330, 960), (1480, 930)):
        if rng.random() < 0.8:
            fish(
                crayons,
                px + rng.uniform(-60, 60),
                py + rng.uniform(-40, 40),
                rng.uniform(200, 290),
                int(rng.choice([-1, 1])),
            )
    for _ in range(3):
        sx, sy = rng.uniform(200, 1600), rng.uniform(1150, 1210)
        star = [
            (sx + np.cos(a) * r, sy + np.sin(a) * r)
            for a, r in zip(np.linspace(-np.pi / 2, 1.5 * np.pi, 11)[:-1], [54, 22] * 5, strict=True)
        ]
        crayons.shape("orange", star, "orange", 0.8)
    return crayons.finish()


@album.motif(1350, 1800)
def child_tree(page: Page) -> Image.Image:
    """An apple tree with a swing, birds and somebody below."""
    crayons = Crayons(page)
    rng = crayons.rng
    weather(crayons)
    ground = rng.uniform(1570, 1640)
    crayons.grass(ground)
    x = 675 + rng.uniform(-60, 60)
    trunk = trace("-95 10, -55 -300, -60 -560, 60 -560, 55 -300, 105 10", x, ground)
    crayons.shape("brown", trunk, "brown", 0.85)
    for grain in (-24, 10, 34):
        crayons.line("black", [(x + grain, ground - 80), (x + grain * 0.7, ground - 480)], width=0.5)
    crayons.oval("black", x + 6, ground - 330, 26, 36, "black", 0.8)
    green = str(rng.choice(["green", "leaf", "green", "orange"]))
    cx, cy = x, ground - 830
    a = np.linspace(0, 2 * np.pi, 100)
    bumps = int(rng.integers(7, 12))
    r = 1 + 0.13 * np.abs(np.sin(a * bumps / 2))
    crown = np.column_stack([cx + np.cos(a) * 430 * r, cy + np.sin(a) * 360 * r])
    crayons.fill(green, crown, 0.95)
    if rng.random() < 0.6:
        crayons.fill("leaf" if green == "green" else "green", crown * 0.72 + np.array([cx, cy]) * 0.28, 2.2, 0.7)
    crayons.line(green if rng.random() < 0.6 else "black", crown, True)
    fruit = str(rng.choice(["red", "red", "yellow", "pink"]))
    for _ in range(int(rng.integers(8, 15))):
        t, far = rng.uniform(0, 6.28), np.sqrt(rng.random()) * 0.86
        crayons.oval(fruit, cx + np.cos(t) * 400 * far, cy + np.sin(t) * 330 * far, 36, 36, fruit, 0.6)
    for _ in range(3):
        crayons.oval(fruit, x + rng.uniform(-400, 400), ground + rng.uniform(0, 50), 34, 34, fruit, 0.6)
    side = int(rng.choice([-1, 1]))
    human(crayons, x + side * 360, ground + 36, rng.uniform(330, 420))
    crayons.flower(x - side * 420, ground + 30, 210)
    crayons.flower(x - side * 300, ground + 40, 150)
    return crayons.finish()
