"""Every way in: a code by mail, a password, a passkey, a provider of identities; and the staff's second factor.

Somebody whose sign-in ran out while they wrote comes back by each of them, and finds the text still there.
"""

import re
import time
from collections.abc import Callable, Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.axe import problems
from tests.e2e.site import RunningSite
from tests.e2e.visitors import Visitors
from tests.services.openid import OpenID
from tests.services.smtp import Mailbox
from tests.services.workspace import free_port

ADDRESS = "vera.vej@brovig.example"
PASSWORD = "et langt kodeord til Vera"
STAFF = "ny.redaktoer@brovig.example"
QUESTION = "Hvad skal Østhavnen bruges til?"
WORDS = "Det her skrev jeg, før mit login løb ud."
HALF_MINUTE = 30  # seconds
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
MAKE_STAFF = f"""
from allauth.account.models import EmailAddress
from accounts.actions import give_role
from accounts.models import User
from accounts.roles import Role
user = User.objects.create_user({STAFF!r}, {PASSWORD!r}, display_name="Ny Redaktør")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
give_role(user, Role.EDITOR)
"""


@pytest.fixture
def strict(site: RunningSite) -> Iterator[str]:
    """The site with the second factor asked of the staff and a provider of identities, at an address for passkeys."""
    port = free_port()
    callback = f"http://localhost:{port}/konto/oidc/openid/login/callback/"
    with (
        OpenID({"vera": {"name": "Vera Vej"}}, callback) as provider,
        site.beside(port, TORVET_SECOND_FACTOR="1", **provider.environ()) as url,
    ):
        yield url


@pytest.fixture
def people(browser: Browser, strict: str) -> Iterator[Visitors]:
    """Visitors of that site. The provider is another host, and its page asks for an icon: only there may they go."""
    visitors = Visitors(browser, strict)
    yield visitors
    visitors.leave()
    faults = [fault for fault in visitors.faults if "/who/" not in fault and "/auth" not in fault]
    assert not faults, "\n".join(faults)


def test_a_citizen_comes_in_by_every_way_and_finds_the_text(people: Visitors, mailbox: Mailbox) -> None:
    page = people.come()
    page.goto("/debat/")
    page.get_by_role("link", name=QUESTION).first.click()
    debate = page.url
    _sign_up(page, mailbox)
    _add_passkey(page)
    _choose_password(page)
    _connect(page)
    ways: list[Callable[[Page], None]] = [lambda page: _by_code(page, mailbox), _by_password, _by_passkey, _by_provider]
    for way in ways:
        page.goto(debate)
        page.get_by_label("Dit indlæg").first.fill(WORDS)
        page.context.clear_cookies(name="sessionid")
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_role("heading", name="Log ind", exact=True)).to_be_visible()
        way(page)
        expect(page.get_by_label("Dit indlæg")).to_have_value(WORDS)
    _remove_passkey(page)


def _sign_up(page: Page, mailbox: Mailbox) -> None:
    page.goto("/konto/signup/")
    page.get_by_label("E-mailadresse").fill(ADDRESS)
    page.get_by_label("Dit navn").fill("Vera")
    page.get_by_role("button", name="Opret kontoen").click()
    page.get_by_label("Kode").fill(CODE.findall(mailbox.wait_for(to=ADDRESS).text)[0])
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.get_by_role("link", name="Vera")).to_be_attached()


def _add_passkey(page: Page) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto("/konto/2fa/")
    assert problems(page) == []
    page.get_by_role("link", name="Tilføj en adgangsnøgle").click()
    page.get_by_label("Adgangsnøglens navn").fill("Veras telefon")
    assert problems(page) == []
    page.get_by_role("button", name="Lav adgangsnøglen").click()
    expect(page.get_by_text("Med en nødkode kommer du ind")).to_be_visible()
    assert problems(page) == []
    page.goto("/konto/2fa/webauthn/")
    expect(page.get_by_text("Veras telefon").first).to_be_visible()
    assert problems(page) == []


def _choose_password(page: Page) -> None:
    page.goto("/konto/password/set/")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    page.goto("/konto/2fa/")
    expect(page.get_by_role("link", name="Skift din adgangskode")).to_be_visible()


def _connect(page: Page) -> None:
    page.goto("/konto/3rdparty/")
    assert problems(page) == []
    page.get_by_role("button", name="Forbind MitID med din konto").click()
    _tell_provider(page)
    expect(page.get_by_role("button", name="Afbryd")).to_be_visible()


