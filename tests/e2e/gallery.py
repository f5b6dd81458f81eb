"""Every template of the public site in every state, and how a person gets there: for the tests and `screenshots`."""

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.e2e import states
from tests.e2e.site import RunningSite
from tests.e2e.visitors import ADMIN, CITIZEN, EDITOR, MEMBER, MODERATOR

DEBATE = "/debat/hvad-skal-oesthavnen-bruges-til/"
EXHIBITION = "/udstillinger/ild-og-sand/"
WITHDRAWN = "/udstillinger/et-taeppe-om-aaret/"
UNKNOWN = "/den-side-er-der-ikke/"


@dataclass(frozen=True)
class Stop:
    """One page in one state: its name, the address, who looks (an e-mail address or nobody), and what they do there.

    The address `mail:NAME` is one that only a mail tells (`RunningSite.mailed`).
    `within` is the part that is ours, of a page that is Wagtail's; `status` is what the address answers; `around` holds while the page is opened (something is broken then).
    """

    name: str
    path: str
    who: str = ""
    act: Callable[[Page], None] | None = None
    status: int = 200
    within: str = "html"
    around: Callable[[RunningSite], AbstractContextManager[None]] = lambda _: nullcontext()

    def visit(self, page: Page, site: RunningSite) -> None:
        """Go there and do it; AssertionError when the page is not the one expected."""
        path = site.mailed(self.path.removeprefix("mail:")) if self.path.startswith("mail:") else self.path
        with self.around(site):
            response = page.goto(path, wait_until="load")
            assert response is not None
            assert response.status == self.status, f"{self.path} answers {response.status}"
            if self.act:
                self.act(page)
            expect(page.locator("h1")).to_have_count(1)
        page.wait_for_load_state("load")


