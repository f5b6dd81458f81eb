"""From the entries' table to Elasticsearch: rows whose version it has not seen are pushed by a task."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from search import tasks
from search.engines import elasticsearch
from search.models import Entry

BATCH = 500


def is_needed() -> bool:
    """Whether there is an Elasticsearch to be told."""
    return bool(settings.SEARCH.get("ELASTICSEARCH_URL"))


class _Announced:
    """Marks a transaction whose push is enqueued. It is forgotten with the transaction, or its rolled-back part."""

    def __call__(self) -> None:
        """Nothing is left to do after the commit: the task's row was committed with it."""


def announce() -> None:
    """Have the pending rows pushed after the commit: one task a transaction, committed with it, so none is lost."""
    if not is_needed() or any(isinstance(waiting[1], _Announced) for waiting in connection.run_on_commit):
        return
    tasks.push.enqueue()
    transaction.on_commit(_Announced())


def retry_waits() -> bool:
    """Whether a push is already waiting for its time."""
    soon = (
        timezone.now(),
        timezone.now() + dt.timedelta(days=1),
    )  # one that may run at once has no time, not an early one
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__range=soon)
    return waiting.filter(task_path=tasks.push.module_path).exists()


def push() -> int:
    """Send every pending row, oldest first, until none is left; returns how many were sent.

    EngineDown when Elasticsearch does not answer: what was not acknowledged stays pending. Versions are external, so a
    row sent twice or by two workers at once does no harm.
    """
    if elasticsearch.ensure_index():
        Entry.objects.update(indexed_version=0)
    sent, last = 0, 0
    while rows := list(Entry.objects.pending().filter(pk__gt=last)[:BATCH]):
        elasticsearch.write(rows)
        acknowledge(rows)
        sent += len(rows)
        last = rows[-1].pk
    return sent


def acknowledge(rows: list[Entry]) -> None:
    """Note which versions Elasticsearch has; a tombstone that it knows of is purged unless it was written again."""
    versions: dict[int, list[int]] = defaultdict(list)
    buried: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        (buried if row.deleted else versions)[row.version].append(row.pk)
    for version, pks in versions.items():
        _acknowledge(version, pks)
    for version, pks in buried.items():
        with (
            transaction.atomic()
        ):  # locked: delete() looks first and deletes by key, and the row may live again by then
            dead = Entry.objects.select_for_update().filter(pk__in=pks, version=version, deleted=True).order_by("pk")
            Entry.objects.filter(pk__in=[row.pk for row in dead.only("pk")]).delete()


def lag() -> int:
    """Rows that Elasticsearch has not seen in their newest version."""
    return Entry.objects.pending().count()


def rebuild() -> int:
    """Fill a new index with every living entry and swap it in; returns how many were sent. EngineDown: nothing changed.

    Afterwards the rows that changed meanwhile are pushed, so that the table and the index agree.
    """
    versions: dict[int, list[int]] = defaultdict(list)

    def rows() -> Iterator[Entry]:
        for row in Entry.objects.alive().order_by("pk").iterator(chunk_size=BATCH):
            versions[row.version].append(row.pk)
            yield row

    sent = elasticsearch.rebuild(rows)
    for version, pks in versions.items():
        _acknowledge(version, pks)
    push()
    return sent


def _acknowledge(version: int, pks: list[int]) -> None:
    """Note that Elasticsearch has these rows in this version."""
    for start in range(0, len(pks), BATCH):
        chunk = Entry.objects.filter(pk__in=pks[start : start + BATCH], indexed_version__lt=version)
        chunk.update(indexed_version=version)
