"""Signing up and signing in by codes in real mails."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import User
from tests.factories import Cast
from tests.reading import danish, words
from tests.services.smtp import Mailbox

SIGN_UP = "/konto/signup/"
CONFIRM = "/konto/confirm-email/"
ASK_CODE = "/konto/login/code/"
GIVE_CODE = "/konto/login/code/confirm/"
CODE = re.compile(r"^\s*([A-Z0-9]{3,5}-?[A-Z0-9]{3,5})\s*$", re.MULTILINE)


def code_in(mailbox: Mailbox, to: str, count: int = 1) -> str:
    """The code in the newest mail to the address."""
    message = mailbox.wait_for(to=to, count=count)
    found = CODE.search(message.text)
    assert found, message.text
    return found.group(1)


def test_a_newcomer_signs_up_with_a_code_and_is_in(db: None, client: Client, mailbox: Mailbox) -> None:
    response = client.post(SIGN_UP, {"email": "Ny.Borger@Brovig.example", "display_name": "  Ny   Borger "})
    assert (response.status_code, response.url) == (302, CONFIRM)
    message = mailbox.wait_for(to="ny.borger@brovig.example")
    assert message.email["From"] == "Brovig Bibliotek <torvet@brovig.example>"
    assert "127.0.0.1" not in message.text
    assert "testserver" not in message.text
    response = client.post(CONFIRM, {"code": code_in(mailbox, "ny.borger@brovig.example")}, follow=True)
    assert response.status_code == 200
    user = User.objects.get(email="ny.borger@brovig.example")
    assert response.context["user"] == user
    assert user.display_name == "Ny Borger"
    assert EmailAddress.objects.get(user=user).verified
    assert "Ny Borger" in words(response)


def test_a_wrong_code_lets_nobody_in(db: None, client: Client, mailbox: Mailbox) -> None:
    client.post(SIGN_UP, {"email": "ny@brovig.example", "display_name": "Ny"})
    code_in(mailbox, "ny@brovig.example")
    response = client.post(CONFIRM, {"code": "XXXX-9999"})
    assert response.status_code == 200
    assert response.context["verify_form"].errors["code"]
    assert "_auth_user_id" not in client.session
    assert not EmailAddress.objects.filter(email="ny@brovig.example", verified=True).exists()


@pytest.mark.parametrize(
    ("name", "refused"), [("010190-1234", True), ("Karen 010190 1234", True), ("Karen", False), ("Årgang 1990", False)]
)
def test_a_name_with_a_cpr_number_is_refused_at_the_field(
    db: None, client: Client, mailbox: Mailbox, name: str, refused: bool
) -> None:
    response = client.post(SIGN_UP, {"email": "ny@brovig.example", "display_name": name})
    assert User.objects.filter(email="ny@brovig.example").exists() is not refused
    if refused:
        assert response.status_code == 200
        sentence = danish("This looks like a CPR number. Remove it, so that nobody else reads it.")
        assert sentence in words(response)
        assert 'value="ny@brovig.example"' in response.content.decode()
        assert mailbox.messages() == []


def test_signing_up_twice_tells_nobody_that_the_account_exists(
    db: None, cast: Cast, client: Client, mailbox: Mailbox
) -> None:
    before = User.objects.count()
    response = client.post(SIGN_UP, {"email": "KAREN@brovig.example", "display_name": "En anden"})
    assert (response.status_code, response.url) == (302, CONFIRM)
    assert User.objects.count() == before
    message = mailbox.wait_for(to="karen@brovig.example")
    assert not CODE.search(message.text)
    cast.citizen.refresh_from_db()
    assert cast.citizen.display_name == "Karen Holm"


def test_a_citizen_signs_in_with_a_code_sent_to_any_spelling_of_the_address(
    cast: Cast, client: Client, mailbox: Mailbox
) -> None:
    response = client.post(ASK_CODE, {"email": "Karen@BROVIG.example"})
    assert (response.status_code, response.url) == (302, GIVE_CODE)
    response = client.post(GIVE_CODE, {"code": code_in(mailbox, cast.citizen.email).lower()})
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.citizen.pk)
    assert "Karen Holm" in words(client.get("/"))


def test_a_code_works_once(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    client.post(ASK_CODE, {"email": cast.citizen.email})
    code = code_in(mailbox, cast.citizen.email)
    client.post(GIVE_CODE, {"code": code})
    client.post("/konto/logout/")
    assert "_auth_user_id" not in client.session
    client.post(GIVE_CODE, {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_code_belongs_to_the_browser_that_asked(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    client.post(ASK_CODE, {"email": cast.citizen.email})
    other = Client()
    other.post(GIVE_CODE, {"code": code_in(mailbox, cast.citizen.email)})
    assert "_auth_user_id" not in other.session


def test_an_old_code_has_run_out(cast: Cast, client: Client, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    client.post(ASK_CODE, {"email": cast.citizen.email})
    code = code_in(mailbox, cast.citizen.email)
    later = time.time() + 3600
    monkeypatch.setattr("time.time", lambda: later)
    client.post(GIVE_CODE, {"code": code})
    assert "_auth_user_id" not in client.session


def test_guessing_ends_after_a_few_codes(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    client.post(ASK_CODE, {"email": cast.citizen.email})
    code = code_in(mailbox, cast.citizen.email)
    for _ in range(5):
        client.post(GIVE_CODE, {"code": "XXXX-9999"})
    client.post(GIVE_CODE, {"code": code})
    assert "_auth_user_id" not in client.session


def test_asking_for_an_unknown_address_looks_the_same_and_tells_its_owner(
    db: None, client: Client, mailbox: Mailbox
) -> None:
    response = client.post(ASK_CODE, {"email": "ingen@brovig.example"})
    assert (response.status_code, response.url) == (302, GIVE_CODE)
    assert not CODE.search(mailbox.wait_for(to="ingen@brovig.example").text)


def test_a_closed_account_stays_closed(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    cast.citizen.is_active = False
    cast.citizen.save()
    client.post(ASK_CODE, {"email": cast.citizen.email})
    for message in mailbox.messages():
        if found := CODE.search(message.text):
            client.post(GIVE_CODE, {"code": found.group(1)})
    assert "_auth_user_id" not in client.session


def test_signing_out_takes_a_post(cast: Cast, client: Client) -> None:
    client.force_login(cast.citizen, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert danish("Do you want to sign out?") in words(client.get("/konto/logout/"))
    assert "_auth_user_id" in client.session
    assert client.post("/konto/logout/").status_code == 302
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", [SIGN_UP, "/konto/login/", ASK_CODE])
def test_the_entrances_are_in_danish_and_do_not_lose_where_one_was_going(
    db: None, client: Client, address: str
) -> None:
    response = client.get(address, {"next": "/debat/"})
    assert response.status_code == 200
    assert '<html lang="da">' in response.content.decode()
    assert 'name="next" value="/debat/"' in response.content.decode().replace("'", '"')


def test_the_way_back_never_leads_off_the_site(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    client.post(
        f"{ASK_CODE}?next=https://ondt.example/", {"email": cast.citizen.email, "next": "https://ondt.example/"}
    )
    response = client.post(
        f"{GIVE_CODE}?next=https://ondt.example/",
        {"code": code_in(mailbox, cast.citizen.email), "next": "https://ondt.example/"},
    )
    assert (response.status_code, response.url) == (302, "/")
