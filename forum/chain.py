"""Adding to the log of moderation, and proving that nobody changed it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from accounts.models import User
from forum.models.log import NO_HASH, LogLine

_LOCK = 0x746F7276  # any number that nothing else in the database locks


def reference(thing: Model | None) -> str:
    """The pseudonymous name of a row in the log: its kind and its key."""
    return f"{thing._meta.model_name}:{thing.pk}" if thing is not None else ""


@transaction.atomic
def append(
    event: str, about: Model | str, *, by: User | None = None, at: dt.datetime | None = None, **data: Any
) -> LogLine:
    """Add a line. `data` holds codes and whole numbers only: no names, no text, nothing that leads to a person.

    Lines are numbered under a lock that lasts as long as the caller's transaction: whoever writes several rows locks
    them before the first line.
    """
    if connection.vendor == "postgresql":  # SQLite has one writer at a time anyway
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])  # nosemgrep: raw-sql-only-in-search-engines
    last = LogLine.objects.order_by("-number").first()
    line = LogLine(
        number=last.number + 1 if last else 1,
        at=at or timezone.now(),
        event=event,
        about=about if isinstance(about, str) else reference(about),
        actor=reference(by),
        data=data,
        previous=last.hash if last else NO_HASH,
    )
    line.hash = line.digest()
    line.save()
    return line


@dataclass(frozen=True)
class Verdict:
    """What `verify` found: how many lines are sound, the last one's hash, and what is wrong with the next."""

    lines: int
    last: str
    problem: str = ""


def verify() -> Verdict:
    """Follow the chain from its first line. Stops at the first line that is missing, changed or out of place."""
    expected, previous = 1, NO_HASH
    for line in LogLine.objects.order_by("number").iterator(chunk_size=1000):
        if line.number != expected:
            return Verdict(expected - 1, previous, f"line {expected} is missing")
        if line.previous != previous:
            return Verdict(expected - 1, previous, f"line {expected} does not follow the line before it")
        if line.hash != line.digest():
            return Verdict(expected - 1, previous, f"line {expected} was changed")
        expected, previous = expected + 1, line.hash
    return Verdict(expected - 1, previous)
