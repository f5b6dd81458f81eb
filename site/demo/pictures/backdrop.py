"""What stands behind and before an old photograph: skies, shores, a town across the water, a crowd."""

import numpy as np

from demo.pictures.canvas import Array, Page, Sheet, smooth, stops, trace
from demo.pictures.figures import figure, shadow
from demo.pictures.film import Photo
from demo.pictures.solids import View


def sky(page: Page, horizon: float, high: float = 0.55, low: float = 0.86) -> Array:
    """A sky that brightens towards the horizon."""
    return stops(page.ys, (0, horizon * 0.6, horizon), (high, (high + 2 * low) / 3, low))


def hills(photo: Photo, y: float, rise: float, tone: float, haze: float, air: float, wave: float = 380) -> None:
    """A wooded shore: an uneven ridge above row `y`."""
    page, rng = photo.page, photo.page.rng
    places = np.arange(-wave, page.width + 2 * wave, wave / 2)
    ridge = smooth([(x, y - rise * rng.uniform(0.25, 1)) for x in places], steps=24)
    ridge[:, 1] -= np.abs(rng.normal(0, rise * 0.035 + 0.8, len(ridge)))
    sheet = photo.sheet(1)
    sheet.poly([(-wave, page.height), *ridge.tolist(), (page.width + wave, page.height)], tone, 1)
    photo.lay(sheet, haze, air)


def town(
    sheet: Sheet,
    x0: float,
    x1: float,
    y: float,
    size: float,
    tone: float,
    rng: np.random.Generator,
    church: float | None = 0.6,
) -> None:
    """A shore of gabled houses of about `size` units, and a church at part `church` of the way."""
    if church is not None:
        x = x0 + (x1 - x0) * church
        sheet.rect(x - size * 0.36, y - size * 2.3, x + size * 0.36, y, tone * 0.85, 1)
        sheet.poly(
            [(x - size * 0.44, y - size * 2.25), (x, y - size * 4.2), (x + size * 0.44, y - size * 2.25)], tone * 0.7, 1
        )
        sheet.poly(
            trace("0.3 0, 0.3 -1.3, 0.5 -1.9, 1.7 -1.9, 1.9 -1.3, 1.9 0", x, y, size),
            tone * 0.9,
            1,
        )
    x = x0
    while x < x1:
        wide, tall, rise = size * rng.uniform(0.7, 1.7), size * rng.uniform(0.6, 1.15), size * rng.uniform(0.4, 0.7)
        shade = tone * rng.uniform(0.85, 1.5)
        if rng.random() < 0.45:  # gable towards us
            sheet.poly(
                [(x, y), (x, y - tall), (x + wide / 2, y - tall - rise), (x + wide, y - tall), (x + wide, y)], shade, 1
            )
        else:
            sheet.rect(x, y - tall, x + wide, y, shade, 1)
            sheet.poly(
                [
                    (x - 2, y - tall),
                    (x + wide * 0.06, y - tall - rise),
                    (x + wide * 0.94, y - tall - rise),
                    (x + wide + 2, y - tall),
                ],
                tone * 0.8,
                1,
            )
            chimney = x + wide * rng.uniform(0.2, 0.8)
            sheet.rect(chimney, y - tall - rise * 1.5, chimney + size * 0.13, y - tall - rise * 0.8, tone * 0.8, 1)
        for column in range(int(wide / (size * 0.26))):
            for row in range(2 if tall > size * 0.85 else 1):
                wx, wy = x + size * (0.12 + 0.26 * column), y - tall * (0.42 + 0.4 * row)
                sheet.rect(wx, wy, wx + size * 0.1, wy + size * 0.17, tone * 0.55, 1)
        x += wide * rng.uniform(0.9, 1.1)


def crowd(
    photo: Photo,
    view: View,
    spots: list[tuple[float, float, str]],
    tone: float,
    rim: float = 0.0,
    lean: float = 0.35,
    cast: float = 0.0,
    haze: float = 0.0,
) -> None:
    """People at ground places (x, z, kind) in metres, the far ones first and hazier; shadows of tone `cast` if > 0."""
    sheet = photo.sheet()
    for x, z, kind in sorted(spots, key=lambda spot: -spot[1]):
        px, py, unit = view.at(x, z)
        tall = unit * {"child": 1.25, "woman": 1.64, "man": 1.76}[kind]
        fade = min(0.6, haze * z / 40)
        if cast:
            shadow(sheet, px, py, tall, lean, 0.16, cast)
        figure(sheet, px, py, tall, tone * (1 - fade) + 0.6 * fade, photo.page.rng, kind, rim)
    photo.lay(sheet, 0, rough=0.2, cell=10)
