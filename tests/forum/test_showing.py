"""What a contribution shows to whom: it is rendered once for all who see the same, and never for anybody else."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.erasure import erase
from forum.actions.contributions import edit_comment, recommend
from forum.actions.moderation import remove
from forum.models import DebatePage
from forum.showing import html
from tests import factories
from tests.factories import Cast, House


@pytest.fixture
def debate(house: House) -> DebatePage:
    html.cache_clear()
    return factories.make_debate(house)


def _read(debate: DebatePage, browser: Client | None = None) -> str:
    return (browser or Client()).get(debate.url).content.decode()


def _browser(person: object) -> Client:
    browser = Client()
    browser.force_login(person)  # type: ignore[arg-type]
    return browser


def test_readers_who_see_the_same_get_one_rendering(cast: Cast, debate: DebatePage) -> None:
    factories.write(debate, cast.official, "Kajen er lang.")
    _read(debate)
    rendered = html.cache_info().misses
    assert "Kajen er lang." in _read(debate)
    assert html.cache_info().misses == rendered


def test_each_reader_sees_what_is_theirs(cast: Cast, debate: DebatePage) -> None:
    comment = factories.write(debate, cast.official, "Kajen er lang.")
    author, neighbour, visitor = _browser(cast.official), _browser(cast.neighbour), Client()
    for _again in range(2):
        assert reverse("edit-contribution", args=[comment.pk]) in _read(debate, author)
        assert f'formaction="{reverse("recommend", args=[comment.pk])}"' in _read(debate, neighbour)
        for other in (neighbour, visitor):
            assert reverse("edit-contribution", args=[comment.pk]) not in _read(debate, other)
    recommend(comment, cast.neighbour)
    assert "1 anbefaler" in _read(debate, visitor)
    assert "Du anbefaler" in _read(debate, neighbour)
    assert "Du anbefaler" not in _read(debate, author)


def test_a_change_is_seen_at_once(cast: Cast, debate: DebatePage) -> None:
    comment = factories.write(debate, cast.official, "Kajen er lang.")
    assert "Kajen er lang." in _read(debate)
    edit_comment(comment, cast.official, "Kajen er kort.")
    assert "Kajen er kort." in _read(debate)
    remove(comment, cast.moderator, "Uden for emnet.")
    assert "Kajen er" not in _read(debate)
    assert "Uden for emnet." in _read(debate, _browser(cast.official))
    assert "Uden for emnet." not in _read(debate, _browser(cast.neighbour))


def test_each_language_has_a_rendering_of_its_own(cast: Cast, debate: DebatePage) -> None:
    factories.write(debate, cast.official, "Kajen er lang.")
    for language, word in (("da", "Anmeld<"), ("en", "Report<"), ("da", "Anmeld<")):
        with override(language):
            assert word in Client().get(reverse("conversation", args=[debate.pk])).content.decode()


def test_what_an_erased_author_wrote_can_be_reported_by_everybody(cast: Cast, debate: DebatePage) -> None:
    comment = factories.write(debate, cast.neighbour, "Kajen er lang.")
    erase(cast.neighbour.pk)
    assert f"{reverse('report')}?adresse={reverse('contribution', args=[comment.pk])}" in _read(debate)
