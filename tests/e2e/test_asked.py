"""A citizen asks a politician, who is told of it and answers; each by keyboard alone."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.keyboard import press, write
from tests.e2e.site import RunningSite
from tests.e2e.visitors import CITIZEN, COUNCILLOR, Visitors

DEBATE = "/debat/hvad-skal-oesthavnen-bruges-til/"
NAME = "Thomas Brandt Iversen"
QUESTION = "Bliver der plads til vinterbaderne, når kajen bliver bygget om?"
ANSWER = "Ja. Badetrappen står i alle tre skitser, og den bliver."
TOLD = "Du har fået et spørgsmål"  # a notice
TRIES = 20


def test_a_politician_is_asked_and_answers(visitors: Visitors, site: RunningSite) -> None:
    citizen = visitors.come(CITIZEN)
    _ask(citizen)
    site.manage("tell_debates")
    councillor = visitors.come(COUNCILLOR)
    _open_the_notice(councillor)
    _answer(councillor)
    citizen.reload()
    asked = citizen.locator("article.comment", has_text=QUESTION)
    press(citizen, asked.get_by_role("link", name=f"{NAME} har svaret"))
    answer = citizen.locator("article.comment", has_text=ANSWER)
    expect(answer).to_be_in_viewport()
    expect(answer).to_contain_text("Byrådsmedlem")
    _is_told(citizen)


def _ask(page: Page) -> None:
    page.goto(f"{DEBATE}#skriv")
    write(page, page.get_by_label("Dit indlæg"), QUESTION)
    press(page, page.get_by_role("checkbox", name=re.compile(NAME)), "Space")
    press(page, page.locator("#skriv").get_by_role("button", name="Send", exact=True))
    asked = page.locator("article.comment", has_text=QUESTION)
    expect(asked).to_contain_text(f"Spørgsmål til {NAME}, ikke besvaret endnu")


def _open_the_notice(page: Page) -> None:
    page.goto("/konto/beskeder/")
    press(page, page.get_by_role("main").get_by_role("link", name=re.compile(TOLD)).first)
    expect(page.locator("article.comment", has_text=QUESTION)).to_be_in_viewport()


def _answer(page: Page) -> None:
    asked = page.locator("article.comment", has_text=QUESTION)
    press(page, asked.get_by_role("link", name=re.compile("^Svar")))
    write(page, page.get_by_label("Dit indlæg"), ANSWER)
    press(page, page.get_by_role("button", name="Send svaret"))
    expect(page.locator("article.comment", has_text=ANSWER)).to_be_visible()


def _is_told(page: Page) -> None:
    """Of the answer, once the worker has come to it."""
    told = page.get_by_role("main").get_by_text(f"{NAME} har svaret på dit indlæg.")
    for _ in range(TRIES):
        page.goto("/konto/beskeder/")
        if told.count():
            break
        page.wait_for_timeout(500)
    expect(told).to_be_visible()
