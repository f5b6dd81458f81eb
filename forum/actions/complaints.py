"""Complaints: within six months, decided by somebody else, answered in writing (DSA, article 20)."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum import chain
from forum.actions import messages
from forum.actions.cases import close, open_case
from forum.actions.moderation import ReasonMissingError, approve, remove, restore
from forum.actions.suspension import lift
from forum.models import Case, Complaint, Decision, Ground, Origin, Report, Severity
from forum.permissions import user_can_answer
from forum.states import State

#: Decisions that their author may complain of; who gave notice may complain of how it was decided.
OPEN_TO_COMPLAINT = ("remove", "hold", "suspend")


class ComplaintError(Exception):
    """A complaint that can't be taken or answered; its message is the sentence for the person."""


@transaction.atomic
def complain(
    decision: Decision,
    text: str,
    *,
    complainant: User | None = None,
    email: str = "",
    report: Report | None = None,
    at: dt.datetime | None = None,
) -> Complaint:
    """Take a complaint of a decision; with `report`, by the sender of that notice, otherwise by whom it met.

    A second complaint of the same by the same side is the first one. Raises `ComplaintError`.
    """
    moment = at or timezone.now()
    side = "reporter" if report is not None else "author"
    earlier = Complaint.objects.filter(decision=decision, side=side, report=report).first()
    if earlier is not None:
        return earlier
    if not text.strip():
        raise ComplaintError(_("Write why the decision is wrong."))
    if moment >= decision.complain_until:
        raise ComplaintError(_("The six months in which one can complain are over."))
    if report is None and decision.step not in OPEN_TO_COMPLAINT:
        raise ComplaintError(_("There is nothing to complain of in this decision."))
    complaint = Complaint(
        decision=decision,
        report=report,
        side=side,
        complainant=complainant,
        email=email.strip(),
        text=text.strip(),
        first_decider=decision.by_id,
        created_at=moment,
    )
    try:
        with transaction.atomic():
            complaint.save()
    except IntegrityError:  # the same form twice at once
        return Complaint.objects.get(decision=decision, side=side, report=report)
    chain.append("complain", complaint, by=complainant, at=moment, side=side, of=decision.step)
    open_case(Origin.COMPLAINT, Severity.NORMAL, {"complaint": complaint}, at=moment)
    messages.complained(complaint)
    return complaint


@transaction.atomic
def answer(
    complaint: Complaint,
    by: User,
    text: str,
    *,
    upheld: bool,
    ground: str = Ground.RULES,
    clause: str = "",
    at: dt.datetime | None = None,
) -> Complaint:
    """Answer in writing; an upheld complaint undoes what was decided, or does what a notice had asked for.

    Raises `ReasonMissingError` without an answer, `ComplaintError` when the first decider answers, or somebody has
    answered before. The database refuses the first decider too.
    """
    if not text.strip():
        raise ReasonMissingError
    locked = Complaint.objects.select_for_update(of=("self",)).select_related("decision").get(pk=complaint.pk)
    if locked.answered_at is not None:
        raise ComplaintError(_("Somebody else has answered this complaint already."))
    if not user_can_answer(by, locked):
        raise ComplaintError(_("You took the decision yourself. Somebody else has to answer the complaint."))
    moment = at or timezone.now()
    locked.answered_by, locked.answerer, locked.answered_at = by, by.pk, moment
    locked.answer, locked.upheld = text.strip(), upheld
    case = Case.objects.select_for_update(of=("self",)).get(complaint=locked)
    if upheld:
        _undo(locked, by, ground=ground, clause=clause, at=moment)
    locked.save(update_fields=["answered_by", "answerer", "answered_at", "answer", "upheld"])
    times = close(case, at=moment)
    chain.append("complaint", locked, by=by, at=moment, upheld=upheld, side=locked.side, **times)
    messages.complaint_answered(locked)
    return locked


def _undo(complaint: Complaint, by: User, **statement: Any) -> None:
    """Make it as the complaint asks, as far as it is not so already."""
    decision, thing = complaint.decision, complaint.decision.thing
    at = statement["at"]
    if decision.step == "suspend":
        lift(decision.suspension, by, complaint.answer, at=at)
    elif thing is None:
        return
    elif complaint.side == "reporter" and thing.state in {State.PUBLISHED, State.HELD}:
        remove(thing, by, complaint.answer, **statement)
    elif complaint.side == "author" and thing.state == State.REMOVED:
        restore(thing, by, complaint.answer, at=at)
    elif complaint.side == "author" and thing.state == State.HELD:
        approve(thing, by, at=at)
