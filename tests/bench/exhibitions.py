"""An exhibition's pictures made ready by workers of their own, and a page of forty works."""

import subprocess
import sys
import time
from functools import cache

from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exhibitions.models import ExhibitionIndexPage, ExhibitionPage, Work
from home.actions import publish_new
from home.models import Picture
from tests.bench.measures import a_photograph
from tests.bench.rows import Row

EACH = 5  # photographs that one of the two workers makes ready
WORKS = 40

#: What a worker does; it tells its seconds for one photograph (the median) and its greatest memory in MiB.
WORKER = """
import statistics, sys, time
import django
django.setup()
from exhibitions.tiles import make_tiles
from home.models import Picture
from home.pictures import make_sizes
from tests.memory import highest
taken = []
for key in sys.argv[1:]:
    picture = Picture.objects.get(pk=key)
    started = time.perf_counter()
    make_sizes(picture)
    if make_tiles(picture) is None:
        raise RuntimeError("No tiles were made.")
    taken.append(time.perf_counter() - started)
print(statistics.median(taken), highest())
"""


def _ready(*batches: list[int]) -> list[tuple[float, int]]:
    """What workers that start together tell of themselves, each with pictures of its own."""
    commands = [[sys.executable, "-c", WORKER, *map(str, keys)] for keys in batches]
    workers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in commands]
    told = [worker.communicate()[0].split() for worker in workers]
    if any(worker.returncode for worker in workers):
        raise RuntimeError("A worker failed.")
    return [(float(seconds), int(memory)) for seconds, memory in told]


def worker() -> list[Row]:
    """Photographs of 24 megapixels made ready (15 files and tiles) by a worker, and a hundred of them by two"""
    content = a_photograph()
    keys = []
    for number in range(2 * EACH):
        picture = Picture(title=f"24 megapixel {number}", file=ContentFile(content, name="24.jpg"))
        picture.save()
        keys.append(picture.pk)
    ((seconds, memory),) = _ready(keys[:3])
    started = time.perf_counter()
    both = _ready(keys[:EACH], keys[EACH:])
    hundred = (time.perf_counter() - started) / len(keys) * 100
    most = max(memory, *(each for _seconds, each in both))
    return [
        Row("a 24 MP photograph ready: 15 files and its tiles", f"{seconds:.2f} s", "–", "–", "≤ 3 s", seconds <= 3),
        Row("  the greatest memory of a worker", f"{most} MiB", "–", "–", "≤ 300", most <= 300),
        Row(
            f"  a hundred of them by two workers (from {len(keys)})",
            f"{hundred:.0f} s",
            "–",
            "–",
            "≤ 300",
            hundred <= 300,
        ),
    ]


@cache
def an_exhibition(works: int) -> ExhibitionPage:
    """A published exhibition of so many works, with the demo's pictures, and the text of its first exhibition.

    The same one again for the same number.
    """
    pictures = [
        picture for picture in Picture.objects.filter(title__startswith="Demo: ").order_by("pk") if picture.sources
    ]
    model = ExhibitionPage.objects.live().public().order_by("pk")[0]
    page = ExhibitionPage(title=f"{works} værker", lead=model.lead, body=model.body, picture=model.picture)
    page.works = [
        Work(title=f"Nummer {n}", alt="En kaj.", picture=pictures[n % len(pictures)], sort_order=n)
        for n in range(works)
    ]
    publish_new(ExhibitionIndexPage.objects.get(), page, None)
    return page


def forty_works() -> list[Row]:
    """An exhibition of forty works beside one of three: queries"""
    counts = []
    for works in (3, WORKS):
        page = an_exhibition(works)
        Client().get(page.url)
        with CaptureQueriesContext(connection) as queries:
            if Client().get(page.url).status_code != 200:
                raise RuntimeError("The exhibition can't be read.")
        counts.append(len(queries))
    few, many = counts
    return [Row("queries of an exhibition: 40 works / 3 works", str(many), str(few), "–", "equal", many <= few)]


ALL = (worker, forty_works)
