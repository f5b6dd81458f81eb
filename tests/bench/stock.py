"""An article beside the page of a stock Wagtail blog (tests.bench.blog), each by uvicorn, on one database server."""

import http.client
import os
import subprocess
import sys
from collections.abc import Callable
from urllib.parse import urlsplit

from home.models import ArticlePage
from tests.bench.live import server
from tests.bench.measures import Row, _compared, turns
from tests.services.migrated import make_empty
from tests.services.workspace import LOOPBACK

DATABASE = "torvet_bench_blog"
ROUNDS = 60


def blog() -> list[Row]:
    """An article, not cached, beside a blog page of stock Wagtail"""
    theirs = {
        "DATABASE_URL": make_empty(os.environ["DATABASE_URL"], DATABASE),
        "DJANGO_SETTINGS_MODULE": "tests.bench.blog.settings",
    }
    command = [sys.executable, "-m", "tests.bench.blog.fill"]
    made = subprocess.run(command, env={**os.environ, **theirs}, check=True, capture_output=True, text=True)
    article = ArticlePage.objects.live().public().order_by("pk")[0].url or ""
    with (
        server("config.asgi:application") as (our_port, _ours),
        server("tests.bench.blog.asgi:application", **theirs) as (their_port, _theirs),
    ):
        mine, stock = turns(ROUNDS, _reads(our_port, article), _reads(their_port, made.stdout.split()[-1]))
    return [_compared("an article, uncached / a page of a stock Wagtail blog (as bakerydemo's)", mine, stock, 0.333)]


def _reads(port: int, address: str) -> Callable[[], None]:
    """Reading the address on one connection; RuntimeError when it is no page."""
    connection = http.client.HTTPConnection(LOOPBACK, port)
    path = urlsplit(address).path

    def read() -> None:
        connection.request("GET", path)
        answer = connection.getresponse()
        if answer.status != 200 or b"</html>" not in answer.read():
            raise RuntimeError(f"{path} answers {answer.status}, not a page.")

    return read


ALL = (blog,)
