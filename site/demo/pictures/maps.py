"""Hand-made looking maps of the invented place: the town, the fjord as a sea chart, the municipality."""

import numpy as np
from PIL import Image

from demo.pictures.canvas import Album, Array, Page, ramp, smooth, trace, turn
from demo.pictures.chart import EDGE, LINE, Chart
from demo.pictures.poster import Mix

album = Album()


Rng = np.random.Generator


PARK: Mix = {"cool": 0.5, "sun": 0.6}


def shore(chart: Chart, land: Array, tint: float = 0.55, lining: int = 5) -> None:
    """Water below 0 of `land` (units inland) with lines that follow the coast, and the coast itself."""
    wet = ramp(land, 1.0, -1.0)
    chart.wash("cool", wet * (0.34 + (tint - 0.2) * np.exp(np.minimum(land, 0) / 60)))
    chart.clear("sun", wet)
    chart.clear("warm", wet)
    chart.clear("deep", wet)
    soft = chart.page.blur(np.clip(land / 400 + 0.5, 0, 1), 10) * 400 - 200
    lines = chart.contours(soft, [-12.0 * (i + 1) ** 1.25 for i in range(lining)], 1.7) * wet
    chart.wash("deep", lines * 0.6)
    chart.wash("deep", chart.contours(land, [0.0], 4.2))


def _lots(chart: Chart, corners: np.ndarray, dense: float) -> None:
    """One town block: houses along its streets round a court, or villas in gardens."""
    rng, poster = chart.rng, chart.poster
    centre = corners.mean(0)
    if dense < 0.25 and rng.random() < 0.14:
        poster.poly(corners, PARK)
        chart.trees(centre[0], centre[1], 34, 12)
        return
    poster.poly(corners, {"sun": 0.34, "warm": 0.13} if dense > 0.4 else {"sun": 0.3, "cool": 0.12})
    inner = centre + (corners - centre) * (0.5 if dense > 0.4 else 0.55)
    if dense > 0.4 and rng.random() < 0.5:
        poster.poly(centre + (corners - centre) * 0.42, PARK)
    tone = 0.55 + 0.35 * dense
    for side in range(4):
        a, b, c, d = corners[side], corners[(side + 1) % 4], inner[(side + 1) % 4], inner[side]
        length = float(np.hypot(*(b - a)))
        place = 0.0
        while place < 0.97:
            wide = rng.uniform(15, 32) / max(length, 20) if dense > 0.4 else 15 / max(length, 20)
            end = min(1.0, place + wide)
            if rng.random() < (0.93 if dense > 0.4 else 0.62):
                back = rng.uniform(0.6, 1.0) if dense > 0.4 else 0.5
                front = 0.0 if dense > 0.4 else 0.16
                p, q, r, s = (a + (b - a) * place, a + (b - a) * end, d + (c - d) * end, d + (c - d) * place)
                shape = np.array([p + (s - p) * front, q + (r - q) * front, q + (r - q) * back, p + (s - p) * back])
                shape = shape.mean(0) + (shape - shape.mean(0)) * (0.97 if dense > 0.4 else 0.8)
                poster.poly(shape, {"warm": tone * rng.uniform(0.8, 1.1), "sun": 0.35, "deep": 0.1 * dense})
                poster.line(np.vstack([shape, shape[:1]]), 1.5, {"deep": 0.85}, True)
            place = end + (0 if dense > 0.4 else 12 / max(length, 20))


