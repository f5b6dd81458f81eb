"""Decisions about contributions and questions: one function, one step of `forum.states`, one line in the log."""

import datetime as dt
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forum import chain
from forum.actions import messages
from forum.actions.cases import close_cases, open_case
from forum.actions.telling import tell_of
from forum.announcing import announce
from forum.models import Comment, Decision, Ground, HoldRule, Origin, Question, Report, Severity
from forum.models.moderation import RESTRICTIONS
from forum.rules import why_hold
from forum.states import after
from search.actions import index

Contribution = TypeVar("Contribution", Comment, Question)

#: What settles the matter, and so answers the notices about it: the step -> whether they were upheld.
SETTLES = {"approve": False, "keep": False, "restore": False, "remove": True, "withdraw": True}


class ReasonMissingError(Exception):
    """A restriction without reason or ground: who it meets must be told why (DSA, article 17)."""


@transaction.atomic
def approve(thing: Contribution, by: User, *, at: dt.datetime | None = None) -> Contribution:
    """Let everybody see what was held. Raises `IllegalTransitionError` when it is held no longer."""
    return _take(thing, "approve", by, at=at)


@transaction.atomic
def keep(thing: Contribution, by: User, reason: str, *, at: dt.datetime | None = None) -> Contribution:
    """Let what readers have given notice of stand, and tell them why. Raises `ReasonMissingError`."""
    if not reason.strip():
        raise ReasonMissingError
    return _take(thing, "keep", by, reason.strip(), at=at)


@transaction.atomic
def remove(
    thing: Contribution,
    by: User,
    reason: str,
    *,
    ground: str = Ground.RULES,
    clause: str = "",
    at: dt.datetime | None = None,
) -> Contribution:
    """Take it away from everybody but its author, who sees the reason. A comment leaves a tombstone; replies stay.

    Raises `ReasonMissingError`, or `IllegalTransitionError` when somebody removed it before.
    """
    if not reason.strip() or ground not in Ground.values:
        raise ReasonMissingError
    return _take(thing, "remove", by, reason.strip(), ground=ground, clause=clause.strip(), at=at)


@transaction.atomic
def restore(thing: Contribution, by: User, reason: str = "", *, at: dt.datetime | None = None) -> Contribution:
    """Bring back what was removed."""
    return _take(thing, "restore", by, reason, at=at)


@transaction.atomic
def hold(thing: Contribution, by: User | None, reason: str) -> Contribution:
    """Take it out of sight until a moderator has read it. `reason` is a code when the site does it (`by` is None)."""
    return _take(thing, "hold", by, reason)


@transaction.atomic
def withdraw(comment: Comment, by: User) -> Comment:
    """Its author takes a contribution back. A tombstone is left; replies stay."""
    return _take(comment, "withdraw", by)


def _take(
    thing: Contribution,
    step: str,
    by: User | None,
    reason: str = "",
    *,
    ground: str = "",
    clause: str = "",
    at: dt.datetime | None = None,
) -> Contribution:
    """Lock the row, so that of two moderators at once one decides and the other is told; then change, log and index."""
    locked = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    before = locked.state
    locked.state = after(step, before)
    locked.hold_reason = ""
    if step == "hold":
        locked.hold_reason = (reason if by is None else f"moderator:{reason}")[:200]
    decision = log(locked, step, before=before, by=by, reason=reason, ground=ground, clause=clause, at=at)
    locked.decision = decision if step in RESTRICTIONS else None
    # Only what is decided: a reply written meanwhile may have moved the comment to another place in its thread.
    locked.save(update_fields=["state", "hold_reason", "decision"])
    index(locked)
    announce(locked)
    return locked


def log(
    thing: Comment | Question,
    step: str,
    *,
    before: str,
    by: User | None,
    reason: str = "",
    ground: str = "",
    clause: str = "",
    at: dt.datetime | None = None,
) -> Decision:
    """Keep the decision with its statement of reasons, add a line to the log, settle the queue, tell whom it concerns.

    That somebody wrote is no decision about anybody: it has no row and no line.
    """
    about: dict[str, Any] = {"comment": thing} if isinstance(thing, Comment) else {"question": thing}
    moment = at or timezone.now()
    decision = Decision.objects.create(
        **about,
        step=step,
        from_state=before,
        to_state=thing.state,
        by=by,
        reason=reason,
        ground=ground,
        clause=clause[:200],
        at=moment,
    )
    tell_of(thing, decision)
    facts: dict[str, Any] = {"to": str(thing.state)}
    if decision.is_automated:
        facts["code"] = reason.partition(":")[0]
    if ground:
        facts["ground"] = str(ground)
    if step in SETTLES:
        facts |= close_cases(about, at=moment)
    chain.append(step, thing, by=by, at=moment, **facts)
    if step == "hold":
        open_case(_origin(thing), _severity(reason), about, at=_since(thing, before, moment))
    if step in SETTLES:
        answer_reports(Report.objects.filter(**about), decision, upheld=SETTLES[step])
    messages.decided(decision)
    return decision


def _origin(thing: Comment | Question) -> Origin:
    return Origin.HELD if isinstance(thing, Comment) else Origin.QUESTION


def _since(thing: Comment | Question, before: str, moment: dt.datetime) -> dt.datetime:
    """A new text has waited since it was written, which the demo library puts in the past."""
    if before:
        return moment
    return thing.submit_date if isinstance(thing, Comment) else thing.asked_at


def _severity(code: str) -> Severity:
    kind = code.partition(":")[0]
    rule = HoldRule.objects.filter(kind=kind, active=True).order_by("severity").first()
    return Severity(rule.severity) if rule else Severity.NORMAL


def answer_reports(reports: Any, decision: Decision, *, upheld: bool) -> None:
    """Answer the notices that are open with the decision, and tell their senders."""
    for report in reports.filter(answered_at__isnull=True).select_for_update(of=("self",)).order_by("pk"):
        report.decision, report.answered_at, report.upheld = decision, decision.at, upheld
        report.save(update_fields=["decision", "answered_at", "upheld"])
        chain.append(
            "answer",
            report,
            by=decision.by,
            at=decision.at,
            reason=report.reason,
            upheld=upheld,
            seconds=max(0, int((decision.at - report.created_at).total_seconds())),
        )
        messages.answered(report)


def reason_to_hold(text: str, author: User, *, premoderated: bool) -> str:
    """The code of why a new text must wait for a moderator (`forum.states.explain`); empty when it need not."""
    found = why_hold(text, author)
    if found is not None and found.code != HoldRule.Kind.FIRST:
        return found.code
    if premoderated:
        return "premoderated"
    return found.code if found else ""
