"""Elasticsearch 8 as search engine: one client per process, one request per search.

The index holds the terms that `search.danish` made, in fields of the built-in `standard` analyzer, so both engines look
for the same things in the same words, and a change of a word list needs no new index. Only what every Elasticsearch 8
has is used: combined_fields, function_score, filters and terms aggregations, aliases, external versions; no scripts.

Names: the alias `<prefix>` serves, `<prefix>-next` is what a rebuild fills; writes go to both, always through an alias
(`require_alias`), so nothing is ever created by a stray write.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable
from concurrent import futures
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from http import HTTPStatus
from typing import Any, TypeVar

from django.conf import settings
from django.utils import timezone
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch, NotFoundError, UnsupportedProductError

from search.engines import es_query
from search.engines.base import EngineDown, Found, Query
from search.engines.breaker import Breaker
from search.engines.es_documents import chunks, definition
from search.models import Entry
from search.plan import Plan

log = logging.getLogger(__name__)
T = TypeVar("T")

WRITE_TIMEOUT = 30
MAX_WAITING = 64  # threads that wait for Elasticsearch, in one process
HEAD_START = 0.002  # seconds in which a request gets on its way, before this thread takes the interpreter for itself
SWAP_TRIES = 5
SWAP_WAIT = 0.2  # seconds between them
breaker = Breaker()


class IndexGone(Exception):  # noqa: N818 - what it tells: the index is gone
    """A bulk request found no index behind its alias."""


class Refused(Exception):  # noqa: N818 - what it tells: rows were refused
    """Elasticsearch answers, but takes no rows now: its disk is full, or its queue."""


def alias() -> str:
    """The name that searches use."""
    return str(settings.SEARCH["INDEX_PREFIX"])


def next_alias() -> str:
    """The name under which a rebuild fills its index."""
    return f"{alias()}-next"


def client() -> Elasticsearch:
    """This process's client."""
    return _client(os.getpid(), *_connection())


def _connection() -> tuple[str, float, str, str]:
    """What the client is made from: the nodes, the seconds that a search may take, API key, certificate authority."""
    ours = settings.SEARCH
    return ours["ELASTICSEARCH_URL"], float(ours.get("TIMEOUT", 1.0)), ours.get("API_KEY", ""), ours.get("CA_CERTS", "")


@lru_cache(maxsize=1)
def _client(_process: int, urls: str, timeout: float, api_key: str, ca_certs: str) -> Elasticsearch:
    """A client with keep-alive. Several nodes are separated by commas; a dead one is passed over."""
    nodes = [url.strip() for url in urls.split(",")]
    given = (("api_key", api_key), ("ca_certs", ca_certs))
    options: dict[str, Any] = {name: value for name, value in given if value}
    return Elasticsearch(nodes, request_timeout=timeout, max_retries=len(nodes) - 1, retry_on_timeout=False, **options)


@lru_cache(maxsize=1)
def _callers(_process: int) -> ThreadPoolExecutor:
    """Threads that wait for Elasticsearch while the visitor's own keeps the time."""
    return ThreadPoolExecutor(MAX_WAITING, "elasticsearch")


def _in_time(request: Callable[[Elasticsearch], T], meanwhile: Callable[[], object]) -> Callable[[], T]:
    """Begin to ask, do `meanwhile`, and return how to wait for the answer: in the timeout, all in all; TimeoutError.
    Where `meanwhile` raises, nobody waits.

    The client's own timeout counts the silence between two pieces of an answer: one that drips would never end.
    """
    asked = _callers(os.getpid()).submit(request, client())
    ends = time.monotonic() + _connection()[1]
    futures.wait([asked], HEAD_START)
    try:
        meanwhile()
    except BaseException:
        asked.cancel()
        raise

    def wait() -> T:
        try:
            return asked.result(max(0.0, ends - time.monotonic()))
        except TimeoutError:
            asked.cancel()
            raise

    return wait


