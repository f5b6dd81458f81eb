"""Decisions about contributions and questions: one function, one step of `forum.states`, one line in the log."""

from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from forum.actions.telling import tell_of
from forum.announcing import announce
from forum.models import Comment, Decision, Question
from forum.states import State, after
from guard.cpr import Certainty, find_cpr
from search.actions import index

Contribution = TypeVar("Contribution", Comment, Question)


class ReasonMissingError(Exception):
    """A removal without a reason: the author must be told why (DSA, article 17)."""


@transaction.atomic
def approve(thing: Contribution, by: User) -> Contribution:
    """Let everybody see what was held. Raises `IllegalTransitionError` when it is held no longer."""
    return _take(thing, "approve", by)


@transaction.atomic
def remove(thing: Contribution, by: User, reason: str) -> Contribution:
    """Take it away from everybody but its author, who sees the reason. A comment leaves a tombstone; replies stay.

    Raises `ReasonMissingError`, or `IllegalTransitionError` when somebody removed it before.
    """
    if not reason.strip():
        raise ReasonMissingError
    return _take(thing, "remove", by, reason.strip())


@transaction.atomic
def restore(thing: Contribution, by: User, reason: str = "") -> Contribution:
    """Bring back what was removed."""
    return _take(thing, "restore", by, reason)


@transaction.atomic
def hold(thing: Contribution, by: User | None, reason: str) -> Contribution:
    """Take it out of sight until a moderator has read it."""
    return _take(thing, "hold", by, reason)


@transaction.atomic
def withdraw(comment: Comment, by: User) -> Comment:
    """Its author takes a contribution back. A tombstone is left; replies stay."""
    return _take(comment, "withdraw", by)


def _take(thing: Contribution, step: str, by: User | None, reason: str = "") -> Contribution:
    """Lock the row, so that of two moderators at once one decides and the other is told; then change, log and index."""
    locked = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    before = locked.state
    locked.state = after(step, before)
    locked.hold_reason = reason[:200] if step == "hold" else ""
    # Only what is decided: a reply written meanwhile may have moved the comment to another place in its thread.
    locked.save(update_fields=["state", "hold_reason"])
    log(locked, step, before=before, by=by, reason=reason)
    index(locked)
    announce(locked)
    return locked


def log(thing: Comment | Question, step: str, *, before: str, by: User | None, reason: str = "") -> Decision:
    """Add a line to the log of moderation, and tell those whom it concerns."""
    about: dict[str, Any] = {"comment": thing} if isinstance(thing, Comment) else {"question": thing}
    decision = Decision.objects.create(
        **about, step=step, from_state=before, to_state=thing.state, by=by, reason=reason
    )
    tell_of(thing, decision)
    return decision


def reason_to_hold(text: str, author: User, *, premoderated: bool) -> str:
    """Why a new text must wait for a moderator, in a sentence for its author; empty when it need not."""
    if find_cpr(text) is Certainty.CERTAIN:
        return _("it seems to hold a CPR number")
    if premoderated:
        return _("every contribution to this debate is read before others see it")
    if not _is_known(author):
        return _("it is your first one here, and we read those before others see them")
    return ""


def _is_known(author: User) -> bool:
    """Whether the person had something published before, or speaks with a mandate or for the house."""
    if author.is_staff or author.mandates.current().exists():
        return True
    published = {"state": State.PUBLISHED}
    return (
        Comment.objects.filter(user=author, **published).exists()
        or Question.objects.filter(author=author, **published).exists()
    )
