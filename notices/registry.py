"""Kinds of notices. Each room registers its own in `<room>/notice_kinds.py`, found at start.

from notices.registry import Kind, Line, register

def describe(notice):
    comment = notice.about  # None when it was deleted
    if comment is None or comment.state != State.PUBLISHED:
        return None
    return Line(_("%(name)s answered you.") % {"name": comment.user_name}, comment.get_absolute_url())

register(Kind("reply", _("Answers to what I wrote"), describe, Way.ONCE, related=("debate",)))
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.functional import Promise

from notices.models import Notice, Way


@dataclass(frozen=True, slots=True)
class Line:
    """What a notice says now: a sentence (plain text, in the active language) and a path or address to go to.

    `group` names what it is about in few words, such as the debate's title; notices with the same one stand together.
    The sentence goes into mails: no confidential content, and nothing of what somebody wrote.
    """

    sentence: str
    url: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of notice: slug, label for the preferences, `describe`, and how people are told when they chose nothing.

    `describe` is asked whenever the notice is shown or sent, and answers None while its thing is hidden or gone.
    `related` are the relations of `about` that `describe` follows, so that a list costs the same however long it is.
    """

    slug: str
    label: str | Promise
    describe: Callable[[Notice], Line | None] = field(compare=False)
    default: Way = Way.DAILY
    related: tuple[str, ...] = ()


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known. The same slug twice is a ValueError, unless it is the same kind."""
    if _kinds.setdefault(kind.slug, kind) != kind:
        raise ValueError(f"The kind of notice {kind.slug!r} is registered twice.")
    return kind


def unregister(slug: str) -> None:
    """Forget a kind (tests)."""
    _kinds.pop(slug, None)


def kinds() -> list[Kind]:
    """All kinds, in the order of their rooms."""
    return list(_kinds.values())


def kind(slug: str) -> Kind | None:
    """The kind with this slug; None for one whose room is gone."""
    return _kinds.get(slug)
