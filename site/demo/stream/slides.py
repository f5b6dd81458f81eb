"""The pictures of a recording: a title picture and one stage picture for each speaker, 1280 × 720 px.

The lowest fifth of every picture holds nothing that must be read: players draw captions there.
"""

import importlib.util
import logging
import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageOps

from demo.stream.script import Line

logger = logging.getLogger(__name__)

SIZE = (1280, 720)
_PAPER, _PAPER_SHADE, _GREEN, _LIGHT_GREEN, _INK = "#f7f1e4", "#ebe2cf", "#1d4638", "#a9c2ad", "#26241f"
_WATER_TOP = 576  # everything below belongs to the captions
_SHARP = 3  # shapes are drawn this much larger and shrunk, for smooth edges

Speakers = dict[str, Image.Image | None]


def speakers_of(lines: Iterable[Line]) -> Speakers:
    """Everybody who speaks, in the order in which they first do, with the first portrait given for each."""
    speakers: Speakers = {}
    for line in lines:
        if speakers.get(line.speaker_name) is None:
            speakers[line.speaker_name] = line.portrait
    return speakers


def title_slide(title: str, speakers: Speakers) -> Image.Image:
    """The title in paper-white on green, with everybody's portrait below; also the poster."""
    picture = Image.new("RGB", SIZE, _GREEN)
    draw = ImageDraw.Draw(picture)
    font, rows = _fit(title, width=1040, most_rows=3, sizes=range(76, 35, -4))
    height = round(font.size * 1.2)
    top = 300 - len(rows) * height // 2 - (60 if speakers else 0)
    for number, row in enumerate(rows):
        draw.text((640, top + number * height), row, font=font, fill=_PAPER, anchor="ma")
    draw.line((600, top + len(rows) * height + 34, 680, top + len(rows) * height + 34), fill=_LIGHT_GREEN, width=3)
    shown = list(speakers.items())[:8]
    for number, (name, portrait) in enumerate(shown):
        left = 640 - len(shown) * 66 + number * 132 + 9
        _paste_round(picture, _face(name, portrait, 114), (left, 424), ring=_LIGHT_GREEN)
    _water(picture, base="#173a2e", crest="#24523f", top=_WATER_TOP + 30)
    return picture


def speaker_slide(title: str, speakers: Speakers, name: str) -> Image.Image:
    """The speaker's portrait, the name on a green band, and the others small below, the speaker's ringed."""
    picture = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(picture)
    _water(picture, base=_PAPER_SHADE, crest="#e2d7c0", top=_WATER_TOP)
    portrait = _face(name, speakers[name], 400)
    picture.paste(_LIGHT_GREEN, (110, 102, 510, 502), _rounded(400, 400, 28))
    picture.paste(portrait, (96, 88), _rounded(400, 400, 28))
    small, rows = _fit(title, width=640, most_rows=2, sizes=(30, 26, 22))
    for number, row in enumerate(rows):
        draw.text((572, 106 + number * 40), row, font=small, fill=_GREEN)
    picture.paste(_GREEN, (548, 214, 1280, 352), _rounded(732, 138, 28, left_only=True))
    font, rows = _fit(name, width=660, most_rows=2, sizes=range(62, 27, -4))
    height = round(font.size * 1.1)
    for number, row in enumerate(rows):
        middle = 281 + round((number - (len(rows) - 1) / 2) * height)
        draw.text((584, middle), row, font=font, fill=_PAPER, anchor="lm")
    if len(speakers) > 1:
        for number, (other, face) in enumerate(list(speakers.items())[:7]):
            ring = _GREEN if other == name else None
            _paste_round(picture, _face(other, face, 76), (580 + number * 96, 404), ring, faded=other != name)
    return picture


def blend(before: Image.Image, after: Image.Image, steps: int) -> list[Image.Image]:
    """The pictures between two others, as they fade into each other."""
    return [Image.blend(before, after, step / (steps + 1)) for step in range(1, steps + 1)]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """A serif with æøå: from the package font-source-serif-pro, or DejaVu from the system."""
    package = importlib.util.find_spec("font_source_serif_pro")
    if package is not None and package.origin:
        return ImageFont.truetype(Path(package.origin).parent / "files" / "SourceSerifPro-Semibold.ttf", size)
    try:
        return ImageFont.truetype("DejaVuSerif.ttf", size)
    except OSError:
        logger.warning("No font with æ, ø and å (package font-source-serif-pro): the slides show boxes for them.")
        return cast("ImageFont.FreeTypeFont", ImageFont.load_default(size))


def _fit(text: str, *, width: int, most_rows: int, sizes: Iterable[int]) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest font in which the text fits, and its rows; in the smallest, what does not fit is cut with "…"."""
    for size in sizes:
        font = _font(size)
        rows: list[str] = []
        for word in text.split():
            if rows and font.getlength(f"{rows[-1]} {word}") <= width:
                rows[-1] += f" {word}"
            else:
                rows.append(word)
        if len(rows) <= most_rows and all(font.getlength(row) <= width for row in rows):
            return font, rows
    rows = rows[:most_rows]
    while font.getlength(f"{rows[-1]}…") > width:
        rows[-1] = rows[-1][:-1]
    return font, [*rows[:-1], f"{rows[-1]}…"]


def _face(name: str, portrait: Image.Image | None, size: int) -> Image.Image:
    """The portrait as a square, or the initials on green when there is none."""
    if portrait is not None:
        return ImageOps.fit(portrait.convert("RGB"), (size, size), Image.Resampling.LANCZOS, centering=(0.5, 0.35))
    square = Image.new("RGB", (size, size), "#37604f")
    words = name.split()
    initials = "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
    ImageDraw.Draw(square).text((size / 2, size / 2), initials, font=_font(size * 2 // 5), fill=_PAPER, anchor="mm")
    return square


@cache
def _rounded(width: int, height: int, radius: int, *, left_only: bool = False) -> Image.Image:
    mask = Image.new("L", (width * _SHARP, height * _SHARP))
    box = (0, 0, (width + (radius if left_only else 0)) * _SHARP - 1, height * _SHARP - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius * _SHARP, fill=255)
    return mask.resize((width, height), Image.Resampling.BOX)


def _paste_round(
    picture: Image.Image, face: Image.Image, at: tuple[int, int], ring: str | None, *, faded: bool = False
) -> None:
    size = face.width
    if ring:
        outer = size + 12
        picture.paste(
            ring, (at[0] - 6, at[1] - 6, at[0] - 6 + outer, at[1] - 6 + outer), _rounded(outer, outer, outer // 2)
        )
    mask = _rounded(size, size, size // 2)
    picture.paste(face, at, ImageChops.multiply(mask, Image.new("L", mask.size, 140)) if faded else mask)


def _water(picture: Image.Image, *, base: str, crest: str, top: int) -> None:
    """Three quiet waves along the bottom: the fjord, and the ground for the captions."""
    width, height = SIZE[0], SIZE[1] - top + 16
    for row, (colour, drop) in enumerate(((crest, 16), (base, 42), (crest, 86))):
        mask = Image.new("L", (width * _SHARP, height * _SHARP))
        curve = [
            (x * _SHARP, (drop + 9 * math.sin(x / (120 + 30 * row) + 2 * row) + 4 * math.sin(x / 53 + row)) * _SHARP)
            for x in range(0, width + 4, 4)
        ]
        corners = [(width * _SHARP, height * _SHARP), (0, height * _SHARP)]
        ImageDraw.Draw(mask).polygon([*curve, *corners], fill=255)
        picture.paste(colour, (0, top - 16), mask.resize((width, height), Image.Resampling.BOX))
