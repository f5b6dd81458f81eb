"""What a mail leads to, pressed in a real browser: it alone sends the headers that a form is judged by."""

from playwright.sync_api import expect

from tests.e2e.site import RunningSite
from tests.e2e.visitors import COUNCILLOR, Visitors


def test_somebody_without_an_account_answers_once(visitors: Visitors, site: RunningSite) -> None:
    page = visitors.come()
    address = site.mailed("review-link-to-answer")
    page.goto(address)
    page.get_by_role("radio").first.check()
    page.get_by_label("Hvad vil du sige om den?").fill("Den er god. Husk hængslerne.")
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("heading", name="Tak for dit svar")).to_be_visible()
    page.goto(address)
    expect(page.get_by_role("button", name="Send svaret")).to_have_count(0)


def test_an_invitation_is_taken(visitors: Visitors, site: RunningSite) -> None:
    page = visitors.come(COUNCILLOR)
    page.goto(site.mailed("invitation-to-take"))
    page.get_by_role("button", name="Ja, det vil jeg").click()
    page.goto("/indsend/")
    expect(page.get_by_role("link", name="Indsend en udstilling").first).to_be_visible()


def test_mails_are_stopped_without_signing_in(visitors: Visitors, site: RunningSite) -> None:
    page = visitors.come()
    page.goto(site.mailed("unsubscribe"))
    page.get_by_role("button", name="Ja, stop disse mails").click()
    expect(page.get_by_role("heading", name="Du får ikke flere af disse mails")).to_be_visible()
