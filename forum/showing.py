"""What a contribution shows to a reader, as values alone: the same values are the same HTML, which is rendered once.

The template sees nothing but these values, and they are the key under which its HTML is kept. So what is kept can
never be out of date, nor meet a reader whom it was not made for, and nothing must be told to forget it.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import get_language

from accounts.models import Mandate
from accounts.visitors import Visitor
from forum.models import DebatePage
from forum.permissions import user_can_write

KEPT = 2000  # renderings of one process, each some kilobytes; those that nobody has asked for the longest go first


@dataclass(frozen=True)
class Reader:
    """Who reads a debate, as far as it changes what stands there: an account's key (None without one), may write."""

    debate: int
    account: int | None
    can_write: bool
    is_writable: bool
    language: str | None

    @classmethod
    def of(cls, debate: DebatePage, user: Visitor) -> "Reader":
        """The person, now, in the language that is active."""
        account = user.pk if user.is_authenticated else None
        return cls(debate.pk, account, user_can_write(user, debate), debate.is_writable(), get_language())


@dataclass(frozen=True)
class Office:
    """What somebody speaks as."""

    get_kind_display: str
    title: str
    organisation: str

    @classmethod
    def of(cls, mandate: Mandate | None) -> "Office | None":
        """As it is called in the language that is active; None of nothing."""
        return cls(str(mandate.get_kind_display()), mandate.title, mandate.organisation) if mandate else None


@dataclass(frozen=True)
class Named:
    """Another contribution that this one leads to."""

    pk: int
    anchor: str
    user_name: str
    is_tombstone: bool


@dataclass(frozen=True)
class Asked:
    """A member of the panel who is asked, and the key of the answer (None while there is none)."""

    name: str
    answer: int | None


@dataclass(frozen=True)
class Statement:
    """Why it was removed, for its author alone."""

    reason: str
    url: str


@dataclass(frozen=True)
class Shown:
    """A contribution as one kind of reader sees it. `participant` is the key of its author's open profile."""

    pk: int
    anchor: str
    debate: int
    state: str
    is_tombstone: bool
    user_name: str
    participant: str | None
    office: Office | None
    submit_date: dt.datetime
    edited_at: dt.datetime | None
    body_html: str
    is_reply: bool
    answers: Named | None
    asked: tuple[Asked, ...]
    recommended: int
    is_recommended: bool
    is_own: bool
    why_held: str
    statement: Statement | None
    can_write: bool
    is_writable: bool
    away: bool
    language: str | None


def shown(comment: Any, reader: Reader, *, away: bool = False) -> Shown:
    """What the reader sees of a contribution that `forum.conversation.prepare` (and `show_asked`) made ready.

    `away`: it stands out of its place, so that whom it answers is always named.
    """
    is_own = reader.account is not None and comment.user_id == reader.account
    answers, statement = comment.answers, getattr(comment, "statement", None) if is_own else None
    return Shown(
        pk=comment.pk,
        anchor=comment.anchor,
        debate=reader.debate,
        state=comment.state,
        is_tombstone=comment.is_tombstone,
        user_name=comment.user_name,
        participant=comment.user.open_page_key if comment.user else None,
        office=Office.of(comment.mandate),
        submit_date=comment.submit_date,
        edited_at=comment.edited_at,
        body_html=comment.body_html if statement or not comment.is_tombstone else "",
        is_reply=comment.is_reply,
        answers=Named(answers.pk, answers.anchor, answers.user_name, answers.is_tombstone)
        if answers and (away or comment.level > 1)
        else None,
        asked=tuple(
            Asked(ask.mandate.user.display_name, ask.answer_id if ask.answered else None)
            for ask in getattr(comment, "asked", ())
        ),
        recommended=comment.recommended,
        is_recommended=comment.is_recommended,
        is_own=is_own,
        why_held=comment.why_held if comment.hold_reason else "",
        statement=Statement(statement.reason, statement.get_absolute_url()) if statement else None,
        can_write=reader.can_write,
        is_writable=reader.is_writable,
        away=away,
        language=reader.language,
    )


@lru_cache(maxsize=KEPT)
def html(contribution: Shown) -> str:
    """The HTML of a contribution, in the language that is active (its `language`)."""
    return render_to_string("forum/_comment.html", {"comment": contribution})
