"""The moderators' queue in the admin."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from forum.actions.contributions import ask_question
from forum.actions.moderation import approve, remove
from forum.models import Comment, DebatePage, Decision, Question
from forum.states import State
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, words

QUEUE = "/admin/moderation/"


@pytest.fixture
def held(cast: Cast, house: House) -> Comment:
    return factories.write_held(factories.make_debate(house), cast.citizen, "Skriv til 010190-1234.")


def approval(thing: Comment | Question) -> str:
    return reverse("moderation-approve", args=["indlaeg" if isinstance(thing, Comment) else "spoergsmaal", thing.pk])


def removal(thing: Comment | Question) -> str:
    return reverse("moderation-remove", args=["indlaeg" if isinstance(thing, Comment) else "spoergsmaal", thing.pk])


@pytest.mark.parametrize("person", ["moderator", "editor", "admin"])
def test_the_queue_shows_what_waits_the_oldest_first(
    cast: Cast, house: House, held: Comment, signed_in: Any, person: str
) -> None:
    question = ask_question(factories.make_livestream(house), cast.neighbour, "Må man bade?", key=uuid.uuid4())
    factories.write(DebatePage.objects.get(), cast.official, "Er ude for længst.")
    response = signed_in(cast[person]).get(QUEUE)
    assert response.status_code == 200
    assert [entry.thing for entry in response.context["waiting"]] == [held, question]
    page = words(response)
    assert page.index("Skriv til 010190-1234.") < page.index("Må man bade?")
    assert "Karen Holm" in page
    assert "Skal Nørreby Skole lukke?" in page
    assert danish("it seems to hold a CPR number")[1:] in page
    assert "Er ude for længst." not in page


def test_an_empty_queue_says_so(cast: Cast, house: House, signed_in: Any) -> None:
    assert danish("Nothing waits. Thank you for keeping the square tidy.") in words(
        signed_in(cast.moderator).get(QUEUE)
    )


@pytest.mark.parametrize("person", ["moderator", "editor"])
def test_approving_lets_everybody_read_it(
    cast: Cast, held: Comment, signed_in: Any, client: Client, person: str
) -> None:
    response = signed_in(cast[person]).post(approval(held), follow=True)
    assert danish("Approved. Everybody can read it now.") in words(response)
    held.refresh_from_db()
    assert held.state == State.PUBLISHED
    assert Decision.objects.filter(comment=held, by=cast[person], step="approve").count() == 1
    assert "Skriv til 010190-1234." in words(client.get(held.debate.url))


def test_a_question_is_decided_on_as_well(cast: Cast, house: House, signed_in: Any) -> None:
    question = ask_question(factories.make_livestream(house), cast.citizen, "Må man bade?", key=uuid.uuid4())
    browser = signed_in(cast.moderator)
    browser.post(approval(question))
    question.refresh_from_db()
    assert question.state == State.PUBLISHED
    browser.post(removal(question), {"reason": "Stillet før."})
    question.refresh_from_db()
    assert question.state == State.REMOVED


def test_looking_changes_nothing(cast: Cast, held: Comment, signed_in: Any) -> None:
    browser = signed_in(cast.moderator)
    assert browser.get(approval(held)).status_code == 302
    page = browser.get(removal(held))
    assert page.status_code == 200
    assert "Skriv til 010190-1234." in words(page)
    held.refresh_from_db()
    assert held.state == State.HELD


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_the_form_comes_back(cast: Cast, held: Comment, signed_in: Any, reason: str) -> None:
    response = signed_in(cast.moderator).post(removal(held), {"reason": reason})
    assert danish("Write why it is removed. The author has a right to know.") in words(response)
    held.refresh_from_db()
    assert held.state == State.HELD


def test_removing_with_a_reason_keeps_the_reason(cast: Cast, held: Comment, signed_in: Any, client: Client) -> None:
    response = signed_in(cast.moderator).post(removal(held), {"reason": "Et CPR-nummer må ikke stå her."}, follow=True)
    assert danish("Removed. The author sees the reason.") in words(response)
    held.refresh_from_db()
    assert held.state == State.REMOVED
    decision = Decision.objects.get(comment=held, step="remove")
    assert (decision.by, decision.reason) == (cast.moderator, "Et CPR-nummer må ikke stå her.")
    assert "010190" not in content(client.get(held.debate.url))


def test_the_author_sees_the_text_and_the_reason_of_what_was_removed(cast: Cast, held: Comment, signed_in: Any) -> None:
    remove(held, cast.moderator, "Et CPR-nummer må ikke stå her.")
    own = words(signed_in(cast.citizen).get(held.debate.url))
    assert "Skriv til 010190-1234." in own
    assert "Et CPR-nummer må ikke stå her." in own
    assert "Et CPR-nummer må ikke stå her." not in words(signed_in(cast.neighbour).get(held.debate.url))


def test_who_comes_second_is_told_how_it_was_decided(cast: Cast, held: Comment, signed_in: Any) -> None:
    approve(held, cast.editor)
    browser = signed_in(cast.moderator)
    told = danish("Somebody else has decided already: %(state)s.", state=danish("Published"))
    assert told in words(browser.post(approval(held), follow=True))
    remove(held, cast.editor, "alligevel ikke")
    told = danish("Somebody else has decided already: %(state)s.", state=danish("Removed by a moderator"))
    assert told in words(browser.post(removal(held), {"reason": "hån"}, follow=True))
    assert Decision.objects.filter(comment=held, by=cast.moderator).count() == 0


def test_what_a_deleted_account_wrote_belongs_to_no_visitor(cast: Cast, held: Comment, client: Client) -> None:
    approve(held, cast.moderator)
    other = factories.write(held.debate, cast.citizen, "Bliver stående.")
    remove(held, cast.moderator, "Et CPR-nummer må ikke stå her.")
    Comment.objects.update(user=None)
    page = client.get(held.debate.url)
    assert "010190" not in content(page)
    assert f"/deltag/indlaeg/{other.pk}/traek-tilbage/" not in content(page)


@pytest.mark.parametrize("person", [None, "citizen", "member", "councillor", "official"])
def test_nobody_else_gets_near_it(
    cast: Cast, held: Comment, signed_in: Any, client: Client, person: str | None
) -> None:
    browser = signed_in(cast[person]) if person else client
    for place in (QUEUE, approval(held), removal(held)):
        for response in (browser.get(place), browser.post(place, {"reason": "x"})):
            assert response.status_code in {302, 403}
            assert "010190" not in content(response)
    held.refresh_from_db()
    assert held.state == State.HELD


def test_editors_who_may_not_moderate_do_not_see_the_menu(cast: Cast, held: Comment, signed_in: Any) -> None:
    from django.contrib.auth.models import Group

    from accounts.roles import Role

    Group.objects.get(name=Role.EDITOR).permissions.filter(codename="moderate").delete()
    browser = signed_in(cast.editor)
    assert "/admin/moderation/" not in content(browser.get("/admin/"))
    assert browser.get(QUEUE).status_code == 302
    assert browser.post(approval(held)).status_code == 302
    held.refresh_from_db()
    assert held.state == State.HELD


@pytest.mark.parametrize("place", ["brev/1/godkend/", "indlaeg/99999999/godkend/", "spoergsmaal/99999999/fjern/"])
def test_what_is_not_there_is_not_found(cast: Cast, house: House, signed_in: Any, place: str) -> None:
    assert signed_in(cast.moderator).post(f"{QUEUE}{place}", {"reason": "x"}).status_code == 404
