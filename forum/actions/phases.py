"""The course of a debate: those who follow it are told at each step, and its editors when something is owed."""

import datetime as dt
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from forum.models import Ask, DebatePage, DebateStep, Step
from forum.models.debates import CLOSING_SOON
from notices.actions import followers, tell

STALE = dt.timedelta(days=2)  # a step that is found later than this is noted, and nobody is woken for it
ANSWER_WITHIN = dt.timedelta(days=3)  # then a member of the panel is reminded of an open question, once
OUTCOME_WITHIN = dt.timedelta(days=14)  # then the editors are reminded that a closed debate owes an outcome


def take_steps(at: dt.datetime | None = None) -> int:
    """Note the steps that debates have come to, and tell those who follow them. Returns how many steps were new.

    A step is told once, however often and by however many this is called.
    """
    moment = at or timezone.now()
    due = list(_due(moment))
    for debate, step, when in due:
        _take(debate, step, when, moment)
    return len(due)


def _due(at: dt.datetime) -> Iterator[tuple[DebatePage, Step, dt.datetime]]:
    debates = DebatePage.objects.readable().exclude(opens_at__gt=at).defer_streamfields()
    noted = set(DebateStep.objects.filter(debate__in=debates).values_list("debate_id", "step", "moment"))
    for debate in debates:
        for step, when in _steps(debate, at):
            if (debate.pk, step, when) not in noted:
                yield debate, step, when


def _steps(debate: DebatePage, at: dt.datetime) -> Iterator[tuple[Step, dt.datetime]]:
    """The steps that the debate has behind it at the time `at`, with the moment that tells one from a repetition."""
    yield Step.OPENED, debate.opens_at
    if debate.closes_at - CLOSING_SOON > debate.opens_at and debate.closes_at - CLOSING_SOON <= at:
        yield Step.CLOSING, debate.closes_at
    if debate.closes_at <= at:
        yield Step.CLOSED, debate.closes_at
        if debate.outcome:
            yield Step.CONCLUDED, debate.closes_at
        if debate.outcome and debate.followed_up:
            yield Step.FOLLOWED_UP, debate.closes_at


@transaction.atomic
def _take(debate: DebatePage, step: Step, when: dt.datetime, at: dt.datetime) -> None:
    DebateStep.objects.bulk_create([DebateStep(debate=debate, step=step, moment=when)], ignore_conflicts=True)
    by_time = {Step.OPENED: when, Step.CLOSING: when - CLOSING_SOON, Step.CLOSED: when}.get(step)
    if by_time is None or at - by_time <= STALE:
        key = f"{debate.pk} {step} {when:%Y-%m-%dT%H:%M}"
        tell(followers(debate), "debate-step", debate, key=key, data={"step": step})


def tell_the_asked() -> int:
    """Tell members of panels of the questions to them that everybody can read now. Returns the notices."""
    asks = Ask.objects.open().filter(told_at__isnull=True, comment__debate__in=DebatePage.objects.readable())
    told = 0
    for ask in asks.select_related("mandate__user"):
        told += tell([ask.mandate.user], "ask", ask, key=ask.pk)
        Ask.objects.filter(pk=ask.pk).update(told_at=timezone.now())
    return told


def remind(at: dt.datetime | None = None) -> int:
    """Remind editors of outcomes and follow-ups that are owed, and panels of open questions. Returns the notices."""
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    debates = DebatePage.objects.readable().defer_streamfields()
    told = 0
    for debate in debates.awaiting_outcome(moment).filter(closes_at__lte=moment - OUTCOME_WITHIN):
        told += tell(_editors(debate), "debate-owes-outcome", debate, key=f"{debate.pk} {debate.closes_at:%Y-%m-%d}")
    for debate in debates.concluded(moment).filter(follow_up_on__lte=today, followed_up=""):
        told += tell(_editors(debate), "debate-owes-follow-up", debate, key=f"{debate.pk} {debate.follow_up_on}")
    return told + _remind_panels(moment)


@transaction.atomic
def _remind_panels(at: dt.datetime) -> int:
    waiting = Ask.objects.open().filter(
        comment__debate__in=DebatePage.objects.readable().open(at),
        comment__submit_date__lte=at - ANSWER_WITHIN,
        reminded_at__isnull=True,
    )
    asks = list(waiting.select_for_update(of=("self",), skip_locked=True).select_related("mandate__user", "comment"))
    told = sum(tell([ask.mandate.user], "ask-reminder", ask, key=ask.pk) for ask in asks)
    Ask.objects.filter(pk__in=[ask.pk for ask in asks]).update(reminded_at=at)
    return told


def _editors(debate: DebatePage) -> "QuerySet[User]":
    """Whoever made the page, and all editors."""
    people: QuerySet[User] = get_user_model().objects.filter(
        Q(pk=debate.owner_id, is_staff=True) | Q(groups__name=Role.EDITOR)
    )
    return people.distinct()
