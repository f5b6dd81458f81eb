"""What a search answers with: hits, facets with their labels, and how the search is doing."""

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from search import outbox, registry
from search.engines.base import FACETS, MAX_HITS, STATES, Found, Query
from search.models import Entry, Rebuild, Topic

_SECOND = re.compile(r"t=\d+$")


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
    def day(self) -> dt.date | None:
        """The day that it is dated with, or starts on."""
        return timezone.localdate(self.entry.starts) if self.entry.starts else self.entry.date

    @property
    def day_in_words(self) -> str:
        """The day in the visitor's language."""
        return _in_words(self.day, get_language() or settings.LANGUAGE_CODE) if self.day else ""

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


@lru_cache(maxsize=10_000)
def _in_words(day: dt.date, language: str) -> str:
    """A day in words of a language: a page of hits has twenty, and formatting is slow."""
    with override(language):
        return date_format(day, gettext("j F Y"))


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


FACET_LABELS = {
    "kind": _("Kind"),
    "topic": _("Topic"),
    "period": _("Time"),
    "place": _("Place"),
    "language": _("Language"),
    "state": _("Debates"),
}
STATE_LABELS = {"open": _("Open now"), "announced": _("Opens later"), "closed": _("Closed")}


def facets(found: Found, query: Query) -> list[Facet]:
    """The facets with labels: kinds in the order of the tabs, years backwards, the rest by count."""
    return [
        Facet(name, FACET_LABELS[name], _values(name, found.facets.get(name, {}), query.chosen.get(name, ())))
        for name in FACETS
    ]


def _values(name: str, counts: dict[str, int], picked: tuple[str, ...]) -> list[FacetValue]:
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
