"""Contributions in their threads: orders, branches, editing with history, recommending, preview, what is new."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from forum.actions.contributions import ContributionError, edit_comment, recommend, recommend_no_longer
from forum.actions.moderation import hold, remove, withdraw
from forum.conversation import REPLIES_PER_PART, Order, conversation
from forum.models import Comment, DebatePage, Recommendation
from forum.states import State
from search.models import Entry
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, inline_code, words

LATER = dt.timedelta(minutes=16)


@pytest.fixture
def debate(house: House) -> DebatePage:
    return factories.make_debate(house)


@pytest.fixture
def comment(cast: Cast, debate: DebatePage) -> Comment:
    return factories.write(debate, cast.official, "Skolen koster 4 millioner.")


def edit_at(comment: Comment) -> str:
    return f"/deltag/indlaeg/{comment.pk}/ret/"


def history_of(comment: Comment) -> str:
    return f"/deltag/indlaeg/{comment.pk}/historik/"


# Editing ----------------------------------------------------------------------------------------------------------------


def test_within_fifteen_minutes_the_new_text_takes_the_old_ones_place(cast: Cast, comment: Comment) -> None:
    changed = edit_comment(comment, cast.official, "Skolen koster **5** millioner.")
    assert (changed.edited_at, changed.versions.count()) == (None, 0)
    assert "<strong>5</strong>" in changed.body_html
    assert Entry.objects.filter(deleted=False, body__contains="koster 5 millioner").exists()


def test_later_the_old_text_is_kept_and_everybody_can_read_it(
    cast: Cast, comment: Comment, signed_in: Any, client: Client
) -> None:
    now = timezone.now() + LATER
    edit_comment(comment, cast.official, "Skolen koster 5 millioner.", at=now)
    edit_comment(comment, cast.official, "Skolen koster 6 millioner.", at=now)
    edit_comment(comment, cast.official, "Skolen koster 6 millioner.", at=now)  # the same again
    assert list(comment.versions.values_list("text", flat=True)) == [
        "Skolen koster 5 millioner.",
        "Skolen koster 4 millioner.",
    ]
    assert history_of(comment) in content(client.get(comment.debate.url))
    page = client.get(history_of(comment))
    assert [number for number in "456" if f"Skolen koster {number} millioner." in words(page)] == ["4", "5", "6"]
    assert inline_code(page) == []


@pytest.mark.parametrize("reaction", ["answer", "recommendation"])
def test_what_somebody_has_reacted_to_is_never_changed_unseen(cast: Cast, comment: Comment, reaction: str) -> None:
    if reaction == "answer":
        factories.write(comment.debate, cast.councillor, "Enig.", parent=comment)
    else:
        recommend(comment, cast.citizen)
    assert edit_comment(comment, cast.official, "Noget helt andet.").versions.count() == 1


def test_the_history_of_what_is_held_or_removed_is_hidden(
    cast: Cast, comment: Comment, client: Client, signed_in: Any
) -> None:
    comment = edit_comment(comment, cast.official, "Rettet.", at=timezone.now() + LATER)
    hold(comment, cast.moderator, "ses efter")
    readers = {"visitor": client, "author": signed_in(cast.official), "moderator": signed_in(cast.moderator)}
    seen = {name: browser.get(history_of(comment)).status_code for name, browser in readers.items()}
    assert seen == {"visitor": 404, "author": 404, "moderator": 200}
    remove(comment, cast.moderator, "hån")
    assert client.get(history_of(comment)).status_code == 404


def test_a_text_that_waited_is_in_no_history_afterwards(cast: Cast, comment: Comment, client: Client) -> None:
    from forum.actions.moderation import approve

    hold(comment, cast.moderator, "ses efter")
    changed = edit_comment(comment, cast.official, "Uden navne.", at=timezone.now() + LATER)
    approve(changed, cast.moderator)
    page = client.get(history_of(comment))
    assert "Uden navne." in words(page)
    assert "4 millioner" not in content(page)


def test_an_edit_that_must_wait_waits(cast: Cast, comment: Comment, client: Client) -> None:
    changed = edit_comment(comment, cast.official, "Ring til 010190-1234.")
    assert changed.state == State.HELD
    assert "010190" not in content(client.get(comment.debate.url))
    assert not Entry.objects.filter(deleted=False, body__contains="010190").exists()


@pytest.mark.parametrize("why", ["somebody else's", "closed", "removed", "withdrawn", "empty", "too long"])
def test_what_cannot_be_changed(cast: Cast, comment: Comment, why: str) -> None:
    author, text = cast.official, "Nyt."
    if why == "somebody else's":
        author = cast.moderator
    elif why == "closed":
        comment.debate.closes_at = timezone.now() - factories.DAY
        comment.debate.save()
    elif why == "removed":
        remove(comment, cast.moderator, "hån")
    elif why == "withdrawn":
        withdraw(comment, cast.official)
    else:
        text = "" if why == "empty" else "a" * 4001
    with pytest.raises(ContributionError):
        edit_comment(comment, author, text)
    comment.refresh_from_db()
    assert comment.comment == "Skolen koster 4 millioner."


def test_the_form_for_editing(cast: Cast, comment: Comment, signed_in: Any) -> None:
    browser = signed_in(cast.official)
    assert "Skolen koster 4 millioner." in words(browser.get(edit_at(comment)))
    wrong = browser.post(edit_at(comment), {"text": " "})
    assert (wrong.status_code, danish("Write something before you send.") in words(wrong)) == (422, True)
    shown = browser.post(edit_at(comment), {"text": "Nu **5**.", "vis": "1"})
    assert "Nu <strong>5</strong>." in content(shown)
    assert browser.post(edit_at(comment), {"text": "Nu 5."}).url == f"{comment.debate.url}#{comment.anchor}"
    comment.refresh_from_db()
    assert comment.comment == "Nu 5."


# Preview and quotation --------------------------------------------------------------------------------------------------


def test_a_preview_shows_the_text_and_keeps_it_in_the_form(cast: Cast, debate: DebatePage, signed_in: Any) -> None:
    browser, where = signed_in(cast.official), f"/deltag/debat/{debate.pk}/skriv/"
    key = "7b0a1a5e-0f3b-4f6f-9e3c-0d8b8a7f6e5d"
    page = browser.post(where, {"text": "**Ja** <b>tak</b>", "key": key, "vis": "1"})
    assert "<strong>Ja</strong> &lt;b&gt;tak&lt;/b&gt;" in content(page)
    assert key in content(page)
    assert "**Ja**" in content(page)
    alone = browser.post(where, {"text": "**Ja**", "key": key, "vis": "1"}, headers={"HX-Request": "true"})
    assert "<strong>Ja</strong>" in content(alone)
    assert "<html" not in content(alone)
    wrong = browser.post(where, {"text": "", "key": key, "vis": "1"}, headers={"HX-Request": "true"})
    assert danish("Write something before you send.") in words(wrong)
    assert not Comment.objects.exists()


def test_quoting_puts_the_words_in_the_form(cast: Cast, comment: Comment, signed_in: Any) -> None:
    where = f"/deltag/debat/{comment.debate_id}/skriv/"
    page = signed_in(cast.councillor).get(where, {"svar": comment.pk, "citat": "1"})
    assert "&gt; Skolen koster 4 millioner." in content(page)


# Recommending -----------------------------------------------------------------------------------------------------------


def test_recommending_twice_counts_once_and_can_be_taken_back(cast: Cast, comment: Comment) -> None:
    assert [recommend(comment, cast.citizen), recommend(comment, cast.citizen)] == [1, 1]
    assert recommend(comment, cast.member) == 2
    assert [recommend_no_longer(comment, cast.citizen), recommend_no_longer(comment, cast.citizen)] == [1, 1]
    comment.refresh_from_db()
    assert comment.recommended == Recommendation.objects.filter(comment=comment).count() == 1


@pytest.mark.parametrize("why", ["own", "closed", "held", "removed"])
def test_what_cannot_be_recommended(cast: Cast, comment: Comment, why: str) -> None:
    if why == "closed":
        comment.debate.closes_at = timezone.now() - factories.DAY
        comment.debate.save()
    elif why == "held":
        hold(comment, cast.moderator, "ses efter")
    elif why == "removed":
        remove(comment, cast.moderator, "hån")
    with pytest.raises(ContributionError):
        recommend(comment, cast.official if why == "own" else cast.citizen)
    assert not Recommendation.objects.exists()


def test_the_button_works_with_and_without_htmx(cast: Cast, comment: Comment, signed_in: Any, client: Client) -> None:
    where, browser = f"/deltag/indlaeg/{comment.pk}/anbefal/", signed_in(cast.citizen)
    assert where in content(browser.get(comment.debate.url))
    assert browser.post(where, {"anbefal": "1"}).url == f"{comment.debate.url}#{comment.anchor}"
    assert danish("You recommend this") in words(browser.get(comment.debate.url))
    part = browser.post(where, {"anbefal": "0"}, headers={"HX-Request": "true"})
    assert "<html" not in content(part)
    assert danish("Recommend") in words(part)
    assert client.post(where).url == f"/konto/login/?next={comment.get_absolute_url()}"
    away = client.post(where, headers={"HX-Request": "true"})
    assert away.headers["HX-Redirect"].startswith("/konto/login/")
    hold(comment, cast.moderator, "ses efter")
    assert browser.post(where).status_code == 404


# Orders and branches ----------------------------------------------------------------------------------------------------


def test_the_orders(cast: Cast, debate: DebatePage) -> None:
    first, asks, last = (factories.write(debate, cast.official, text) for text in ("Et", "Hvorfor nu?", "Tre"))
    answered = factories.write(debate, cast.official, "Hvornår?")
    factories.write(debate, cast.councillor, "I maj.", parent=answered)
    recommend(last, cast.citizen)

    def order(name: str) -> list[int]:
        return [branch.thread_id for branch in conversation(debate, cast.citizen, order=name).branches]

    by_age = [comment.pk for comment in (first, asks, last, answered)]
    assert order(Order.CONVERSATION) == order("vrøvl") == by_age
    assert order(Order.NEWEST) == by_age[::-1]
    assert order(Order.RECOMMENDED) == [last.pk, first.pk, asks.pk, answered.pk]
    assert order(Order.UNANSWERED) == [asks.pk]


@pytest.fixture
def long_branch(cast: Cast, comment: Comment) -> list[Comment]:
    """A contribution with two and a half parts of replies, every second one deep."""
    replies: list[Comment] = []
    for number in range(REPLIES_PER_PART * 5 // 2):
        parent = replies[-1] if number % 2 else comment
        replies.append(factories.write(comment.debate, cast.councillor, f"Svar {number}.", parent=parent))
    return replies


def test_a_long_branch_is_read_in_parts_each_reply_once(
    cast: Cast, comment: Comment, long_branch: list[Comment], client: Client
) -> None:
    shown = re.findall(r'id="indlaeg-(\d+)"', content(client.get(comment.debate.url)))
    assert len(shown) == 1 + REPLIES_PER_PART
    address = f"?gren={comment.pk}&amp;del=2"
    assert address in content(client.get(comment.debate.url))
    for part in ("2", "3"):
        page = client.get(comment.debate.url, {"gren": comment.pk, "del": part})
        found = re.findall(r'id="indlaeg-(\d+)"', content(page))
        assert found[0] == str(comment.pk)  # what they answer stands above
        shown += found[1:]
    assert shown == [str(comment.pk), *(str(reply.pk) for reply in long_branch)]
    alone = client.get(f"/deltag/debat/{comment.debate_id}/samtale/", {"gren": comment.pk, "del": "2"})
    assert "<html" not in content(alone)
    assert f'id="svar-{comment.pk}"' in content(alone)


def test_a_permanent_address_leads_into_any_part_of_a_branch(
    comment: Comment, long_branch: list[Comment], client: Client
) -> None:
    for reply, place in ((long_branch[3], ""), (long_branch[25], f"?gren={comment.pk}&del=2")):
        response = client.get(reply.get_absolute_url())
        assert response.url == f"{comment.debate.url}{place}#{reply.anchor}"
        assert f'id="{reply.anchor}"' in content(client.get(response.url))


@pytest.mark.parametrize("asked", [{"gren": "x"}, {"gren": "99999999"}, {"gren": "9" * 30}, {"side": "x", "del": "x"}])
def test_an_unknown_branch_leads_to_the_conversation(comment: Comment, client: Client, asked: dict[str, str]) -> None:
    page = client.get(comment.debate.url, asked)
    assert (page.status_code, comment.anchor in content(page)) == (200, True)


def test_a_part_that_is_none_leads_to_the_first(comment: Comment, long_branch: list[Comment], client: Client) -> None:
    page = client.get(comment.debate.url, {"gren": comment.pk, "del": "99"})
    assert long_branch[0].anchor in content(page)


# What is new ------------------------------------------------------------------------------------------------------------


def test_what_is_new_is_counted_and_shown_to_who_asks(cast: Cast, comment: Comment, client: Client) -> None:
    where = f"/deltag/debat/{comment.debate_id}/nye/"
    reply = factories.write(comment.debate, cast.councillor, "Et roligt svar.", parent=comment)
    held = factories.write_held(comment.debate, cast.citizen)
    counted = client.get(f"{where}antal/", {"efter": comment.pk})
    assert counted.json() == {"new": [reply.pk]}
    shown = client.get(where, {"id": f"{reply.pk},{held.pk},x"})
    assert "Et roligt svar." in words(shown)
    assert danish("reply to %(name)s", name="Jens Dam") in words(shown)
    assert "010190" not in content(shown)
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert client.get(f"{where}antal/", {"efter": "x"}).status_code == 404
    assert danish("They have been taken away again.") in words(client.get(where, {"id": str(held.pk)}))
