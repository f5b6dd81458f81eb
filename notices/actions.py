"""Telling, following, and choosing how to be told."""

import datetime as dt
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from notices import registry
from notices.models import Device, FeedAddress, Follow, Notice, Person, Preference, Way, new_feed_key
from notices.reading import forget_counts
from notices.tasks import deliver
from notices.unsubscribing import WayOut

BATCH = 500  # rows written by one query
SERVED = 100  # people whom one task mails


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
    if not told:
        return 0
    new = 0
    with transaction.atomic():
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
            _deliver([row for row in rows if row.pk in set(written)])
    return new


def _deliver(notices: list[Notice]) -> None:
    """Have what was just told counted, and brought to those who want it at once."""
    _count_anew([notice.person_id for notice in notices])
    pushed = bool(settings.VAPID_PRIVATE_KEY)
    now = [str(notice.pk) for notice in notices if pushed or notice.way == Way.ONCE]
    for first in range(0, len(now), SERVED):
        deliver.enqueue(now[first : first + SERVED])


def _count_anew(people: list[int]) -> None:
    """Forget the numbers of unread notices, here and again when others can see the change."""
    forget_counts(people)
    transaction.on_commit(lambda: forget_counts(people))


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


def followers(*targets: models.Model, aspect: str = "") -> "models.QuerySet[Any]":
    """Those who follow any of `targets`, each once, with an open account."""
    places = [models.Q(**_place(target)) for target in targets]
    following = Follow.objects.filter(reduce(or_, places), aspect=aspect)
    return get_user_model().objects.filter(is_active=True, pk__in=following.values("person"))


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
    count = unread.update(read_at=at or timezone.now())
    if count:
        _count_anew([person.pk])
    return count


def unsubscribe(way_out: WayOut) -> None:
    """Have the person get no more of these mails. What they follow, and the list on the site, stay as they are."""
    person = get_user_model().objects.filter(pk=way_out.person_id).first()
    if person is None:
        return
    kinds = way_out.kinds or [kind for kind, way in ways_of(person).items() if way == way_out.way]
    choose(person, dict.fromkeys(kinds, Way.SITE))


@transaction.atomic
def renew_feed(person: Person) -> FeedAddress:
    """A new secret address for the person's feed; the old one leads nowhere from now on."""
    return FeedAddress.objects.update_or_create(person=person, defaults={"key": new_feed_key()})[0]


@transaction.atomic
def add_device(person: Person, endpoint: str, p256dh: str, auth: str) -> Device:
    """Have a browser pushed to. The same browser again, also by somebody else who uses it, is one device."""
    told = {"person": person, "p256dh": p256dh, "auth": auth}
    return Device.objects.update_or_create(endpoint=endpoint, defaults=told)[0]


def remove_device(person: Person, endpoint: str) -> None:
    """Push to that browser no more."""
    Device.objects.filter(person=person, endpoint=endpoint).delete()


def _place(thing: models.Model) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(thing), "object_id": str(thing.pk)}
