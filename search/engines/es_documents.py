"""Rows as Elasticsearch holds them: the definition of an index, a row's document, the lines of a bulk request."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings

from search.engines import es_query
from search.models import Entry

CHUNK = 500
CHUNK_BYTES = 5_000_000
_TERMS = ("title_terms", "lead_terms", "topic_terms", "body_terms", "title_parts", "body_parts", "title_exact", "exact")
_IN_ORDER = ("title_terms", "lead_terms", "body_terms")  # in which phrases are looked for
_COUNTED = tuple(name for name in _TERMS if name not in _IN_ORDER)  # without places: half the work of indexing
_KEYWORDS = ("kind", "topics", "period", "place", "language", "access")

INDEX: dict[str, Any] = {
    "settings": {
        "number_of_shards": 1,
        "gc_deletes": "10m",  # a rebuild's copy of a row deleted meanwhile is still refused
        "similarity": {"default": {"type": "BM25", "k1": 1.2 * es_query.SCALE, "b": 0.3}},
    },
    "mappings": {
        "dynamic": False,
        "_source": {"includes": ["title", "url", *_KEYWORDS]},
        "properties": {
            **{name: {"type": "text", "analyzer": "standard"} for name in _IN_ORDER},
            **{name: {"type": "text", "analyzer": "standard", "index_options": "freqs"} for name in _COUNTED},
            **{name: {"type": "keyword"} for name in _KEYWORDS},
            "first_day": {"type": "date", "format": "strict_date"},
            "last_day": {"type": "date", "format": "strict_date"},
            "starts": {"type": "date"},
            "ends": {"type": "date"},
            "visible_since": {"type": "date"},
            "weight": {"type": "float"},
        },
    },
}


def definition() -> dict[str, Any]:
    """The settings and mappings of a new index; it is not refreshed while it is filled."""
    replicas = str(settings.SEARCH.get("REPLICAS", "0-1"))
    copies = {"auto_expand_replicas" if "-" in replicas else "number_of_replicas": replicas}
    return {**INDEX, "settings": {**INDEX["settings"], **copies, "refresh_interval": "-1"}}


def chunks(rows: Iterable[Entry]) -> Iterator[tuple[list[int], list[bytes]]]:
    """Keys and lines of bulk requests, at most CHUNK rows or about CHUNK_BYTES each."""
    pks: list[int] = []
    lines: list[bytes] = []
    size = 0
    for row in rows:
        own = _lines(row)
        pks.append(row.pk)
        lines += own
        size += sum(map(len, own))
        if len(pks) == CHUNK or size >= CHUNK_BYTES:
            yield pks, lines
            pks, lines, size = [], [], 0
    if pks:
        yield pks, lines


def _lines(row: Entry) -> list[bytes]:
    """The lines of a bulk request that write a row."""
    meta = {"_id": str(row.pk), "version": row.version, "version_type": "external_gte"}
    if row.deleted:
        return [_json({"delete": meta})]
    return [_json({"index": meta}), _json(document(row))]


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


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
        "starts": row.starts.isoformat() if row.starts else None,
        "ends": row.ends.isoformat() if row.ends else None,
        "visible_since": row.visible_since.isoformat(),
        "weight": row.weight,
    }


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
