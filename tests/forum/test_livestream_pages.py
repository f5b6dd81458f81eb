"""Livestreams in the browser, and the audience's questions."""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from forum.actions import broadcasts
from forum.actions.captions import read_captions
from forum.actions.contributions import ask_question
from forum.actions.moderation import remove
from forum.actions.questions import answered as mark_answered
from forum.models import AgendaItem, Cue, LivestreamPage, Question, Speaker, Vote
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, inline_code, words

WHEN = "Hvornår kommer båden?"


@pytest.fixture
def livestream(house: House) -> LivestreamPage:
    return factories.make_livestream(house)


def address(livestream: LivestreamPage) -> str:
    return f"/deltag/livestream/{livestream.pk}/spoerg/"


def own_places(livestream: LivestreamPage) -> tuple[str, str]:
    """Where one finds what is one's own: without scripts, and what js/own-parts.js fetches."""
    return f"{livestream.url}?egen", f"/deltag/livestream/{livestream.pk}/mit/"


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
    for place in own_places(livestream):
        assert WHEN in words(browser.get(place))
        assert WHEN not in content(signed_in(cast.neighbour).get(place))
        assert WHEN not in content(client.get(place))
    for place in (
        livestream.url,
        *(f"/deltag/livestream/{livestream.pk}/{name}" for name in ("nu.json", "storskaerm/")),
    ):
        assert WHEN not in content(browser.get(place))


def test_asking_twice_with_one_form_is_one_question(cast: Cast, livestream: LivestreamPage, signed_in: Any) -> None:
    browser, once = signed_in(cast.official), form()
    assert [browser.post(address(livestream), once).status_code for _ in range(2)] == [302, 302]
    assert Question.objects.count() == 1


def test_a_visitor_writes_signs_in_and_finds_the_question_again(
    cast: Cast, house: House, client: Client, signed_in: Any
) -> None:
    livestream = with_choices(house, cast)
    speaker = livestream.speakers.get()
    assert danish(
        "When you send it, you sign in: with a code that we mail you, no password. Your question is kept meanwhile."
    ) in words(client.get(address(livestream)))
    sent = form(topic="Kajen", to=str(speaker.pk))
    assert client.post(address(livestream), sent).url == f"/konto/login/?next={address(livestream)}"
    assert not Question.objects.exists()
    client.force_login(cast.official, backend=settings.AUTHENTICATION_BACKENDS[0])
    kept = client.get(address(livestream)).context["form"]
    assert (kept["text"].value(), kept["topic"].value(), kept["to"].value()) == (WHEN, "Kajen", str(speaker.pk))


def test_a_question_has_a_topic_and_an_addressee(cast: Cast, house: House, signed_in: Any, client: Client) -> None:
    livestream = with_choices(house, cast)
    sent = form(topic="Kajen", to=str(livestream.speakers.get().pk))
    signed_in(cast.official).post(address(livestream), sent)
    question = Question.objects.get()
    assert (question.topic, question.addressee) == ("Kajen", "Birte Krogh")
    assert question.mandate == cast.councillor.mandates.get()
    assert "til Birte Krogh · Kajen" in words(client.get(livestream.url))
    wrong = signed_in(cast.official).post(address(livestream), form(topic="Noget andet", to="0"))
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"topic", "to"}


def with_choices(house: House, cast: Cast) -> LivestreamPage:
    livestream = factories.make_livestream(house)
    livestream.speakers.add(Speaker(mandate=cast.councillor.mandates.get()))
    livestream.agenda.add(AgendaItem(minute=0, title="Kajen"))
    livestream.save()
    return livestream


def test_asking_takes_get_and_post_only(cast: Cast, livestream: LivestreamPage, signed_in: Any) -> None:
    browser = signed_in(cast.official)
    assert browser.put(address(livestream)).status_code == 405
    assert danish("Ask a question") in words(browser.get(address(livestream)))


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


