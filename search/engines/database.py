"""The database as search engine: SQLite's FTS5 or PostgreSQL's full text over the terms that search.danish made.

One statement brings every match with its score and its facets' values; filters, counts and order are worked out here,
so that the counts are right while facets are combined. The work grows linearly with the matches, MAX_MATCHES at most.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DatabaseError, connection
from django.utils import timezone

from search import plan as plans
from search import registry, weights
from search.engines import postgresql, sqlite
from search.engines.base import FACETS, MAX_HITS, EngineDown, Found, Query
from search.models import Entry
from search.plan import Plan

MAX_MATCHES = 2 * MAX_HITS


class _Match(NamedTuple):
    """A matching entry: what is needed to filter, count and order it."""

    pk: int
    score: float
    kind: str
    topics: str
    period: str
    place: str
    language: str
    state: str
    first_day: str  # days as ISO text, which compares as it should and costs nothing to read; "" for none
    last_day: str
    weight: float
    visible_since: str  # "" unless it is what the order goes by


class DatabaseEngine:
    """Answers from the database; always there, and never behind."""

    name = "database"

    def search(self, query: Query, plan: Plan | None) -> Found:
        """See Engine.search."""
        today = timezone.localdate()
        kept: list[_Match] = []
        facets: dict[str, dict[str, int]] = {name: {} for name in FACETS}
        asked = [(name, frozenset(picked)) for name, picked in query.chosen.items() if picked]
        since, until = (day.isoformat() if day else "" for day in (query.since, query.until))
        for match in self._matches(query, plan):
            failed = [name for name, picked in asked if picked.isdisjoint(_values(match, name))]
            if len(failed) > 1 or not _overlaps(match, since, until):
                continue
            for name in failed or FACETS:
                counts = facets[name]
                for value in _values(match, name):
                    counts[value] = counts.get(value, 0) + 1
            if not failed:
                kept.append(match)
        found = list(zip(self._scores(query, plan, kept, today), kept, strict=True))
        if query.sort == "new":
            found.sort(key=lambda item: (item[1].visible_since, item[1].pk), reverse=True)
        elif query.sort == "date" or plan is None:
            found.sort(key=lambda item: (item[1].first_day, item[0], item[1].pk), reverse=True)
        else:
            found.sort(key=lambda item: (-item[0], item[1].pk))
        pks = [match.pk for _, match in found[query.offset : query.offset + query.size]]
        return Found(pks, len(found), facets)

    def complete(self, words: list[str], access: frozenset[str], size: int) -> list[int]:
        """See Engine.complete."""
        pks = vendor().complete(words, 20 * size)
        visible = Entry.objects.visible_to(access).filter(pk__in=pks).order_by("-weight", "pk")
        return list(visible.values_list("pk", flat=True)[: 4 * size])

    def similar(self, entry: Entry, own: frozenset[int], kinds: list[str], size: int) -> list[int]:
        """See Engine.similar. By the entry's own terms: its title, its topics, and what it speaks of most."""
        planned = plans.similar(entry.title_terms, [name for _, name in entry.topics], entry.body_terms)
        if planned is None:
            return []
        query = Query(chosen={"kind": tuple(kinds)}, size=size + min(len(own), 100))
        return [pk for pk in self.search(query, planned).pks if pk not in own][:size]

    def _scores(self, query: Query, plan: Plan | None, kept: list[_Match], today: dt.date) -> list[float]:
        """How good each match is; all alike when the order does not ask for it."""
        if plan is None or query.sort != "relevance":
            return [0.0] * len(kept)
        with _answering(), vendor().by_index():
            later = vendor().scores(plan, [match.pk for match in kept])
        return [_score(match, match.score if later is None else later.get(match.pk, 0.0), today) for match in kept]

    def _matches(self, query: Query, plan: Plan | None) -> list[_Match]:
        days = "coalesce(cast(e.first_day AS text), ''), coalesce(cast(e.last_day AS text), '')"
        state, moments = _state(timezone.now())
        since = "cast(e.visible_since AS text)" if query.sort == "new" else "''"
        columns = f"e.kind, e.topic_keys, e.period, e.place, e.language, {state}, {days}, e.weight, {since}"
        where, filters = _visible(query)
        if plan is None:
            values = moments
            sql = f"SELECT e.id, cast(0 AS double precision), {columns} FROM search_entry e WHERE {where}"  # noqa: S608
        else:
            score, source, condition, bound = vendor().matches(plan)
            values = [*moments, *bound]
            sql = f"SELECT e.id, {score}, {columns} FROM {source} WHERE {condition} AND {where}"  # noqa: S608 - fixed names; values are bound
        by_score = "2 DESC" if plan and query.sort != "date" else "e.first_day DESC NULLS LAST"
        order = "e.visible_since DESC" if query.sort == "new" else by_score
        with _answering(), vendor().by_index(), connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY {order} LIMIT {MAX_MATCHES}", [*values, *filters])
            return list(map(_Match._make, cursor.fetchall()))


@contextmanager
def _answering() -> Iterator[None]:
    """A database that cannot search is an engine that is down."""
    try:
        yield
    except DatabaseError as error:
        raise EngineDown("The database could not search.") from error


def vendor() -> Any:
    """The module that speaks this database's full text."""
    return postgresql if connection.vendor == "postgresql" else sqlite


def _visible(query: Query) -> tuple[str, list[Any]]:
    """The condition of what this visitor may see (of the entries to look among), and its values."""
    values: list[Any] = sorted(query.access)
    where = f"NOT e.deleted AND e.access IN ({', '.join(['%s'] * len(values))})"
    if query.only is not None:
        where += f" AND e.id IN ({', '.join(['%s'] * len(query.only)) or 'NULL'})"
        values += sorted(query.only)
    return where, values


def _state(now: dt.datetime) -> tuple[str, list[Any]]:
    """The column that tells whether an entry of a kind that opens is open now, and its values; "" for the others."""
    kinds = registry.opening()
    if not kinds:
        return "''", []
    at = connection.ops.adapt_datetimefield_value(now)
    case = "CASE WHEN e.ends <= %s THEN 'closed' WHEN e.starts > %s THEN 'announced' ELSE 'open' END"
    return f"CASE WHEN e.kind IN ({', '.join(['%s'] * len(kinds))}) THEN {case} ELSE '' END", [*kinds, at, at]


def _values(match: _Match, facet: str) -> list[str]:
    """A match's values of a facet."""
    if facet == "topic":
        return match.topics.strip("|").split("|") if match.topics else []
    value = match[_PLACES[facet]]
    return [str(value)] if value else []


_PLACES = {name: _Match._fields.index(name) for name in FACETS if name != "topic"}


def _overlaps(match: _Match, since: str, until: str) -> bool:
    """Whether a match's days overlap the asked ones."""
    if since and not match.last_day >= since:
        return False
    return not until or bool(match.first_day and match.first_day <= until)


def _score(match: _Match, text: float, today: dt.date) -> float:
    """The text's score times the entry's weight and freshness (search.weights)."""
    fresh = 0.0
    if match.first_day:
        fresh = max(0.0, 1 - abs((today - dt.date.fromisoformat(match.first_day)).days) / weights.FRESH_DAYS)
    return text * (match.weight + weights.FRESHNESS * fresh)
