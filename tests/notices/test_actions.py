"""Telling and following: one row for each event and person."""

import pytest
from django.db import transaction

from notices import actions, registry
from notices.models import Follow, Notice, Way
from notices.registry import Kind
from tests import factories
from tests.factories import Cast, House


def test_an_event_is_told_once_to_each(cast: Cast, house: House) -> None:
    article = factories.make_article(house)
    people = [cast.citizen, cast.neighbour]
    assert actions.tell(people, "news-site", article, key="1") == 2
    assert actions.tell([*people, cast.member, cast.member], "news-site", article, key="1") == 1
    assert actions.tell(people, "news-site", article, key=2, data={"news": "Flere billeder"}) == 2
    assert actions.tell(people, "news-daily", article, key="1") == 2
    assert Notice.objects.count() == 7
    assert Notice.objects.filter(key="2").first().about == article  # type: ignore[union-attr]


def test_nobody_is_told_of_what_they_did_and_closed_accounts_are_told_nothing(cast: Cast, house: House) -> None:
    cast.neighbour.is_active = False
    told = actions.tell(
        [cast.citizen, cast.neighbour, cast.member], "news-site", factories.make_article(house), key=1, by=cast.citizen
    )
    assert told == 1
    notice = Notice.objects.get()
    assert (notice.person, notice.by) == (cast.member, cast.citizen)


def test_an_unknown_kind_is_a_mistake(cast: Cast, house: House) -> None:
    with pytest.raises(LookupError, match="unheard-of"):
        actions.tell([cast.citizen], "unheard-of", factories.make_article(house), key=1)


def test_what_is_undone_was_never_told(cast: Cast, house: House) -> None:
    article = factories.make_article(house)
    with transaction.atomic():
        actions.tell([cast.citizen], "news-once", article, key=1)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_a_thousand_are_told_in_a_few_queries(cast: Cast, house: House, queries) -> None:  # type: ignore[no-untyped-def]
    article = factories.make_article(house)
    actions.tell([cast.citizen], "news-site", article, key=0)  # content types are remembered from now on
    few = len(queries(lambda: actions.tell([cast.citizen], "news-site", article, key=1)))
    everybody = [getattr(cast, name) for name in cast.__dataclass_fields__]
    assert len(queries(lambda: actions.tell(everybody, "news-site", article, key=2))) == few


def test_following_and_leaving(cast: Cast, house: House) -> None:
    article, other = factories.make_article(house), factories.make_article(house, "Havnen")
    actions.follow(cast.citizen, article)
    actions.follow(cast.citizen, article)
    actions.follow(cast.neighbour, article, "replies")
    actions.follow(cast.neighbour, other)
    assert list(actions.followers(article)) == [cast.citizen]
    assert list(actions.followers(article, aspect="replies")) == [cast.neighbour]
    assert actions.is_following(cast.citizen, article)
    assert not actions.is_following(cast.citizen, article, "replies")
    actions.unfollow(cast.citizen, article)
    actions.unfollow(cast.citizen, article)
    assert not actions.is_following(cast.citizen, article)
    assert Follow.objects.count() == 2


def test_a_closed_account_follows_nothing(cast: Cast, house: House) -> None:
    article = factories.make_article(house)
    actions.follow(cast.citizen, article)
    cast.citizen.is_active = False
    cast.citizen.save()
    assert not actions.followers(article).exists()


def test_a_choice_holds_for_what_was_told_before_but_not_sent(cast: Cast, house: House) -> None:
    article = factories.make_article(house)
    actions.tell([cast.citizen, cast.neighbour], "news-daily", article, key=1)
    actions.choose(cast.citizen, {"news-daily": Way.WEEKLY})
    assert actions.ways_of(cast.citizen)["news-daily"] == Way.WEEKLY
    assert actions.ways_of(cast.neighbour)["news-daily"] == Way.DAILY
    assert Notice.objects.get(person=cast.citizen).way == Way.WEEKLY
    assert Notice.objects.get(person=cast.neighbour).way == Way.DAILY
    actions.choose(cast.citizen, {"news-daily": Way.SITE})
    actions.choose(cast.citizen, {"news-daily": Way.DAILY})
    assert Notice.objects.get(person=cast.citizen).way == Way.SITE, "what was not to be mailed is not mailed later"


def test_reading_is_ones_own(cast: Cast, house: House) -> None:
    actions.tell([cast.citizen, cast.neighbour], "news-site", factories.make_article(house), key=1)
    theirs = Notice.objects.get(person=cast.neighbour)
    assert actions.mark_read(cast.citizen, [theirs.pk]) == 0
    assert actions.mark_read(cast.citizen) == 1
    assert actions.mark_read(cast.citizen) == 0
    assert list(Notice.objects.unread()) == [theirs]


def test_a_kind_has_one_description() -> None:
    kind = registry.kind("news-site")
    assert kind is not None
    assert registry.register(kind) == kind
    with pytest.raises(ValueError, match="twice"):
        registry.register(Kind("news-site", "Noget andet", kind.describe))
