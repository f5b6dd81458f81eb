"""Elasticsearch 8 as search engine: one client per process, one request per search.

The index holds the terms that `search.danish` made, in fields of the built-in `standard` analyzer, so both engines look
for the same things in the same words, and a change of a word list needs no new index. Only what every Elasticsearch 8
has is used: combined_fields, function_score, filters and terms aggregations, aliases, external versions; no scripts.

Names: the alias `<prefix>` serves, `<prefix>-next` is what a rebuild fills; writes go to both, always through an alias
(`require_alias`), so nothing is ever created by a stray write.
"""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError, Elasticsearch, NotFoundError, helpers

from search.engines import es_query
from search.engines.base import EngineDown, Found, Query
from search.engines.breaker import Breaker
from search.models import Entry
from search.plan import Plan

T = TypeVar("T")

WRITE_TIMEOUT = 30
CHUNK = 500
SWAP_TRIES = 5
SWAP_WAIT = 0.2  # seconds between them
_TERMS = ("title_terms", "lead_terms", "topic_terms", "body_terms", "title_parts", "body_parts", "title_exact", "exact")
_KEYWORDS = ("kind", "topics", "period", "place", "language", "access")

INDEX: dict[str, Any] = {
    "settings": {
        "number_of_shards": 1,
        "auto_expand_replicas": "0-1",
        "gc_deletes": "10m",  # a rebuild's copy of a row deleted meanwhile is still refused
        "similarity": {"default": {"type": "BM25", "k1": 1.2 * es_query.SCALE, "b": 0.3}},
    },
    "mappings": {
        "dynamic": False,
        "_source": {"includes": ["title", "url", *_KEYWORDS]},
        "properties": {
            **{name: {"type": "text", "analyzer": "standard"} for name in _TERMS},
            **{name: {"type": "keyword"} for name in _KEYWORDS},
            "first_day": {"type": "date", "format": "strict_date"},
            "last_day": {"type": "date", "format": "strict_date"},
            "weight": {"type": "float"},
        },
    },
}

breaker = Breaker()


class IndexGone(Exception):  # noqa: N818 - what it tells: the index is gone
    """A bulk request found no index behind its alias."""


def alias() -> str:
    """The name that searches use."""
    return str(settings.SEARCH["INDEX_PREFIX"])


def next_alias() -> str:
    """The name under which a rebuild fills its index."""
    return f"{alias()}-next"


def client() -> Elasticsearch:
    """This process's client."""
    return _client(settings.SEARCH["ELASTICSEARCH_URL"], float(settings.SEARCH.get("TIMEOUT", 1.0)), os.getpid())


@lru_cache(maxsize=1)
def _client(url: str, timeout: float, _process: int) -> Elasticsearch:
    """A client with keep-alive. Several nodes are separated by commas; a dead one is passed over."""
    nodes = url.split(",")
    options = {name.lower(): settings.SEARCH[name] for name in ("API_KEY", "CA_CERTS") if settings.SEARCH.get(name)}
    return Elasticsearch(nodes, request_timeout=timeout, max_retries=len(nodes) - 1, retry_on_timeout=False, **options)


def _ask(request: Callable[[Elasticsearch], T], *, urgent: bool = True) -> T:
    """Make a request. Whatever goes wrong is EngineDown; an urgent one is not tried while the breaker is open."""
    if not settings.SEARCH.get("ELASTICSEARCH_URL"):
        raise EngineDown("No Elasticsearch is configured.")
    if urgent and not breaker.allows():
        raise EngineDown("Elasticsearch did not answer a moment ago.")
    try:
        answer = request(client() if urgent else client().options(request_timeout=WRITE_TIMEOUT))
    except (ApiError, TransportError, helpers.BulkIndexError, IndexGone) as error:
        if urgent and not isinstance(error, BadRequestError):  # one odd question must not stop everybody's
            breaker.failed()
        raise EngineDown(f"Elasticsearch: {error}") from error
    breaker.worked()
    return answer


class ElasticsearchEngine:
    """Answers from Elasticsearch."""

    name = "elasticsearch"

    def search(self, query: Query, plan: Plan | None) -> Found:
        """See Engine.search."""
        body = es_query.search(query, plan, timezone.localdate())
        answer = _ask(lambda es: es.search(index=alias(), body=body))
        if answer["timed_out"] or answer["_shards"]["failed"]:
            raise EngineDown("Elasticsearch answered in part.")
        facets = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in facet["values"]["buckets"]}
            for name, facet in answer["aggregations"].items()
        }
        hits = answer["hits"]
        return Found([int(hit["_id"]) for hit in hits["hits"]], hits["total"]["value"], facets)

    def complete(self, words: list[str], access: frozenset[str], size: int) -> list[int]:
        """See Engine.complete."""
        if not words:
            return []
        body = es_query.complete(words, access, 4 * size)
        answer = _ask(lambda es: es.search(index=alias(), body=body))
        return [int(hit["_id"]) for hit in answer["hits"]["hits"]]


def is_reachable() -> bool:
    """Whether the cluster answers and has our index. (`info()` and `ping()` are not part of every distribution.)"""
    try:
        return bool(_ask(lambda es: es.cluster.health(index=alias(), timeout="1s"))["status"] != "red")
    except EngineDown:
        return False


