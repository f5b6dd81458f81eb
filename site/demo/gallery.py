"""The demo's pictures: drawn on all cores, kept as the library's pictures, each once."""

import io
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from django.core.files.base import ContentFile

from demo.pictures import MOTIFS, draw
from home.models import Picture

LONG_SIDE = 1280  # pixels: sharp at full width on a laptop, drawn in half the time of the natural 1800


def title_of(motif: str, seed: int) -> str:
    """What the picture is called among the library's pictures, and known by."""
    return f"Demo: {motif} {seed}"


def _drawn(motif: str, seed: int, side: int) -> tuple[str, int, bytes, tuple[int, int]]:
    """A motif as JPEG; run in a process of its own."""
    width, height = MOTIFS[motif].natural
    scale = side / max(width, height)
    image = draw(motif, seed, (round(width * scale), round(height * scale)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return motif, seed, out.getvalue(), image.size


def hang(described: Iterable[dict[str, Any]], side: int = LONG_SIDE) -> Iterator[Picture]:
    """Draw and keep what is described (`draw`, `seed`, `alt`, `credit`) and not there yet; yields each once kept.

    `side` is the longer one of each picture, in pixels.
    """
    wanted = {(item["draw"], item["seed"]): item for item in described}
    have = set(Picture.objects.values_list("title", flat=True))
    lacking = [(*key, side) for key in wanted if title_of(*key) not in have]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for motif, seed, data, (width, height) in pool.map(_drawn, *zip(*lacking, strict=True)) if lacking else ():
            item = wanted[motif, seed]
            picture = Picture(
                title=title_of(motif, seed),
                width=width,
                height=height,
                description=item["alt"][:255],
                credit=item.get("credit", ""),
            )
            picture.file = ContentFile(data, name="demo.jpg")
            picture.save()
            yield picture


class Gallery:
    """The kept pictures, found by what describes them."""

    def __init__(self) -> None:
        self._pictures = {picture.title: picture for picture in Picture.objects.filter(title__startswith="Demo: ")}

    def find(self, described: dict[str, Any] | None) -> Picture | None:
        """The picture for a mapping with `draw` and `seed`; None for none."""
        return self._pictures[title_of(described["draw"], described["seed"])] if described else None
