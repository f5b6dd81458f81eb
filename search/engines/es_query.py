"""A query in the words of Elasticsearch."""

import datetime as dt
from dataclasses import replace
from typing import Any

from search import registry, weights
from search.engines.base import FACETS, MAX_FACET_VALUES, MAX_HITS, Query
from search.models import PUBLIC, Entry
from search.plan import Clause, Plan

SCALE = 1 / (weights.BODY * weights.PARTS)
"""combined_fields refuses weights below 1: all are scaled, and BM25's k1 with them, so the ranking stays as it was."""

MAX_LIKE = 20_000
"""Characters of an entry's terms that are compared with the others'."""

_TEXT = {
    "title_terms": weights.TITLE,
    "lead_terms": weights.LEAD,
    "topic_terms": weights.TOPICS,
    "body_terms": weights.BODY,
    "title_parts": weights.TITLE * weights.PARTS,
    "body_parts": weights.BODY * weights.PARTS,
}
_HEAD = ("title_terms", "lead_terms", "topic_terms", "title_parts")
_FIELDS = {
    "head": [f"{name}^{_TEXT[name] * SCALE:.4g}" for name in _HEAD],
    "text": [f"{name}^{weight * SCALE:.4g}" for name, weight in _TEXT.items()],
    "exact": [f"title_exact^{weights.TITLE * SCALE:.4g}", f"exact^{weights.BODY * SCALE:.4g}"],
    "phrase": [f"{name}^{_TEXT[name]:.4g}" for name in ("title_terms", "lead_terms", "body_terms")],
}


def search(query: Query, plan: Plan | None, now: dt.datetime) -> dict[str, Any]:
    """The body of the one request of a search: hits, total and all facets."""
    states = _states(now)
    filters = {name: _chosen(name, picked, states) for name, picked in query.chosen.items() if picked}
    by_date = query.sort == "date" or (plan is None and query.sort != "new")
    newest: list[Any] = (
        [{"visible_since": {"order": "desc", "missing": "_last"}}] if query.sort == "new" else ["_score"]
    )
    return {
        "query": _scored(_matching(plan), _always(query), now.date()),
        "post_filter": {"bool": {"filter": list(filters.values())}},
        "aggs": {
            name: {
                "filter": {"bool": {"filter": [chosen for other, chosen in filters.items() if other != name]}},
                "aggs": {"values": _counted(field, states)},
            }
            for name, field in FACETS.items()
        },
        "sort": [{"first_day": {"order": "desc", "missing": "_last"}}, "_score"] if by_date else newest,
        "track_total_hits": MAX_HITS,
        "from": query.offset,
        "size": query.size,
        "_source": False,
    }


def complete(words: list[str], access: frozenset[str], size: int) -> dict[str, Any]:
    """The body of a request for titles that have these words, the last one as a beginning."""
    title = {"match_bool_prefix": {"title_exact": {"query": " ".join(words), "operator": "and"}}}
    return {
        "query": {
            "function_score": {
                "query": {"bool": {"filter": [title, {"terms": {"access": sorted(access)}}]}},
                "field_value_factor": {"field": "weight", "missing": 1},
                "boost_mode": "replace",
            }
        },
        "track_total_hits": False,
        "size": size,
        "_source": False,
    }


def similar(entry: Entry, own: frozenset[int], kinds: list[str], size: int) -> dict[str, Any]:
    """The body of a request for what resembles an entry: by its most telling terms, and by its topics."""
    text = f"{entry.title_terms} {entry.title_terms} {entry.lead_terms} {entry.body_terms}"
    like = {
        "fields": ["title_terms", "lead_terms", "body_terms"],
        "like": [text[:MAX_LIKE]],
        "min_term_freq": 1,
        "min_doc_freq": 1,
    }
    same_topics = {"terms": {"topics": [slug for slug, _ in entry.topics], "boost": weights.SAME_TOPIC}}
    return {
        "query": {
            "bool": {
                "should": [{"more_like_this": {**like, "minimum_should_match": "15%"}}, same_topics],
                "minimum_should_match": 1,
                "filter": [{"terms": {"access": [PUBLIC]}}, {"terms": {"kind": kinds}}],
                "must_not": [{"ids": {"values": [str(pk) for pk in own]}}],
            }
        },
        "size": size,
        "_source": False,
    }


def _matching(plan: Plan | None) -> dict[str, Any]:
    """Any clause of `must`, and what `should` adds."""
    if plan is None:
        return {"match_all": {}}
    any_of = {"bool": {"should": [_clause(clause) for clause in plan.must], "minimum_should_match": 1}}
    heads = [_clause(replace(clause, field="head", boost=clause.boost * weights.HEAD)) for clause in plan.must]
    return {"bool": {"must": [any_of], "should": [*map(_clause, plan.should), *heads]}}


def _clause(clause: Clause) -> dict[str, Any]:
    """A clause: terms weighed over all fields as if they were one (BM25F), or near each other in one field."""
    text = " ".join(clause.terms)
    fields = _FIELDS[clause.field]
    if clause.field == "phrase":
        near = {"query": text, "fields": fields, "type": "phrase", "slop": weights.PHRASE_SLOP, "boost": clause.boost}
        return {"multi_match": near}
    operator = "and" if clause.every else "or"
    return {"combined_fields": {"query": text, "fields": fields, "operator": operator, "boost": clause.boost}}


def _always(query: Query) -> list[dict[str, Any]]:
    """Filters that no facet is counted without."""
    found: list[dict[str, Any]] = [{"terms": {"access": sorted(query.access)}}]
    if query.since:
        found.append({"range": {"last_day": {"gte": query.since.isoformat()}}})
    if query.until:
        found.append({"range": {"first_day": {"lte": query.until.isoformat()}}})
    return found


def _chosen(facet: str, picked: tuple[str, ...], states: dict[str, Any]) -> dict[str, Any]:
    if facet == "state":
        return {"bool": {"should": [states[state] for state in picked if state in states] or [{"match_none": {}}]}}
    return {"terms": {FACETS[facet]: list(picked)}}


def _counted(field: str, states: dict[str, Any]) -> dict[str, Any]:
    """The counts of a facet's values; a field that is kept nowhere is the state."""
    return {"terms": {"field": field, "size": MAX_FACET_VALUES}} if field else {"filters": {"filters": states}}


def _states(now: dt.datetime) -> dict[str, Any]:
    """What is open, to come, or closed at this time, among the kinds that open."""
    kinds = {"terms": {"kind": registry.opening()}}
    at = now.isoformat(timespec="seconds")
    closed, ahead = {"range": {"ends": {"lte": at}}}, {"range": {"starts": {"gt": at}}}
    return {
        "open": {"bool": {"filter": [kinds], "must_not": [closed, ahead]}},
        "announced": {"bool": {"filter": [kinds, ahead], "must_not": [closed]}},
        "closed": {"bool": {"filter": [kinds, closed]}},
    }


def _scored(matching: dict[str, Any], filters: list[dict[str, Any]], today: dt.date) -> dict[str, Any]:
    """The text's score times the entry's weight and freshness (search.weights)."""
    fresh = {"first_day": {"origin": today.isoformat(), "scale": f"{weights.FRESH_DAYS // 2}d", "decay": 0.5}}
    return {
        "function_score": {
            "query": {"bool": {"must": [matching], "filter": filters}},
            "functions": [
                {"field_value_factor": {"field": "weight", "missing": 1}},
                {"filter": {"exists": {"field": "first_day"}}, "linear": fresh, "weight": weights.FRESHNESS},
            ],
            "score_mode": "sum",
            "boost_mode": "multiply",
        }
    }
