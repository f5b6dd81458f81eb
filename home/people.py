"""What a person has made, told by the rooms: shown on the person's own page, and what everybody can read for others.

Each room registers its lists in `<room>/made_by.py`, found at start.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Made:
    """One list: the word in its address (Danish), its heading, what it says when it is empty.

    `own` gives what the person sees, newest first; `public` what everybody may read of it (None: nothing ever).
    `template` draws one row of `thing`.
    """

    slug: str
    heading: str | Promise
    nothing: str | Promise
    template: str
    own: Callable[[User], QuerySet[Any]] = field(compare=False)
    public: Callable[[User], QuerySet[Any]] | None = field(default=None, compare=False)


_made: dict[str, Made] = {}


def register(made: Made) -> Made:
    """Make a list known. The same slug twice is a ValueError, unless it is the same list."""
    if _made.setdefault(made.slug, made) != made:
        raise ValueError(f"{made.slug!r} is registered twice.")
    return made


def lists() -> list[Made]:
    """All lists, in the order of their rooms."""
    return list(_made.values())


def find(slug: str) -> Made | None:
    """The list with this word in its address, or None."""
    return _made.get(slug)
