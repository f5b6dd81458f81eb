"""What the rest of the house asks of the search: search, complete, similar, status."""

import logging
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, Model
from django.utils.safestring import SafeString
from wagtail.images import get_image_model

from search import danish, highlight, outbox, plan, promotions, registry, synonyms, vocabulary
from search.engines import elasticsearch
from search.engines.base import MAX_HITS, Engine, EngineDown, Query
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.schema import COLUMNS
from search.models import PUBLIC, Asked, Entry, Rebuild, Related, Topic
from search.results import Facet, FacetValue, Hit, Results, Status, facets

__all__ = [
    "Facet",
    "Hit",
    "Query",
    "Results",
    "Status",
    "complete",
    "other_topics",
    "other_words",
    "related",
    "search",
    "similar",
    "status",
    "topics",
]

log = logging.getLogger(__name__)
T = TypeVar("T")
Meanwhile = Callable[[], object]
EVERYBODY = frozenset({PUBLIC})
MIN_PREFIX = 2
_OFFERED = ("title", "title_exact", "lead", "url", "kind", "weight", "seconds", "starts", "ends")
_DETAILS = (
    "body",
    "date",
    "first_day",
    "author",
    "place",
    "language",
    "topics",
    "image_id",
    "visible_since",
    "updated",
)
_SHOWN = (*_OFFERED, *_DETAILS)
NEWEST = 500
MAX_FREQUENT = 300


def search(query: Query, meanwhile: Meanwhile = lambda: None) -> Results:
    """Search with the configured engine; with the database when that cannot answer. A blank query has no results.

    `meanwhile` is done while the engine looks, if it looks at all.
    """
    planned = plan.make(query.text)
    if planned is None and (query.text.strip() or not query.is_narrowed):
        return Results(query)
    if query.offset + query.size > MAX_HITS:
        return Results(query, too_deep=True)
    beside = cache(lambda: (_promoted(query, planned), meanwhile()))  # once, whichever engine comes to it
    found, engine, degraded = _answer(lambda engine: engine.search(query, planned), beside)
    promoted, _done = beside()
    first = {hit.entry.pk for hit in promoted}
    return Results(
        query,
        hits=_hits([pk for pk in found.pks if pk not in first], query.access, planned),
        promoted=promoted,
        total=found.total,
        facets=facets(found, query),
        suggestion=planned.suggestion if planned else "",
        engine=engine.name,
        degraded=degraded,
    )


def other_topics(results: Results, size: int = 4) -> list[FacetValue]:
    """The topics that the hits have most, to offer beside them; never one that is chosen."""
    counts = next((facet.values for facet in results.facets if facet.name == "topic"), [])
    return [value for value in counts if value.count and not value.checked][:size]


def other_words(text: str, size: int = 4) -> list[str]:
    """Other words to search for: those that mean the same, and what others ask with one of these and more."""
    own = danish.terms(text[: plan.MAX_CHARACTERS])
    queries = [*_meant(text), *_asked(frozenset(own))]
    return [words for words in dict.fromkeys(queries) if danish.terms(words) != own][:size]


def _meant(text: str) -> list[str]:
    """Words that mean the same as a typed word or its phrase, where the collection has them."""
    base = " ".join(danish.base(word) for word in danish.words(text[: plan.MAX_CHARACTERS]))
    meant = [" ".join(words) for words in synonyms.current().get(base, ())]
    known = vocabulary.known([danish.term(word) for words in meant for word in words.split()])
    return [words for words in meant if all(danish.term(word) in known for word in words.split())]


def _asked(own: frozenset[str]) -> list[str]:
    """Frequent queries of others that share a word with this one and say more."""
    return [
        asked.words
        for asked in Asked.objects.frequent()[:MAX_FREQUENT]
        if own and not own.isdisjoint(danish.terms(asked.words))
    ]


def complete(
    typed: str, size: int = 8, access: frozenset[str] = EVERYBODY, meanwhile: Meanwhile = lambda: None
) -> list[Hit]:
    """Entries whose title has the typed words, the last one as a beginning; each title once.

    `meanwhile` as in `search`.
    """
    words = [danish.exact(word) for word in danish.words(typed[: plan.MAX_CHARACTERS])][: plan.MAX_WORDS]
    kept = [word for word in words[:-1] if word not in danish.STOP_WORDS] + words[-1:]
    if not kept or len("".join(kept)) < MIN_PREFIX:
        return []
    pks, _, _ = _answer(lambda engine: engine.complete(kept, access, size), meanwhile)
    rows = Entry.objects.visible_to(access).only(*_OFFERED).in_bulk(pks)
    unique = {rows[pk].title: rows[pk] for pk in reversed(pks) if pk in rows}
    start = " ".join(words)
    order = sorted(
        unique.values(), key=lambda row: (not row.title_exact.startswith(start), -row.weight, pks.index(row.pk))
    )
    return [Hit(row, SafeString(""), SafeString(""), registry.kind(row.kind)) for row in order[:size]]


def topics(typed: str, size: int = 3) -> list[Topic]:
    """Topics of public entries, one of whose words begins as typed: what else to offer while somebody types."""
    start = danish.exact("".join(danish.words(typed[: plan.MAX_CHARACTERS])[-1:]))
    if len(start) < MIN_PREFIX:
        return []
    found = (topic for topic in Topic.objects.order_by("name") if _begins(topic.name, start))
    return list(islice(filter(_is_used, found), size))


_last_seen_on: dict[str, int] = {}  # a topic's slug -> the entry that had it the last time


