"""From a contribution to its coming back, by keyboard alone: councillor, citizen, reporter without account, moderator,
complainant, and a second moderator who answers."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.keyboard import press, tab_to, write
from tests.e2e.visitors import CITIZEN, COUNCILLOR, EDITOR, MODERATOR, Visitors

DEBATE = "/debat/hvad-skal-oesthavnen-bruges-til/"
WORDS = "Byrådet skal lytte til dem, der bor ved havnen, før det tegner."


def test_a_notice_a_decision_and_a_complaint_by_keyboard_alone(visitors: Visitors) -> None:
    councillor = visitors.come(COUNCILLOR)
    place = _write(councillor)
    _recommend(visitors.come(CITIZEN), place)
    receipt = _tell_of_it(visitors.come(), place)
    _remove(visitors.come(MODERATOR))
    receipt.reload()
    expect(receipt.get_by_text("Du havde ret: Vi har gjort noget ved det.")).to_be_visible()
    _complain(councillor, place)
    _answer(visitors.come(EDITOR))
    councillor.reload()
    expect(councillor.get_by_text("Du havde ret. Afgørelsen er lavet om.")).to_be_visible()
    anybody = visitors.come()
    anybody.goto(place)
    expect(anybody.get_by_text(WORDS)).to_be_visible()


def _write(page: Page) -> str:
    """Write a contribution; returns its permanent address."""
    page.goto(f"{DEBATE}#skriv")
    write(page, page.get_by_label("Dit indlæg"), WORDS)
    press(page, page.locator("#skriv").get_by_role("button", name="Send", exact=True))
    own = page.locator("article.comment", has_text=WORDS)
    expect(own).to_be_visible()
    return str(own.locator(".comment__time a").first.get_attribute("href"))


def _recommend(page: Page, place: str) -> None:
    page.goto(place)
    own = page.locator("article.comment", has_text=WORDS)
    press(page, own.get_by_role("button", name=re.compile("Anbefal")))
    expect(own.get_by_role("button", name=re.compile("1"))).to_be_visible()


def _tell_of_it(page: Page, place: str) -> Page:
    page.goto(place)
    press(page, page.locator("article.comment", has_text=WORDS).get_by_role("link", name=re.compile("Anmeld")))
    expect(page.get_by_role("main").get_by_text(WORDS)).to_be_visible()  # what it is about
    press(page, page.get_by_role("radio").first, "Space")
    for _ in range(7):
        page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Det bryder debattens regler")).to_be_checked()
    write(page, page.get_by_label("Forklar hvorfor"), "Det er ikke sagen, det handler om.")
    write(page, page.get_by_label("Dit navn"), "Grethe Lund")
    write(page, page.get_by_label("Din e-mailadresse"), "grethe@brovig.example")
    press(page, page.get_by_label("Jeg er i god tro"), "Space")
    press(page, page.get_by_role("button", name="Send anmeldelsen"))
    expect(page.get_by_text("Modtaget. Den er ikke afgjort endnu.")).to_be_visible()
    return page


def _remove(page: Page) -> None:
    page.goto("/admin/moderation/")
    cases = page.locator("[data-case]")
    tab_to(page, cases.first.locator("h2 a"))
    number = next(n for n in range(cases.count()) if WORDS in cases.nth(n).inner_text())
    for _ in range(number):
        page.keyboard.press("j")
    expect(cases.nth(number).locator("h2 a")).to_be_focused()
    page.keyboard.press("Enter")
    press(page, page.locator("summary", has_text="Fjern med begrundelse"))
    tab_to(page, page.locator("#id_fjern-template"))
    page.keyboard.type("Personangreb")
    write(page, page.locator("#id_fjern-reason"), "Indlægget taler ned til byrådet.")
    press(page, page.get_by_role("button", name="Fjern", exact=True))
    expect(page.get_by_text("Fjernet. Forfatteren kan se begrundelsen.")).to_be_visible()


def _complain(page: Page, place: str) -> None:
    page.goto(place)
    press(page, page.get_by_role("link", name="Hele begrundelsen, og hvordan du klager"))
    expect(page.get_by_text("Indlægget taler ned til byrådet.")).to_be_visible()
    write(page, page.get_by_label("Hvorfor er afgørelsen forkert?"), "Jeg skriver om sagen, ikke om nogen.")
    press(page, page.get_by_role("button", name="Send klagen"))
    expect(page.get_by_text("Modtaget. Den er ikke besvaret endnu.")).to_be_visible()


def _answer(page: Page) -> None:
    page.goto("/admin/moderation/")
    matter = page.locator("[data-case]", has_text="Jeg skriver om sagen, ikke om nogen.")
    press(page, matter.locator("h2 a"))
    press(page, page.get_by_role("radio").first, "Space")
    write(page, page.locator("#id_svar-answer"), "Det er rigtigt: Indlægget handler om sagen.")
    press(page, page.get_by_role("button", name="Besvar klagen"))
    expect(page.get_by_text("Klagen er besvaret.")).to_be_visible()