def _ask(
    request: Callable[[Elasticsearch], T], *, urgent: bool = True, meanwhile: Callable[[], object] = lambda: None
) -> T:
    """Make a request, do `meanwhile`, and read its answer. Whatever goes wrong with the request is EngineDown.

    An urgent one must be answered within the timeout, and is not tried while the breaker is open.
    """
    if not settings.SEARCH.get("ELASTICSEARCH_URL"):
        raise EngineDown("No Elasticsearch is configured.")
    if urgent and not breaker.allows():
        raise EngineDown("Elasticsearch did not answer a moment ago.")
    wait = _in_time(request, meanwhile) if urgent else partial(request, client().options(request_timeout=WRITE_TIMEOUT))
    try:
        answer = wait()
    except EngineDown:
        breaker.failed()
        raise
    except (ApiError, TransportError, IndexGone, Refused, TimeoutError, *_GARBLED) as error:
        if _is_ill(error):
            breaker.failed()
        else:
            breaker.worked()
        raise EngineDown(f"Elasticsearch: {error or type(error).__name__}") from error
    breaker.worked()
    return answer


_GARBLED = (KeyError, IndexError, TypeError, ValueError, AttributeError)
"""What reading an answer raises that is not Elasticsearch's."""


def _is_ill(error: Exception) -> bool:
    """Whether everybody should leave Elasticsearch alone for a while: not for one odd question or a missing index."""
    if isinstance(error, ApiError) and not isinstance(error, UnsupportedProductError):
        return error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or error.status_code in _REFUSING
    return not isinstance(error, IndexGone | Refused)


_REFUSING = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)


class ElasticsearchEngine:
    """Answers from Elasticsearch. Until it has answered, `meanwhile` is done; where that raises, there is no answer."""

    name = "elasticsearch"

    def __init__(self, meanwhile: Callable[[], object] = lambda: None) -> None:
        self.meanwhile = meanwhile

    def search(self, query: Query, plan: Plan | None) -> Found:
        """See Engine.search."""
        body = es_query.search(query, plan, timezone.localtime())
        return _ask(lambda es: _found(es.search(index=alias(), body=body)), meanwhile=self.meanwhile)

    def complete(self, words: list[str], access: frozenset[str], size: int) -> list[int]:
        """See Engine.complete."""
        body = es_query.complete(words, access, 4 * size)
        return _ask(lambda es: _keys(es.search(index=alias(), body=body)), meanwhile=self.meanwhile) if words else []

    def similar(self, entry: Entry, own: frozenset[int], kinds: list[str], size: int) -> list[int]:
        """See Engine.similar."""
        body = es_query.similar(entry, own, kinds, size)
        return _ask(lambda es: _keys(es.search(index=alias(), body=body)), meanwhile=self.meanwhile)


def _keys(answer: Any) -> list[int]:
    return [int(hit["_id"]) for hit in answer["hits"]["hits"]]


def _found(answer: Any) -> Found:
    """An answer as Found; EngineDown when it is one of a part of the index."""
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise EngineDown("Elasticsearch answered in part.")
    facets = {name: _counts(facet["values"]["buckets"]) for name, facet in answer["aggregations"].items()}
    hits = answer["hits"]
    return Found(_keys(answer), hits["total"]["value"], facets)


def health() -> str:
    """The index's health: green, yellow, red, or "" when nothing answers or there is no index.

    `info()` and `ping()` are not part of every distribution.
    """
    try:
        return str(_ask(lambda es: es.cluster.health(index=alias(), timeout="500ms")["status"]))
    except EngineDown:
        return ""


def _counts(buckets: Any) -> dict[str, int]:
    """Values with their counts; named filters come as a mapping, and without those that nothing matches."""
    named = buckets.items() if isinstance(buckets, dict) else ((bucket["key"], bucket) for bucket in buckets)
    return {value: bucket["doc_count"] for value, bucket in named if bucket["doc_count"]}


def is_reachable() -> bool:
    """Whether the cluster answers and can search our index."""
    return health() in ("green", "yellow")


def count() -> int:
    """Entries that a search can find now; EngineDown when it cannot be told."""
    return _ask(lambda es: int(es.count(index=alias())["count"]))


