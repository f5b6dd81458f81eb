"""The contract between the search room and its engines."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Protocol

from search.models import PUBLIC, Entry
from search.plan import Plan

MAX_HITS = 10_000
"""Nobody pages deeper than this; totals above it are told as "more than"."""

FACETS = {
    "kind": "kind",
    "topic": "topics",
    "period": "period",
    "place": "place",
    "language": "language",
    "state": "",
}
"""Facet → where its value is: a column of Entry and a field of the index (topics: the column topic_keys).

`state` is kept nowhere, since it changes with the clock: it follows from `starts` and `ends` of the kinds that open.
"""

STATES = ("open", "announced", "closed")

MAX_FACET_VALUES = 50


class EngineDown(Exception):  # noqa: N818 - what it tells: the engine is down
    """The engine cannot answer now."""


@dataclass(frozen=True, slots=True)
class Query:
    """What a visitor asks for. `chosen` holds the picked values of each facet; page counts from 1.

    `since` and `until` are days; an entry counts when its own days overlap them. `access` is what the visitor may see.
    `sort`: "relevance", "date" (its own days, newest first) or "new" (what became findable last first). `only`: keys of
    the entries to look among, for the database engine; None for all.
    """

    text: str = ""
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    sort: str = "relevance"
    page: int = 1
    size: int = 20
    access: frozenset[str] = frozenset({PUBLIC})
    only: frozenset[int] | None = None

    @property
    def offset(self) -> int:
        """Hits before this page."""
        return (self.page - 1) * self.size

    @property
    def is_narrowed(self) -> bool:
        """Whether anything besides the text was asked for."""
        return bool(any(self.chosen.values()) or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Found:
    """An engine's raw answer: keys of the page's entries in order, the total (at most MAX_HITS is exact), counts.

    `facets` maps each facet to {value: count}, counted under all filters but the facet's own.
    """

    pks: list[int]
    total: int
    facets: dict[str, dict[str, int]]


class Engine(Protocol):
    """What both engines can do. All raise EngineDown when they cannot answer."""

    name: str

    def search(self, query: Query, plan: Plan | None) -> Found:
        """One page of hits. Without a plan every entry matches and the newest come first."""

    def complete(self, words: list[str], access: frozenset[str], size: int) -> list[int]:
        """Entries whose title has all these normalised words, the last one as a beginning; best first."""

    def similar(self, entry: Entry, own: frozenset[int], kinds: list[str], size: int) -> list[int]:
        """Public entries of these kinds that resemble an entry, best first; none of `own`, the entry's object's."""
