"""A sign-in that has run out loses nothing that was typed."""

import uuid

import pytest
from django.test import Client

from forum.models import Comment, DebatePage, LivestreamPage
from tests.factories import Cast, House, make_debate, make_livestream


@pytest.fixture
def debate(house: House) -> DebatePage:
    return make_debate(house)


@pytest.fixture
def livestream(house: House) -> LivestreamPage:
    return make_livestream(house)


def test_a_contribution_waits_in_the_form_until_one_is_back(client: Client, cast: Cast, debate: DebatePage) -> None:
    address = f"/deltag/debat/{debate.pk}/skriv/"
    sent = client.post(address, {"text": "Her er min mening om havnen.", "key": str(uuid.uuid4()), "parent": ""})
    assert sent.headers["Location"] == f"/konto/login/?next={address}"
    assert not Comment.objects.filter(comment="Her er min mening om havnen.").exists()
    client.force_login(cast.citizen)
    assert "Her er min mening om havnen." in client.get(address).content.decode()
    assert "Her er min mening om havnen." not in client.get(address).content.decode()


def test_a_reply_comes_back_to_what_it_answers(client: Client, debate: DebatePage) -> None:
    address = f"/deltag/debat/{debate.pk}/skriv/"
    sent = client.post(address, {"text": "Enig.", "key": str(uuid.uuid4()), "parent": "77"})
    assert sent.headers["Location"] == f"/konto/login/?next={address}%3Fsvar%3D77"


def test_a_question_waits_too_and_only_in_its_own_form(
    client: Client, cast: Cast, debate: DebatePage, livestream: LivestreamPage
) -> None:
    address = f"/deltag/livestream/{livestream.pk}/spoerg/"
    client.post(address, {"text": "Hvad koster broen?", "key": str(uuid.uuid4())})
    client.force_login(cast.citizen)
    assert "Hvad koster broen?" not in client.get(f"/deltag/debat/{debate.pk}/skriv/").content.decode()
    assert "Hvad koster broen?" in client.get(address).content.decode()
