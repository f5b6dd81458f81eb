"""Look at the pictures: `python -m demo.pictures sheet OUT.png [--seed N] [--width PX] [MOTIF ...]`."""

import argparse
import sys
import time

from PIL import Image, ImageDraw, ImageFont

from demo.pictures import MOTIFS, UnknownMotif, draw

GAP, LABEL = 16, 26  # pixels


def contact_sheet(motifs: list[str], seed: int, width: int) -> Image.Image:
    """All `motifs` as thumbnails of at most `width` px with their names below, six to a row."""
    columns = min(6, len(motifs))
    rows = -(-len(motifs) // columns)
    cell = width + GAP
    sheet = Image.new("RGB", (columns * cell + GAP, rows * (cell + LABEL) + GAP), "white")
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(15)
    for number, motif in enumerate(motifs):
        began = time.perf_counter()
        picture = draw(motif, seed)
        print(f"{motif:18} {picture.width:5} x {picture.height:<5} {time.perf_counter() - began:5.2f} s")
        picture.thumbnail((width, width), Image.Resampling.LANCZOS)
        left, top = GAP + number % columns * cell, GAP + number // columns * (cell + LABEL)
        sheet.paste(picture, (left, top + width - picture.height))
        pen.text((left, top + width + 4), motif, "black", font)
    return sheet


def main(arguments: list[str]) -> None:
    """Entry point; writes the sheet and says how long each picture took."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.pictures", description="Draw a contact sheet of the demo pictures."
    )
    parser.add_argument("what", choices=["sheet"])
    parser.add_argument("out", help="where to write it, for example sheet.png")
    parser.add_argument("motifs", nargs="*", help="names of motifs; all when none is given")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--width", type=int, default=300, help="of a thumbnail in px")
    options = parser.parse_args(arguments)
    try:
        contact_sheet(options.motifs or list(MOTIFS), options.seed, options.width).save(options.out)
    except UnknownMotif as error:
        parser.error(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
