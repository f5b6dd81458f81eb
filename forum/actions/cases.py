"""The moderators' queue: matters come, are taken, lapse and are closed."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Site

from accounts.models import User
from forum import chain
from forum.actions import messages
from forum.models import Case, ModerationSettings, Origin, Question, Severity


class TakenError(Exception):
    """Somebody else has the matter. `by` is who, `until` when the claim lapses."""

    def __init__(self, case: Case) -> None:
        super().__init__(f"Taken by {case.claimed_by_id}")
        self.by = case.claimed_by
        self.until = case.taken_until


def targets() -> ModerationSettings:
    """The targets that an administrator has set."""
    site = Site.objects.filter(is_default_site=True).first()
    return ModerationSettings.for_site(site) if site else ModerationSettings()


def due(origin: str, severity: int, at: dt.datetime, question: Question | None = None) -> dt.datetime:
    """Before when somebody has to look at a matter that came at the time `at`."""
    target = targets()
    if question is not None and question.livestream.starts_at <= at < question.livestream.ends_at:
        return at + dt.timedelta(minutes=target.live_minutes)
    if origin == Origin.COMPLAINT:
        return at + dt.timedelta(hours=target.complaint_hours)
    hours = {
        Severity.HIGH: target.urgent_hours,
        Severity.NORMAL: target.normal_hours,
        Severity.LOW: target.low_hours,
    }[Severity(severity)]
    return at + dt.timedelta(hours=hours)


@transaction.atomic
def open_case(origin: str, severity: int, about: dict[str, Any], *, at: dt.datetime | None = None) -> Case:
    """The open matter about a thing (`{"comment": …}`, `{"question": …}`, `{"complaint": …}`; `{}` for another page).

    There is one for each thing: another notice joins it, and a more urgent one makes it more urgent.
    """
    moment = at or timezone.now()
    case = Case.objects.select_for_update(of=("self",)).open().filter(**about).first() if about else None
    if case is None:
        case = Case(
            origin=origin,
            severity=severity,
            opened_at=moment,
            due_at=due(origin, severity, moment, about.get("question")),
            **about,
        )
        try:
            with transaction.atomic():
                case.save()
        except IntegrityError:  # another notice came first
            return open_case(origin, severity, about, at=at)
        messages.new_work(case)
    elif severity < case.severity:
        case.severity = severity
        case.due_at = min(case.due_at, due(origin, severity, moment, about.get("question")))
        case.save(update_fields=["severity", "due_at"])
    return case


@transaction.atomic
def claim(case: Case, by: User, *, at: dt.datetime | None = None) -> Case:
    """Take a matter, or keep it longer. Raises `TakenError` while somebody else has it.

    Of two at once the first has it. What was decided meanwhile is returned as it is (`closed_at`).
    """
    moment = at or timezone.now()
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.closed_at is not None:
        return locked
    holder = locked.taken_by(moment)
    if holder is not None and holder != by:
        raise TakenError(locked)
    locked.claimed_by, locked.claimed_at = by, moment
    locked.looked_at = locked.looked_at or moment
    locked.save(update_fields=["claimed_by", "claimed_at", "looked_at"])
    return locked


@transaction.atomic
def release(case: Case, by: User) -> Case:
    """Put a matter back that one has taken; nothing happens to somebody else's."""
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.claimed_by_id == by.pk:
        locked.claimed_by = locked.claimed_at = None
        locked.save(update_fields=["claimed_by", "claimed_at"])
    return locked


def close_cases(about: dict[str, Any], *, at: dt.datetime) -> dict[str, Any]:
    """Close the open matter about a thing. Returns how it came and its seconds to first look and decision."""
    case = Case.objects.select_for_update(of=("self",)).open().filter(**about).first()
    return close(case, at=at) if case else {}


def close(case: Case, *, at: dt.datetime) -> dict[str, Any]:
    """Close a locked matter; returns as `close_cases`."""
    case.looked_at = case.looked_at or at
    case.closed_at = at
    case.save(update_fields=["looked_at", "closed_at"])
    return {
        "origin": str(case.origin),
        "look": max(0, int((case.looked_at - case.opened_at).total_seconds())),
        "seconds": max(0, int((at - case.opened_at).total_seconds())),
    }


@transaction.atomic
def tell_overdue(at: dt.datetime | None = None) -> int:
    """Tell the moderators, once for each, of matters at which nobody has looked in time. Returns how many."""
    moment = at or timezone.now()
    late = list(
        Case.objects.select_for_update(of=("self",)).overdue(moment).filter(told_overdue_at=None).order_by("pk")
    )
    for case in late:
        messages.overdue(case)
    Case.objects.filter(pk__in=[case.pk for case in late]).update(told_overdue_at=moment)
    return len(late)


@transaction.atomic
def close_without_decision(case: Case, by: User, *, at: dt.datetime | None = None) -> Case:
    """Close a matter whose content is gone or needs no decision any more."""
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.closed_at is None:
        moment = at or timezone.now()
        chain.append("close", locked, by=by, at=moment, **close(locked, at=moment))
    return locked