def _press(name: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
        expect(page.get_by_role("alert").first).to_be_visible()

    return act


def _follow(name: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.get_by_role("main").get_by_role("link", name=name).first.click()
        page.wait_for_load_state("load")

    return act


def _ask_nothing(page: Page) -> None:
    page.locator("summary", has_text="Stil et spørgsmål").click()
    _press("Send spørgsmålet")(page)


def _ask_for_code(page: Page) -> None:
    page.locator("#code-email").fill(f"{uuid.uuid4().hex[:12]}@brovig.example")
    page.get_by_role("button", name="Send mig en kode").click()
    expect(page.get_by_role("heading", name="Skriv koden")).to_be_visible()


def _reply_with_error(page: Page) -> None:
    page.locator("article.comment").get_by_role("link", name="Svar").first.click()
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _write_a_number(page: Page) -> None:
    """Ten digits that may be a CPR number: the form asks."""
    page.get_by_label("Dit indlæg").fill("Jeg skrev om det i sag 290200-4000.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_label("Det er ikke et CPR-nummer")).to_be_visible()


def _open_suggestions(page: Page) -> None:
    expect(page.get_by_role("banner").get_by_role("combobox")).to_be_visible()  # the script is there
    page.keyboard.press("/")
    page.keyboard.type("brovig")
    expect(page.get_by_role("option").first).to_be_visible()


def _work_with_error(page: Page) -> None:
    page.get_by_label("Titel").first.fill("")
    _press("Gem og gå videre")(page)


def _open_work(page: Page) -> None:
    page.goto(str(page.locator("main a[href*='/vaerk/']").first.get_attribute("href")))


def _open_large(page: Page) -> None:
    page.goto(str(page.locator("main a[href$='/stort/']").first.get_attribute("href")))


def _open_tour(page: Page) -> None:
    page.goto(str(page.locator("main a[href$='/rundtur/']").first.get_attribute("href")))


def _send_without_cookies(page: Page) -> None:
    page.locator("#code-email").fill(CITIZEN)
    page.context.clear_cookies()
    page.get_by_role("button", name="Send mig en kode").click()
    expect(page).not_to_have_title(re.compile("^Log ind"))


def _open_matter(page: Page) -> None:
    page.locator("[data-case] h2 a").first.click()
    page.locator("summary", has_text="Fjern med begrundelse").click()
    page.get_by_role("button", name="Fjern", exact=True).click()
    expect(page.locator(".desk__error").first).to_be_visible()


def _open_checks(page: Page) -> None:
    """The advice beside the editor of a page with long sentences."""
    page.locator(".listing a[href$='/edit/']", has_text="Natten, da vandet").first.click()
    page.locator("[data-side-panel-toggle=checks]").click()
    expect(page.locator("[data-torvet-lix]")).to_have_text(re.compile(r"\d"))
    expect(page.locator("[data-content-checker-selector]").filter(visible=True).first).to_be_visible()


def _open_desk(page: Page) -> None:
    page.get_by_role("link", name="Spørgetime om Broen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Spørgetime om Broen")


def _spoil_captions(page: Page) -> None:
    """A line without its time: the editor says which one."""
    page.get_by_role("link", name=re.compile("^Undertekster")).first.click()
    text = page.get_by_label("Undertekster (WebVTT)")
    text.fill(text.input_value() + "\n\n00:99 --> nej\nHvad?\n")
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("alert").or_(page.locator(".desk__error")).first).to_be_visible()


def _complain_of_nothing(page: Page) -> None:
    _follow("Hele begrundelsen")(page)
    _press("Send klagen")(page)


def _tell_of_it(page: Page) -> None:
    page.get_by_label("Det bryder debattens regler").check()
    page.get_by_label("Forklar hvorfor").fill("Det går efter personen.")
    page.get_by_label("Dit navn").fill("Grethe")
    page.get_by_label("Din e-mailadresse").fill("grethe@brovig.example")
    page.get_by_label("Jeg er i god tro").check()
    page.get_by_role("button", name="Send anmeldelsen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anmeldelse nr.")


@contextmanager
def _broken(site: RunningSite) -> Iterator[None]:
    with site.broken_associations():
        yield


STOPS = (
    Stop("front", "/"),
    Stop("section", "/lokalhistorie/"),
    Stop("section-narrowed", "/lokalhistorie/?kind=article&period=1920"),
    Stop("article", "/lokalhistorie/stormfloden-1921/"),
    Stop("story", "/lokalhistorie/med-stormfloden-gennem-byen/"),
    Stop("theme", "/vandet-og-byen/"),
    Stop("goals", "/om-biblioteket/verdensmaal/"),
    Stop("goal", "/om-biblioteket/verdensmaal/13/"),
    Stop("author", "/forfattere/aase/"),
    Stop("article-every-block", f"/om-biblioteket/{states.EVERYTHING}/"),
    Stop("exhibitions", "/udstillinger/"),
    Stop("exhibition", EXHIBITION),
    Stop("work", EXHIBITION, act=_open_work),
    Stop("exhibition-wall", f"{EXHIBITION}vaeg/"),
    Stop("exhibition-screen", f"{EXHIBITION}skaerm/"),
    Stop("exhibition-taken-down", "/udstillinger/fjorden-har-en-hale/"),
    Stop("work-large", EXHIBITION, act=_open_large),
    Stop("work-tour", EXHIBITION, act=_open_tour),
    Stop("rights-wizard", "/indsend/rettigheder/?maker=own&use=all&change=same"),
    Stop("rights-wizard-error", "/indsend/rettigheder/?maker=own", status=422),
    Stop("associations", "/foreninger/"),
    Stop("associations-nothing", "/foreninger/?q=findesikke"),
    Stop("association", "/foreninger/haandarbejdsforeningen-maskerne/"),
    Stop("debates", "/debat/"),
    Stop("debate-announced", "/debat/hvad-skal-det-nye-kulturhus-rumme/"),
    Stop("debate-open", DEBATE),
    Stop("debate-closing", f"/debat/{states.CLOSING}/"),
    Stop("debate-closed", f"/debat/{states.CLOSED}/"),
    Stop("debate-concluded", "/debat/hvordan-goer-vi-skolegade-tryg/"),
    Stop("debate-signed-in", DEBATE, CITIZEN),
    Stop("debate-held", f"/debat/{states.CLOSING}/", MEMBER),
    Stop("write-error", DEBATE, CITIZEN, _reply_with_error),
    Stop("write-number", DEBATE, CITIZEN, _write_a_number),
    Stop("withdraw", f"/debat/{states.CLOSING}/", MEMBER, _follow("Træk tilbage")),
    Stop("debate-removed", f"/debat/{states.CLOSING}/", CITIZEN),
    Stop("debate-newest", f"{DEBATE}?orden=nyeste"),
    Stop("statement-error", f"/debat/{states.CLOSING}/", CITIZEN, _complain_of_nothing),
    Stop("notice-error", f"/deltag/anmeld/?adresse={DEBATE}", act=_press("Send anmeldelsen")),
    Stop("notice-sent", f"/deltag/anmeld/?adresse={DEBATE}", act=_tell_of_it),
    Stop("moderation-queue", "/admin/moderation/", MODERATOR),
    Stop("moderation-matter-error", "/admin/moderation/", MODERATOR, _open_matter),
    Stop("moderation-figures", "/admin/moderation/tal/", MODERATOR),
    Stop("rule-tried", "/admin/moderation/regel/2/proev/", ADMIN),
    Stop("editors-overview", "/admin/", EDITOR),
    Stop(
        "editors-checks", "/admin/pages/search/?q=Fiskergade", EDITOR, _open_checks, within="[data-side-panel=checks]"
    ),
    Stop("editors-search", "/admin/soegning/", EDITOR),
    Stop("editors-submissions", "/admin/indsendte/", EDITOR),
    Stop("status", "/admin/status/", ADMIN),
    Stop("transparency", "/deltag/gennemsigtighed/"),
    Stop("livestreams", "/livestream/"),
    Stop("livestream-coming", "/livestream/debataften-om-oesthavnen/"),
    Stop("livestream-waiting", f"/livestream/{states.WAITING}/", CITIZEN),
    Stop("livestream-live", f"/livestream/{states.LIVE}/", CITIZEN),
    Stop("livestream-ended", f"/livestream/{states.ENDED}/"),
    Stop("livestream-recording", "/livestream/aabent-moede-om-noerreby-skole/"),
    Stop("livestream-wall", f"/livestream/{states.LIVE}/", MODERATOR, _follow("Til storskærmen i salen")),
    Stop("livestream-desk", "/admin/livestream/", MODERATOR, _open_desk),
    Stop("livestream-captions-error", "/admin/livestream/", MODERATOR, _spoil_captions),
    Stop("ask-visitor", f"/livestream/{states.WAITING}/", act=_follow("Stil et spørgsmål")),
    Stop("vote-sign-in", "/livestream/debataften-om-oesthavnen/", act=_follow("vil have svar")),
    Stop("ask-error", f"/livestream/{states.WAITING}/", CITIZEN, _ask_nothing),
    Stop("search-blank", "/soeg/"),
    Stop("search-results", "/soeg/?q=havnen"),
    Stop("search-narrowed", "/soeg/?q=havnen&kind=article&from=1800"),
    Stop("search-nothing", "/soeg/?q=qqqxyzzy"),
    Stop("search-suggestions", "/debat/", act=_open_suggestions),
    Stop("sign-in", "/konto/login/"),
    Stop("sign-in-error", "/konto/login/", act=_press("Log ind med adgangskode")),
    Stop("sign-up", "/konto/signup/"),
    Stop("sign-up-error", "/konto/signup/", act=_press("Opret kontoen")),
    Stop("code", "/konto/login/", act=_ask_for_code),
    Stop("profile", "/konto/min-side/profil/", CITIZEN),
    Stop("sessions", "/konto/sessions/", CITIZEN),
    Stop("account-email", "/konto/email/", CITIZEN),
    Stop("password-reset", "/konto/password/reset/"),
    Stop("submissions", "/indsend/", MEMBER),
    Stop("submission-not-a-member", "/indsend/ny/", CITIZEN, status=403),
    Stop("submission-start-error", "/indsend/ny/", MEMBER, _press("Begynd")),
    Stop("submission-about", f"/indsend/{states.RETURNED}/om/", MEMBER),
    Stop("submission-time", f"/indsend/{states.RETURNED}/tid/", MEMBER),
    Stop("submission-works", f"/indsend/{states.RETURNED}/vaerker/", MEMBER),
    Stop("submission-works-error", f"/indsend/{states.RETURNED}/vaerker/", MEMBER, _work_with_error),
    Stop("submission-rights", f"/indsend/{states.RETURNED}/rettigheder/", MEMBER),
    Stop("submission-review", f"/indsend/{states.RETURNED}/gennemsyn/", MEMBER),
    Stop("submission-desk", "/admin/indsendte/", EDITOR, _follow("Huer til havnen")),
    Stop("review-link", "mail:review-link"),
    Stop("review-link-error", "mail:review-link", act=_press("Send svaret")),
    Stop("association-invitation", "mail:invitation", CITIZEN),
    Stop("unsubscribe", "mail:unsubscribe"),
    Stop("submission-withdrawn", WITHDRAWN, status=410),
    Stop("association-members", "/foreninger/haandarbejdsforeningen-maskerne/medlemmer/", MEMBER),
    Stop("association-join", "/foreninger/haandarbejdsforeningen-maskerne/vaer-med/", CITIZEN),
    Stop("submission-sent", f"/indsend/{states.SENT}/gennemsyn/", MEMBER),
    Stop("403", f"/indsend/{states.SENT}/om/", MEMBER, status=403),
    Stop("403-form-expired", "/konto/login/", act=_send_without_cookies),
    Stop("404", UNKNOWN, status=404),
    Stop("500", "/foreninger/", status=500, around=_broken),
)