@album.motif(1800, 1350)
def map_town(page: Page) -> Image.Image:
    """The town: old streets round the square, harbour basins, railway, park and church."""
    chart = Chart(page)
    rng, poster = chart.rng, chart.poster
    poster.rect(-10, -10, 1810, 1360, {"sun": 0.26, "cool": 0.06})
    flip = int(rng.choice([-1, 1]))
    coast = smooth(
        [
            (-100, 960 + rng.uniform(-40, 40)),
            (350, 930),
            (700, 985 + rng.uniform(-30, 30)),
            (1050, 950),
            (1400, 900 + rng.uniform(-60, 30)),
            (1920, 830),
        ]
    )
    if flip < 0:
        coast = np.column_stack([1800 - coast[::-1, 0], coast[::-1, 1]])
    land = (np.interp(page.xs[0], coast[:, 0], coast[:, 1]).astype(np.float32)[None, :] - page.ys) + chart.relief(
        90
    ) * 9
    middle = 900 + flip * rng.uniform(-60, 120)
    for basin, wide, deep_ in ((-210, 150, 250), (70, 110, 190), (290, 190, 150)):  # quays cut into the land
        x = middle + basin
        y = float(np.interp(x, coast[:, 0], coast[:, 1])) - deep_
        box = np.minimum(np.minimum(page.xs - x, x + wide - page.xs), page.ys - y)
        land = np.minimum(land, -box)
    shore(chart, land)
    moles = ((middle - 330, 250, 190), (middle + 580, 210, -230))
    for x, reach, bend in moles:
        y = float(np.interp(x, coast[:, 0], coast[:, 1]))
        path = smooth([(x, y - 20), (x + bend * 0.1, y + reach * 0.6), (x + bend, y + reach)])
        poster.line(path, 22, {"deep": 0.95})
        poster.line(path, 15, {"sun": 0.3})
        end_x, end_y = path[-1]
        poster.disc(end_x, end_y, 15, {"warm": 1.0})
        poster.disc(end_x, end_y, 6, {})
    _sheds(chart, coast, middle)
    centre = np.array([middle - 20, float(np.interp(middle, coast[:, 0], coast[:, 1])) - 430])
    rail = smooth(
        [(-40, 430), (420, 330 + rng.uniform(-30, 30)), (900, 215), (1340, 190 + rng.uniform(-20, 30)), (1900, 90)]
    )
    if flip < 0:
        rail = np.column_stack([1800 - rail[::-1, 0], rail[::-1, 1]])
    _streets(chart, land, centre, rng.uniform(-0.2, 0.2), rail)
    chart.railway(rail)
    stop = rail[len(rail) // 2]
    poster.poly(
        trace("-66 16, 66 8, 66 36, -66 44", stop[0], stop[1]),
        {"warm": 0.95, "deep": 0.25},
    )
    chart.letters("STATION", stop[0], stop[1] - 40, 24, 5)
    chart.letters("BROVIG FJORD", middle + flip * 40, 1170, 62, 30, cover=0.8)
    chart.letters("HAVNEN", middle - 80, float(np.interp(middle - 80, coast[:, 0], coast[:, 1])) + 72, 24, 7)
    chart.compass(240 if flip > 0 else 1560, 1130, 92)
    chart.scale_bar(1420 if flip > 0 else 150, 1236, 44)
    chart.title(330 if flip > 0 else 1470, 190, "BROVIG", "TORVET  OG  HAVNEN", 220)
    chart.frame()
    return poster.print(0.3)


def _sheds(chart: Chart, coast: np.ndarray, middle: float) -> None:
    """Warehouses and tracks on the quays."""
    rng, poster = chart.rng, chart.poster
    for x, wide in ((-330, 90), (-262, 40), (-42, 44), (14, 40), (196, 34), (244, 34), (500, 120), (650, 100)):
        foot = float(np.interp(middle + x, coast[:, 0], coast[:, 1])) - 24
        for row in range(3 if wide < 60 else 1):
            y = foot - row * 66
            tall = 54 if wide < 60 else 34
            poster.rect(
                middle + x, y - tall, middle + x + wide * rng.uniform(0.8, 1.0), y, {"deep": 0.45, "warm": 0.35}
            )
            poster.line([(middle + x, y - tall / 2), (middle + x + wide * 0.8, y - tall / 2)], 1.6, LINE)


def _streets(chart: Chart, land: Array, centre: np.ndarray, angle: float, rail: np.ndarray) -> None:
    """Blocks of a warped grid about the square; the square, church and park lie in its midst."""
    rng, poster = chart.rng, chart.poster
    pitch = np.array([112.0, 86.0])
    wave = rng.uniform(0, 6, 4)

    def place(i: float, j: float) -> np.ndarray:
        p = np.array([i, j]) * pitch
        p += (
            26 * np.sin(p[1] / 190 + wave[0]) + 16 * np.sin(p[1] / 83 + wave[1]),
            26 * np.sin(p[0] / 230 + wave[2]) + 13 * np.sin(p[0] / 97 + wave[3]),
        )
        return turn([p], angle)[0] + centre

    special = {
        (0, 0): "square",
        (int(rng.choice([-1, 1])), -1): "church",
        (int(rng.choice([-3, 3])), int(rng.integers(-1, 1))): "park",
    }
    for i in range(-11, 12):
        for j in range(-7, 8):
            corners = np.array([place(i, j), place(i + 1, j), place(i + 1, j + 1), place(i, j + 1)])
            if corners[:, 0].max() < EDGE or corners[:, 0].min() > 1800 - EDGE:
                continue
            if min(chart.at(land, *corner) for corner in corners) < 16 or corners[:, 1].min() < -60:
                continue
            if abs(float(np.interp(corners[:, 0].mean(), rail[:, 0], rail[:, 1])) - corners[:, 1].mean()) < 78:
                continue  # the railway and its yard
            far = float(np.hypot(i * 0.9, j))
            street = 0.8 if i % 3 == 0 or j % 3 == 0 else 0.87
            block = corners.mean(0) + (corners - corners.mean(0)) * street
            kind = special.get((i, j))
            x, y = block.mean(0)
            if kind == "square":
                poster.poly(block, {"sun": 0.12})
                poster.line(np.vstack([block, block[:1]]), 2.5, LINE)
                chart.letters("TORVET", x, y, 20, 3)
            elif kind == "church":
                poster.poly(block, PARK)
                poster.rect(x - 26, y - 9, x + 26, y + 9, {"deep": 0.95})
                poster.rect(x - 4, y - 20, x + 8, y + 20, {"deep": 0.95})
            elif kind == "park":
                poster.poly(block, PARK)
                chart.trees(x, y, 40, 22)
            else:
                _lots(chart, block, float(np.clip(1.15 - far / 6.5, 0, 1)))


@album.motif(1800, 1350)
def map_fjord(page: Page) -> Image.Image:
    """The fjord as a sea chart: depths, fairway, lights, compass rose."""
    chart = Chart(page)
    rng, poster = chart.rng, chart.poster
    poster.rect(-10, -10, 1810, 1360, {"sun": 0.5, "warm": 0.06})
    flip = bool(rng.random() < 0.5)
    axis = [
        (1980, 330),
        (1500, 420 + rng.uniform(-60, 60)),
        (1120, 650 + rng.uniform(-60, 60)),
        (760, 640 + rng.uniform(-70, 70)),
        (420, 860 + rng.uniform(-50, 60)),
        (150, 1010),
    ]
    course = smooth([(1800 - x, y) if flip else (x, y) for x, y in axis], steps=12)
    far, along = chart.away(course)
    hills = chart.relief(260) * 70 + chart.relief(110) * 34 + chart.relief(48) * 13
    wide = np.interp(along, np.linspace(0, 1, 7), [310, 250, 215, 190, 150, 110, 40]).astype(np.float32)
    land = chart.page.blur(np.clip((far - wide + hills * 0.9) / 800 + 0.5, 0, 1), 3) * 800 - 400
    depth = np.clip(-land, 0, None) * (0.9 + 0.25 * chart.relief(170))
    shore_ = ramp(land, 1, -1)
    poster_field = 0.62 * ramp(depth, 62, 56) + 0.3 * ramp(depth, 132, 124) * ramp(depth, 56, 62) + 0.06
    chart.wash("cool", poster_field * shore_)
    for ink in ("sun", "warm"):
        chart.clear(ink, shore_)
    chart.wash("deep", chart.contours(depth, [59.0, 128.0, 200.0], 1.9) * shore_ * 0.75)
    chart.wash("sun", chart.contours(hills, [-30.0, 10.0, 50.0, 90.0], 1.8) * (1 - shore_))
    chart.wash("deep", chart.contours(hills + land * 0.25, [40.0, 90.0, 140.0, 190.0], 1.5) * (1 - shore_) * 0.35)
    chart.wash("deep", chart.contours(land, [0.0], 4.6))
    for y in np.arange(130, 1250, 58.0):  # soundings
        for x in np.arange(130, 1700, 76.0):
            px, py = x + rng.uniform(-22, 22), y + rng.uniform(-14, 14)
            metres = chart.at(depth, px, py) / 17
            if metres > 0.9:
                chart.letters(f"{metres:.0f}", px, py, 21, cover=0.78)
    _seamarks(chart, course, land)
    _places(chart, land)
    corners = trace("470 240, 1330 240, 470 1110, 1330 1110")
    inland = sorted(
        corners, key=lambda c: min(chart.at(land, c[0] + dx, c[1] + dy) for dx in (-300, 0, 300) for dy in (-100, 100))
    )
    chart.title(inland[-1][0], inland[-1][1], "BROVIG FJORD", "DYBDER  I  METER", 330)
    rest = [corner for corner in corners if corner[0] != inland[-1][0]]
    chart.compass(rest[0][0] + (60 if rest[0][0] < 900 else -60), 1050 if inland[-1][1] < 600 else 330, 118)
    chart.scale_bar(inland[-1][0] - 150, inland[-1][1] + 136, 60)
    chart.frame(45)
    return poster.print(0.3)


def _seamarks(chart: Chart, course: np.ndarray, land: Array) -> None:
    """The fairway, its buoys, and lights with their sectors."""
    rng, poster = chart.rng, chart.poster
    for number in range(0, len(course) - 2, 2):
        poster.line(course[number : number + 2], 3, {"warm": 1.0}, True)
    for number in range(6, len(course) - 10, 8):
        x, y = course[number]
        dx, dy = course[number + 1] - course[number]
        size = float(np.hypot(dx, dy)) or 1.0
        for side, mix in ((-1, {"warm": 1.0}), (1, {"cool": 1.0, "sun": 0.8})):
            bx, by = x - dy / size * 36 * side, y + dx / size * 36 * side
            poster.poly(trace("-8 6, 8 6, 3 -22, -3 -22", bx, by), mix)
            poster.disc(bx, by + 6, 4, LINE)
    lights = 0
    for spot in rng.permutation(len(course) - 12)[:30] + 4:
        x, y = course[spot]
        a = rng.uniform(0, 2 * np.pi)
        for reach in range(40, 420, 10):
            lx, ly = x + np.cos(a) * reach, y + np.sin(a) * reach
            if chart.at(land, lx, ly) > 8:
                break
        else:
            continue
        if not (EDGE + 60 < lx < 1740 - EDGE and EDGE + 60 < ly < 1290 - EDGE):
            continue
        back = np.arctan2(y - ly, x - lx)
        for part, mix in ((-0.5, {"warm": 0.4}), (-0.16, {"sun": 0.75}), (0.18, {"cool": 0.85, "sun": 0.6})):
            fan = [
                (lx + np.cos(back + part + t) * 190, ly + np.sin(back + part + t) * 190)
                for t in np.linspace(0, 0.33, 8)
            ]
            poster.poly([(lx, ly), *fan], mix, True)
            for edge in (fan[0], fan[-1]):
                poster.line([(lx, ly), edge], 1.6, {"deep": 0.7}, True)
        star = [
            (lx + np.cos(t) * r, ly + np.sin(t) * r)
            for t, r in zip(np.linspace(0, 2 * np.pi, 11)[:-1], [17, 7] * 5, strict=True)
        ]
        poster.poly(star, {"warm": 1.0})
        lights += 1
        if lights == 3:
            return


def _places(chart: Chart, land: Array) -> None:
    """Towns, farms and woods on the shore."""
    rng, poster = chart.rng, chart.poster
    for _ in range(70):
        x, y = rng.uniform(150, 1650), rng.uniform(140, 1210)
        inland = chart.at(land, x, y)
        if 20 < inland < 90:
            for _ in range(int(rng.integers(3, 10))):
                hx, hy, s = x + rng.normal(0, 26), y + rng.normal(0, 18), rng.uniform(5, 10)
                if chart.at(land, hx, hy) > 10:
                    poster.poly(
                        turn(trace("-1 -0.6, 1 -0.6, 1 0.6, -1 0.6", 0, 0, s), rng.uniform(0, 3)) + (hx, hy),
                        {"warm": 0.85, "deep": 0.5},
                    )
        elif inland > 110:
            chart.trees(x, y, rng.uniform(20, 60), int(rng.integers(4, 16)))
