"""Changes of what can be found. Call them in the transaction of the change that they follow.

    with transaction.atomic():
        comment.state = Comment.State.HIDDEN
        comment.save()
        search.actions.index(comment)     # describes it again; entries that it no longer has are removed

`index` reads the object again from its source's `queryset()`, so what is not in there any more is removed from search.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone, translation

from search import danish, outbox, registry, vocabulary
from search.models import PUBLIC, Entry, EntryQuerySet
from search.registry import EntryData, Source

BATCH = 200
_KEY = ("content_type", "object_id", "anchor")
_WRITTEN = tuple(
    field.name
    for field in Entry._meta.concrete_fields
    if field.name not in ("id", "indexed_version", "related_version", *_KEY)
)


def index(obj: Model) -> None:
    """Describe an object again. LookupError when no source describes its model."""
    index_many(type(obj), [obj.pk])


def index_many(model: type[Model], pks: Iterable[Any]) -> int:
    """Describe these objects again, in batches; returns how many entries changed."""
    source = registry.source_of(model)
    return sum(_index_batch(source, batch) for batch in _batches(pks))


def remove(obj: Model) -> None:
    """Take an object and its parts out of search, before or after it is deleted."""
    remove_many(type(obj), [obj.pk])


def remove_many(model: type[Model], pks: Iterable[Any]) -> None:
    """Take these objects and their parts out of search."""
    for batch in _batches(pks):
        with transaction.atomic():
            gone = Entry.objects.select_for_update().of(_type(model), [str(pk) for pk in batch]).alive().order_by("pk")
            if _bury(list(gone)):
                outbox.announce()


def reindex(kind: str | None = None, progress: Callable[[int, int], object] = lambda _done, _total: None) -> int:
    """Describe everything again (with `kind`: every source that has entries of it); returns how many entries changed.

    Each batch is its own transaction, and objects are read under their entries' lock, so people can go on writing.
    Only a batch is in memory at a time. `progress` is told how many objects of how many are done.
    """
    sources = [source for source in registry.sources() if kind is None or _has(source, kind)]
    changed, done, total = 0, 0, sum(_keys(source).count() for source in sources)
    for source in sources:
        for batch in _batches(_keys(source).order_by("pk").iterator()):
            changed += _index_batch(source, batch)
            done += len(batch)
            progress(done, total)
        for batch in _batches(_own(source).alive().order_by("pk").values_list("object_id", flat=True).iterator()):
            changed += _index_batch(source, _gone(source, batch))
    if kind is None:
        described = [_type(source.model).pk for source in registry.sources()]
        with transaction.atomic():
            forgotten = Entry.objects.select_for_update().alive().exclude(content_type__in=described).order_by("pk")
            if _bury(list(forgotten.only(*_KEY, *_LIGHT))):
                outbox.announce()
        vocabulary.relearn()
    return changed


def _has(source: Source, kind: str) -> bool:
    """Whether a source has entries of a kind."""
    return getattr(source, "kind", kind) == kind or _own(source).filter(kind=kind).exists()


def _own(source: Source) -> EntryQuerySet:
    """A source's entries."""
    return Entry.objects.filter(content_type=_type(source.model))


def _keys(source: Source) -> Any:
    """The keys of everything that a source lets be found."""
    return source.queryset().prefetch_related(None).values_list("pk", flat=True)


def _gone(source: Source, object_ids: list[str]) -> list[Any]:
    """Those of these keys, of objects that have entries, that are not in the source's queryset any more."""
    keys = set(map(source.model._meta.pk.to_python, object_ids))
    return list(keys - set(_keys(source).filter(pk__in=keys)))


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _type(model: type[Model]) -> ContentType:
    return ContentType.objects.get_for_model(model)


def _index_batch(source: Source, pks: list[Any]) -> int:
    """Write one batch. Two writers of the same new entry: the later one fails on the unique key and reads again."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                changed = _write(source, pks)
        except IntegrityError:
            changed = _write(source, pks)
        if changed:
            outbox.announce()
    return changed


def _write(source: Source, pks: list[Any]) -> int:
    """Compare what is wanted with what is there, under the rows' lock; write only what differs."""
    content_type = _type(source.model)
    locked = Entry.objects.select_for_update().of(content_type, [str(pk) for pk in pks]).order_by("pk")
    present = {(row.object_id, row.anchor): row for row in locked.only(*_KEY, *_LIGHT)}
    new: list[Entry] = []
    changed: list[Entry] = []
    learned: set[str] = set()
    for key, data in _wanted(source, pks).items():
        row = present.pop(key, None)
        fingerprint = _fingerprint(data)
        if row is not None and not row.deleted and row.fingerprint == fingerprint:
            continue
        entry, known = build(data)
        entry.content_type, entry.object_id, entry.fingerprint = content_type, key[0], fingerprint
        learned |= known
        if row is None:
            new.append(entry)
            continue
        entry.version = row.version + 1
        if not row.deleted and row.access == entry.access:
            entry.visible_since = row.visible_since
        changed.append(entry)
    Entry.objects.bulk_create(new)
    _overwrite(changed)
    buried = _bury([row for row in present.values() if not row.deleted])
    if learned:
        names = {slug: name for entry in (*new, *changed) if entry.access == PUBLIC for slug, name in entry.topics}
        transaction.on_commit(partial(vocabulary.learn, learned), robust=True)
        transaction.on_commit(partial(vocabulary.learn_topics, names), robust=True)
    return len(new) + len(changed) + buried


