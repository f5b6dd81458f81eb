"""Portraits in a flat print style: calm, frontal people of every age and origin; also as old studio photographs.

Which person a seed gives: even seeds are women and odd ones men; `seed // 2 % 3` is 0 for young, 1 for middle-aged and
2 for old people. Everything else (skin, hair, glasses, scarf, beard, clothes, colours) is drawn from the seed.
"""

from dataclasses import replace

import numpy as np
from PIL import Image

from demo.pictures import hair
from demo.pictures.bust import Bust
from demo.pictures.canvas import Album, Page, smooth, stops, to_grey, trace
from demo.pictures.film import Photo
from demo.pictures.poster import CLOTHES, SKINS, Mix, Poster
from demo.pictures.sitter import Sitter
from demo.pictures.wardrobe import shoulders

album = Album()


def _of_old(sitter: Sitter) -> Sitter:
    """The sitter as one dressed and wore one's hair for the photographer before the war."""
    cloth: Mix = {"deep": 0.85} if sum(sitter.cloth.values()) > 0.9 else {"deep": 0.45, "cool": 0.3}
    under: Mix = {"cool": 0.08}
    cut = {"long": "bun", "curls": "bob", "scarf": "bun", "shaven": "short"}.get(sitter.cut, sitter.cut)
    clothes = sitter.clothes if sitter.clothes in ("knit", "shirt") and sitter.woman else "jacket"
    skin = SKINS[0] if sitter.skin in SKINS[::2] else SKINS[1]
    return replace(
        sitter, cloth=cloth, under=under, cut=cut, clothes=clothes, skin=skin, glasses=min(1, sitter.glasses), smile=0.2
    )


def _seat(page: Page, sitter: Sitter, poster: Poster) -> None:
    """All parts of the sitter in order."""
    bust = Bust(poster, sitter, page.width / 2 + page.rng.uniform(-30, 30), 800)
    hair.behind(bust)
    shoulders(bust)
    if bust.who.cut == "scarf":
        hair.before(bust)
    else:
        bust.face()
        bust.features()
        hair.beard(bust)
        hair.before(bust)
    bust.spectacles()


@album.motif(1440, 1800)
def portrait(page: Page) -> Image.Image:
    """A citizen of today."""
    rng, poster = page.rng, Poster(page)
    ground = CLOTHES[int(rng.choice([1, 2, 4, 5, 7]))]
    ground = {ink: cover * rng.uniform(0.6, 0.85) for ink, cover in ground.items()}
    poster.rect(-10, -10, 1450, 1810, ground)
    kind = int(rng.integers(0, 3))
    paler = {ink: cover * 0.55 for ink, cover in ground.items()}
    if kind == 0:
        poster.disc(720 + rng.uniform(-120, 120), 760, 590, paler)
    elif kind == 1:
        poster.poly(
            smooth(trace("-100 1300, 300 1050, 760 1160, 1120 900, 1600 980, 1600 1900, -100 1900"), True),
            paler,
        )
    else:
        poster.poly(trace("-10 1810, -10 500, 1450 -10, 1450 1810"), paler)
    _seat(page, Sitter.of(page, page.seed), poster)
    return poster.print()


@album.motif(1440, 1800)
def portrait_photo(page: Page) -> Image.Image:
    """The same people in an old photographer's studio."""
    poster = Poster(page, "brick")
    poster.rect(-10, -10, 1450, 1810, {})
    _seat(page, _of_old(Sitter.of(page, page.seed)), poster)
    covers = [poster.sheet.field(number) for number in range(4)]
    tone = 0.86 * (1 - 0.24 * covers[0]) * (1 - 0.12 * covers[1]) * (1 - 0.4 * covers[2]) * (1 - 0.86 * covers[3])
    solid = np.clip(sum(covers) * 6, 0, 1)
    mask = page.blur(np.asarray(to_grey(solid), np.float32) / 255, 2)
    away = np.hypot((page.xs - 560) / 900, (page.ys - 760) / 1000)
    backdrop = stops(away, (0, 1.2), (0.6, 0.16)) * (0.8 + 0.4 * page.noise(260, 3))
    photo = Photo(page, backdrop + (page.blur(tone, 2.2) - backdrop) * mask)
    light = stops((page.xs + page.ys * 0.2) / page.width, (0.2, 0.9), (1.08, 0.8))
    photo.light *= light * (1 - 0.5 * np.clip((page.ys - 1350) / 500, 0, 1))
    return photo.finish(str(page.rng.choice(["sepia", "silver", "albumen"])), 0.9)
