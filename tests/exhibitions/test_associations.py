"""The directory, what an association's page says, the yearly question, and the rights of a work in three questions."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitions.actions.associations import ConfirmationError, ask_associations, confirm_association
from exhibitions.models import Association, AssociationLink, Rights
from exhibitions.rights_wizard import CHANGES, MAKERS, USES, advise
from home.models import Topic
from notices.models import Notice
from tests.factories import Cast, House, make_association
from tests.reading import content, danish, inline_code, words


@pytest.fixture
def club(cast: Cast, house: House) -> Association:
    """The association of the member."""
    association: Association = cast.member.memberships.get().association
    return association


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "væver"}, ["Nørrebys Vævere"]),
        ({"q": "onsdagen vævere"}, ["Nørrebys Vævere"]),
        ({"sted": "havnehuset"}, ["Nørrebys Vævere"]),
        ({"emne": "musik"}, ["Søsangerne"]),
        ({"q": "sø", "emne": "musik", "sted": "kirken"}, ["Søsangerne"]),
        ({"q": "skjult"}, []),
        ({"q": "findesikke"}, []),
    ],
)
def test_finding_an_association(house: House, client: Client, asked: dict[str, str], found: list[str]) -> None:
    make_association("Nørrebys Vævere", place="Havnehuset")
    make_association("Søsangerne", place="Kirken").topics.add(Topic.objects.create(name="Musik", slug="musik"))
    make_association("Skjult Forening", is_public=False)
    response = client.get("/foreninger/", asked)
    assert [association.name for association in response.context["associations"]] == found
    assert response.status_code == 200
    assert inline_code(response) == []


def test_a_topic_that_is_not_there_is_told_at_the_field(house: House, client: Client) -> None:
    assert client.get("/foreninger/", {"emne": "findes-ikke"}).status_code == 422


def test_its_page_names_only_members_who_agree(club: Association, cast: Cast, client: Client) -> None:
    club.contact_name, club.links = "Inger Damsgaard", [AssociationLink(title="Kurser", url="https://x.example/k")]
    club.save()
    membership = cast.member.memberships.get()
    for is_shown in (False, True):
        membership.is_shown = is_shown
        membership.save()
        text = words(client.get(club.get_absolute_url()))
        assert (cast.member.display_name in text) is is_shown
        assert "Inger Damsgaard" in text
        assert "Kurser" in text


def test_once_a_year_its_members_are_asked_until_somebody_answers(
    club: Association, cast: Cast, signed_in: Any
) -> None:
    today = timezone.localdate()
    assert ask_associations() == 0
    Association.objects.filter(pk=club.pk).update(confirmed_on=today - dt.timedelta(days=365))
    assert ask_associations() == 1
    assert ask_associations() == 0
    browser = signed_in(cast.member)
    assert danish("Is your association's page still right?") in words(browser.get(reverse("notices")))
    address = reverse("association-confirm", args=[club.slug])
    assert browser.get(address).status_code == 200
    typed = {"contact_name": "Ny Formand", "contact_phone": "99 99 00 01", "place": "Havnehuset"}
    bad = browser.post(address, {**typed, "website": "ikke en adresse"})
    assert bad.status_code == 422
    assert "Ny Formand" in content(bad)
    assert browser.post(address, typed).status_code == 302
    club.refresh_from_db()
    assert (club.contact_name, club.confirmed_on) == ("Ny Formand", today)
    assert danish("Is your association's page still right?") not in words(browser.get(reverse("notices")))
    assert Notice.objects.filter(kind="association").count() == 1


def test_others_confirm_nothing(club: Association, cast: Cast, client: Client, signed_in: Any) -> None:
    address = reverse("association-confirm", args=[club.slug])
    assert client.get(address).status_code == 302
    assert signed_in(cast.citizen).post(address, {"contact_name": "x"}).status_code == 404
    with pytest.raises(ConfirmationError):
        confirm_association(club, cast.citizen, {})


def test_three_questions_always_lead_somewhere(client: Client, house: House) -> None:
    led = {advise(maker, use, change) for maker, _ in MAKERS for use, _ in USES for change, _ in CHANGES}
    assert led == {
        Rights.BY, Rights.BY_SA, Rights.BY_ND, Rights.BY_NC, Rights.BY_NC_SA, Rights.BY_NC_ND,
        Rights.PUBLIC_DOMAIN, Rights.UNDETERMINED, Rights.EDUCATIONAL, Rights.IN_COPYRIGHT,
    }  # fmt: skip
    address = reverse("rights-wizard")
    assert client.get(address).status_code == 200
    assert client.get(address, {"maker": "own"}).status_code == 422
    answered = client.get(address, {"maker": "own", "use": "all", "change": "same"})
    assert "CC BY-SA 4.0" in words(answered)
    assert inline_code(answered) == []


def test_rights_have_their_addresses() -> None:
    assert sum(right.uri.startswith("http://rightsstatements.org/vocab/") for right in Rights) == 12
    assert Rights.BY_NC_ND.uri == "http://creativecommons.org/licenses/by-nc-nd/4.0/"
