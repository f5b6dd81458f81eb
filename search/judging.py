"""How good the search is: judged queries over a collection of texts, per engine and slice.

A collection is a folder with `documents.txt` and `queries.txt`; tests/search/judged is ours, and explains the format.
In each slice every second query is held back: word lists and weights may be tuned on the others only.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

from search import actions, plan, vocabulary
from search.engines import elasticsearch
from search.engines.base import Engine, Query
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import Entry, Word
from search.registry import EntryData

DEPTH = 10
NONE = "none"


@dataclass(frozen=True, slots=True)
class Judged:
    """A query with its slice, the grade (1–3) of each relevant text, and whether it is held back from tuning."""

    slice: str
    text: str
    grades: dict[str, int]
    held: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a query did: nDCG@10 (linear gain), reciprocal rank of the first relevant hit, recall@10, no hit at all."""

    judged: Judged
    ndcg: float
    mrr: float
    recall: float
    empty: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """Means over outcomes."""

    queries: int
    ndcg: float
    mrr: float
    recall: float
    empty: float


def read_documents(folder: Path) -> dict[str, EntryData]:
    """The texts by their keys."""
    texts: dict[str, EntryData] = {}
    for block in _content(folder / "documents.txt").split("\n\n"):
        head, *rest = [line for line in block.splitlines() if line]
        key, kind, title = (part.strip() for part in head.split("|", 2))
        texts[key] = EntryData(kind=kind, title=title, url=f"/{key}/", lead=rest[0], body="\n".join(rest[1:]))
    return texts


def read_queries(folder: Path) -> list[Judged]:
    """The judged queries in order."""
    found: list[Judged] = []
    seen: dict[str, int] = {}
    for line in filter(None, _content(folder / "queries.txt").splitlines()):
        name, text, grades = (part.strip() for part in line.split("|", 2))
        pairs = (pair.split("=") for pair in grades.split())
        seen[name] = seen.get(name, 0) + 1
        found.append(Judged(name, text, {key: int(grade) for key, grade in pairs}, held=seen[name] % 2 == 0))
    return found


def _content(path: Path) -> str:
    return "\n".join(line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")).strip()


@contextmanager
def only(texts: dict[str, EntryData]) -> Iterator[dict[int, str]]:
    """Within this context the collection is all that there is: in the database (rolled back) and, in an index of its
    own, in Elasticsearch when it is configured. Yields the texts' keys by their entries' keys."""
    before = dict(settings.SEARCH)
    # What is judged is what they find, on a machine however busy.
    settings.SEARCH.update(INDEX_PREFIX=f"{before['INDEX_PREFIX']}-judged", TIMEOUT=30)
    try:
        with transaction.atomic():
            Entry.objects.all().delete()
            Word.objects.all().delete()
            keys = _load(texts)
            if settings.SEARCH.get("ELASTICSEARCH_URL"):
                elasticsearch.forget()
                elasticsearch.rebuild(Entry.objects.all)
            yield keys
            transaction.set_rollback(True)
    finally:
        if settings.SEARCH.get("ELASTICSEARCH_URL"):
            elasticsearch.forget()
        settings.SEARCH.clear()
        settings.SEARCH.update(before)


def _load(texts: dict[str, EntryData]) -> dict[int, str]:
    content_type = ContentType.objects.get_for_model(Entry)
    rows: list[Entry] = []
    words: set[str] = set()
    for key, data in texts.items():
        row, known = actions.build(data)
        row.content_type, row.object_id = content_type, key
        rows.append(row)
        words |= known
    Entry.objects.bulk_create(rows)
    vocabulary.learn(words)
    return dict(Entry.objects.values_list("pk", "object_id"))


def engines() -> list[Engine]:
    """The engines that can be judged here."""
    found: list[Engine] = [DatabaseEngine()]
    return [*found, ElasticsearchEngine()] if settings.SEARCH.get("ELASTICSEARCH_URL") else found


def engine_name(engine: Engine) -> str:
    """The engine's name, for the database with its vendor."""
    return f"{engine.name} ({connection.vendor})" if engine.name == DatabaseEngine.name else engine.name


def judge(engine: Engine, queries: list[Judged], keys: dict[int, str], *, related: bool = True) -> list[Outcome]:
    """Ask every query; `related`: with the shipped synonyms, families and intents."""
    outcomes = []
    for judged in queries:
        planned = plan.make(judged.text, related=related)
        hits = engine.search(Query(text=judged.text, size=DEPTH), planned).pks if planned else []
        outcomes.append(outcome(judged, [keys[pk] for pk in hits]))
    return outcomes


def outcome(judged: Judged, hits: list[str]) -> Outcome:
    """Compare a ranking with the judgement. Where nothing may be found, an empty answer scores 1."""
    if not judged.grades:
        right = float(not hits)
        return Outcome(judged, right, right, right, empty=not hits)
    gains = [judged.grades.get(key, 0) for key in hits[:DEPTH]]
    best = sorted(judged.grades.values(), reverse=True)[:DEPTH]
    first = next((place for place, gain in enumerate(gains, 1) if gain), 0)
    return Outcome(
        judged,
        ndcg=_discounted(gains) / _discounted(best),
        mrr=1 / first if first else 0.0,
        recall=sum(map(bool, gains)) / min(len(judged.grades), DEPTH),
        empty=not hits,
    )


def _discounted(gains: list[int]) -> float:
    return sum(gain / log2(place + 1) for place, gain in enumerate(gains, 1))


def summary(outcomes: list[Outcome]) -> Summary:
    """Means over these outcomes."""
    return Summary(
        len(outcomes),
        fmean(each.ndcg for each in outcomes),
        fmean(each.mrr for each in outcomes),
        fmean(each.recall for each in outcomes),
        fmean(each.empty for each in outcomes),
    )


def answerable(outcomes: list[Outcome]) -> list[Outcome]:
    """Without the queries that must find nothing."""
    return [each for each in outcomes if each.judged.slice != NONE]
