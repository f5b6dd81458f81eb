"""The staff show a second factor before Wagtail's admin opens; everybody may have one."""

import datetime as dt
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts import devices
from accounts.tasks import tell_of_sign_in
from tests.accounts.test_sign_in import ASK_CODE, GIVE_CODE, code_in
from tests.factories import Cast
from tests.reading import words
from tests.services.smtp import Behaviour, Mailbox

SECRET = "JBSWY3DPEHPK3PXP"
HALF_MINUTE = 30  # seconds
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def required(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = True


def code(secret: str = SECRET) -> str:
    """What an app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // HALF_MINUTE))


def sign_in(client: Client, mailbox: Mailbox, email: str, count: int = 1) -> None:
    client.post(ASK_CODE, {"email": email})
    client.post(GIVE_CODE, {"code": code_in(mailbox, email, count)})


def work() -> None:
    """What the worker does."""
    for waiting in DBTaskResult.objects.filter(task_path="accounts.tasks.tell_of_sign_in"):
        tell_of_sign_in.call(*waiting.args_kwargs["args"])
        waiting.delete()


@pytest.mark.parametrize("person", ["moderator", "editor", "admin"])
def test_the_staff_are_led_to_set_one_up(cast: Cast, client: Client, mailbox: Mailbox, person: str) -> None:
    sign_in(client, mailbox, cast[person].email)
    response = client.get("/admin/reports/locked/")
    assert (response.status_code, response.url) == (302, "/konto/to-trin/?next=/admin/reports/locked/")
    page = words(client.get(response.url))
    assert "Den, der arbejder bag Torvet, kan se det, andre ikke kan." in page
    assert "Sæt en app op" in page
    assert client.post("/admin/account/").status_code == 302


def test_others_are_not_asked_and_still_kept_out(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, mailbox, cast.citizen.email)
    assert client.get("/").status_code == 200
    assert client.get("/admin/").status_code == 403


def test_an_app_is_set_up_with_a_code_that_it_shows(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, mailbox, cast.editor.email)
    secret = client.get("/konto/2fa/totp/activate/").context["form"].secret
    wrong = client.post("/konto/2fa/totp/activate/", {"code": "000000"})
    assert wrong.context["form"].errors
    assert not Authenticator.objects.exists()
    response = client.post("/konto/2fa/totp/activate/", {"code": code(secret)})
    assert (response.status_code, response.url) == (302, "/konto/2fa/recovery-codes/")
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_at_the_next_sign_in_the_app_is_asked_and_its_code_works_once(
    cast: Cast, client: Client, mailbox: Mailbox
) -> None:
    TOTP.activate(cast.editor, SECRET)
    sign_in(client, mailbox, cast.editor.email)
    assert "_auth_user_id" not in client.session
    assert client.get("/admin/").status_code == 302
    shown = code()
    client.post("/konto/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    client.post("/konto/2fa/authenticate/", {"code": shown})
    assert client.session["_auth_user_id"] == str(cast.editor.pk)
    assert client.get("/admin/").status_code == 200
    other = Client()
    sign_in(other, mailbox, cast.editor.email, 2)
    other.post("/konto/2fa/authenticate/", {"code": shown})
    assert "_auth_user_id" not in other.session


def test_a_recovery_code_lets_in_once(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    TOTP.activate(cast.editor, SECRET)
    spare = RecoveryCodes.activate(cast.editor).get_unused_codes()[0]
    for count, let_in in ((1, True), (2, False)):
        browser = Client()
        sign_in(browser, mailbox, cast.editor.email, count)
        browser.post("/konto/2fa/authenticate/", {"code": spare})
        assert ("_auth_user_id" in browser.session) is let_in


def test_a_session_from_before_shows_the_factor_first(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, mailbox, cast.editor.email)
    TOTP.activate(cast.editor, SECRET)  # set up in another browser
    response = client.get("/admin/", follow=True)
    assert "Brug koden fra din app" in words(response)
    client.post("/konto/2fa/reauthenticate/", {"code": code()})
    assert client.get("/admin/").status_code == 200


def test_guessing_codes_of_the_app_ends(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    TOTP.activate(cast.editor, SECRET)
    sign_in(client, mailbox, cast.editor.email)
    answers = [client.post("/konto/2fa/authenticate/", {"code": "000000"}).status_code for _ in range(12)]
    assert answers[-1] == 429
    assert client.post("/konto/2fa/authenticate/", {"code": code()}).status_code == 429
    assert "_auth_user_id" not in client.session


def test_nobody_adds_a_factor_before_the_address_is_confirmed(cast: Cast, client: Client, mailbox: Mailbox) -> None:
    sign_in(client, mailbox, cast.citizen.email)
    EmailAddress.objects.create(user=cast.citizen, email="ikke.min@brovig.example", verified=False)
    assert client.get("/konto/2fa/totp/activate/").status_code == 302
    assert not Authenticator.objects.exists()


def test_the_setting_is_on_unless_development_turns_it_off() -> None:
    from config.settings import base

    assert base.STAFF_SECOND_FACTOR is True


def test_guessing_at_a_password_stops_for_that_account_and_network_only(
    cast: Cast, client: Client, mailbox: Mailbox
) -> None:
    cast.citizen.set_password("det helt rigtige kodeord")
    cast.citizen.save()
    right = {"login": cast.citizen.email, "password": "det helt rigtige kodeord"}
    for _ in range(5):
        client.post("/konto/login/", {**right, "password": "gættet forkert"})
    response = client.post("/konto/login/", right)
    assert response.status_code == 429
    assert "Prøv igen kl. " in words(response)
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert elsewhere.post("/konto/login/", right).status_code == 302
    cast.neighbour.set_password("naboens eget kodeord")
    cast.neighbour.save()
    beside = Client()
    assert (
        beside.post("/konto/login/", {"login": cast.neighbour.email, "password": "naboens eget kodeord"}).status_code
        == 302
    )
    sign_in(client, mailbox, cast.citizen.email)  # the code still lets its owner in
    assert client.session["_auth_user_id"] == str(cast.citizen.pk)


def test_sessions_are_listed_and_can_be_ended(cast: Cast, mailbox: Mailbox) -> None:
    home, library = Client(HTTP_USER_AGENT=FIREFOX), Client()
    sign_in(home, mailbox, cast.citizen.email)
    sign_in(library, mailbox, cast.citizen.email, 2)
    assert "Firefox, Windows (her)" in words(home.get("/konto/sessions/"))
    cafe = Client()
    sign_in(cafe, mailbox, cast.citizen.email, 3)
    one = UserSession.objects.get(session_key=cafe.session.session_key)
    for wrong in ("0", "x", "9" * 30):
        home.post("/konto/sessions/", {"session": wrong})
    Client().post("/konto/sessions/", {"session": one.pk})
    assert cafe.get("/konto/sessions/").status_code == 200, "only its own person ends it"
    assert "Der er du logget ud." in words(home.post("/konto/sessions/", {"session": one.pk}, follow=True))
    assert cafe.get("/konto/sessions/").status_code == 302
    assert library.get("/konto/sessions/").status_code == 200
    page = home.post("/konto/sessions/", follow=True)
    assert "Du er logget ud alle andre steder." in words(page)
    assert "Du er ikke logget ind andre steder." in words(page)
    assert library.get("/konto/sessions/").status_code == 302


def test_a_sign_in_with_a_new_browser_is_told_by_mail(cast: Cast, mailbox: Mailbox) -> None:
    client = Client(HTTP_USER_AGENT=FIREFOX)
    sign_in(client, mailbox, cast.citizen.email)
    work()
    mail = mailbox.wait_for(to=cast.citizen.email, subject="Nyt login på din konto")
    assert "Firefox, Windows" in mail.text
    assert "/konto/sessions/" in mail.text
    client.post("/konto/logout/")
    sign_in(client, mailbox, cast.citizen.email, 3)
    work()
    assert len(mailbox.messages(subject="Nyt login")) == 1


@pytest.mark.parametrize("behaviour", [Behaviour.REFUSE, Behaviour.DROP])
def test_that_mail_is_tried_again_while_the_server_fails(cast: Cast, mailbox: Mailbox, behaviour: Behaviour) -> None:
    mailbox.behave(behaviour)
    tell_of_sign_in.call(cast.citizen.pk, dt.datetime.now(dt.UTC).isoformat(), "Firefox")
    waiting = DBTaskResult.objects.get(task_path="accounts.tasks.tell_of_sign_in")
    assert waiting.run_after > dt.datetime.now(dt.UTC)
    mailbox.behave(Behaviour.ACCEPT)
    tell_of_sign_in.call(*waiting.args_kwargs["args"])
    assert len(mailbox.messages(to=cast.citizen.email)) == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) AppleWebKit/605 Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140 Safari/537 Edg/140", "Edge, Windows"),
        ("", "En ukendt browser"),
    ],
)
def test_a_browser_has_a_name(db: None, agent: str, name: str) -> None:
    assert devices.describe(agent) == name