def count() -> int:
    """Entries that a search can find now; EngineDown when it cannot be told."""
    return int(_ask(lambda es: es.count(index=alias()))["count"])


def refresh() -> None:
    """Let everything written so far be found now (it is within a second by itself)."""
    _ask(lambda es: es.indices.refresh(index=alias()), urgent=False)


def ensure_index() -> bool:
    """Make the serving index if there is none; True when it was made, and everything must be sent."""
    if _ask(lambda es: es.indices.exists_alias(name=alias()), urgent=False):
        return False
    try:
        _ask(lambda es: es.indices.create(index=f"{alias()}-first", aliases={alias(): {}}, **INDEX), urgent=False)
    except EngineDown as error:
        if isinstance(error.__cause__, BadRequestError) and "resource_already_exists" in str(error.__cause__):
            return False  # another worker was quicker
        raise
    return True


def write(rows: Iterable[Entry]) -> None:
    """Write rows, tombstones as deletes, to the serving index and to the one that a rebuild fills.

    The rows must be read before this is called: a rebuild that starts later reads at least their versions itself.
    """
    rows = list(rows)
    if _ask(lambda es: es.indices.exists_alias(name=next_alias()), urgent=False):
        try:
            send(rows, next_alias())
        except EngineDown as error:
            if not isinstance(error.__cause__, IndexGone):
                raise
    # Last, for when the other one became the serving index meanwhile, or was given up.
    for tries_left in reversed(range(SWAP_TRIES)):
        try:
            send(rows, alias())
        except EngineDown as error:
            # A bulk request that was under way while the alias was swapped finds its index removed: ask again.
            if not isinstance(error.__cause__, IndexGone) or not tries_left:
                raise
            time.sleep(SWAP_WAIT)
        else:
            return


def send(rows: Iterable[Entry], target: str) -> int:
    """Send rows to one alias in bulk; older versions than the index has are ignored. Returns how many rows it had."""

    def request(es: Elasticsearch) -> int:
        sent = 0
        outcome = helpers.streaming_bulk(
            es, _operations(rows, target), chunk_size=CHUNK, raise_on_error=False, require_alias=True
        )
        for ok, item in outcome:
            sent += 1
            result = next(iter(item.values()))
            if ok or result["status"] == HTTPStatus.CONFLICT or result.get("result") == "not_found":
                continue
            if result["status"] == HTTPStatus.NOT_FOUND:
                raise IndexGone(f"There is no index behind {target}.")
            raise helpers.BulkIndexError("A row was refused.", [item])
        return sent

    return _ask(request, urgent=False)


def _operations(rows: Iterable[Entry], target: str) -> Iterator[dict[str, Any]]:
    """The bulk operations of these rows."""
    for row in rows:
        operation = {"_index": target, "_id": str(row.pk), "version": row.version, "version_type": "external_gte"}
        if row.deleted:
            yield {"_op_type": "delete", **operation}
        else:
            yield {"_op_type": "index", **operation, "_source": document(row)}


def document(row: Entry) -> dict[str, Any]:
    """A row as the index holds it."""
    return {
        **{name: getattr(row, name) for name in _TERMS},
        "title": row.title,
        "url": row.url,
        "kind": row.kind,
        "topics": [slug for slug, _ in row.topics],
        "period": row.period or None,
        "place": row.place or None,
        "language": row.language,
        "access": row.access,
        "first_day": _day(row.first_day),
        "last_day": _day(row.last_day),
        "weight": row.weight,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def rebuild(rows: Callable[[], Iterable[Entry]]) -> int:
    """Fill a new index and let it serve, without a gap and with no write lost; returns how many entries were sent.

    Meanwhile writers go to both indexes. A rebuild that was killed leaves the old index serving; what it left behind
    is removed by the next one. `rows` yields all living entries and is called when the new index takes writes.
    """
    name = f"{alias()}-{timezone.now():%Y%m%d%H%M%S%f}"
    _drop_unfinished()
    _ask(lambda es: es.indices.create(index=name, aliases={next_alias(): {}}, **INDEX), urgent=False)
    sent = send(rows(), next_alias())
    _ask(lambda es: es.indices.refresh(index=name), urgent=False)
    if name not in _indexes(next_alias()):
        raise EngineDown("Another rebuild took over.")
    served = [{"remove_index": {"index": old}} for old in _indexes(alias())]
    swap = [
        {"add": {"index": name, "alias": alias()}},
        {"remove": {"index": name, "alias": next_alias()}},
        *served,
    ]
    _ask(lambda es: es.indices.update_aliases(actions=swap), urgent=False)
    return sent


def _drop_unfinished() -> None:
    """Remove what a killed rebuild left behind."""
    _delete(next_alias())


def _indexes(name: str) -> list[str]:
    """The indexes behind an alias."""
    try:
        return list(_ask(lambda es: es.indices.get_alias(name=name), urgent=False))
    except EngineDown as error:
        if isinstance(error.__cause__, NotFoundError):
            return []
        raise


def forget() -> None:
    """Remove all our indexes (tests)."""
    _delete(alias())
    _delete(next_alias())


def _delete(name: str) -> None:
    """Remove the indexes behind an alias."""
    indexes = _indexes(name)
    if indexes:
        _ask(lambda es: es.indices.delete(index=indexes, ignore_unavailable=True), urgent=False)
