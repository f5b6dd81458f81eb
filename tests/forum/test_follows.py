"""Following a debate, a thread of it, or what a councillor writes: told of news once, whichever way one follows."""

from typing import Any

import pytest

from forum.models import DebatePage
from notices.actions import follow
from notices.models import Notice
from tests import factories
from tests.factories import Cast, House


@pytest.fixture
def debate(house: House) -> DebatePage:
    return factories.make_debate(house)


def told(person: Any) -> list[str]:
    return list(
        Notice.objects.filter(person=person, kind="contribution").order_by("created").values_list("key", flat=True)
    )


def test_a_thread_is_followed_to_its_last_branch_and_no_other(debate: DebatePage, cast: Cast) -> None:
    root, other = factories.write(debate, cast["official"], "Et"), factories.write(debate, cast["official"], "To")
    follow(cast["member"], root)
    reply = factories.write(debate, cast["councillor"], "Svar", parent=root)
    deeper = factories.write(debate, cast["official"], "Svar på svar", parent=reply)
    factories.write(debate, cast["councillor"], "Et andet sted", parent=other)
    assert told(cast["member"]) == [str(reply.pk), str(deeper.pk)]


def test_what_a_councillor_writes_is_followed_everywhere(debate: DebatePage, house: House, cast: Cast) -> None:
    follow(cast["member"], cast["councillor"].mandates.get())
    elsewhere = factories.make_debate(house, "Skal havnen lukkes?")
    first = factories.write(debate, cast["councillor"], "Her")
    second = factories.write(elsewhere, cast["councillor"], "Der")
    factories.write(debate, cast["official"], "En anden")
    assert told(cast["member"]) == [str(first.pk), str(second.pk)]


def test_whoever_follows_all_three_is_told_once(debate: DebatePage, cast: Cast) -> None:
    root = factories.write(debate, cast["official"], "Et")
    for target in (debate, root, cast["councillor"].mandates.get()):
        follow(cast["member"], target)
    reply = factories.write(debate, cast["councillor"], "Svar", parent=root)
    assert told(cast["member"]) == [str(reply.pk)]


@pytest.mark.parametrize("slug", ["traad", "svar"])
def test_one_is_asked_before_one_follows(debate: DebatePage, cast: Cast, signed_in: Any, slug: str) -> None:
    root = factories.write(debate, cast["official"], "Et")
    pk = root.pk if slug == "traad" else cast["councillor"].mandates.get().pk
    browser = signed_in(cast["member"])
    assert browser.get(f"/konto/foelg/{slug}/{pk}/").status_code == 200
    assert browser.post(f"/konto/foelg/{slug}/{pk}/", {"follow": "1"}).status_code == 302
    assert cast["member"].follows.count() == 1


def test_a_held_contribution_cannot_be_followed(debate: DebatePage, cast: Cast, signed_in: Any) -> None:
    held = factories.write_held(debate, cast["citizen"])
    assert signed_in(cast["member"]).get(f"/konto/foelg/traad/{held.pk}/").status_code == 404
