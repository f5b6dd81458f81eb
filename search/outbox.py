"""From the entries' table to Elasticsearch: rows whose version it has not seen are pushed by a task."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Collection, Iterator

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from search import tasks
from search.engines import elasticsearch
from search.models import Entry, EntryQuerySet

log = logging.getLogger(__name__)

BATCH = 250


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
    """Whether Elasticsearch took no rows a moment ago: a push waits for its time, so the index may be behind."""
    soon = (
        timezone.now(),
        timezone.now() + dt.timedelta(days=1),
    )  # one that may run at once has no time, not an early one
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, run_after__range=soon)
    return waiting.filter(task_path=tasks.push.module_path).exists()


def push() -> int:
    """Send every pending row, oldest first, until none is left; returns how many were sent.

    EngineDown when Elasticsearch does not answer: what was not acknowledged stays pending. Versions are external, so a
    row sent twice or by two workers at once does no harm. Without an index one is built, which serves when it has all.
    """
    from search import rebuilds

    if not elasticsearch.has_index():
        return rebuilds.run(rebuilds.current() or rebuilds.start(describe=False)).sent
    sent = 0
    for rows in batches(Entry.objects.pending()):
        acknowledge(rows, elasticsearch.write(rows))
        sent += len(rows)
    return sent


def batches(entries: EntryQuerySet) -> Iterator[list[Entry]]:
    """Entries by key, BATCH in memory at a time, with the columns that Elasticsearch is sent: not the texts behind."""
    light = entries.defer("lead", "body", "keywords", "author", "fingerprint", "topic_keys").order_by("pk")
    last = 0
    while rows := list(light.filter(pk__gt=last)[:BATCH]):
        yield rows
        last = rows[-1].pk


def acknowledge(rows: list[Entry], refused: Collection[int] = ()) -> None:
    """Note which versions Elasticsearch has; a tombstone that it knows of is purged unless it was written again.

    `refused` are keys of rows that it would not take: they stay pending, which the status tells.
    """
    versions: dict[int, list[int]] = defaultdict(list)
    buried: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.pk not in refused:
            (buried if row.deleted else versions)[row.version].append(row.pk)
    for version, pks in versions.items():
        Entry.objects.filter(pk__in=pks, indexed_version__lt=version).update(indexed_version=version)
    for version, pks in buried.items():
        with (
            transaction.atomic()
        ):  # locked: delete() looks first and deletes by key, and the row may live again by then
            dead = Entry.objects.select_for_update().filter(pk__in=pks, version=version, deleted=True).order_by("pk")
            Entry.objects.filter(pk__in=[row.pk for row in dead.only("pk")]).delete()


def lag() -> int:
    """Rows that Elasticsearch has not seen in their newest version."""
    return Entry.objects.pending().count()


def behind_since() -> dt.datetime | None:
    """When the oldest change was made that Elasticsearch has not seen."""
    return Entry.objects.pending().order_by("updated").values_list("updated", flat=True).first()


def catch_up() -> bool:
    """Enqueue what should be under way and is not: a push of pending rows, a rebuild that fell silent.

    Called by the clock, for when a worker was killed between failing and trying again. True when something was.
    """
    from search import rebuilds

    if not is_needed():
        return False
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    called = False
    if Entry.objects.pending().exists() and not waiting.filter(task_path=tasks.push.module_path).exists():
        tasks.push.enqueue()
        called = True
    rebuild = rebuilds.current()
    silent = rebuild is not None and rebuild.seen < timezone.now() - rebuilds.SILENT
    if rebuild and silent and not waiting.filter(task_path=tasks.rebuild.module_path).exists():
        tasks.rebuild.enqueue(rebuild.pk)
        called = True
    if (since := behind_since()) and since < timezone.now() - LATE:
        log.warning("Elasticsearch is behind: %d entries wait, the first since %s.", lag(), since)
    return called


LATE = dt.timedelta(minutes=2)
"""A change that Elasticsearch has not seen for so long is told to operators."""
