"""What the rest of the house asks of the search: search, complete, similar, status."""

import datetime as dt
import logging
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max, Model
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model

from search import danish, highlight, outbox, plan, promotions, registry, synonyms, vocabulary
from search.engines import elasticsearch
from search.engines.base import FACETS, MAX_HITS, STATES, Engine, EngineDown, Found, Query
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.schema import COLUMNS
from search.models import PUBLIC, Asked, Entry, Rebuild, Related, Topic

__all__ = [
    "Facet",
    "Hit",
    "Query",
    "Results",
    "SeeAlso",
    "Status",
    "complete",
    "related",
    "search",
    "see_also",
    "similar",
    "status",
    "topics",
]

log = logging.getLogger(__name__)
_SECOND = re.compile(r"t=\d+$")
T = TypeVar("T")
EVERYBODY = frozenset({PUBLIC})
MIN_PREFIX = 2
_OFFERED = ("title", "title_exact", "lead", "url", "kind", "weight", "seconds", "starts", "ends")
NEWEST = 500
MAX_FREQUENT = 300


@dataclass(frozen=True, slots=True)
class Hit:
    """One result, rendered from its entry in the database, so nothing hidden or stale is ever shown.

    `title_html` and `highlight` are safe HTML with <mark>; `highlight` is the sentence that matched, or the lead.
    `image` is the site's Wagtail image or None. `kind` is the registered kind, or None when its app is gone.
    """

    entry: Entry
    title_html: SafeString
    highlight: SafeString
    kind: registry.Kind | None
    image: Any = None
    second: int | None = None

    @property
    def title(self) -> str:
        """The plain title."""
        return self.entry.title

    @property
    def lead(self) -> str:
        """The plain lead."""
        return self.entry.lead

    @property
    def url(self) -> str:
        """Where it is; of a recording, at the second where the words are said."""
        return self.entry.url if self.second is None else _SECOND.sub(f"t={self.second}", self.entry.url)

    @property
    def state(self) -> str:
        """Of a kind that opens: open, announced or closed now; "" for the others."""
        if self.kind is None or not self.kind.opens:
            return ""
        now = timezone.now()
        if self.entry.ends and self.entry.ends <= now:
            return "closed"
        return "announced" if self.entry.starts and self.entry.starts > now else "open"

    @property
    def state_label(self) -> str | Promise:
        """The state in words."""
        return STATE_LABELS[self.state] if self.state else ""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet with its count among what all other filters leave."""

    value: str
    label: str | Promise
    count: int
    checked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet: its name (also the name of its URL parameter), its label, its values."""

    name: str
    label: str | Promise
    values: list[FacetValue]


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a search. `total` is exact below MAX_HITS; `is_capped` tells that there are more.

    `degraded`: Elasticsearch should have answered and could not. `too_deep`: a page beyond MAX_HITS was asked for.
    `suggestion`: what was perhaps meant, or "". `promoted`: the pages that editors recommend for these words, on the
    first page of a search without filters; they are shown first, marked as recommended, and are not among `hits`.
    """

    query: Query
    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: list[Facet] = field(default_factory=list)
    suggestion: str = ""
    promoted: list[Hit] = field(default_factory=list)
    engine: str = ""
    degraded: bool = False
    too_deep: bool = False

    @property
    def is_capped(self) -> bool:
        """Whether the total is only the least it can be."""
        return self.total >= MAX_HITS

    @property
    def pages(self) -> int:
        """How many pages can be asked for."""
        return -(-min(self.total, MAX_HITS) // self.query.size)


@dataclass(frozen=True, slots=True)
class Status:
    """For the admin: the engine in use, whether it answers, how many entries there are and how many it lacks.

    `indexed` is None when Elasticsearch is not configured or does not answer. `health` is Elasticsearch's own word
    (green, yellow, red, "" without an answer), `behind_since` the time of the oldest change that it has not seen,
    `retrying` whether it took nothing at the last attempt, `rebuild` the newest one, running or not.
    """

    engine: str
    reachable: bool
    entries: int
    indexed: int | None
    lag: int
    newest: Any
    health: str = ""
    behind_since: dt.datetime | None = None
    retrying: bool = False
    rebuild: Rebuild | None = None

    @property
    def is_late(self) -> bool:
        """Whether a change has waited for Elasticsearch longer than it should."""
        return bool(self.behind_since and self.behind_since < timezone.now() - outbox.LATE)


def search(query: Query) -> Results:
    """Search with the configured engine; with the database when that cannot answer. A blank query has no results."""
    planned = plan.make(query.text)
    if planned is None and (query.text.strip() or not query.is_narrowed):
        return Results(query)
    if query.offset + query.size > MAX_HITS:
        return Results(query, too_deep=True)
    found, engine, degraded = _answer(lambda engine: engine.search(query, planned))
    promoted = _promoted(query, planned)
    first = {hit.entry.pk for hit in promoted}
    return Results(
        query,
        hits=_hits([pk for pk in found.pks if pk not in first], query.access, planned),
        promoted=promoted,
        total=found.total,
        facets=_facets(found, query),
        suggestion=planned.suggestion if planned else "",
        engine=engine.name,
        degraded=degraded,
    )


@dataclass(frozen=True, slots=True)
class SeeAlso:
    """Where else to look: topics that the hits have most, and other words to search for."""

    topics: list[FacetValue]
    queries: list[str]


def see_also(results: Results, size: int = 4) -> SeeAlso:
    """What to offer beside the results ("vis også"): never a topic that is chosen or that no hit has."""
    counts = next((facet.values for facet in results.facets if facet.name == "topic"), [])
    own = danish.terms(results.query.text[: plan.MAX_CHARACTERS])
    queries = [*_meant(results.query.text), *_asked(frozenset(own))]
    return SeeAlso(
        topics=[value for value in counts if value.count and not value.checked][:size],
        queries=[words for words in dict.fromkeys(queries) if danish.terms(words) != own][:size],
    )


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


def complete(typed: str, size: int = 8, access: frozenset[str] = EVERYBODY) -> list[Hit]:
    """Entries whose title has the typed words, the last one as a beginning; each title once."""
    words = [danish.exact(word) for word in danish.words(typed[: plan.MAX_CHARACTERS])][: plan.MAX_WORDS]
    kept = [word for word in words[:-1] if word not in danish.STOP_WORDS] + words[-1:]
    if not kept or len("".join(kept)) < MIN_PREFIX:
        return []
    pks, _, _ = _answer(lambda engine: engine.complete(kept, access, size))
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


def _is_used(topic: Topic) -> bool:
    """Whether something that everybody may see has this topic now."""
    return Entry.objects.visible_to(EVERYBODY).filter(topic_keys__contains=f"|{topic.slug}|").exists()


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


def _answer(ask: Callable[[Engine], T]) -> tuple[T, Engine, bool]:
    """The answer, the engine that gave it, and whether it stood in for another."""
    stand_in = DatabaseEngine()
    if not outbox.is_needed():
        return ask(stand_in), stand_in, False
    engine = ElasticsearchEngine()
    if outbox.retry_waits():  # its disk is full, or it was away: it would answer without what is new
        log.warning("Search answers from the database: Elasticsearch took nothing new a moment ago.")
        return ask(stand_in), stand_in, True
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
    rows = Entry.objects.visible_to(access).defer(*COLUMNS).in_bulk(pks)
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


FACET_LABELS = {
    "kind": _("Kind"),
    "topic": _("Topic"),
    "period": _("Time"),
    "place": _("Place"),
    "language": _("Language"),
    "state": _("Debates"),
}
STATE_LABELS = {"open": _("Open now"), "announced": _("Opens later"), "closed": _("Closed")}


def _facets(found: Found, query: Query) -> list[Facet]:
    """The facets with labels: kinds in the order of the tabs, years backwards, the rest by count."""
    return [
        Facet(name, FACET_LABELS[name], _facet_values(name, found.facets.get(name, {}), query.chosen.get(name, ())))
        for name in FACETS
    ]


def _facet_values(name: str, counts: dict[str, int], picked: tuple[str, ...]) -> list[FacetValue]:
    counts = {**dict.fromkeys(picked, 0), **counts}
    labels = dict(Topic.objects.filter(pk__in=counts).values_list("slug", "name")) if name == "topic" else {}
    values = [
        FacetValue(value, labels.get(value) or label(name, value), n, value in picked) for value, n in counts.items()
    ]
    if name == "kind":
        order = {kind.slug: place for place, kind in enumerate(registry.kinds())}
        return sorted(values, key=lambda item: order.get(item.value, len(order)))
    if name == "state":
        return sorted(values, key=lambda item: (*STATES, item.value).index(item.value))
    if name == "period":
        return sorted(values, key=lambda item: item.value, reverse=True)
    return sorted(values, key=lambda item: (-item.count, str(item.label)))


def label(facet: str, value: str) -> str | Promise:
    """A facet's value in the visitor's language."""
    if facet == "kind":
        kind = registry.kind(value)
        return kind.label if kind else value
    if facet == "period" and value.endswith("s"):
        return _("%(decade)ss") % {"decade": value[:-1]}
    if facet == "state":
        return STATE_LABELS.get(value, value)
    if facet == "language":
        try:
            return str(get_language_info(value)["name_translated"]).capitalize()
        except KeyError:
            return value
    return value
