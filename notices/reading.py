"""What notices say now, to whoever they were told: asked by the list, the mails, the feed, the pushes and the count."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db.models import prefetch_related_objects

from notices import registry
from notices.models import Notice, Person
from notices.registry import Line

SHOWN_UNREAD = 30  # more are shown as "30+"
REMEMBERED = 60  # seconds that the number of unread notices is remembered


@dataclass(frozen=True, slots=True)
class Told:
    """A notice and what it says now."""

    notice: Notice
    line: Line


def described(notices: Iterable[Notice]) -> list[Told]:
    """The notices that may be shown now, with their words, in the same order; what is hidden or gone is left out.

    The number of queries grows with the kinds among them, not with the notices.
    """
    listed = list(notices)
    hidden = _load_things(listed)
    found = []
    for notice in listed:
        kind = registry.kind(notice.kind)
        line = kind.describe(notice) if kind and notice.pk not in hidden else None
        if line is not None:
            found.append(Told(notice, line))
    return found


def _load_things(notices: list[Notice]) -> set[Any]:
    """Load what the notices are about, kind by kind. Returns the keys of those whose thing may not be shown."""
    hidden: set[Any] = set()
    others = []
    by_kind: dict[str, list[Notice]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice)
    for slug, group in by_kind.items():
        kind = registry.kind(slug)
        if kind is None or kind.things is None:
            others += group
            continue
        if kind.asks_person:
            prefetch_related_objects(group, "person")
        things: dict[tuple[int, str], Any] = {}
        for readable in kind.things():
            type_id = ContentType.objects.get_for_model(readable.model).pk
            keys = {notice.object_id for notice in group if notice.content_type_id == type_id}
            if keys:
                things |= {(type_id, str(thing.pk)): thing for thing in readable.filter(pk__in=keys)}
        for notice in group:
            thing = things.get((notice.content_type_id, notice.object_id))
            if thing is None:
                hidden.add(notice.pk)
            else:
                notice.about = thing
    prefetch_related_objects(others, "about")
    return hidden


@dataclass(frozen=True, slots=True)
class Group:
    """Notices that are about the same, newest first."""

    title: str
    told: list[Told]

    @property
    def has_unread(self) -> bool:
        return any(told.notice.read_at is None for told in self.told)


def grouped(told: Iterable[Told]) -> list[Group]:
    """Put together what is about the same. The groups stand in the order of their first notice."""
    groups: dict[str, Group] = {}
    for one in told:
        title = one.line.group
        groups.setdefault(title or str(one.notice.pk), Group(title, [])).told.append(one)
    return list(groups.values())


def unread_count(person: Person) -> int:
    """How many unread notices the person would see, at most one more than `SHOWN_UNREAD`.

    Remembered for a minute, so that a page asks the database nothing for it; forgotten when something is told or read.
    """
    name = _name(person.pk)
    count = cache.get(name)
    if count is None:
        newest = Notice.objects.of(person).unread()[: SHOWN_UNREAD + 1]
        count = len(described(newest))
        cache.set(name, count, REMEMBERED)
    return int(count)


def forget_counts(people: Iterable[int]) -> None:
    """Have the numbers of these people (keys) counted anew."""
    cache.delete_many([_name(pk) for pk in people])


def _name(pk: int) -> str:
    return f"notices:unread:{pk}"
