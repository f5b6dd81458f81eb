"""Sign-in through a real OpenID provider: safe linking, nothing of the claims kept, verified citizens by settings only."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from accounts.roles import is_verified
from config.settings import services
from tests.accounts.test_sign_in import CODE, CONFIRM, code_in
from tests.factories import Cast
from tests.reading import content, words
from tests.services.openid import OpenID
from tests.services.smtp import Mailbox

LOGIN = "/konto/oidc/openid/login/"
SIGN_UP = "/konto/3rdparty/signup/"
PEOPLE = {
    "ida": {"name": "Ida Marie Holm Jensen", "email": "ida@brovig.example", "email_verified": True},
    "karen": {"name": "Karen", "email": "karen@brovig.example", "email_verified": True},
    "thief": {"name": "Tyv", "email": "karen@brovig.example", "email_verified": False},
    "nobody": {"name": "Uden Adresse"},
}
Arrive = Callable[[Client, str], Any]


@pytest.fixture(scope="module")
def provider() -> Iterator[OpenID]:
    with OpenID(PEOPLE, "http://testserver/konto/oidc/openid/login/callback/") as started:
        yield started


@pytest.fixture
def trust(provider: OpenID, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the provider up, with more settings when given."""

    def set_up(**more: str) -> None:
        for name, value in {**provider.environ(), **more}.items():
            monkeypatch.setenv(name, value)
        for name, value in services.openid(django_settings.CONTENT_SECURITY_POLICY).items():
            setattr(settings, name, value)

    set_up()
    return set_up


@pytest.fixture
def arrive(trust: None, provider: OpenID) -> Arrive:
    """Goes to the provider, says who one is there, and comes back; the site's last answer."""

    def go(client: Client, who: str, process: str = "login") -> Any:
        away = client.post(f"{LOGIN}?process={process}")
        assert away.status_code == 302
        assert away.url.startswith(provider.url)
        with requests.Session() as browser:
            browser.trust_env = False
            asked = browser.get(away.url)
            answer = browser.post(asked.url, data={"who": who}, allow_redirects=False)
            for _ in range(5):
                if answer.headers["Location"].startswith("http://testserver/"):
                    break
                answer = browser.get(answer.headers["Location"], allow_redirects=False)
        return client.get(answer.headers["Location"].removeprefix("http://testserver"), follow=True)

    return go


def test_without_settings_there_is_no_such_way(db: None, client: Client) -> None:
    assert "MitID" not in words(client.get("/konto/login/"))
    assert client.post(LOGIN).status_code == 404


def test_a_newcomer_chooses_a_name_and_confirms_the_address(
    db: None, client: Client, mailbox: Mailbox, arrive: Arrive
) -> None:
    assert "Log ind med MitID" in words(client.get("/konto/login/"))
    page = arrive(client, "ida")
    assert page.redirect_chain[-1][0] == SIGN_UP
    assert "Ida Marie Holm Jensen" not in content(page)
    assert 'value="ida@brovig.example"' in content(page)
    assert not User.objects.filter(email="ida@brovig.example").exists()
    client.post(SIGN_UP, {"email": "ida@brovig.example", "display_name": "Ida"})
    assert "_auth_user_id" not in client.session
    client.post(CONFIRM, {"code": code_in(mailbox, "ida@brovig.example")})
    user = User.objects.get(pk=client.session["_auth_user_id"])
    assert (user.display_name, user.email) == ("Ida", "ida@brovig.example")
    kept = SocialAccount.objects.get(user=user)
    assert (kept.uid, kept.extra_data) == ("ida", {})
    assert not is_verified(user)
    again = Client()
    arrive(again, "ida")
    assert again.session["_auth_user_id"] == str(user.pk)
    assert SocialAccount.objects.get(user=user).extra_data == {}


@pytest.mark.parametrize("who", ["karen", "thief"])
def test_an_address_alone_takes_over_no_account(
    cast: Cast, client: Client, mailbox: Mailbox, arrive: Arrive, who: str
) -> None:
    arrive(client, who)
    client.post(SIGN_UP, {"email": cast.citizen.email, "display_name": "Tyv"})
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert not any(CODE.search(mail.text) for mail in mailbox.messages(to=cast.citizen.email))


def test_a_confirmed_address_counts_when_the_settings_trust_the_provider(
    cast: Cast, client: Client, mailbox: Mailbox, trust: Callable[..., None], arrive: Arrive
) -> None:
    trust(OPENID_TRUSTS_EMAIL="1")
    EmailAddress.objects.get_or_create(user=cast.citizen, email=cast.citizen.email, verified=True, primary=True)
    arrive(client, "thief")
    assert "_auth_user_id" not in client.session
    honest = Client()
    arrive(honest, "karen")
    assert honest.session["_auth_user_id"] == str(cast.citizen.pk)


def test_who_is_signed_in_connects_and_is_verified_when_the_settings_say_so(
    cast: Cast, client: Client, trust: Callable[..., None], arrive: Callable[..., Any]
) -> None:
    trust(OPENID_VERIFIES="1", OPENID_NAME="MitID hos Brovig")
    client.force_login(cast.citizen, backend=django_settings.AUTHENTICATION_BACKENDS[0])
    page = arrive(client, "nobody", process="connect")
    assert "MitID hos Brovig" in words(page)
    row = cast.citizen.verifications.get()
    assert (row.how, row.provider) == ("provider", "MitID hos Brovig")
    assert SocialAccount.objects.get().user == cast.citizen


def test_who_breaks_off_is_told(db: None, client: Client, arrive: Arrive) -> None:
    page = arrive(client, "en fremmed")
    assert "Du blev ikke logget ind" in words(page)
    assert "_auth_user_id" not in client.session


def test_a_form_may_lead_to_the_provider_and_nowhere_else(
    client: Client, db: None, trust: None, provider: OpenID
) -> None:
    policy = django_settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"]
    assert policy[-1] == provider.url
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", policy[-1])


@pytest.mark.parametrize("missing", ["OPENID_CLIENT_ID", "OPENID_CLIENT_SECRET"])
def test_half_a_provider_stops_the_start(provider: OpenID, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    from django.core.exceptions import ImproperlyConfigured

    for name, value in provider.environ().items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(missing)
    with pytest.raises(ImproperlyConfigured, match=missing):
        services.openid(django_settings.CONTENT_SECURITY_POLICY)
