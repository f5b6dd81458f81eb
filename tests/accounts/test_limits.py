"""Whoever knocks too often is told when to come back, and what was typed stays; mail that can't be sent leaves nothing half."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client, override_settings

from accounts import limits
from accounts.models import User
from guard.limits import Limit, Rate
from tests.accounts.test_sign_in import ASK_CODE, CODE, CONFIRM, GIVE_CODE, SIGN_UP, code_in
from tests.factories import Cast
from tests.reading import content, words
from tests.services.smtp import Behaviour, Mailbox

LOGIN = "/konto/login/"
NEW = {"email": "ny@brovig.example", "display_name": "Ny Borger"}


@pytest.fixture
def tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of everything."""
    for name in [name for name in vars(limits) if isinstance(getattr(limits, name), Limit)]:
        monkeypatch.setattr(limits, name, Limit(f"test {name}", Rate(2, 600)))


def assert_told(response: Any, typed: str) -> None:
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 600
    assert "Det var meget på kort tid. Prøv igen kl. " in words(response)
    assert f'value="{typed}"' in content(response)


def test_signing_up_is_limited_by_network(db: None, tight: None, mailbox: Mailbox) -> None:
    def attempt(number: int, network: str) -> Any:
        form = {"email": f"ny{number}@brovig.example", "display_name": f"Ny {'abcdefgh'[number]}"}
        return Client(REMOTE_ADDR=network).post(SIGN_UP, form)

    assert [attempt(number, "192.0.2.1").status_code for number in (1, 2)] == [302, 302]
    assert_told(attempt(3, "192.0.2.1"), "ny3@brovig.example")
    assert attempt(4, "2001:db8:0:1::1").status_code == attempt(5, "2001:db8:0:1::2").status_code == 302
    assert_told(attempt(6, "2001:db8:0:1:ffff::3"), "ny6@brovig.example")
    assert attempt(7, "2001:db8:0:2::1").status_code == 302
    assert not User.objects.filter(email__in=["ny3@brovig.example", "ny6@brovig.example"]).exists()


def test_signing_up_is_limited_by_address(db: None, tight: None, mailbox: Mailbox) -> None:
    for number in (1, 2):
        assert Client(REMOTE_ADDR=f"192.0.2.{number}").post(SIGN_UP, NEW).status_code == 302
    again = {**NEW, "email": "NY@brovig.example"}
    assert_told(Client(REMOTE_ADDR="192.0.2.3").post(SIGN_UP, again), "NY@brovig.example")


@pytest.mark.parametrize("address", [ASK_CODE, "/konto/password/reset/"])
def test_asking_for_mail_is_limited_by_address_and_says_the_same_about_no_account(
    cast: Cast, tight: None, mailbox: Mailbox, address: str
) -> None:
    for email in (cast.citizen.email, "ingen@brovig.example"):
        for number in (1, 2):
            client = Client(REMOTE_ADDR=f"192.0.2.{number}")
            assert client.post(address, {"email": email}).status_code == 302
        assert_told(Client(REMOTE_ADDR="192.0.2.3").post(address, {"email": email}), email)
        assert len(mailbox.messages(to=email)) == 2


def test_passwords_are_tried_a_few_times_only(cast: Cast, tight: None, client: Client) -> None:
    cast.citizen.set_password("det helt rigtige kodeord")
    cast.citizen.save()
    for _ in range(2):
        client.post(LOGIN, {"login": cast.citizen.email, "password": "gættet"})
    response = client.post(LOGIN, {"login": cast.citizen.email, "password": "det helt rigtige kodeord"})
    assert_told(response, cast.citizen.email)
    assert "det helt rigtige kodeord" not in content(response)
    assert "_auth_user_id" not in client.session


def test_codes_are_tried_a_few_times_only_also_with_new_ones(cast: Cast, mailbox: Mailbox, tight: None) -> None:
    for _ in range(2):
        client = Client()
        client.post(ASK_CODE, {"email": cast.citizen.email})
        client.post(GIVE_CODE, {"code": "XXXX-9999"})
    response = client.post(GIVE_CODE, {"code": code_in(mailbox, cast.citizen.email, 2)})
    assert response.status_code == 429
    assert "Prøv igen kl. " in words(response)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("behaviour", [Behaviour.REFUSE, Behaviour.BUSY, Behaviour.HANG, Behaviour.DROP])
def test_mail_that_is_not_sent_is_told_and_leaves_nothing(
    cast: Cast, client: Client, mailbox: Mailbox, behaviour: Behaviour
) -> None:
    mailbox.behave(behaviour)
    with override_settings(EMAIL_TIMEOUT=0.3):
        for address, form in ((SIGN_UP, NEW), (ASK_CODE, {"email": cast.citizen.email})):
            response = client.post(address, form)
            assert (response.status_code, response["Retry-After"]) == (503, "60")
            assert "Vi kan ikke sende mails lige nu. Prøv igen om et minut." in words(response)
            assert f'value="{form["email"]}"' in content(response)
    assert not User.objects.filter(email=NEW["email"]).exists()
    mailbox.behave(Behaviour.ACCEPT)
    client.post(ASK_CODE, {"email": cast.citizen.email})
    client.post(GIVE_CODE, {"code": code_in(mailbox, cast.citizen.email)})
    assert client.session["_auth_user_id"] == str(cast.citizen.pk)
    assert len(mailbox.messages(to=cast.citizen.email)) == 1


def test_mail_cut_off_after_it_was_taken_makes_no_second_account(db: None, client: Client, mailbox: Mailbox) -> None:
    mailbox.behave(Behaviour.DROP_KEPT)
    assert client.post(SIGN_UP, NEW).status_code == 503
    mailbox.behave(Behaviour.ACCEPT)
    assert client.post(SIGN_UP, NEW).status_code == 302
    assert client.post(CONFIRM, {"code": code_in(mailbox, NEW["email"], 2)}).status_code == 302
    assert User.objects.get(email=NEW["email"]).pk == int(client.session["_auth_user_id"])
    assert EmailAddress.objects.filter(email=NEW["email"]).count() == 1


def test_signing_up_again_before_the_code_was_written_tells_the_way_in(
    db: None, client: Client, mailbox: Mailbox
) -> None:
    client.post(SIGN_UP, NEW)
    code_in(mailbox, NEW["email"])
    other = Client()
    assert other.post(SIGN_UP, NEW).status_code == 302
    assert not CODE.search(mailbox.wait_for(to=NEW["email"], count=2).text)
    other = Client()
    other.post(ASK_CODE, {"email": NEW["email"]})
    other.post(GIVE_CODE, {"code": code_in(mailbox, NEW["email"], 3)})
    assert other.session["_auth_user_id"] == str(User.objects.get(email=NEW["email"]).pk)