_LIGHT = ("version", "fingerprint", "deleted", "access", "visible_since")


def _wanted(source: Source, pks: list[Any]) -> dict[tuple[str, str], EntryData]:
    """The entries that these objects should have now, by object and anchor."""
    wanted: dict[tuple[str, str], EntryData] = {}
    for obj in source.queryset().filter(pk__in=pks):
        for data in source.entries(obj):
            key = (str(obj.pk), data.anchor)
            if key in wanted:
                raise ValueError(f"{obj!r} has two entries with the anchor {data.anchor!r}.")
            wanted[key] = data
    return wanted


def _overwrite(entries: list[Entry]) -> None:
    """Replace whole rows that exist and are locked, keeping their keys."""
    if entries:
        Entry.objects.bulk_create(entries, update_conflicts=True, unique_fields=_KEY, update_fields=_WRITTEN)


def _bury(rows: list[Entry]) -> int:
    """Remove entries: their text goes at once; a tombstone stays only where Elasticsearch must be told."""
    if not outbox.is_needed():
        Entry.objects.filter(pk__in=[row.pk for row in rows]).delete()
    else:
        _overwrite(
            [
                Entry(
                    content_type_id=row.content_type_id,
                    object_id=row.object_id,
                    anchor=row.anchor,
                    version=row.version + 1,
                    deleted=True,
                )
                for row in rows
            ]
        )
    return len(rows)


def _fingerprint(data: EntryData) -> str:
    """A digest of everything the row is made of."""
    told = {name: value for name, value in asdict(data).items() if value or name != "picked"}
    made_of = json.dumps([danish.ANALYSIS_VERSION, told], cls=DjangoJSONEncoder, sort_keys=True, default=str)
    return hashlib.sha256(made_of.encode()).hexdigest()


def build(data: EntryData) -> tuple[Entry, frozenset[str]]:
    """The row of a described entry (without its object), and its words if everybody may know them."""
    plain = {name: _clean(value) if isinstance(value, str) else value for name, value in asdict(data).items()}
    topics = [[slug, str(name)] for slug, name in data.topics]
    year = data.year or (data.date.year if data.date else data.starts.year if data.starts else None)
    first, last = _days(data)
    entry = Entry(
        **(
            plain
            | {"title": plain["title"][:255], "seconds": list(data.seconds), "topics": topics, "year": year}
            | {"picked": "".join(f"|{key}" for key in data.picked) + "|" * bool(data.picked)}
        ),
        period=period(year),
        first_day=first,
        last_day=last,
        topic_keys="".join(f"|{slug}" for slug, _ in topics) + ("|" if topics else ""),
    )
    title, lead = danish.analyse(entry.title), danish.analyse(entry.lead)
    about = danish.analyse(
        "\n".join([*(name for _, name in topics), entry.place, entry.author, entry.keywords, _kind(data)])
    )
    body = danish.analyse(entry.body)
    entry.title_terms, entry.lead_terms, entry.topic_terms, entry.body_terms = (
        title.terms, lead.terms, about.terms, body.terms,
    )  # fmt: skip
    entry.title_parts = title.parts
    entry.body_parts = " ".join(filter(None, (lead.parts, about.parts, body.parts)))
    entry.title_exact = title.exact
    entry.length = sum(len(part.terms.split()) for part in (title, lead, about, body))
    entry.exact = " ".join(filter(None, (lead.exact, about.exact, body.exact)))
    return entry, frozenset() if data.access != PUBLIC else title.words | lead.words | about.words | body.words


def _kind(data: EntryData) -> str:
    """What the entry's kind is called in its language: who types "udstilling" finds exhibitions."""
    kind = registry.kind(data.kind)
    with translation.override(data.language):
        return str(kind.label) if kind else ""


def _clean(text: str) -> str:
    """Text without NUL, which PostgreSQL refuses."""
    return text.replace("\x00", "")


def _days(data: EntryData) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day that an entry is about, for date ranges and the order by date."""
    if data.starts or data.ends:
        first = timezone.localdate(data.starts or data.ends)
        return first, timezone.localdate(data.ends or data.starts)
    if data.year and (data.date is None or data.date.year != data.year):
        if not dt.MINYEAR <= data.year <= dt.MAXYEAR:
            return data.date, data.date
        return dt.date(data.year, 1, 1), dt.date(data.year, 12, 31)
    return data.date, data.date


def period(year: int | None) -> str:
    """The bucket of a year in the facet: the year itself since 2000, otherwise its decade (1934 → "1930s")."""
    if year is None:
        return ""
    return str(year) if year >= 2000 else f"{year // 10 * 10}s"