def refresh() -> None:
    """Let everything written so far be found now (it is within a second by itself)."""
    _ask(lambda es: es.indices.refresh(index=alias()), urgent=False)


def has_index() -> bool:
    """Whether an index serves. Asked before anything long, so that a worker too finds out soon that nothing answers."""
    return bool(_ask(lambda es: es.indices.exists_alias(name=alias())))


def write(rows: Iterable[Entry]) -> set[int]:
    """Write rows, tombstones as deletes, to the serving index and to the one that a rebuild fills.

    Returns the keys of rows that Elasticsearch refuses for what is in them. The rows must be read before this is
    called: a rebuild that starts later reads at least their versions itself.
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
            return send(rows, alias())
        except EngineDown as error:
            # A bulk request that was under way while the alias was swapped finds its index removed: ask again.
            if not isinstance(error.__cause__, IndexGone) or not tries_left:
                raise
            time.sleep(SWAP_WAIT)
    raise AssertionError("not reached")


def send(rows: Iterable[Entry], target: str) -> set[int]:
    """Send rows to one alias in bulk; older versions than the index has are ignored.

    Returns the keys of those that were refused for what is in them; EngineDown when others were refused.
    """
    refused: set[int] = set()
    for pks, lines in chunks(rows):
        outcomes = _ask(partial(_bulk, lines=lines, target=target), urgent=False)
        for pk, outcome in zip(pks, outcomes, strict=True):
            if outcome["status"] == HTTPStatus.BAD_REQUEST:
                log.error("Elasticsearch refuses the entry %d: %s", pk, outcome["error"])
                refused.add(pk)
    return refused


def _bulk(es: Elasticsearch, lines: Any, target: str) -> list[dict[str, Any]]:
    """One bulk request; what became of each operation. IndexGone, or Refused when one could not be done now."""
    answer = es.bulk(index=target, operations=lines, require_alias=True, filter_path="items.*.status,items.*.error")
    outcomes = [next(iter(item.values())) for item in answer["items"]]
    for outcome in outcomes:
        status, error = outcome["status"], outcome.get("error")
        if error and status == HTTPStatus.NOT_FOUND:
            raise IndexGone(f"There is no index behind {target}.")
        if error and status not in (HTTPStatus.CONFLICT, HTTPStatus.BAD_REQUEST):  # a full disk, a full queue
            raise Refused(f"it takes no rows: {error['type']}: {error['reason']}")
    return outcomes


def rebuild(rows: Callable[[], Iterable[Entry]]) -> None:
    """Fill a new index and let it serve, in one go. `search.rebuilds` does the same in slices that can be resumed.

    `rows` yields all living entries and is called when the new index takes writes.
    """
    name = begin()
    send(rows(), next_alias())
    swap(name)


def begin() -> str:
    """Make a new index that takes writes beside the serving one; what an earlier, killed rebuild left is removed."""
    give_up()
    name = f"{alias()}-{timezone.now():%Y%m%d%H%M%S%f}"
    _ask(lambda es: es.indices.create(index=name, aliases={next_alias(): {}}, **definition()), urgent=False)
    return name


def is_filled(name: str) -> bool:
    """Whether this index is the one that takes writes beside the serving one."""
    return name in _indexes(next_alias())


def is_served(name: str) -> bool:
    """Whether this index is the one that serves."""
    return name in _indexes(alias())


def swap(name: str) -> None:
    """Let a filled index serve in place of the other, without a gap. EngineDown when another rebuild took over."""
    _ask(lambda es: es.indices.put_settings(index=name, settings={"index.refresh_interval": None}), urgent=False)
    _ask(lambda es: es.indices.refresh(index=name), urgent=False)
    if not is_filled(name):
        raise EngineDown("Another rebuild took over.")
    served = [{"remove_index": {"index": old}} for old in _indexes(alias())]
    actions = [
        {"add": {"index": name, "alias": alias()}},
        {"remove": {"index": name, "alias": next_alias()}},
        *served,
    ]
    _ask(lambda es: es.indices.update_aliases(actions=actions), urgent=False)


def give_up() -> None:
    """Remove the index that a rebuild was filling."""
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
