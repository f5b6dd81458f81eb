"""Telling, following, and choosing how to be told."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from notices import registry
from notices.models import Follow, Notice, Person, Preference, Way

BATCH = 500  # rows written, or people served by one task


@transaction.atomic
def tell(
    people: Iterable[Person],
    kind: str,
    about: models.Model,
    *,
    key: object,
    by: Person | None = None,
    data: dict[str, Any] | None = None,
) -> int:
    """Tell people of an event. Returns to how many it was new.

    `kind` is a registered slug (LookupError otherwise), `about` the saved thing that it is about (a page as its own
    class), `key` names the event within the kind: told again, by whomever, it makes no second notice. `by`, who did
    it, is never told; nor is a closed account. In the caller's transaction: undone with it, delivered after it.
    """
    chosen = registry.kind(kind)
    if chosen is None:
        raise LookupError(f"No notice_kinds.py registers the kind {kind!r}.")
    told = sorted({person.pk for person in people if person.is_active} - {by.pk if by else None})
    new = 0
    for first in range(0, len(told), BATCH):  # in one order, so that two who tell the same wait for each other
        some = told[first : first + BATCH]
        ways = dict(Preference.objects.filter(person__in=some, kind=kind).values_list("person_id", "way"))
        rows = [
            Notice(
                person_id=pk,
                kind=kind,
                **_place(about),
                key=str(key),
                by=by,
                data=data or {},
                way=ways.get(pk, chosen.default),
            )
            for pk in some
        ]
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
        written = Notice.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
        new += len(written)
    return new


def follow(person: Person, target: models.Model, aspect: str = "") -> None:
    """Have the person told about `target`. Following twice is following once."""
    Follow.objects.bulk_create([Follow(person=person, **_place(target), aspect=aspect)], ignore_conflicts=True)


def unfollow(person: Person, target: models.Model, aspect: str = "") -> None:
    """Have the person told no more about `target`; nothing happens to one who does not follow it."""
    Follow.objects.filter(person=person, **_place(target), aspect=aspect).delete()


def is_following(person: Person, target: models.Model, aspect: str = "") -> bool:
    """Whether the person follows `target`; a visitor without an account follows nothing."""
    if not person.is_authenticated:
        return False
    return Follow.objects.filter(person=person, **_place(target), aspect=aspect).exists()


def followers(target: models.Model, aspect: str = "") -> "models.QuerySet[Any]":
    """Those who follow `target`, with an open account."""
    place = {f"follows__{field}": value for field, value in _place(target).items()}
    return get_user_model().objects.filter(is_active=True, follows__aspect=aspect, **place)


@transaction.atomic
def choose(person: Person, ways: dict[str, str]) -> None:
    """Set how the person is told of each kind (slug → `Way`). What no mail has brought yet follows the new choice."""
    for kind, way in ways.items():
        Preference.objects.update_or_create(person=person, kind=kind, defaults={"way": Way(way)})
        Notice.objects.filter(person=person, kind=kind, letter__isnull=True).exclude(way=Way.SITE).update(way=way)


def ways_of(person: Person) -> dict[str, str]:
    """How the person is told of each kind now."""
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "way"))
    return {kind.slug: chosen.get(kind.slug, kind.default) for kind in registry.kinds()}


def mark_read(person: Person, notices: "Iterable[Any] | None" = None, at: dt.datetime | None = None) -> int:
    """Mark these of the person's notices (keys), or all, as read. Returns how many were unread."""
    unread = Notice.objects.filter(person=person).unread()
    if notices is not None:
        unread = unread.filter(pk__in=list(notices))
    return unread.update(read_at=at or timezone.now())


def _place(thing: models.Model) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(thing), "object_id": str(thing.pk)}
