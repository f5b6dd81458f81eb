"""Reading: a kept page beside a file that nginx serves, many pages beside few, and the weight of scripts."""

import gzip
import http.client
import os
import re
import socket
import ssl
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from wagtail.models import Page

from exhibitions.models import ExhibitionPage
from forum.models import DebatePage
from home import store
from home.models import ArticlePage, SectionPage
from tests.bench.measures import Row, _compared, _get, turns
from tests.deploy.platform import HOST, Nginx, certificate
from tests.services.workspace import LOOPBACK, Workspace

REQUESTS = 300  # in one turn
MANY = 10_000
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")


def _ticks(nginx: Nginx) -> float:
    """The seconds of processor time that nginx's workers have used."""
    assert nginx.process is not None
    used = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(") ", 1)[1].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == nginx.process.pid:
            used += int(fields[11]) + int(fields[12])
    return used / os.sysconf("SC_CLK_TCK")


class _Connection(http.client.HTTPSConnection):
    """To this machine, by the site's name. nginx ends it after a thousand requests; then it is opened again."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        super().__init__(HOST, port, context=trust)
        self.trust = trust

    def connect(self) -> None:
        reached = socket.create_connection((LOOPBACK, self.port))
        self.sock = self.trust.wrap_socket(reached, server_hostname=HOST)


class _Reader:
    """One visitor on one connection, who knows nginx by the site's name and trusts its certificate."""

    def __init__(self, nginx: Nginx) -> None:
        trust = ssl.create_default_context(cafile=str(nginx.folder / "fullchain.pem"))
        self.connection = _Connection(nginx.https, trust)

    def read(self, address: str) -> bytes:
        headers = {"Host": HOST, "Accept-Encoding": "gzip"}
        self.connection.request("GET", address, headers=headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200 or answer.getheader("ETag", "").startswith("W/"):
            raise RuntimeError(f"{address} answers {answer.status}, not a file.")
        return body


def kept() -> list[Row]:
    """The front page from the page store beside the same bytes as a static file, both gzipped beforehand, by nginx"""
    page = Client().get("/").content
    with tempfile.TemporaryDirectory() as name, Workspace() as workspace:
        folder = Path(name)
        settings.PAGE_STORE = folder / "pages"
        where = store.place()
        assert where is not None
        for seconds in (0, store.WINDOWS[0]):  # the window may end meanwhile
            store.keep(store.Place(where.now, where.kept, where.at + seconds), "/", page, store.Life())
        settings.PAGE_STORE = None
        (folder / "static").mkdir()
        (folder / "static" / "page.html").write_bytes(page)
        nginx = Nginx(folder, "127.0.0.1:9", folder, certificate(folder))
        text = (folder / "default.conf").read_text()
        (folder / "default.conf").write_text(text.replace("location /static/ {", "location /static/ { gzip_static on;"))
        (folder / "static" / "page.html.gz").write_bytes(gzip.compress(page, 6))
        nginx.start(workspace)
        reader = _Reader(nginx)
        used = {"/": 0.0, "/static/page.html": 0.0}

        def ask(address: str) -> None:
            before = _ticks(nginx)
            for _number in range(REQUESTS):
                reader.read(address)
            used[address] += _ticks(nginx) - before

        ours, theirs = turns(8, lambda: ask("/"), lambda: ask("/static/page.html"))
        nginx.stop()
    speed, work = theirs / ours, used["/static/page.html"] / (used["/"] or 1)
    return [
        Row(
            "a kept page / a static file of the same bytes, requests a second, one connection",
            f"{REQUESTS / ours:.0f}",
            f"{REQUESTS / theirs:.0f}",
            f"{speed:.2f}",
            "≥ 0.7",
            speed >= 0.7,
        ),
        Row("  the same by nginx's processor time", "–", "–", f"{work:.2f}", "≥ 0.7", work >= 0.7),
    ]


def many_pages() -> list[Row]:
    """The front page and a section of a library of 10,000 pages beside the same before"""
    section = SectionPage.objects.get(slug="lokalhistorie")
    addresses = ("/", section.url or "")
    before = [turns(20, _get(address))[0] for address in addresses]
    _multiply(section, MANY)
    after = [turns(20, _get(address))[0] for address in addresses]
    return [
        _compared(f"{what}: {MANY:,} pages more / as it was", ours, theirs, 1.2)
        for what, ours, theirs in zip(("the front page", "  a section's list"), after, before, strict=True)
    ]


def _multiply(section: SectionPage, wanted: int) -> None:
    """So many copies of an article below the section, by the database alone. A thousand for each letter of their path."""
    article = ArticlePage.objects.child_of(section).live().public().order_by("pk")[0]
    with connection.cursor() as cursor:
        page, own = (_columns(table) for table in ("wagtailcore_page", "home_articlepage"))
        cursor.execute("SELECT max(id) FROM wagtailcore_page")
        (last,) = cursor.fetchone()
        new = {
            "id": f"{last} + n",
            "path": f"'{section.path}' || chr(65 + (n - 1) / 1000) || lpad(((n - 1) % 1000)::text, 3, '0')",
            "slug": "'kopi-' || n",
            "url_path": f"'{section.url_path}kopi-' || n || '/'",
            "title": "title || ' ' || n",
            "draft_title": "title || ' ' || n",
            "translation_key": "gen_random_uuid()",
            "latest_revision_id": "NULL",
            "live_revision_id": "NULL",
        }
        chosen = ", ".join(new.get(column, f'"{column}"') for column in page)
        names = ", ".join(f'"{column}"' for column in page)
        cursor.execute(
            f"INSERT INTO wagtailcore_page ({names}) SELECT {chosen} "  # noqa: S608 - names of our own columns
            f"FROM wagtailcore_page, generate_series(1, {wanted}) AS n WHERE wagtailcore_page.id = {article.pk}"
        )
        names = ", ".join(f'"{column}"' for column in own)
        chosen = ", ".join(f"{last} + n" if column == "page_ptr_id" else f'"{column}"' for column in own)
        cursor.execute(
            f"INSERT INTO home_articlepage ({names}) SELECT {chosen} "  # noqa: S608
            f"FROM home_articlepage, generate_series(1, {wanted}) AS n WHERE page_ptr_id = {article.pk}"
        )
        cursor.execute(f"UPDATE wagtailcore_page SET numchild = numchild + {wanted} WHERE id = {section.pk}")  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)
        cursor.execute("ANALYZE")  # as autovacuum does in its time


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def scripts() -> list[Row]:
    """What scripts a reader gets with a page, gzipped, before anything is pressed"""
    rows = []
    pages = {
        "the front page": "/",
        "an article": ArticlePage.objects.live().public().order_by("pk")[0].url,
        "an exhibition": ExhibitionPage.objects.live().public().order_by("pk")[0].url,
        "a debate": DebatePage.objects.live().public().order_by("pk")[0].url,
    }
    for what, address in pages.items():
        markup = Client().get(address or "").content.decode()
        wanted = [settings.ASSETS / path for path in re.findall(r'<script[^>]+src="/static/([^"]+)"', markup)]
        files: set[Path] = set()
        while wanted:
            file = wanted.pop().resolve()
            if file not in files:
                files.add(file)
                wanted += [file.parent / path for path in IMPORT.findall(file.read_text())]
        weight = sum(len(gzip.compress(file.read_bytes())) for file in files) / 1000
        rows.append(Row(f"scripts of {what}, gzipped", f"{weight:.1f} kB", "–", "–", "≤ 50 kB", weight <= 50))
    return rows


ALL = (kept, scripts, many_pages)
