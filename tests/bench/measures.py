"""What is measured. Every comparison takes turns (a, b, a, b, …), so that a slow moment of the machine meets both."""

import datetime as dt
import io
import os
import statistics
import time
import uuid
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.template import RequestContext, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import set_urlconf
from django.utils import timezone
from PIL import Image

from accounts.models import User
from forum import showing
from forum.actions.contributions import post_comment
from forum.conversation import conversation
from forum.models import Comment, DebateIndexPage, DebatePage
from forum.showing import Reader
from home import pictures
from home.actions import publish_new
from home.models import ArticlePage, Picture
from search import outbox, plan, rebuilds, service
from search.engines import elasticsearch, es_query
from tests.bench import entries, growth, live
from tests.bench.rows import Row
from tests.forum.crowds import fill
from tests.memory import highest

THREAD = 5  # a contribution and its four replies: threads of one size make pages of one size
WORDS = (
    "Jeg bor på Søndergade og cykler til havnen hver dag. Broen er smal, og om morgenen holder bilerne helt til "
    "stationen. Lad os få en cykelsti i begge sider, før der bygges flere boliger på Østhavnen."
)
SEARCHES = (
    "havnen",
    "stormfloden 1921",
    "broen over fjorden",
    "børn tegner",
    "budget",
    "jernstøberi",
    "skole nørreby",
    "høring",
)


