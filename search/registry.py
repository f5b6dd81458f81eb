"""Who describes what can be found. Each app registers its kinds and sources in `<app>/search_entries.py`.

from search.registry import EntryData, Kind, Source, register, register_kind

register_kind(Kind("comment", _("Contributions"), order=50, icon="comment"))

@register
class CommentSource(Source[Comment]):
    model = Comment

    def queryset(self):
        return Comment.objects.public().select_related("user")

    def entries(self, comment):
        return [EntryData(kind="comment", title=…, url=comment.get_absolute_url(), body=comment.text)]
"""

import datetime as dt
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from search.models import PUBLIC

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of result, shown as a tab with its count: slug, label in the visitor's language, order, icon name.

    `one` is the label of a single one. `opens`: it is open from its entry's `starts` until its `ends`, as a debate is.
    `is_page`: it has a page of its own that one reads, with more to read below.
    """

    slug: str
    label: str | Promise
    order: int = 100
    icon: str = "page"
    one: str | Promise = ""
    opens: bool = False
    is_page: bool = False

    @property
    def singular(self) -> str | Promise:
        """What a single one is called."""
        return self.one or self.label


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryData:
    """One entry as its source describes it. Text is plain (no HTML).

    `anchor` tells parts of one object apart (a work of an exhibition); it is unique within the object.
    `year` is the year the content is about, when that differs from `date` (the day it was made or published).
    `topics` are pairs of slug and name. `image_id` is a key of the site's Wagtail image model.
    `access` is "public" or the name of a group of readers. `weight` multiplies the score (1.0 is neutral).
    `picked` are keys of pages that an editor put beside it, to read on: they come before what resembles it.
    `seconds`: of a recording, the second at which each line of the body begins; `url` then ends in `t=<second>`.
    """

    kind: str
    title: str
    url: str
    lead: str = ""
    body: str = ""
    keywords: str = ""
    author: str = ""
    anchor: str = ""
    language: str = "da"
    date: dt.date | None = None
    year: int | None = None
    starts: dt.datetime | None = None
    ends: dt.datetime | None = None
    place: str = ""
    topics: tuple[tuple[str, str], ...] = ()
    image_id: int | None = None
    access: str = PUBLIC
    weight: float = 1.0
    seconds: tuple[int, ...] = ()
    picked: tuple[int, ...] = ()


class Source(Generic[M]):
    """Describes the entries of one model. Subclass, set `model`, write both methods, and `@register`."""

    model: type[M]

    def queryset(self) -> QuerySet[M]:
        """All objects that may be found now; an object that is not in it is not found."""
        raise NotImplementedError

    def entries(self, obj: M) -> list[EntryData]:
        """The entries of an object of `queryset()`; an empty list: it must not be found."""
        raise NotImplementedError


_kinds: dict[str, Kind] = {}
_sources: dict[type[Model], Source] = {}


def register_kind(kind: Kind) -> Kind:
    """Make a kind known. The same slug twice is a ValueError, unless it is the same kind."""
    if _kinds.setdefault(kind.slug, kind) != kind:
        raise ValueError(f"The kind {kind.slug!r} is registered twice.")
    return kind


def register(source: type[Source]) -> type[Source]:
    """Class decorator: make a source known. Two sources of one model are a ValueError."""
    if source.model in _sources and type(_sources[source.model]) is not source:
        raise ValueError(f"{source.model.__name__} has two search sources.")
    _sources[source.model] = source()
    return source


def unregister(model: type[Model]) -> None:
    """Forget the source of a model (tests)."""
    _sources.pop(model, None)


def unregister_kind(slug: str) -> None:
    """Forget a kind (tests)."""
    _kinds.pop(slug, None)


def kinds() -> list[Kind]:
    """All kinds, in the order of the tabs."""
    return sorted(_kinds.values(), key=lambda kind: (kind.order, kind.slug))


def kind(slug: str) -> Kind | None:
    """The kind with this slug, or None."""
    return _kinds.get(slug)


def pages() -> list[str]:
    """The slugs of the kinds that have a page of their own."""
    return [kind.slug for kind in kinds() if kind.is_page]


def opening() -> list[str]:
    """The slugs of the kinds that are open for a time."""
    return [kind.slug for kind in kinds() if kind.opens]


def sources() -> list[Source]:
    """All sources."""
    return list(_sources.values())


def source_of(model: type[Model]) -> Source:
    """The source of a model; LookupError when nobody described it."""
    try:
        return _sources[model]
    except KeyError:
        raise LookupError(f"No search_entries.py describes {model.__name__}.") from None


def is_described(model: type[Model]) -> bool:
    """Whether a source of this model is registered."""
    return model in _sources
