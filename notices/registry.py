"""Kinds of notices. Each room registers its own in `<room>/notice_kinds.py`, found at start.

from notices.registry import Kind, Line, register

def describe(notice):
    comment = notice.about
    return Line(_("%(name)s answered you.") % {"name": comment.user_name}, comment.get_absolute_url())

def readable():
    return [Comment.objects.published().filter(debate__in=DebatePage.objects.readable()).select_related("debate")]

register(Kind("reply", _("Answers to what I wrote"), describe, Way.ONCE, things=readable))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet
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
    `things` gives what may be shown now, with all that `describe` reads, a query for each model: a whole list is loaded
    by it at once, and a notice about anything that is not in it is hidden. Without it `about` may be None.
    `concerns` tells for whom it can ever come: others are not asked how they want it. With `asks_person` the person is
    loaded once for a whole list, for a `describe` that asks what the person may do.
    """

    slug: str
    label: str | Promise
    describe: Callable[[Notice], Line | None] = field(compare=False)
    default: Way = Way.DAILY
    things: Callable[[], Sequence[QuerySet[Any]]] | None = field(default=None, compare=False)
    concerns: Callable[[Any], bool] = field(default=lambda _person: True, compare=False)
    asks_person: bool = False


@dataclass(frozen=True, slots=True)
class Followable:
    """What people can follow: the word in its address (Danish), label for the list of follows, model.

    `readable` gives the things that may be shown now; `describe` names one, with its address.
    """

    slug: str
    label: str | Promise
    model: type[Model]
    readable: Callable[[], QuerySet[Any]] = field(compare=False)
    describe: Callable[[Any], Line] = field(compare=False)


_kinds: dict[str, Kind] = {}
_followable: dict[str, Followable] = {}


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


def kinds_for(person: Any) -> list[Kind]:
    """The kinds that can come to the person."""
    return [kind for kind in kinds() if kind.concerns(person)]


def kind(slug: str) -> Kind | None:
    """The kind with this slug; None for one whose room is gone."""
    return _kinds.get(slug)


def register_followable(followable: Followable) -> Followable:
    """Let people follow things of this model. The same slug twice is a ValueError, unless it is the same."""
    if _followable.setdefault(followable.slug, followable) != followable:
        raise ValueError(f"{followable.slug!r} can be followed twice.")
    return followable


def followables() -> list[Followable]:
    """Everything that can be followed."""
    return list(_followable.values())


def followable(slug: str) -> Followable | None:
    """What is followed under this word in the address, or None."""
    return _followable.get(slug)
