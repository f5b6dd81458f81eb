"""What the children of the kindergarten draw: houses, animals, families, boats, suns, fish and trees."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Page, smooth, trace
from demo.pictures.children import BRIGHT, Crayons

album = Album()


def pick(crayons: Crayons, *without: str) -> str:
    """A bright colour other than those."""
    return str(crayons.rng.choice([name for name in BRIGHT if name not in without]))


def weather(crayons: Crayons, corner: bool = True) -> None:
    """Sky, sun and clouds as this child does them."""
    rng, w = crayons.rng, crayons.page.width
    if rng.random() < 0.6:
        crayons.sky()
    side = rng.choice([0, 1])
    if corner:
        crayons.sun(w * (0.1 if side else 0.9), 190, rng.uniform(90, 125), bool(rng.random() < 0.4))
    for _ in range(int(rng.integers(1, 3))):
        crayons.cloud(w * rng.uniform(0.3, 0.68), rng.uniform(170, 290), rng.uniform(70, 115))
    for _ in range(int(rng.integers(0, 4))):
        crayons.bird(w * rng.uniform(0.25, 0.75), rng.uniform(300, 450), rng.uniform(34, 56))


def human(crayons: Crayons, x: float, y: float, height: float) -> tuple[float, float]:
    """Somebody with a round head, standing at (x, y); returns where the hand is."""
    rng = crayons.rng
    r, tilt = height * rng.uniform(0.15, 0.19), rng.normal(0, 10)
    head = y - height + r
    cloth, line = pick(crayons), str(rng.choice(["black", "brown", "black"]))
    neck, hip = head + r * 1.05, y - height * 0.3
    wide = height * rng.uniform(0.11, 0.16)
    kind = int(rng.integers(0, 3))
    if kind == 0:  # a triangle of a dress
        crayons.shape(cloth, [(x + tilt, neck), (x + wide * 1.6, hip), (x - wide * 1.6, hip)], cloth)
    elif kind == 1:
        crayons.shape(
            cloth,
            [(x + tilt - wide * 0.8, neck), (x + tilt + wide * 0.8, neck), (x + wide, hip), (x - wide, hip)],
            cloth,
        )
    else:
        crayons.oval(cloth, x + tilt * 0.5, (neck + hip) / 2, wide, (hip - neck) / 2, cloth)
    arm = neck + (hip - neck) * 0.25
    hands = []
    for side in (-1, 1):
        leg = str(rng.choice([line, "blue"])) if kind else line
        crayons.line(leg, [(x + side * wide * 0.5, hip), (x + side * wide * 0.6, y)], width=1.15)
        crayons.line(line, [(x + side * wide * 0.6, y), (x + side * wide * 1.3, y + 4)], width=1.25)
        hand = (x + side * height * 0.27, arm + height * rng.uniform(-0.12, 0.1))
        crayons.line("skin" if rng.random() < 0.5 else line, [(x + tilt + side * wide * 0.5, arm), hand])
        for finger in (-0.5, 0.1, 0.7):
            crayons.line(line, [hand, (hand[0] + side * 20, hand[1] + finger * 26)], width=0.6)
        hands.append(hand)
    crayons.oval(
        line,
        x + tilt,
        head,
        r,
        r * 1.05,
        str(rng.choice(["skin", "skin", "pink", "orange", "brown"])) if rng.random() < 0.7 else "",
        1.1,
    )
    crayons.face(x + tilt, head, r)
    if rng.random() < 0.4:
        for side in (-1, 1):
            crayons.dot("pink", x + tilt + side * r * 0.55, head + r * 0.25, r * 0.17)
    hair = str(rng.choice(["yellow", "brown", "black", "orange"]))
    style = int(rng.integers(0, 4))
    if style == 0:
        for a in np.linspace(np.pi * 1.05, np.pi * 1.95, 11):
            crayons.line(
                hair,
                [
                    (x + tilt + np.cos(a) * r * 0.9, head + np.sin(a) * r * 0.9),
                    (x + tilt + np.cos(a) * r * 1.4, head + np.sin(a) * r * 1.4),
                ],
            )
    elif style == 1:
        for side in (-1, 1):
            crayons.fill(
                hair,
                trace("0.2 -1.15, 1 -0.6, 1.4 1.2, 1 1.3", tilt + x, head, r * side, r),
                0.8,
            )
    elif style == 2:
        a = np.linspace(np.pi, 2 * np.pi, 14)
        crayons.fill(
            hair, np.column_stack([x + tilt + np.cos(a) * r * 1.08, head - r * 0.3 + np.sin(a) * r * 0.85]), 0.6
        )
    else:
        turn_ = np.linspace(0, 9 * np.pi, 120)
        a = np.linspace(np.pi * 1.0, np.pi * 2.0, 120)
        curls = np.column_stack(
            [
                x + tilt + np.cos(a) * r * 1.05 + np.cos(turn_) * r * 0.2,
                head + np.sin(a) * r * 1.0 + np.sin(turn_) * r * 0.2,
            ]
        )
        crayons.line(hair, curls)
    return hands[1]


@album.motif(1800, 1350)
def child_house(page: Page) -> Image.Image:
    """A house with a chimney, smoke, flowers and a path."""
    crayons = Crayons(page)
    rng = crayons.rng
    weather(crayons)
    ground = rng.uniform(1130, 1200)
    crayons.grass(ground)
    x, wide, tall = rng.uniform(560, 800), rng.uniform(480, 620), rng.uniform(380, 470)
    wall, roof = pick(crayons, "green"), str(rng.choice(["red", "brown", "orange", "purple"]))
    top = ground - tall
    chimney = x + wide * rng.choice([0.2, 0.72])
    crayons.shape("brown", trace("0 -40, 0 -250, 80 -250, 80 -40", chimney, top), "red")
    turn_ = np.linspace(0, 9 * np.pi, 110)
    t = np.linspace(0, 1, 110)
    crayons.line(
        "grey",
        np.column_stack(
            [
                chimney + 40 + 150 * t + np.cos(turn_) * (22 + 36 * t),
                top - 280 - 190 * t + np.sin(turn_) * (22 + 36 * t),
            ]
        ),
    )
    crayons.shape(
        "black" if rng.random() < 0.4 else wall,
        [(x, ground), (x, top), (x + wide, top), (x + wide, ground)],
        wall if rng.random() < 0.75 else "",
        1.05,
    )
    crayons.shape(roof, [(x - 50, top), (x + wide / 2, top - 280), (x + wide + 50, top)], roof, 0.9)
    door = x + wide * rng.choice([0.42, 0.2, 0.62])
    crayons.shape("brown", trace("0 0, 0 -230, 120 -230, 120 0", door, ground), "brown")
    crayons.dot("yellow", door + 96, ground - 110, 13)
    for wx in (0.1, 0.7) if 0.3 < (door - x) / wide < 0.55 else (0.42,) if (door - x) / wide > 0.55 else (0.55, 0.8):
        left, size = x + wide * wx, 104
        crayons.shape(
            "blue",
            [(left, top + 80), (left + size, top + 80), (left + size, top + 80 + size), (left, top + 80 + size)],
            "sky" if rng.random() < 0.5 else "yellow",
            0.9,
        )
        crayons.line("blue", [(left + size / 2, top + 84), (left + size / 2, top + 80 + size)], width=0.7)
        crayons.line("blue", [(left, top + 80 + size / 2), (left + size, top + 80 + size / 2)], width=0.7)
    if rng.random() < 0.5:
        crayons.ring("blue", x + wide / 2, top - 110, 52)
    for place in np.sort(rng.choice(np.arange(120, 1700, 110), int(rng.integers(3, 6)), replace=False)):
        if not x - 90 < place < x + wide + 90:
            crayons.flower(float(place), ground + 20, rng.uniform(130, 220))
    if rng.random() < 0.7:
        human(crayons, rng.choice([x - 220, x + wide + 210]), ground + 30, rng.uniform(270, 360))
    return crayons.finish()


def hedgehog(crayons: Crayons, x: float, ground: float, rx: float, ry: float, face: int) -> None:
    """A hedgehog with apples on its spines."""
    a = np.linspace(np.pi, 2 * np.pi, 26)
    body = np.column_stack([x + np.cos(a) * rx, ground - 40 + np.sin(a) * ry * 1.8])
    crayons.shape("brown", body, "brown", 1.1)
    for spine in np.linspace(np.pi * 1.02, np.pi * 1.92, 30):
        for out in (0.75, 1.0):
            px, py = x + np.cos(spine) * rx * out, ground - 40 + np.sin(spine) * ry * 1.8 * out
            crayons.line("black", [(px, py), (px + np.cos(spine) * 78, py + np.sin(spine) * 78)], width=0.7)
    nose = x + face * (rx + 150)
    crayons.shape(
        "brown",
        [(x + face * rx * 0.86, ground - 230), (nose, ground - 70), (x + face * rx * 0.9, ground - 40)],
        "skin",
    )
    crayons.dot("black", nose, ground - 76, 26)
    crayons.dot("black", x + face * (rx + 10), ground - 150, 17)
    for leg in (-200, -70, 90, 220):
        crayons.line("brown", [(x + leg, ground - 34), (x + leg + 8, ground + 20)], width=1.7)
    for apple in range(3):
        crayons.oval("red", x - 150 + apple * 130, ground - 40 - ry * 1.84, 46, 46, "red")


@album.motif(1800, 1350)
def child_animal(page: Page) -> Image.Image:
    """A big animal: cat, cow, hedgehog or an elephant with spots."""
    crayons = Crayons(page)
    rng = crayons.rng
    weather(crayons)
    ground = rng.uniform(1120, 1190)
    crayons.grass(ground)
    kind, face = int(rng.integers(0, 4)), int(rng.choice([-1, 1]))
    coat = str(rng.choice(["orange", "grey", "brown", "pink", "blue", "yellow"]))
    coat = "black" if kind == 1 else coat
    x, y, rx, ry = 900.0, ground - 330, rng.uniform(310, 380), rng.uniform(165, 205)
    if kind == 2:
        hedgehog(crayons, x, ground, rx, ry, face)
        return crayons.finish()
    for leg in (-0.72, -0.4, 0.4, 0.72):
        px = x + leg * rx
        wide = 34 if kind != 3 else 52
        crayons.shape(
            "black" if rng.random() < 0.3 else coat,
            [(px - wide, y + ry * 0.5), (px + wide, y + ry * 0.5), (px + wide, ground + 20), (px - wide, ground + 20)],
            coat if kind != 1 else "",
            0.9,
        )
    tail = x - face * rx
    crayons.line(
        coat,
        smooth(trace("0 -30, -120 -90, -150 -250, -90 -300", tail, y, face, 1))
        if kind == 0
        else smooth([(tail, y - 40), (tail - face * 90, y + 40), (tail - face * 80, y + 200)]),
        width=1.5,
    )
    crayons.oval("black" if kind == 1 else coat, x, y, rx, ry, coat if kind != 1 else "", 0.95)
    head, high = x + face * (rx + 60), y - ry * 0.9
    r = rng.uniform(150, 180)
    if kind == 0:
        for side in (-1, 1):
            crayons.shape(
                coat,
                [
                    (head + side * r * 0.3, high - r * 0.85),
                    (head + side * r * 0.75, high - r * 1.55),
                    (head + side * r * 0.95, high - r * 0.4),
                ],
                "pink",
            )
    if kind == 3:
        crayons.oval(coat, head - face * r * 0.9, high - 10, r * 0.6, r * 0.8, "pink")
    crayons.oval("black" if kind == 1 else coat, head, high, r, r * 0.95, coat if kind != 1 else "pink", 0.85)
    crayons.face(head, high - (20 if kind == 3 else 0), r)
    if kind == 0:
        for side in (-1, 1):
            for whisker in (-0.2, 0.02, 0.24):
                crayons.line(
                    "black",
                    [(head + side * r * 0.3, high + r * 0.12), (head + side * r * 1.5, high + r * whisker * 2)],
                    width=0.6,
                )
        for stripe in np.linspace(-0.6, 0.6, 6):
            crayons.line(
                "black" if coat != "grey" else "brown",
                [(x + stripe * rx, y - ry * 0.92), (x + stripe * rx + 14, y - ry * 0.2)],
                width=1.2,
            )
    elif kind == 1:
        for side in (-1, 1):
            crayons.line(
                "brown",
                smooth(
                    [
                        (head + side * r * 0.5, high - r * 0.8),
                        (head + side * r * 0.9, high - r * 1.25),
                        (head + side * r * 0.7, high - r * 1.6),
                    ]
                ),
                width=1.4,
            )
        for _ in range(6):
            a, far = rng.uniform(0, 6.28), rng.uniform(0.1, 0.7)
            crayons.oval(
                "black",
                x + np.cos(a) * rx * far,
                y + np.sin(a) * ry * far,
                rng.uniform(44, 80),
                rng.uniform(36, 62),
                "black",
                0.8,
            )
        crayons.oval("pink", x - face * rx * 0.35, y + ry * 0.98, 74, 50, "pink")
    else:
        trunk = smooth(trace("0.7 30, 1.4 150, 1.3 340, 1.75 380", head, high, face * r, 1))
        crayons.line(coat, trunk, width=3.2)
        for _ in range(12):
            a, far = rng.uniform(0, 6.28), rng.uniform(0.1, 0.8)
            crayons.dot(pick(crayons, coat), x + np.cos(a) * rx * far, y + np.sin(a) * ry * far, rng.uniform(18, 32))
    for place in (160, 1640):
        crayons.flower(place + rng.uniform(-50, 50), ground + 20, rng.uniform(140, 220))
    return crayons.finish()


@album.motif(1800, 1270)
def child_family(page: Page) -> Image.Image:
    """A family in a row, hand in hand, with the dog or the cat."""
    crayons = Crayons(page)
    rng = crayons.rng
    weather(crayons, bool(rng.random() < 0.7))
    ground = rng.uniform(1090, 1140)
    crayons.grass(ground)
    heights = [rng.uniform(600, 680), rng.uniform(560, 640)] + [
        rng.uniform(300, 470) for _ in range(int(rng.integers(1, 4)))
    ]
    order = rng.permutation(len(heights))
    gap = 1500 / (len(heights) + 1)
    for place, number in enumerate(order):
        human(
            crayons, 150 + gap * (place + 0.75) + rng.normal(0, 14), ground + rng.uniform(0, 40), heights[int(number)]
        )
    pet, coat = 1800 - 210.0, str(rng.choice(["brown", "black", "orange", "grey"]))
    crayons.oval(coat, pet - 20, ground - 80, 105, 56, coat, 0.9)
    crayons.oval(coat, pet - 120, ground - 160, 56, 54, coat, 0.9)
    crayons.dot("black", pet - 138, ground - 170, 11)
    crayons.dot("black", pet - 172, ground - 150, 14)
    for ear in (-30, 24):
        crayons.line(coat, [(pet - 120 + ear, ground - 200), (pet - 120 + ear * 1.5, ground - 246)], width=1.5)
    for leg in (-90, -50, 30, 66):
        crayons.line(coat, [(pet + leg, ground - 40), (pet + leg, ground + 24)], width=1.2)
    crayons.line(
        coat, smooth([(pet + 80, ground - 100), (pet + 130, ground - 150), (pet + 120, ground - 210)]), width=1.2
    )
    for _ in range(int(rng.integers(1, 4))):
        crayons.heart(rng.uniform(300, 1500), rng.uniform(260, 400), rng.uniform(32, 58))
    return crayons.finish()
