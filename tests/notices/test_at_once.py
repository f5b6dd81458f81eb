"""Many at the same moment, on PostgreSQL with a connection each."""

import pytest
from django.conf import settings

from notices import actions
from notices.models import Follow, Notice
from tests import factories
from tests.forum.test_at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> tuple[factories.Cast, factories.House]:
    """The cast and the house, committed."""
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", None)
    return factories.make_cast(), factories.make_house()


def test_the_same_event_told_by_many_workers_is_one_row_each(scene: tuple[factories.Cast, factories.House]) -> None:
    cast, house = scene
    article = factories.make_article(house)
    people = [cast.citizen, cast.neighbour, cast.member]
    results = at_once(
        [lambda order=order: actions.tell(people[::order], "news-daily", article, key="1") for order in (1, -1) * 8]
    )
    assert sum(results) == 3, results
    assert Notice.objects.count() == 3


def test_following_many_times_at_once_is_following_once(scene: tuple[factories.Cast, factories.House]) -> None:
    cast, house = scene
    article = factories.make_article(house)
    assert set(at_once([lambda: actions.follow(cast.citizen, article)] * 12)) == {None}
    assert Follow.objects.count() == 1
