"""An article beside pages of stock Wagtail, each by uvicorn on one database server: a blog of ours, and bakerydemo."""

import http.client
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from accounts.models import User
from home.models import ArticlePage
from tests.bench.live import server
from tests.bench.measures import Row, _compared, turns
from tests.services.migrated import make_empty
from tests.services.workspace import LOOPBACK

DATABASE = "torvet_bench_blog"
ROUNDS = 60
LIMIT = 0.333
SIGN_OUT = b"/konto/logout/"  # on every page of somebody who is signed in
ROOT = Path(__file__).parents[2]
BLOG_PAGE = (
    "import django; django.setup(); from bakerydemo.blog.models import BlogPage as B; print(B.objects.live()[0].url)"
)
# Beyond what bakerydemo names: our server, a pool, and the last django-tasks that its Wagtail (7.2) works with.
ALSO = ("uvicorn", "psycopg[binary,pool]", "django-tasks<0.9")


def blog() -> list[Row]:
    """An article, not cached, beside a blog page of stock Wagtail"""
    theirs = {
        "DATABASE_URL": make_empty(os.environ["DATABASE_URL"], DATABASE),
        "DJANGO_SETTINGS_MODULE": "tests.bench.blog.settings",
    }
    command = [sys.executable, "-m", "tests.bench.blog.fill"]
    made = subprocess.run(command, env={**os.environ, **theirs}, check=True, capture_output=True, text=True)
    what = "an article, uncached / a page of a small stock Wagtail blog"
    return _beside(what, made.stdout.split()[-1], server("tests.bench.blog.asgi:application", **theirs))


def bakery() -> list[Row]:
    """An article, not cached, beside a blog page of Wagtail's bakerydemo (BAKERYDEMO=the folder of its commit 5a01dcd)"""
    what, given = "an article, uncached / a blog page of bakerydemo", os.environ.get("BAKERYDEMO")
    if not given:
        return [Row(f"{what}: BAKERYDEMO is not given", "–", "–", "–", f"≤ {LIMIT}")]
    folder = Path(given).resolve()
    python = folder / ".venv" / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder / ".venv"], check=True)
        wanted = ["-r", "requirements/production.txt", *ALSO]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *wanted], cwd=folder, check=True)
    theirs = {
        "DATABASE_URL": make_empty(os.environ["DATABASE_URL"], "torvet_bench_bakery"),
        "DJANGO_SETTINGS_MODULE": "tests.bench.bakery",
        "DJANGO_SECRET_KEY": "only-for-the-bench",
        "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}",
        "REDIS_URL": "",  # it keeps what it caches in its own memory
    }

    def run(*command: str) -> str:
        environment = {**os.environ, **theirs}
        done = subprocess.run(
            [python, *command], cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    run("manage.py", "migrate", "--verbosity", "0")
    run("manage.py", "load_initial_data")
    blog_page = run("-c", BLOG_PAGE).split()[-1]
    return _beside(what, blog_page, server("tests.bench.blog.asgi:application", python, folder, **theirs))


def _beside(what: str, page: str, stock: AbstractContextManager[tuple[int, subprocess.Popen[bytes]]]) -> list[Row]:
    """An article of ours, read in turns with a page of a stock server: made for somebody who is signed in, as production
    makes it, where parts of it are kept that are everybody's (home.parts); and for somebody who is not, with nothing kept.
    """
    article = ArticlePage.objects.live().public().order_by("pk")[0].url or ""
    signed_in = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={_session()}"}
    with (
        server("config.asgi:application", DJANGO_SETTINGS_MODULE="tests.bench.kept") as (our_port, _ours),
        server("config.asgi:application") as (bare_port, _bare),
        stock as (their_port, _theirs),
    ):
        mine, bare, theirs = turns(
            ROUNDS, _reads(our_port, article, **signed_in), _reads(bare_port, article), _reads(their_port, page)
        )
    return [
        _compared(f"{what}, for somebody who is signed in", mine, theirs, LIMIT),
        _compared("  with nothing kept, as for the first who comes after a change", bare, theirs, LIMIT),
    ]


def _session() -> str:
    """The key of a session of somebody with an account who is no editor."""
    visitor = Client()
    visitor.force_login(User.objects.filter(is_staff=False, is_active=True).order_by("pk")[0])
    key = visitor.session.session_key
    assert key is not None
    return key


def _reads(port: int, address: str, **headers: str) -> Callable[[], None]:
    """Reading the address on one connection; RuntimeError when it is no page, or not the reader's."""
    connection = http.client.HTTPConnection(LOOPBACK, port)
    path = urlsplit(address).path

    def read() -> None:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200 or b"</html>" not in body or (headers and SIGN_OUT not in body):
            raise RuntimeError(f"{path} answers {answer.status}, not a page of the reader's.")

    return read


ALL = (blog, bakery)
