"""The demo's pictures: drawn by other processes while the library is being built, kept as the library's, each once."""

import io
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from demo.pictures import MOTIFS, draw
from home.models import Picture
from home.pictures import Sizes, encoded_sizes, keep_sizes

LONG_SIDE = 1200  # pixels: sharp at full width on a laptop, drawn in half the time of the natural 1800


def title_of(motif: str, seed: int) -> str:
    """What the picture is called among the library's pictures, and known by."""
    return f"Demo: {motif} {seed}"


def _size(motif: str, side: int) -> tuple[int, int]:
    """Width and height in pixels of a motif whose longer side is `side`."""
    width, height = MOTIFS[motif].natural
    scale = side / max(width, height)
    return round(width * scale), round(height * scale)


def _drawn(motif: str, seed: int, side: int) -> tuple[bytes, Sizes]:
    """A motif as JPEG, and in the sizes of pages; run in a process of its own."""
    image = draw(motif, seed, _size(motif, side))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=90)
    return out.getvalue(), encoded_sizes(image)


class Easel:
    """Pictures on their way: `order` them before the library is built, `hang` them when it is.

    What is ordered has its place among the library's pictures at once, so that pages can use it. `side` is the longer
    side of each, in pixels; `pool` has the processes that draw.
    """

    def __init__(self, pool: Executor, side: int) -> None:
        self.pool, self.side = pool, side
        self._ordered: list[tuple[Picture, Future[tuple[bytes, Sizes]]]] = []

    def __len__(self) -> int:
        """How many are on their way."""
        return len(self._ordered)

    def order(self, described: Iterable[dict[str, Any]]) -> None:
        """Have drawn what is described (`draw`, `seed`, `alt`, `credit`) and not there, or not finished, yet."""
        wanted = {(item["draw"], item["seed"]): item for item in described}
        have = {picture.title: picture for picture in Picture.objects.filter(title__startswith="Demo: ")}
        for (motif, seed), item in wanted.items():
            width, height = _size(motif, self.side)
            title, alt, credit = title_of(motif, seed), item["alt"][:255], item.get("credit", "")
            picture = have.get(title) or Picture(
                title=title, width=width, height=height, description=alt, credit=credit
            )
            if not picture.sources:
                picture.save()
                self._ordered.append((picture, self.pool.submit(_drawn, motif, seed, self.side)))

    def hang(self) -> Iterator[Picture]:
        """Keep what has been drawn; yields each picture once its file and sizes are there."""
        while self._ordered:
            picture, drawn = self._ordered.pop(0)
            content, sizes = drawn.result()
            picture.file.name = default_storage.save(picture.get_upload_to("demo.jpg"), ContentFile(content))
            picture.save()
            keep_sizes(picture, sizes)
            yield picture


class Gallery:
    """The kept pictures, found by what describes them."""

    def __init__(self) -> None:
        self._pictures = {picture.title: picture for picture in Picture.objects.filter(title__startswith="Demo: ")}

    def find(self, described: dict[str, Any] | None) -> Picture | None:
        """The picture for a mapping with `draw` and `seed`; None for none."""
        return self._pictures[title_of(described["draw"], described["seed"])] if described else None
