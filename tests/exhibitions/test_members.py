"""How people come to act for an association."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitions import tasks
from exhibitions.models import Association, Invitation, Membership, MembershipRequest
from exhibitions.permissions import associations_of
from notices.models import Notice
from tests.factories import Cast, House
from tests.reading import words


@pytest.fixture
def club(cast: Cast) -> Association:
    """The association of which the member is chair."""
    Membership.objects.filter(user=cast.member).update(is_chair=True)
    club: Association = cast.member.memberships.get().association
    return club


def test_the_chair_invites_and_the_invited_says_yes(
    cast: Cast, house: House, club: Association, signed_in: Any, client: Client, settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    members = reverse("association-members", args=[club.slug])
    chair = signed_in(cast.member)
    assert chair.post(members, {"email": "ikke en adresse"}).status_code == 422
    assert chair.post(members, {"email": "karen@brovig.example"}).status_code == 302
    tasks.mail_invitation.func(Invitation.objects.get().pk)
    found = re.search(r"/foreninger/invitation/\S+", mail.outbox[-1].body)
    assert found
    address = found.group()
    assert club.name in words(client.get(address))
    assert client.post(address).status_code == 302  # signs in first
    assert not associations_of(cast.citizen).exists()
    citizen = signed_in(cast.citizen)
    assert citizen.post(address).url == reverse("submissions")
    assert citizen.post(address).status_code == 302  # once is enough
    assert associations_of(cast.citizen).get() == club
    assert Membership.objects.get(user=cast.citizen).invited_by == cast.member
    signed_in(cast.neighbour).post(address)
    assert not associations_of(cast.neighbour).exists()  # it works for one person
    assert client.get(f"{address}x").status_code == 404


@pytest.mark.parametrize("why", ["old", "no chair any more"])
def test_an_invitation_ends(cast: Cast, house: House, club: Association, signed_in: Any, why: str) -> None:
    from exhibitions.actions.members import invite, token_of

    invitation = invite(club, cast.member, "karen@brovig.example")
    if why == "old":
        Invitation.objects.update(expires_at=timezone.now())
    else:
        Membership.objects.filter(user=cast.member).update(is_chair=False)
    signed_in(cast.citizen).post(reverse("invitation", args=[token_of(invitation)]))
    assert not associations_of(cast.citizen).exists()


@pytest.mark.parametrize(("decider", "where"), [("editor", "member-desk"), ("member", "association-members")])
@pytest.mark.parametrize("granted", [True, False])
def test_somebody_asks_and_is_answered(
    cast: Cast, house: House, club: Association, signed_in: Any, decider: str, where: str, granted: bool
) -> None:
    citizen = signed_in(cast.citizen)
    join = reverse("association-join", args=[club.slug])
    assert citizen.post(join, {"text": ""}).status_code == 422
    for _ in range(2):
        citizen.post(join, {"text": "Jeg er kasserer."})
    asked = MembershipRequest.objects.get()
    assert {notice.person for notice in Notice.objects.filter(kind="member")} == {cast.editor, cast.member}
    address = reverse(where, args=[club.slug] if where == "association-members" else [])
    browser = signed_in(cast[decider])
    assert "Jeg er kasserer." in words(browser.get(address))
    assert browser.post(address, {"yes" if granted else "no": asked.pk}).status_code == 302
    browser.post(address, {"yes": asked.pk})  # the first answer counts
    assert associations_of(cast.citizen).exists() is granted
    assert Notice.objects.get(person=cast.citizen, kind="member").data["step"] == ("granted" if granted else "refused")


@pytest.mark.parametrize("person", ["citizen", "stranger", "moderator", "editor"])
def test_only_the_chair_invites(cast: Cast, house: House, club: Association, signed_in: Any, person: str) -> None:
    browser = signed_in(cast[person])
    address = reverse("association-members", args=[club.slug])
    assert browser.get(address).status_code == 403
    assert browser.post(address, {"email": "x@brovig.example"}).status_code == 403
    assert not Invitation.objects.exists()
