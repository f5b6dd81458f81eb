"""Suspension: an account that may read, export and complain, but not write, for a time."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import chain
from forum.actions import messages
from forum.actions.moderation import ReasonMissingError
from forum.models import Decision, Ground, Suspension

LONGEST = 365  # days


class NotSuspendableError(Exception):
    """Moderators and editors are not suspended here: an administrator takes their role away first."""


@transaction.atomic
def suspend(
    user: User,
    by: User,
    reason: str,
    *,
    days: int,
    ground: str = Ground.RULES,
    clause: str = "",
    at: dt.datetime | None = None,
) -> Suspension:
    """Suspend an account for so many days, with a statement of reasons; one that is suspended stays as it is.

    Raises `ReasonMissingError`, `NotSuspendableError`, or ValueError for a number of days that is not from 1 to 365.
    """
    if not reason.strip() or ground not in Ground.values:
        raise ReasonMissingError
    if not 1 <= days <= LONGEST:
        raise ValueError(days)
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_staff:
        raise NotSuspendableError
    moment = at or timezone.now()
    earlier = Suspension.objects.current(moment).filter(user=locked).first()
    if earlier is not None:
        return earlier
    ends = moment + dt.timedelta(days=days)
    decision = Decision.objects.create(
        account=locked,
        by=by,
        step="suspend",
        reason=reason.strip(),
        ground=ground,
        clause=clause,
        ends_at=ends,
        at=moment,
    )
    made = Suspension.objects.create(user=locked, decision=decision, starts_at=moment, ends_at=ends)
    chain.append("suspend", locked, by=by, at=moment, days=days, ground=str(ground))
    messages.decided(decision)
    return made


@transaction.atomic
def lift(suspension: Suspension, by: User, reason: str = "", *, at: dt.datetime | None = None) -> Suspension:
    """End a suspension before its time; one that is over stays as it is."""
    locked = Suspension.objects.select_for_update(of=("self",)).select_related("user").get(pk=suspension.pk)
    moment = at or timezone.now()
    if locked.lifted_at is not None or locked.ends_at <= moment:
        return locked
    locked.lifted_at = moment
    locked.save(update_fields=["lifted_at"])
    decision = Decision.objects.create(account=locked.user, by=by, step="lift", reason=reason.strip(), at=moment)
    chain.append("lift", locked.user, by=by, at=moment)
    messages.decided(decision)
    return locked
