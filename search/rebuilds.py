"""Rebuilding the index: everything is described again, then sent to a new index, which serves when it is complete.

    rebuild = rebuilds.start()      # or take up the one that was broken off
    rebuilds.run(rebuild)           # in any number of processes at once

How far it is stands in a row (`models.Rebuild`), slice by slice. A process that is killed leaves the old index serving;
whoever comes next (the command, a worker that the clock calls) goes on where it was. Rows are sent with their versions,
so a slice that two processes send does no harm, and what people write meanwhile goes to both indexes.
"""

import datetime as dt
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from search import actions, outbox, tasks
from search.engines import elasticsearch
from search.engines.base import EngineDown
from search.models import Entry, Rebuild

log = logging.getLogger(__name__)

SLICE = 1000
"""Entries that are handed out at once."""

SILENT = dt.timedelta(minutes=2)
"""Whoever is silent for so long was killed."""

State = Rebuild.State
Told = Callable[[Rebuild], object]


class Busy(Exception):  # noqa: N818 - what it tells: another rebuild is under way
    """Another rebuild, of something else, is under way: `.rebuild`."""

    def __init__(self, rebuild: Rebuild) -> None:
        super().__init__(f"A rebuild is under way ({rebuild}).")
        self.rebuild = rebuild


def start(kind: str = "", by: Any = None, *, describe: bool = True) -> Rebuild:
    """The rebuild to run: a new one, or the same that is under way, to help it or take it up. Busy when another is.

    `kind`: only this kind is described and sent again, and the index stays. `describe=False`: only the index is made
    anew. One of something else that was silent for SILENT is given up.
    """
    fields = {"kind": kind, "by": by, "state": State.WAITING if describe else State.SENDING}
    while True:
        present = current()
        if present is None:
            try:
                with transaction.atomic():
                    return Rebuild.objects.create(**fields)
            except IntegrityError:
                continue  # somebody else was quicker
        if present.kind in (kind, ""):
            return present
        if present.seen > timezone.now() - SILENT:
            raise Busy(present)
        give_up(present)


def current() -> Rebuild | None:
    """The rebuild that is under way, or was broken off and can be taken up."""
    return Rebuild.objects.running().first()


def order(kind: str = "", by: Any = None) -> Rebuild:
    """Have a worker rebuild. Busy as for `start`."""
    with transaction.atomic():
        rebuild = start(kind, by)
        tasks.rebuild.enqueue(rebuild.pk)
    return rebuild


def give_up(rebuild: Rebuild) -> None:
    """End a rebuild; the index that it was filling is removed, by the next one when Elasticsearch is away."""
    _end(rebuild, State.ABANDONED)
    if outbox.is_needed():
        try:
            elasticsearch.give_up()
        except EngineDown as error:
            log.warning("The unfinished index is left to the next rebuild: %s", error)


def run(rebuild: Rebuild, *, jobs: int = 1, told: Told = lambda _: None) -> Rebuild:
    """Do what is left of a rebuild, or help those who do; returns it as it then is.

    `jobs` threads send, each with a connection to the database of its own. `told` is called after each step.
    EngineDown leaves it to be taken up. Any other problem ends it as failed, and is raised.
    """
    try:
        if rebuild.state in (State.WAITING, State.DESCRIBING):
            _describe(rebuild, told)
        if rebuild.running and rebuild.state == State.SENDING:
            _send(rebuild, jobs, told)
    except EngineDown as error:
        Rebuild.objects.filter(pk=rebuild.pk).update(problem=str(error), seen=timezone.now())
        log.warning("The rebuild stands still: %s", error)
        raise
    except Exception as error:
        _end(rebuild, State.FAILED, f"{type(error).__name__}: {error}")
        log.exception("The rebuild failed.")
        raise
    rebuild.refresh_from_db()
    return rebuild


def _describe(rebuild: Rebuild, told: Told) -> None:
    """Read every source again. What did not change is not written, so beginning again costs little."""

    def progress(done: int, total: int) -> None:
        rebuild.sent, rebuild.total, rebuild.seen = done, total, timezone.now()
        Rebuild.objects.running().filter(pk=rebuild.pk).update(sent=done, total=total, seen=rebuild.seen)
        told(rebuild)

    started = timezone.now()
    Rebuild.objects.filter(pk=rebuild.pk, state=State.WAITING).update(state=State.DESCRIBING)
    rebuild.state = State.DESCRIBING
    changed = actions.reindex(rebuild.kind or None, progress=progress)
    log.info("Everything was described again: %d entries changed (%s).", changed, timezone.now() - started)
    with transaction.atomic():
        row = _locked(rebuild)
        if row and not outbox.is_needed():
            _end(row, State.DONE)
        elif row and row.state == State.DESCRIBING:
            row.state, row.sent, row.total = State.SENDING, 0, 0
            row.save()
    rebuild.refresh_from_db()


def _send(rebuild: Rebuild, jobs: int, told: Told) -> None:
    """Send slices until there are none left, let the new index serve, and push what changed meanwhile."""
    _prepare(rebuild)
    if jobs == 1:
        _work(rebuild.pk, told)
    else:
        with ThreadPoolExecutor(jobs) as pool:
            for worked in [pool.submit(_work_alone, rebuild.pk, told) for _ in range(jobs)]:
                worked.result()
    _finish(rebuild)
    outbox.push()


