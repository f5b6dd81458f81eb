"""Livestreams in the browser, and the audience's questions."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.actions.contributions import ask_question
from forum.actions.moderation import remove
from forum.actions.questions import answered as mark_answered
from forum.models import Cue, LivestreamPage, Question
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, inline_code, words

WHEN = "Hvornår kommer båden?"


@pytest.fixture
def livestream(house: House) -> LivestreamPage:
    return factories.make_livestream(house)


def address(livestream: LivestreamPage) -> str:
    return f"/deltag/livestream/{livestream.pk}/spoerg/"


def form(text: str = WHEN, **fields: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "text": text, **fields}


def test_a_question_is_taken_and_stands_in_the_list(
    cast: Cast, livestream: LivestreamPage, signed_in: Any, client: Client
) -> None:
    response = signed_in(cast.councillor).post(address(livestream), form(), follow=True)
    assert response.redirect_chain == [(f"{livestream.url}#spoergsmaal", 302)]
    assert danish("Thank you. Your question is on the list.") in words(response)
    assert WHEN in words(client.get(livestream.url))
    assert "Birte Krogh" in words(client.get(livestream.url))


def test_a_first_question_waits_and_only_its_author_sees_it(
    cast: Cast, livestream: LivestreamPage, signed_in: Any, client: Client
) -> None:
    browser = signed_in(cast.citizen)
    response = browser.post(address(livestream), form(), follow=True)
    reason = danish("it is your first one here, and we read those before others see them")
    assert danish(
        "Thank you. A moderator reads your question before others see it, because %(reason)s.", reason=reason
    ) in words(response)
    assert WHEN in words(response)
    assert danish("Waits for a moderator. Only you can see it.") in words(response)
    for place in (livestream.url, f"/deltag/livestream/{livestream.pk}/spoergsmaal/"):
        assert WHEN in words(browser.get(place))
        assert WHEN not in content(client.get(place))
        assert WHEN not in content(signed_in(cast.neighbour).get(place))


def test_asking_twice_with_one_form_is_one_question(cast: Cast, livestream: LivestreamPage, signed_in: Any) -> None:
    browser, once = signed_in(cast.official), form()
    assert [browser.post(address(livestream), once).status_code for _ in range(2)] == [302, 302]
    assert Question.objects.count() == 1


def test_a_visitor_is_led_to_sign_in(livestream: LivestreamPage, client: Client) -> None:
    assert client.post(address(livestream), form()).url == f"/konto/login/?next={address(livestream)}"
    assert not Question.objects.exists()


def test_asking_takes_get_and_post_only(cast: Cast, livestream: LivestreamPage, signed_in: Any) -> None:
    browser = signed_in(cast.official)
    assert browser.put(address(livestream)).status_code == 405
    assert danish("Ask a question") in words(browser.get(address(livestream)))
    assert browser.post(f"/deltag/livestream/{livestream.pk}/spoergsmaal/").status_code == 405


@pytest.mark.parametrize("text", ["  ", "a" * 501, "Hej\x00dig"])
def test_what_is_wrong_is_said_and_the_text_kept(
    cast: Cast, livestream: LivestreamPage, signed_in: Any, text: str
) -> None:
    response = signed_in(cast.official).post(address(livestream), form(text))
    assert response.status_code == 422
    assert response.context["form"].errors["text"]
    assert "error-summary" in content(response)
    kept = re.search(r"<textarea[^>]*>(.*?)</textarea>", content(response), re.DOTALL)
    assert kept
    assert text.strip().replace("\x00", "")[:3] in kept.group(1)
    assert not Question.objects.exists()


def test_a_livestream_that_cannot_be_read_is_not_there(cast: Cast, livestream: LivestreamPage, signed_in: Any) -> None:
    livestream.unpublish()
    browser = signed_in(cast.official)
    for place in (
        address(livestream),
        f"/deltag/livestream/{livestream.pk}/spoergsmaal/",
        address(LivestreamPage(pk=99_999_999)),
    ):
        assert browser.get(place).status_code == 404
    assert browser.post(address(livestream), form()).status_code == 404
    assert not Question.objects.exists()


def test_answered_and_removed_questions(cast: Cast, livestream: LivestreamPage, client: Client, signed_in: Any) -> None:
    answered = factories.ask(livestream, cast.official, "Er kajen åben?")
    mark_answered(answered)
    rude = factories.ask(livestream, cast.councillor, "Et groft spørgsmål?")
    remove(rude, cast.moderator, "groft")
    page = client.get(livestream.url)
    assert f"Er kajen åben? Jens Dam {danish('Answered')}" in words(page)
    assert "groft" not in content(page)
    own = signed_in(cast.councillor).get(livestream.url)
    assert danish("A moderator has removed this question because it broke the rules.") in words(own)
    told = danish("Only you can see your text and the moderator's reason:")
    assert f"{told} groft {danish('The whole reason, and how to complain')} Et groft spørgsmål?" in words(own)


@pytest.mark.parametrize(
    ("starts", "stream", "sentence", "playable", "asks"),
    [
        (24, "", "Announced", False, True),
        (0.2, "", "Starts soon", False, True),
        (-0.2, "/media/a/index.m3u8", "You are watching live.", True, True),
        (
            -0.2,
            "",
            "There is no picture at the moment. The evening goes on in the house, and you can still ask.",
            False,
            True,
        ),
        (-9, "", "The evening is over. The recording comes as soon as it is ready.", False, True),
        (-9, "/media/a/index.m3u8", "You are watching the recording.", True, False),
    ],
)
def test_what_a_livestream_says_through_its_life(
    cast: Cast, house: House, signed_in: Any, starts: float, stream: str, sentence: str, playable: bool, asks: bool
) -> None:
    begin = timezone.now() + dt.timedelta(hours=starts)
    livestream = factories.make_livestream(
        house, starts_at=begin, ends_at=begin + dt.timedelta(hours=2), stream_url=stream
    )
    page = signed_in(cast.citizen).get(livestream.url)
    assert danish(sentence) in words(page)
    assert ("<video" in content(page)) is playable
    assert ("<textarea" in content(page)) is asks
    assert inline_code(page) == []


def test_reading_takes_as_many_queries_with_many_questions_and_captions(
    cast: Cast, livestream: LivestreamPage, client: Client, queries: Any
) -> None:
    def grow(to: int) -> None:
        for number in range(Question.objects.count(), to):
            ask_question(livestream, cast.official, f"Spørgsmål {number}?", key=uuid.uuid4(), at=timezone.now())
            Cue.objects.create(livestream=livestream, start=number, end=number + 1, text="og så")

    grow(2)
    client.get(livestream.url)
    short = len(queries(lambda: client.get(livestream.url)))
    fragment = f"/deltag/livestream/{livestream.pk}/spoergsmaal/"
    few = len(queries(lambda: client.get(fragment)))
    grow(60)
    assert len(queries(lambda: client.get(livestream.url))) <= short <= 22
    assert len(queries(lambda: client.get(fragment))) <= few <= 8