def test_a_question_from_a_page_that_was_closed_meanwhile_is_not_lost(
    cast: Cast, livestream: LivestreamPage, client: Client, signed_in: Any
) -> None:
    client.post(address(livestream), form("Kommer der en færge?"))
    broadcasts.choose(livestream, premoderated=False, closed=True)
    response = signed_in(cast.official).post(address(livestream), form())
    assert response.status_code == 422
    assert danish("This livestream takes no questions now.") in words(response)
    assert f">\n{WHEN}</textarea>" in content(response)
    client.force_login(cast.official, backend=settings.AUTHENTICATION_BACKENDS[0])
    kept = client.get(address(livestream))
    assert ">\nKommer der en færge?</textarea>" in content(kept)
    assert '<p class="meta" data-evening="closed">' in content(kept)
    assert not Question.objects.exists()


def test_a_livestream_that_cannot_be_read_is_not_there(cast: Cast, livestream: LivestreamPage, signed_in: Any) -> None:
    livestream.unpublish()
    browser = signed_in(cast.official)
    for place in (
        address(livestream),
        f"/deltag/livestream/{livestream.pk}/nu.json",
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
    assert question_of(page, answered.pk)["data-progress"] == "answered"
    assert "Er kajen åben? Jens Dam" in words(page)
    assert "groft" not in content(page)
    told = danish("Only you can see your text and the moderator's reason:")
    for place in own_places(livestream):
        own = words(signed_in(cast.councillor).get(place))
        assert danish("A moderator has removed this question because it broke the rules.") in own
        assert f"{told} groft {danish('The whole reason, and how to complain')} Et groft spørgsmål?" in own


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
    page = signed_in(cast.citizen).get(own_places(livestream)[0])
    assert danish(sentence) in words(page)
    assert ("<video" in content(page)) is playable
    assert ("<textarea" in content(page)) is asks
    assert inline_code(page) == []


def question_of(response: Any, pk: int) -> dict[str, str]:
    """The attributes of a question's row."""
    row = re.search(rf'<li class="question" id="spoergsmaal-{pk}"([^>]*)>', content(response))
    assert row
    return dict(re.findall(r'([\w-]+)="([^"]*)"', row.group(1)))


def test_a_visitors_page_has_nothing_personal_and_is_shared(
    cast: Cast, livestream: LivestreamPage, client: Client, signed_in: Any
) -> None:
    factories.ask(livestream, cast.official)
    page = client.get(livestream.url)
    assert page["Torvet-Shared"] == "1.0"
    assert not page.cookies
    assert "csrfmiddlewaretoken" not in content(page)
    for name in ("citizen", "official", "editor"):
        theirs = signed_in(cast[name]).get(livestream.url)
        assert theirs["Torvet-Shared"] == "1.0"
        assert not theirs.cookies
        assert theirs.content == page.content
    for place in own_places(livestream):
        assert "Torvet-Shared" not in signed_in(cast.citizen).get(place)


def test_whoever_is_told_something_gets_a_page_of_their_own(
    cast: Cast, livestream: LivestreamPage, signed_in: Any
) -> None:
    browser = signed_in(cast.official)
    browser.post(address(livestream), form())
    told = browser.get(livestream.url)
    assert danish("Thank you. Your question is on the list.") in words(told)
    assert "Torvet-Shared" not in told
    assert "Torvet-Shared" in browser.get(livestream.url)


def test_a_page_that_not_everybody_may_read_is_shared_with_nobody(
    cast: Cast, livestream: LivestreamPage, signed_in: Any, client: Client
) -> None:
    PageViewRestriction.objects.create(page=livestream, restriction_type=PageViewRestriction.LOGIN)
    page = signed_in(cast.citizen).get(livestream.url)
    assert page.status_code == 200
    assert "Torvet-Shared" not in page
    assert client.get(livestream.url).status_code == 302


def test_what_is_ones_own_comes_alone(
    cast: Cast, livestream: LivestreamPage, signed_in: Any, client: Client, queries: Any
) -> None:
    others = factories.ask(livestream, cast.official)
    place = own_places(livestream)[1]
    assert (client.get(place).status_code, client.get(place).content) == (204, b"")
    browser = signed_in(cast.citizen)
    browser.post(f"/deltag/spoergsmaal/{others.pk}/stem/", {"stem": "1"})
    page = browser.get(place)
    assert "no-store" in page["Cache-Control"]
    parts = re.findall(r'data-own="([^"]+)"', content(page))
    assert parts == ["corner", "before", "desk", "ask", "questions", "pattern"]
    assert f'data-voted="{others.pk} " data-asked=""' in content(page)
    assert cast.citizen.display_name in words(page)
    assert danish("The producer's desk") not in words(page)
    assert f'data-asked="{others.pk} "' in content(signed_in(cast.official).get(place))
    moderator = words(signed_in(cast.moderator).get(place))
    assert danish("The producer's desk") in moderator
    assert danish("Edit the page") not in moderator
    assert danish("Edit the page") in words(signed_in(cast.editor).get(place))
    few = len(queries(lambda: browser.get(place)))
    for number in range(20):
        factories.ask(livestream, cast.citizen, f"Nummer {number}?")
    assert len(queries(lambda: browser.get(place))) <= few <= 22


def test_a_player_elsewhere_is_loaded_only_when_asked_for(house: House, client: Client) -> None:
    begin = timezone.now() - dt.timedelta(minutes=5)
    livestream = factories.make_livestream(
        house, starts_at=begin, ends_at=begin + dt.timedelta(hours=1), embed_url="https://youtu.be/dQw4w9WgXcQ"
    )
    page = client.get(livestream.url)
    assert "<iframe" not in content(page)
    assert 'data-player="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ' in content(page)


def test_the_calendar_file(livestream: LivestreamPage, client: Client) -> None:
    answer = client.get(f"/deltag/livestream/{livestream.pk}/kalender.ics")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["SUMMARY"] == "Borgermøde om Østhavnen"
    assert event.decoded("DTSTART") == livestream.starts_at.replace(microsecond=0)
    assert event["URL"].endswith(livestream.url)


def test_chapters_answers_and_captions_of_a_recording(cast: Cast, house: House, client: Client) -> None:
    begin = timezone.now() - dt.timedelta(hours=3)
    livestream = factories.make_livestream(
        house, starts_at=begin, ends_at=begin + dt.timedelta(hours=2), stream_url="/media/a/index.m3u8"
    )
    livestream.agenda.add(AgendaItem(minute=62, title="Kajen"))
    livestream.captions.save("x.vtt", ContentFile(b"WEBVTT\n\n01:10:00.000 --> 01:10:02.000\nHej"), save=False)
    livestream.save()
    read_captions(livestream)
    question = factories.ask(livestream, cast.official, at=begin)
    mark_answered(question, second=2590)
    page = client.get(livestream.url)
    assert '<a href="?t=3720" data-seek="3720"' in content(page)
    assert f"{danish('Answered')} ved 43:10" in words(page)
    assert "?t=43m10s" in content(page)
    assert f'href="{livestream.captions.url}" download' in content(page)
    question.refresh_from_db()
    assert question.get_absolute_url() == f"{livestream.url}?t=43m10s#spoergsmaal-{question.pk}"


def test_voting(cast: Cast, livestream: LivestreamPage, signed_in: Any, client: Client) -> None:
    question = factories.ask(livestream, cast.official)
    place = f"/deltag/spoergsmaal/{question.pk}/stem/"
    assert client.post(place).url == f"/konto/login/?next={place}"
    browser = signed_in(cast.citizen)
    assert danish("I want it answered too") in words(browser.get(place))
    for _again in range(2):
        assert browser.post(place, {"stem": "1"}, headers={"accept": "application/json"}).json() == {"votes": 1}
    assert 'aria-pressed="true"' in content(browser.get(own_places(livestream)[0]))
    assert browser.post(place, {"stem": "0"}).url == f"{livestream.url}#spoergsmaal-{question.pk}"
    assert Vote.objects.count() == 0
    mark_answered(question)
    late = browser.post(place, {"stem": "1"}, headers={"accept": "application/json"})  # from a page that was left open
    assert (late.status_code, late.json()["sentence"]) == (
        409,
        danish("This question takes no votes now. It stands as it is."),
    )
    assert danish("This question takes no votes now. It stands as it is.") in words(browser.post(place, follow=True))


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
    fragment = f"/deltag/livestream/{livestream.pk}/nu.json"
    few = len(queries(lambda: client.get(fragment)))
    grow(60)
    assert len(queries(lambda: client.get(livestream.url))) <= short <= 26
    assert len(queries(lambda: client.get(fragment))) <= few <= 8