def _prepare(rebuild: Rebuild) -> None:
    """Make the new index, unless this rebuild has one that is still there."""
    with transaction.atomic():
        row = _locked(rebuild)
        if row is None:
            return
        if row.kind and not elasticsearch.has_index():
            row.kind = ""  # there is nothing to stay: everything is sent
        has_begun = bool(row.total) if row.kind else bool(row.index) and _is_there(row.index)
        if not has_begun:
            row.index = "" if row.kind else elasticsearch.begin()
            # Asked after the new index takes writes: what is written from now on reaches it by itself.
            entries = _entries(row)
            row.cursor, row.open, row.sent, row.total = 0, [], 0, entries.count()
            row.last = entries.order_by("-pk").values_list("pk", flat=True).first() or 0
            log.info("A rebuild begins to send %d entries.", row.total)
        row.problem, row.seen = "", timezone.now()
        row.save()
    if row.total - row.sent > 10 * SLICE:
        tasks.rebuild.enqueue(row.pk)  # an idle worker helps; a late one finds nothing to do


def _is_there(index: str) -> bool:
    return elasticsearch.is_filled(index) or elasticsearch.is_served(index)


def _work_alone(pk: int, told: Told) -> None:
    """`_work` in a thread."""
    try:
        _work(pk, told)
    finally:
        connection.close()


def _work(pk: int, told: Told) -> None:
    """Take slices and send them until none is left."""
    while row := Rebuild.objects.running().filter(pk=pk).first():
        piece = _take(row)
        if piece is None:
            return
        try:
            sent = _send_slice(row, *piece)
        except EngineDown:
            if Rebuild.objects.running().filter(pk=pk).exists():
                raise
            return  # somebody else sent this slice too, and finished
        told(_done(row, piece, sent))


def _entries(row: Rebuild) -> Any:
    """The entries that a rebuild sends."""
    alive = Entry.objects.alive()
    return alive.filter(kind=row.kind) if row.kind else alive


def _take(rebuild: Rebuild) -> tuple[int, int] | None:
    """The keys of the next slice; when all are handed out, one that somebody has not finished. None at the end."""
    with transaction.atomic():
        row = _locked(rebuild)
        if row is None:
            return None
        keys = _entries(row).filter(pk__gt=row.cursor, pk__lte=row.last).order_by("pk").values_list("pk", flat=True)
        end = next(iter(keys[SLICE - 1 : SLICE]), row.last)
        if row.cursor < row.last:
            piece = (row.cursor + 1, end)
            row.cursor = end
            row.open.append(list(piece))
        elif row.open:
            piece = tuple(row.open[0])
            row.open = [*row.open[1:], row.open[0]]  # the next to come tries another
        else:
            return None
        row.save(update_fields=["cursor", "open"])
        return piece


def _send_slice(row: Rebuild, first: int, last: int) -> int:
    """Send the entries with these keys; returns how many. What no index has yet goes to the serving one too."""
    sent = 0
    serves = bool(row.kind) or elasticsearch.has_index()
    for rows in outbox.batches(_entries(row).filter(pk__range=(first, last))):
        both = [entry for entry in rows if serves and (row.kind or entry.indexed_version < entry.version)]
        in_both = {entry.pk for entry in both}
        if both:
            outbox.acknowledge(both, elasticsearch.write(both))
        if not row.kind:
            refused = elasticsearch.send(
                [entry for entry in rows if entry.pk not in in_both], elasticsearch.next_alias()
            )
            if not serves:  # the one that is filled will be all that there is
                outbox.acknowledge(rows, refused)
        sent += len(rows)
    return sent


def _done(rebuild: Rebuild, piece: tuple[int, int], sent: int) -> Rebuild:
    """Note that a slice is done."""
    with transaction.atomic():
        row = _locked(rebuild)
        if row is None:
            return rebuild
        if list(piece) in row.open:
            row.open.remove(list(piece))
            row.sent += sent
        row.seen = timezone.now()
        row.save(update_fields=["open", "sent", "seen"])
    return row


def _finish(rebuild: Rebuild) -> None:
    """Let the new index serve when everything was sent, once."""
    with transaction.atomic():
        row = _locked(rebuild)
        if row is None or row.open or row.cursor < row.last:
            return
        if not row.kind and not elasticsearch.is_served(row.index):
            elasticsearch.swap(row.index)
        _end(row, State.DONE)
    log.info("The rebuild is finished: %d entries in %s.", row.sent, timezone.now() - row.started)


def _locked(rebuild: Rebuild) -> Rebuild | None:
    """The row under its lock while the rebuild is running."""
    return Rebuild.objects.select_for_update().running().filter(pk=rebuild.pk).first()


def _end(rebuild: Rebuild, state: str, problem: str = "") -> None:
    now = timezone.now()
    Rebuild.objects.running().filter(pk=rebuild.pk).update(
        state=state, running=False, finished=now, seen=now, problem=problem
    )
    rebuild.refresh_from_db()
