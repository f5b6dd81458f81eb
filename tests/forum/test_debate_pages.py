"""Debates in the browser: reading, writing, answering, taking back."""

import re
import uuid
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.text import capfirst

from forum.actions.moderation import approve, hold, remove
from forum.conversation import THREADS_PER_PAGE, conversation, page_of
from forum.models import Comment, DebatePage
from forum.states import State
from search.models import Entry
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, inline_code, words

SCHOOL = "Skolen samler byen."
HELD_TEXT = "Skriv til 010190-1234."


@pytest.fixture
def debate(house: House) -> DebatePage:
    return factories.make_debate(house)


def address(debate: DebatePage) -> str:
    return f"/deltag/debat/{debate.pk}/skriv/"


def form(text: str = SCHOOL, **fields: Any) -> dict[str, Any]:
    return {"key": str(uuid.uuid4()), "text": text, **fields}


# Writing ----------------------------------------------------------------------------------------------------------------


def test_a_contribution_is_taken_and_the_writer_led_to_it(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    browser = signed_in(cast.official)
    response = browser.post(address(debate), form("**Skolen** samler byen."))
    comment = Comment.objects.get()
    assert (response.status_code, response.url) == (302, f"/debat/{debate.slug}/#indlaeg-{comment.pk}")
    page = browser.get(response.url)
    assert danish("Thank you. Your contribution is in the debate.") in words(page)
    assert "<strong>Skolen</strong> samler byen." in content(page)
    assert "Jens Dam" in words(page)
    assert "Planchef, Plan og By" in words(page)


def test_a_first_contribution_waits_and_its_author_is_told_why(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    browser = signed_in(cast.citizen)
    response = browser.post(address(debate), form(), follow=True)
    reason = danish("it is your first one here, and we read those before others see them")
    told = danish(
        "Thank you. A moderator reads your contribution before others see it, because %(reason)s.", reason=reason
    )
    assert told in words(response)
    assert SCHOOL in words(response)
    assert danish("Waits for a moderator. Only you can see it.") in words(response)


def test_sending_the_same_form_again_adds_nothing(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    browser, once = signed_in(cast.official), form()
    first, second = browser.post(address(debate), once), browser.post(address(debate), once)
    assert first.url == second.url
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_writing_takes_get_and_post_only(cast: Cast, debate: DebatePage, signed_in: Any, method: str) -> None:
    assert getattr(signed_in(cast.official), method)(address(debate)).status_code == 405
    assert not Comment.objects.exists()


def test_a_visitor_is_led_to_sign_in_and_back(debate: DebatePage, client: Client) -> None:
    for response in (client.get(address(debate)), client.post(address(debate), form())):
        assert response.status_code == 302
        assert response.url == f"/konto/login/?next={address(debate)}"
    assert not Comment.objects.exists()


def test_a_form_without_its_token_is_refused_in_words(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    response = signed_in(cast.official, enforce_csrf_checks=True).post(address(debate), form())
    assert response.status_code == 403
    assert danish("The form had been open for too long") in words(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": "  "}, "Write something before you send."),
        ({"text": SCHOOL, "key": ""}, "The form is not complete. Try again."),
        ({"text": SCHOOL, "key": "ikke-en-nøgle"}, "The form is not complete. Try again."),
        ({"text": "a" * 4001}, None),
        ({"text": "Hej\x00dig"}, None),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    cast: Cast, debate: DebatePage, signed_in: Any, fields: dict[str, str], sentence: str | None
) -> None:
    response = signed_in(cast.official).post(address(debate), form() | fields)
    assert response.status_code == 422
    assert response.context["form"].errors
    assert "error-summary" in content(response)
    if sentence and "key" not in fields:
        assert danish(sentence) in words(response)
    typed = fields["text"].strip().replace("\x00", "")
    assert typed[:3] in re.search(r"<textarea[^>]*>(.*?)</textarea>", content(response), re.DOTALL).group(1)  # type: ignore[union-attr]
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", [SCHOOL, "a" * 4001])
def test_what_was_typed_when_the_debate_closed_is_not_lost(cast: Cast, house: House, signed_in: Any, text: str) -> None:
    now = timezone.now()
    closed = factories.make_debate(house, opens_at=now - 9 * factories.DAY, closes_at=now - factories.DAY)
    response = signed_in(cast.official).post(address(closed), form(text))
    assert response.status_code == 422
    assert danish("The debate is closed. You can still read everything that was written.") in words(response)
    assert text in words(response)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("state", ["unpublished", "private", "missing"])
def test_a_debate_that_cannot_be_read_is_not_there(cast: Cast, debate: DebatePage, signed_in: Any, state: str) -> None:
    comment = factories.write(debate, cast.official)
    if state == "unpublished":
        debate.unpublish()
    elif state == "private":
        debate.view_restrictions.create(restriction_type="login")
    else:
        debate.pk = 99_999_999
    browser = signed_in(cast.official)
    assert browser.get(address(debate)).status_code == 404
    assert browser.post(address(debate), form()).status_code == 404
    if state != "missing":
        assert browser.get(comment.get_absolute_url()).status_code == 404
        assert browser.get(f"/deltag/indlaeg/{comment.pk}/traek-tilbage/").status_code == 404
    assert Comment.objects.count() == 1


# Answering --------------------------------------------------------------------------------------------------------------


def test_an_answer_shows_what_it_answers_and_stands_below_it(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    root = factories.write(debate, cast.councillor, "Skolen koster 4 millioner.")
    browser = signed_in(cast.official)
    page = browser.get(address(debate), {"svar": root.pk})
    assert page.status_code == 200
    assert "Skolen koster 4 millioner." in words(page)
    assert f'name="parent" value="{root.pk}"' in content(page)
    browser.post(address(debate), form(parent=root.pk))
    reply = Comment.objects.get(comment=SCHOOL)
    assert (reply.parent_id, reply.thread_id, reply.level) == (root.pk, root.pk, 1)


@pytest.mark.parametrize("parent", ["x", "-1", "1.5", "9" * 30, "99999999", "²"])
def test_an_answer_to_nothing_is_not_found(cast: Cast, debate: DebatePage, signed_in: Any, parent: str) -> None:
    browser = signed_in(cast.official)
    assert browser.get(address(debate), {"svar": parent}).status_code == 404
    response = browser.post(address(debate), form(parent=parent))
    assert response.status_code == 404
    assert not Comment.objects.exists()


def test_an_answer_to_what_was_removed_meanwhile_keeps_the_text_and_can_go_out_alone(
    cast: Cast, debate: DebatePage, signed_in: Any
) -> None:
    root = factories.write(debate, cast.councillor, "Grim hån.")
    sent = form(parent=root.pk)
    remove(root, cast.moderator, "hån")
    browser = signed_in(cast.official)
    assert browser.get(address(debate), {"svar": root.pk}).status_code == 404
    response = browser.post(address(debate), sent)
    assert response.status_code == 422
    assert danish("The contribution that you answer is no longer there. You can still write one of your own.") in words(
        response
    )
    assert SCHOOL in words(response)
    assert "Grim hån." not in content(response)
    assert f'value="{root.pk}"' not in content(response)
    assert browser.post(address(debate), {**sent, "parent": ""}).status_code == 302
    assert Comment.objects.get(comment=SCHOOL).level == 0


def test_an_answer_across_debates_is_not_found(cast: Cast, house: House, debate: DebatePage, signed_in: Any) -> None:
    root = factories.write(debate, cast.official)
    other = factories.make_debate(house, "En anden debat")
    assert signed_in(cast.official).post(address(other), form(parent=root.pk)).status_code == 404


# What waits, what is gone -------------------------------------------------------------------------------------------------


def everywhere(browser: Client, debate: DebatePage) -> list[str]:
    """Every public place where a contribution could show."""
    places = [debate.url, "/", "/debat/", "/soeg/?q=Skriv", "/soeg/forslag/?q=Skriv", "/sitemap.xml"]
    return [content(browser.get(place)) for place in places]


@pytest.mark.parametrize("person", [None, "citizen", "councillor"])
def test_what_waits_is_seen_by_no_other(
    cast: Cast, debate: DebatePage, signed_in: Any, client: Client, person: str | None
) -> None:
    held = factories.write_held(debate, cast.official, HELD_TEXT)
    browser = signed_in(cast[person]) if person else client
    assert [page for page in everywhere(browser, debate) if "Skriv til" in page or held.anchor in page] == []
    assert browser.get(held.get_absolute_url()).status_code == 404
    assert not Entry.objects.filter(kind="contribution", deleted=False).exists()


def test_what_waits_is_seen_by_its_author_with_the_reason(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    held = factories.write_held(debate, cast.official, HELD_TEXT)
    browser = signed_in(cast.official)
    page = browser.get(debate.url)
    assert HELD_TEXT in words(page)
    assert f"{capfirst(danish('it seems to hold a CPR number'))}." in words(page)
    assert browser.get(held.get_absolute_url()).url == f"{debate.url}#{held.anchor}"


def test_what_is_removed_leaves_a_tombstone_with_its_answers(
    cast: Cast, debate: DebatePage, client: Client, signed_in: Any
) -> None:
    root = factories.write(debate, cast.councillor, "Grim hån.")
    factories.write(debate, cast.official, "Et roligt svar.", parent=root)
    remove(root, cast.moderator, "Pkt. 2: hån af en navngiven.")
    for browser in (client, signed_in(cast.official)):
        page = browser.get(debate.url)
        assert "Grim hån." not in content(page)
        assert "Birte Krogh" not in words(page).split(danish("The conversation"))[-1].split("Et roligt svar.")[0]
        assert danish("A moderator has removed this contribution because it broke the rules of the debate.") in words(
            page
        )
        assert "Et roligt svar." in words(page)
        assert browser.get(root.get_absolute_url()).status_code == 302


def test_a_thread_whose_first_contribution_is_held_keeps_its_answers(
    cast: Cast, debate: DebatePage, client: Client
) -> None:
    root = factories.write(debate, cast.councillor, "Noget, der skal ses efter.")
    reply = factories.write(debate, cast.official, "Et roligt svar.", parent=root)
    hold(root, cast.moderator, "ses efter")
    page = client.get(debate.url)
    assert "ses efter" not in content(page)
    assert "Et roligt svar." in words(page)
    assert client.get(reply.get_absolute_url()).url == f"{debate.url}#{reply.anchor}"


# Taking back ------------------------------------------------------------------------------------------------------------


def test_an_author_takes_a_contribution_back_after_being_asked(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    comment = factories.write(debate, cast.official)
    browser, where = signed_in(cast.official), f"/deltag/indlaeg/{comment.pk}/traek-tilbage/"
    assert comment.comment in words(browser.get(where))
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED  # asking changes nothing
    response = browser.post(where, follow=True)
    assert danish("Your contribution is withdrawn.") in words(response)
    assert danish("The author has taken this contribution back.") in words(response)
    comment.refresh_from_db()
    assert comment.state == State.WITHDRAWN
    assert browser.post(where).status_code == 302  # again: nothing more
    assert comment.decisions.filter(step="withdraw").count() == 1


@pytest.mark.parametrize("person", ["citizen", "moderator", "admin"])
def test_nobody_takes_back_what_others_wrote(cast: Cast, debate: DebatePage, signed_in: Any, person: str) -> None:
    comment = factories.write(debate, cast.official)
    where = f"/deltag/indlaeg/{comment.pk}/traek-tilbage/"
    assert signed_in(cast[person]).get(where).status_code == 404
    assert signed_in(cast[person]).post(where).status_code == 404
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_a_visitor_cannot_take_back_and_other_methods_are_refused(
    cast: Cast, debate: DebatePage, client: Client, signed_in: Any
) -> None:
    where = f"/deltag/indlaeg/{factories.write(debate, cast.official).pk}/traek-tilbage/"
    assert client.post(where).url == f"/konto/login/?next={where}"
    assert signed_in(cast.official).delete(where).status_code == 405


# Pages of a long conversation -----------------------------------------------------------------------------------------------


def test_a_permanent_address_leads_to_the_third_page(cast: Cast, debate: DebatePage, client: Client) -> None:
    roots = [factories.write(debate, cast.official, f"Indlæg {number}") for number in range(2 * THREADS_PER_PAGE + 3)]
    reply = factories.write(debate, cast.official, "Svar langt nede", parent=roots[-1])
    assert [
        page_of(comment, cast.citizen) for comment in (roots[0], roots[19], roots[20], roots[39], roots[40], reply)
    ] == [1, 1, 2, 2, 3, 3]
    response = client.get(reply.get_absolute_url())
    assert (response.status_code, response.url) == (302, f"{debate.url}?side=3#{reply.anchor}")
    page = client.get(response.url)
    assert f'id="{reply.anchor}"' in content(page)
    assert f'id="{roots[39].anchor}"' not in content(page)
    assert page.context["conversation"].total == 44


def test_each_reader_finds_it_on_the_page_that_they_see(cast: Cast, debate: DebatePage) -> None:
    for number in range(THREADS_PER_PAGE):
        factories.write_held(debate, cast.official, f"{HELD_TEXT} {number}")
    last = factories.write(debate, cast.councillor, "Det sidste.")
    assert page_of(last, cast.citizen) == 1
    assert page_of(last, cast.official) == 2  # who also sees the twenty that wait
    assert conversation(debate, cast.citizen, 1).comments == [last]
    assert conversation(debate, cast.official, 2).comments == [last]


@pytest.mark.parametrize("number", ["0", "-1", "99", "x", "", "9" * 5000, "²"])
def test_a_page_number_that_is_none_leads_to_the_nearest(
    cast: Cast, debate: DebatePage, client: Client, number: str
) -> None:
    comment = factories.write(debate, cast.official)
    response = client.get(debate.url, {"side": number})
    assert response.status_code == 200
    assert comment.anchor in content(response)


def test_reading_a_long_debate_takes_as_many_queries_as_a_short_one(
    cast: Cast, debate: DebatePage, signed_in: Any, client: Client, queries: Any
) -> None:
    parents: list[Comment] = []

    def grow(to: int) -> None:
        for number in range(Comment.objects.count(), to):
            author = (cast.official, cast.councillor, cast.moderator)[number % 3]
            comment = Comment(
                debate=debate,
                user=author,
                user_name=author.display_name,
                comment=f"Indlæg {number}",
                parent_id=parents[number // 2].pk if number % 3 else 0,
                mandate=author.mandates.first(),
                submission_key=uuid.uuid4(),
            )
            comment.save()  # without the log and search, which reading does not ask
            parents.append(comment)

    grow(10)
    client.get(debate.url)
    browsers = (client, signed_in(cast.citizen))
    short = [len(queries(partial(browser.get, debate.url))) for browser in browsers]
    grow(300)
    client.get(debate.url)
    for browser, count in zip(browsers, short, strict=True):
        assert len(queries(partial(browser.get, debate.url))) <= count
    assert short[0] <= 10


def test_a_debate_page_runs_nothing_inline(cast: Cast, debate: DebatePage, client: Client, signed_in: Any) -> None:
    factories.write(debate, cast.councillor)
    for browser in (client, signed_in(cast.citizen)):
        assert inline_code(browser.get(debate.url)) == []


@pytest.mark.parametrize(
    ("opens", "closes", "outcome", "can_write", "sentence"),
    [
        (1, 9, "", False, "The debate has not opened yet. You can read the background meanwhile."),
        (-1, 9, "", True, "Write in the debate"),
        (-9, 1, "", True, "Closes soon"),
        (-9, -1, "", False, "The debate is closed. You can still read everything that was written."),
        (-9, -1, "<p>Skolen bliver.</p>", False, "What came out of it"),
    ],
)
def test_what_a_debate_says_in_each_phase(
    cast: Cast, house: House, signed_in: Any, opens: int, closes: int, outcome: str, can_write: bool, sentence: str
) -> None:
    now = timezone.now()
    debate = factories.make_debate(
        house,
        opens_at=now + opens * factories.DAY,
        closes_at=now + closes * factories.DAY,
        outcome=outcome,
        responsible="Børneudvalget" if outcome else "",
    )
    page = signed_in(cast.citizen).get(debate.url)
    assert danish(sentence) in words(page)
    assert ("<textarea" in content(page)) is can_write
    assert ("Skolen bliver." in words(page)) is bool(outcome)


def test_approving_shows_it_to_everybody(cast: Cast, debate: DebatePage, client: Client) -> None:
    held = factories.write_held(debate, cast.citizen)
    approve(held, cast.moderator)
    assert held.comment in words(client.get(debate.url))
