"""The citizen's journey: an account by e-mail code, sixty contributions read, one written, held, approved; a reply."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.visitors import MODERATOR, Visitors
from tests.services.smtp import Mailbox

QUESTION = "Hvad skal Østhavnen bruges til?"
ADDRESS = "ny.borger@brovig.example"
WORDS = "Lad os beholde bådeværftet. Min nabo lærte at bygge joller der, og det kan man ikke på en promenade."
REPLY = "Og skøjterne kan stå i det gule pakhus om vinteren."
AT_LEAST = 60


def test_a_citizen_joins_a_debate(visitors: Visitors, mailbox: Mailbox) -> None:
    page = visitors.come()
    _open_debate(page)
    _read_everything(page)
    _sign_up(page, mailbox)
    _write(page)
    _is_held(page, visitors)
    _moderator_approves(visitors)
    _see_it_and_reply(page)


def _open_debate(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name=QUESTION).click()
    expect(page.get_by_role("heading", name=QUESTION, level=1)).to_be_visible()


def _read_everything(page: Page) -> None:
    """Page through the conversation: every contribution once, as many as the page promises."""
    promised = int(re.findall(r"\d+", page.get_by_text(re.compile(r"^\d+ indlæg$")).first.inner_text())[0])
    assert promised >= AT_LEAST
    read: list[str] = []
    while True:
        articles = page.locator("article.comment:not(.comment--removed)")  # what was taken away is counted nowhere
        read += [str(article.get_attribute("id")) for article in articles.all()]
        onward = page.get_by_role("link", name="Næste", exact=True)
        if onward.count() == 0:
            break
        before = page.url
        onward.click()
        expect(page).not_to_have_url(before)
    assert len(read) == len(set(read)) == promised


def _sign_up(page: Page, mailbox: Mailbox) -> None:
    page.get_by_role("main").get_by_role("link", name="Opret en konto").click()
    page.get_by_label("E-mail").fill(ADDRESS)
    page.get_by_label("Dit navn").fill("Ny Borger")
    page.get_by_role("button", name="Opret kontoen").click()
    expect(page.get_by_role("heading", name="Skriv koden")).to_be_visible()
    mail = mailbox.wait_for(to=ADDRESS)
    codes = re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mail.text)
    assert len(codes) == 1, mail.text
    assert "Venlig hilsen" in mail.text
    assert "example.com" not in mail.text
    page.get_by_label("Kode").fill(codes[0])
    page.get_by_role("button", name="Fortsæt").click()
    expect(page.get_by_role("link", name="Ny Borger")).to_be_visible()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()  # back where the citizen was


def _write(page: Page) -> None:
    form = page.locator("#skriv")
    form.get_by_role("button", name="Send", exact=True).click()  # nothing written yet
    expect(page.get_by_role("alert")).to_contain_text("Skriv noget, før du sender.")
    page.get_by_label("Dit indlæg").fill(WORDS)
    page.get_by_role("button", name="Send", exact=True).click()


def _is_held(page: Page, visitors: Visitors) -> None:
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text(
        "En moderator læser dit indlæg, før andre ser det, fordi"
    )
    own = page.locator("article.comment", has_text=WORDS)
    expect(own).to_contain_text("Venter på en moderator. Det er kun dig, der kan se det.")
    stranger = visitors.come()
    stranger.goto(page.url)
    expect(stranger.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(stranger.get_by_text(WORDS)).to_have_count(0)


def _moderator_approves(visitors: Visitors) -> None:
    page = visitors.come(MODERATOR)
    page.goto("/admin/")
    page.get_by_role("link", name="Moderation").click()
    item = page.locator("[data-case]", has_text="Ny Borger")
    expect(item).to_contain_text(WORDS)
    item.get_by_role("link", name=re.compile("Ny Borger")).click()
    page.get_by_role("button", name="Godkend").click()
    expect(page.get_by_text("Godkendt. Nu kan alle læse det.")).to_be_visible()
    page.goto("/admin/moderation/")
    expect(item).to_have_count(0)


def _see_it_and_reply(page: Page) -> None:
    page.reload()
    own = page.locator("article.comment", has_text=WORDS)
    expect(own).to_be_visible()
    expect(own.get_by_text("Venter på en moderator.")).to_have_count(0)
    other = page.locator("article.comment:not(.comment--removed)").filter(has_not_text="Ny Borger").first
    author = other.get_by_role("heading").inner_text()
    other.get_by_role("link", name="Svar").click()
    expect(page.get_by_role("heading", name=f"Dit svar til {author}")).to_be_visible()
    page.get_by_label("Dit indlæg").fill(REPLY)
    page.get_by_role("button", name="Send svaret").click()
    expect(page.get_by_role("main").get_by_role("status").first).to_contain_text("Tak. Dit indlæg er med i debatten.")
    expect(page.locator("article.comment", has_text=REPLY)).to_be_visible()