def turns(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median seconds of each, done in turns `rounds` times after one round that does not count."""
    taken: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for times, work in zip(taken, works, strict=True):
            started = time.perf_counter()
            work()
            if number:
                times.append(time.perf_counter() - started)
    return [statistics.median(times) for times in taken]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def _compared(what: str, ours: float, theirs: float, limit: float) -> Row:
    ratio = ours / theirs
    return Row(what, _ms(ours), _ms(theirs), f"{ratio:.2f}", f"≤ {limit:g}", ratio <= limit)


def _get(address: str) -> Callable[[], object]:
    visitor = Client()

    def get() -> object:
        answer = visitor.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answers {answer.status_code}, so there is nothing to measure.")
        return answer

    return get


def _writer() -> User:
    """A citizen who has written before, so that their contributions need not wait."""
    wrote = Comment.objects.published().filter(mandate=None).order_by().values("user")
    return User.objects.filter(pk__in=wrote, is_staff=False, is_active=True).order_by("pk")[0]


@cache
def _debate(count: int) -> DebatePage:
    """An open debate with so many contributions, in threads of one size.

    The same one again for the same number: whoever writes in one takes a number of their own.
    """
    writer, now = _writer(), timezone.now()
    page = DebatePage(
        title=f"En debat med {count} indlæg",
        lead="Hvordan skal der se ud på havnen om ti år?",
        opens_at=now - dt.timedelta(days=1),
        closes_at=now + dt.timedelta(days=9),
        inviter="Brovig Bibliotek",
    )
    publish_new(DebateIndexPage.objects.get(), page, None)
    fill(page, writer, count, text=WORDS, thread=THREAD)
    return page


def long_debate() -> list[Row]:
    """A debate of 5,000 contributions beside one of 100"""
    short, long = _debate(100), _debate(5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in its time
    ours, theirs = turns(15, _get(long.url), _get(short.url))
    with CaptureQueriesContext(connection) as queries:
        _get(long.url)()
    count = len(queries)
    with CaptureQueriesContext(connection) as queries:
        _get(short.url)()
    return [
        _compared("first page of a debate: 5,000 contributions / 100", ours, theirs, 1.3),
        Row("  its queries", str(count), str(len(queries)), "–", "≤ 10", count <= 10),
    ]


def stock_tree() -> list[Row]:
    """The first page of our conversation beside django-comments-xtd's tag for the tree, of 5,000 contributions"""
    page = _debate(5000)
    nobody = AnonymousUser()

    def ours() -> str:
        reader = Reader.of(page, nobody)
        shown = {"branches": conversation(page, nobody).branches, "page": page, "reader": reader}
        return render_to_string("forum/_thread.html", shown)

    def anew() -> str:
        showing.html.cache_clear()
        return ours()

    request = RequestFactory().get("/")
    request.user = nobody
    tag = Template(
        "{% load comments_xtd %}{% render_xtdcomment_tree for page allow_feedback show_feedback allow_flagging %}"
    )

    def stock() -> str:
        set_urlconf("tests.bench.stock_urls")
        try:
            return tag.render(RequestContext(request, {"page": page, "user": nobody}))
        finally:
            set_urlconf(None)

    if "Søndergade" not in ours() or stock().count("Søndergade") != 5000:
        raise RuntimeError("One of the two shows no contributions, so there is nothing to compare.")
    (mine,), (first,) = turns(10, ours), turns(10, anew)
    (theirs,) = turns(1, stock)
    what = "5,000 contributions: the stock tree (all on one page) / our first page"
    faster = theirs / mine
    return [
        Row(what, _ms(mine), _ms(theirs), f"{faster:.0f}", "≥ 500", faster >= 500),
        Row(
            "  the same, when this process has shown none of them before", _ms(first), "–", f"{theirs / first:.0f}", "–"
        ),
    ]


def posting() -> list[Row]:
    """Posting a contribution beside one raw row in one transaction"""
    page, writer = _debate(10), _writer()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_row (id bigserial PRIMARY KEY, text text NOT NULL, at timestamptz NOT NULL)")

    def post() -> None:
        with transaction.atomic():
            post_comment(page, writer, WORDS, key=uuid.uuid4())

    def raw() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_row (text, at) VALUES (%s, now())", [WORDS])

    ours, theirs = turns(60, post, raw)
    return [_compared("posting a contribution / one raw row, each in its transaction", ours, theirs, 15)]


def searching() -> list[Row]:
    """Searching through the site beside asking Elasticsearch itself"""
    queries = [service.Query(text=text) for text in SEARCHES]
    now = timezone.now()
    bodies = [es_query.search(query, plan.make(query.text), now) for query in queries]
    engine = elasticsearch.client()

    def raw() -> None:
        for body in bodies:
            engine.search(index=elasticsearch.alias(), body=body)

    def asked() -> None:
        for query in queries:
            if service.search(query).engine != "elasticsearch":
                raise RuntimeError("Elasticsearch did not answer, so there is nothing to compare.")

    pages = [_get(f"/soeg/?q={text.replace(' ', '+')}") for text in SEARCHES]

    def whole() -> None:
        for page in pages:
            page()

    page, service_only, theirs = (seconds / len(SEARCHES) for seconds in turns(12, whole, asked, raw))
    return [
        _compared("a search: the page of results / the raw Elasticsearch query", page, theirs, 1.5),
        _compared("  search.service alone (hits, facets, highlights) / the same", service_only, theirs, 1.5),
    ]


def p95(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The 95th percentile of the seconds of each, done in turns after one round that does not count."""
    taken: list[list[float]] = [[] for _ in works]
    for number in range(rounds + 1):
        for times, work in zip(taken, works, strict=True):
            started = time.perf_counter()
            work()
            if number:
                times.append(time.perf_counter() - started)
    return [statistics.quantiles(times, n=20)[-1] for times in taken]


def _calm(engine: Any) -> None:
    """Wait, two minutes at most, until the index that was just built is no longer put in order (merged)."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        merging = engine.indices.stats(index=elasticsearch.alias(), metric="merge")["_all"]["total"]["merges"][
            "current"
        ]
        if not merging:
            return
        time.sleep(1)


def large_search() -> list[Row]:
    """Searching and rebuilding among many entries (100,000; SEARCH_ENTRIES for another number)"""
    wanted = int(os.environ.get("SEARCH_ENTRIES", "100000"))
    entries.fill(wanted)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum does in its time
    started = time.perf_counter()
    caught_up = outbox.push() / (time.perf_counter() - started)
    started = time.perf_counter()
    sent = rebuilds.run(rebuilds.start(describe=False), jobs=2).sent
    rate = sent / (time.perf_counter() - started)
    memory = highest()
    elasticsearch.refresh()
    engine, now, turn = elasticsearch.client(), timezone.now(), count()
    bodies = [es_query.search(service.Query(text=text), plan.make(text), now) for text in entries.SEARCHES]
    pages = [_get(f"/soeg/?q={quote(text)}") for text in entries.SEARCHES]
    visitor = Client()

    def raw() -> None:
        engine.search(index=elasticsearch.alias(), body=bodies[next(turn) // 3 % len(bodies)])

    def page() -> None:
        pages[next(turn) // 3 % len(pages)]()

    def typed() -> None:
        visitor.get(f"/soeg/forslag/?q={quote(entries.SEARCHES[next(turn) // 3 % len(pages)][:4])}")

    _calm(engine)
    p95(2 * len(pages), page, raw, typed)  # a Java machine that was just started is slow at first
    ours, theirs, suggested = p95(5 * len(pages), page, raw, typed)
    return [
        _compared(f"p95 of a search among {sent:,} entries: the page / the same body asked raw", ours, theirs, 1.5),
        Row("  suggestions, p95", _ms(suggested), "–", "–", "≤ 30 ms", suggested <= 0.03),
        Row("  sending what the index had never seen, entries a second", f"{caught_up:.0f}", "–", "–", "–"),
        Row("  rebuilding the index, entries a second", f"{rate:.0f}", "–", "–", "≥ 2000", rate >= 2000),
        Row("  the greatest memory of the process that did it", f"{memory} MiB", "–", "–", "–"),
    ]


def reading() -> list[Row]:
    """An article, not cached, beside a view that does next to nothing"""
    article = ArticlePage.objects.live().public().order_by("pk")[0]
    with CaptureQueriesContext(connection) as queries:
        _get(article.url)()
    count = len(queries)  # now: the next request empties the log
    ours, theirs = turns(40, _get(article.url), _get("/robots.txt"))
    return [
        Row(
            "an article, uncached / robots.txt (the least that a request costs)",
            _ms(ours),
            _ms(theirs),
            f"{ours / theirs:.1f}",
            "–",
        ),
        Row("  its queries", str(count), "–", "–", "–"),
        Row("  articles a second, one process", f"{1 / ours:.0f}", "–", "–", "–"),
    ]


def a_photograph() -> bytes:
    """24 megapixels with as much in them as a photograph has, as a JPEG."""
    noise = Image.effect_noise((1500, 1000), 60).resize((6000, 4000), Image.Resampling.BICUBIC)
    image = Image.merge("RGB", (noise, noise.rotate(180), Image.linear_gradient("L").resize(noise.size)))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92)
    return out.getvalue()


def photograph() -> list[Row]:
    """A photograph of 24 megapixels, made into sizes"""
    content = a_photograph()
    picture = Picture(title="24 megapixel", file=ContentFile(content, name="24.jpg"))
    picture.save()
    (seconds,) = turns(3, lambda: pictures.make_sizes(picture))
    (cleaned,) = turns(2, lambda: pictures.clean_picture(ContentFile(content, name="24.jpg")))
    sizes = sum(len(each) for each in picture.sources.values())
    return [
        Row(
            f"a 24 MP photograph ({len(content) / 1e6:.0f} MB) into {sizes} files",
            f"{seconds:.2f} s",
            "–",
            "–",
            "≤ 3 s",
            seconds <= 3,
        ),
        Row("  checking and cleaning it at upload", f"{cleaned:.2f} s", "–", "–", "–"),
    ]


ALL = (
    reading,
    searching,
    posting,
    photograph,
    stock_tree,
    long_debate,
    large_search,
    growth.sqlite_growth,
    live.deliveries,
    live.evening,
    live.ending,
)


HEAD = Row("what / compared with", "ours", "theirs", "ratio", "target")
VERDICT = {None: "", True: "kept", False: "BEYOND"}


def line(row: Row) -> str:
    """A line of the table, with a word about its target."""
    cells = f"{row.what:<82}{row.ours:>10}{row.theirs:>10}{row.ratio:>7}{row.target:>8}"
    return f"{cells}  {VERDICT[row.ok]}".rstrip()


def conditions() -> str:
    """What the numbers were measured on."""
    count = Comment.objects.count()
    load = f"{os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
    return (
        f"PostgreSQL, Redis and Elasticsearch on this machine, its load over five minutes {load} (much above the "
        f"cores: times are too long, ratios less so); {count:,} contributions; DEBUG={settings.DEBUG}."
    )