def _tell_provider(page: Page) -> None:
    """The provider asks who one is, unless it still knows."""
    who = page.get_by_label("Hvem er du?")
    known = page.get_by_role("heading", name="Et trin mere").or_(page.get_by_role("button", name="Afbryd"))
    expect(who.or_(known)).to_be_visible()
    if who.count():
        who.fill("vera")
        page.get_by_role("button", name="Videre").click()


def _second_step(page: Page) -> None:
    """Who has a passkey is asked for it after a code or a password."""
    expect(page.get_by_role("heading", name="Et trin mere")).to_be_visible()
    page.get_by_role("button", name="Brug en adgangsnøgle i stedet").click()


def _by_code(page: Page, mailbox: Mailbox) -> None:
    before = len(mailbox.messages(to=ADDRESS, subject="kode"))
    form = page.locator("form", has=page.get_by_role("button", name="Send mig en kode"))
    form.get_by_label("E-mailadresse").fill(ADDRESS)
    form.get_by_role("button").click()
    page.get_by_label("Kode").fill(CODE.findall(mailbox.wait_for(to=ADDRESS, subject="kode", count=before + 1).text)[0])
    page.get_by_role("button", name="Fortsæt").click()
    _second_step(page)


def _by_password(page: Page) -> None:
    form = page.locator("form", has=page.get_by_label("Adgangskode"))
    form.get_by_label("E-mailadresse").fill(ADDRESS)
    form.get_by_label("Adgangskode").fill(PASSWORD)
    form.get_by_role("button").click()
    _second_step(page)


def _by_passkey(page: Page) -> None:
    page.get_by_role("button", name="Log ind med en adgangsnøgle").click()


def _by_provider(page: Page) -> None:
    page.get_by_role("button", name="Log ind med MitID").click()
    _tell_provider(page)
    _second_step(page)


def _remove_passkey(page: Page) -> None:
    page.goto("/konto/2fa/webauthn/")
    page.get_by_role("link", name="Fjern Veras telefon").click()
    remove = page.get_by_role("button", name="Fjern adgangsnøglen")
    _prove_if_asked(page, remove)
    assert problems(page) == []
    remove.click()
    expect(page.get_by_text("Du har ingen adgangsnøgler.")).to_be_visible()


def _prove_if_asked(page: Page, wanted: Locator) -> None:
    """Before what is wanted comes, one may have to give one's password again."""
    asked = page.get_by_role("heading", name="Vis, at det er dig")
    expect(asked.or_(wanted)).to_be_visible()
    if asked.count():
        assert problems(page) == []
        page.get_by_label("Adgangskode").fill(PASSWORD)
        page.get_by_role("button", name="Fortsæt").click()
    expect(wanted).to_be_visible()


def test_the_staff_set_up_a_second_factor_and_come_back_with_a_recovery_code(
    people: Visitors, site: RunningSite
) -> None:
    site.manage("shell", "--no-imports", "--command", MAKE_STAFF)
    page = people.come()
    _sign_in_as_staff(page)
    page.goto("/admin/")
    expect(page.get_by_role("heading", name="Et trin mere til redaktionens sider")).to_be_visible()
    assert problems(page) == []
    page.get_by_role("link", name="Sæt en app op").click()
    _prove_if_asked(page, page.locator("code"))
    assert problems(page) == []
    secret = page.locator("code").inner_text()
    page.get_by_role("main").locator("input[name=code]").fill(
        format_hotp_value(hotp_value(secret, int(time.time()) // HALF_MINUTE))
    )
    page.get_by_role("button", name="Begynd at bruge appen").click()
    spare = page.locator(".codes code").first.inner_text()
    page.goto("/admin/")
    expect(page.get_by_role("link", name="Moderation").first).to_be_attached()
    page.goto("/konto/logout/")
    page.get_by_role("main").get_by_role("button", name="Log ud").click()
    _sign_in_as_staff(page)
    expect(page.get_by_role("heading", name="Et trin mere")).to_be_visible()
    assert problems(page) == []
    page.get_by_role("main").locator("input[name=code]").fill(spare)
    page.get_by_role("button", name="Fortsæt").click()
    page.goto("/admin/")
    expect(page.get_by_role("link", name="Moderation").first).to_be_attached()
    page.goto("/konto/sessions/")
    assert problems(page) == []


def _sign_in_as_staff(page: Page) -> None:
    page.goto("/konto/login/")
    form = page.locator("form", has=page.get_by_label("Adgangskode"))
    form.get_by_label("E-mailadresse").fill(STAFF)
    form.get_by_label("Adgangskode").fill(PASSWORD)
    form.get_by_role("button").click()
    expect(page).not_to_have_url(re.compile("/konto/login/$"))