def _is_used(topic: Topic) -> bool:
    """Whether something that everybody may see has this topic now. What had it the last time is asked first."""
    having = Entry.objects.visible_to(EVERYBODY).filter(topic_keys__contains=f"|{topic.slug}|")
    if (last := _last_seen_on.get(topic.slug)) and having.filter(pk=last).exists():
        return True
    found = next(iter(having.values_list("pk", flat=True)[:1]), 0)
    _last_seen_on[topic.slug] = found
    return bool(found)


def topics_now(size: int = 12) -> list[Topic]:
    """The topics that what became findable last is about, most of it first: a way on for who found nothing."""
    newest = Entry.objects.visible_to(EVERYBODY).exclude(topic_keys="").order_by("-visible_since")
    counted = Counter(slug for row in newest.values_list("topics", flat=True)[:NEWEST] for slug, _ in row)
    often = [slug for slug, _ in counted.most_common(size)]
    known = Topic.objects.in_bulk(often)
    return [known[slug] for slug in often if slug in known]


def _begins(text: str, start: str) -> bool:
    return any(danish.exact(word).startswith(start) for word in danish.words(text))


def similar(entry: Entry, size: int = 4) -> list[int]:
    """Keys of public entries with a page of their own that resemble this one, best first; never its own object's."""
    own = Entry.objects.of(entry.content_type, [entry.object_id]).alive()
    mine = frozenset(own.values_list("pk", flat=True))
    pks, _, _ = _answer(lambda engine: engine.similar(entry, mine, registry.pages(), size))
    shown = set(Entry.objects.visible_to(EVERYBODY).filter(pk__in=pks).values_list("pk", flat=True))
    return [pk for pk in pks if pk in shown]


def related(obj: Model, anchor: str = "", size: int = 4) -> list[Hit]:
    """What the tasks found to resemble an object (or the part of it with this anchor), as far as it is public now."""
    found = Related.objects.filter(
        entry__content_type=ContentType.objects.get_for_model(type(obj)),
        entry__object_id=str(obj.pk),
        entry__anchor=anchor,
        other__deleted=False,
        other__access=PUBLIC,
        other__language=F("entry__language"),
    )
    light = found.select_related("other").defer(*(f"other__{name}" for name in (*COLUMNS, "body", "keywords")))
    rows = [link.other for link in light.order_by("position")[:size]]
    images = get_image_model().objects.in_bulk({row.image_id for row in rows if row.image_id})
    return [
        Hit(row, SafeString(""), SafeString(""), registry.kind(row.kind), images.get(row.image_id or 0)) for row in rows
    ]


def status() -> Status:
    """How the search is doing."""
    configured = outbox.is_needed()
    health = elasticsearch.health() if configured else ""
    reachable = not configured or health in ("green", "yellow")
    alive = Entry.objects.alive()
    indexed = None
    if configured and reachable:
        try:
            indexed = elasticsearch.count()
        except EngineDown:
            reachable = False
    return Status(
        engine=ElasticsearchEngine.name if configured else DatabaseEngine.name,
        reachable=reachable,
        entries=alive.count(),
        indexed=indexed,
        lag=outbox.lag() if configured else 0,
        newest=alive.aggregate(newest=Max("updated"))["newest"],
        health=health,
        behind_since=outbox.behind_since() if configured else None,
        retrying=configured and outbox.retry_waits(),
        rebuild=Rebuild.objects.first(),
    )


def _answer(ask: Callable[[Engine], T], meanwhile: Meanwhile = lambda: None) -> tuple[T, Engine, bool]:
    """The answer, the engine that gave it, and whether it stood in for another. An engine that is waited for does
    `meanwhile`, perhaps more than once.
    """

    def meanwhile_if_current() -> None:
        if outbox.retry_waits():  # its disk is full, or it was away: it would answer without what is new
            raise EngineDown("Elasticsearch took nothing new a moment ago.")
        meanwhile()

    stand_in = DatabaseEngine()
    if not outbox.is_needed():
        return ask(stand_in), stand_in, False
    engine = ElasticsearchEngine(meanwhile_if_current)
    try:
        return ask(engine), engine, False
    except EngineDown as error:
        log.warning("Search answers from the database: %s", error)
        return ask(stand_in), stand_in, True


def _promoted(query: Query, planned: plan.Plan | None) -> list[Hit]:
    """The recommended pages of the first page of an unfiltered search."""
    if query.page > 1 or query.is_narrowed or query.sort != "relevance":
        return []
    rows = promotions.entries(query.text, query.access)
    images = get_image_model().objects.in_bulk({row.image_id for row in rows if row.image_id})
    return [_hit(row, planned, images) for row in rows]


def _hits(pks: list[int], access: frozenset[str], planned: plan.Plan | None) -> list[Hit]:
    """The entries that still are visible, in this order."""
    rows = Entry.objects.visible_to(access).only(*_SHOWN).in_bulk(pks)
    shown = [rows[pk] for pk in pks if pk in rows]
    images = get_image_model().objects.in_bulk({row.image_id for row in shown if row.image_id})
    return [_hit(row, planned, images) for row in shown]


def _hit(row: Entry, planned: plan.Plan | None, images: dict[int, Any]) -> Hit:
    terms = planned.terms if planned else frozenset()
    why = (highlight.fragment(row.body, terms) or highlight.fragment(row.lead, terms)) if terms else SafeString("")
    return Hit(
        entry=row,
        title_html=highlight.mark(row.title, terms),
        highlight=why or highlight.mark(row.lead or row.body[: highlight.MAX_FRAGMENT], terms),
        kind=registry.kind(row.kind),
        image=images.get(row.image_id) if row.image_id else None,
        second=row.seconds[min(highlight.line(row.body, terms), len(row.seconds) - 1)] if row.seconds else None,
    )
