"""One's own data: a consent given and taken back, a copy fetched and opened, and the account erased."""

import json
import re
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e import axe
from tests.e2e.visitors import Visitors
from tests.services.smtp import Mailbox

ADDRESS = "vil.slettes@brovig.example"
NAME = "Vilma Slettes"


def test_a_person_fetches_their_data_and_erases_the_account(
    visitors: Visitors, mailbox: Mailbox, tmp_path: Path
) -> None:
    page = visitors.come()
    _sign_up(page, mailbox)
    page.goto("/konto/mine-oplysninger/")
    expect(page.get_by_text(ADDRESS).first).to_be_visible()
    assert axe.problems(page) == []
    _say_yes_and_take_it_back(page)
    _fetch_the_copy(page, tmp_path)
    _erase(page)


def _sign_up(page: Page, mailbox: Mailbox) -> None:
    page.goto("/konto/signup/")
    page.get_by_label("E-mail").fill(ADDRESS)
    page.get_by_label("Dit navn").fill(NAME)
    page.get_by_role("button", name="Opret kontoen").click()
    expect(page.get_by_role("heading", name="Skriv koden")).to_be_visible()
    code = re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mailbox.wait_for(to=ADDRESS).text)[0]
    page.get_by_label("Kode").fill(code)
    page.locator("main form").get_by_role("button").first.click()
    expect(page.get_by_role("button", name="Log ud")).to_be_attached()


def _say_yes_and_take_it_back(page: Page) -> None:
    page.get_by_role("button", name="Jeg siger ja").click()
    expect(page.get_by_text("Sagt ja den")).to_be_visible()
    page.get_by_role("button", name="Træk mit samtykke tilbage").click()
    expect(page.get_by_text("Der er ikke sagt ja til det her.")).to_be_visible()


def _fetch_the_copy(page: Page, folder: Path) -> None:
    page.get_by_role("button", name="Lav en kopi af mine oplysninger").click()
    link = page.get_by_role("link", name="Hent din kopi")
    for _ in range(60):
        if link.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(link).to_be_visible()
    assert axe.problems(page) == []
    with page.expect_download() as fetched:
        link.click()
    file = folder / "kopi.zip"
    fetched.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        content = json.loads(archive.read("oplysninger.json"))
    assert content["Din konto"]["e-mailadresse"] == ADDRESS


def _erase(page: Page) -> None:
    page.get_by_role("link", name="Slet min konto").click()
    page.get_by_label("Skriv din e-mailadresse").fill("en.anden@brovig.example")
    page.get_by_role("button", name="Slet min konto for altid").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe.problems(page) == []
    page.get_by_label("Skriv din e-mailadresse").fill(ADDRESS)
    page.get_by_role("button", name="Slet min konto for altid").click()
    expect(page.get_by_role("heading", name="Din konto er lukket")).to_be_visible()
    assert axe.problems(page) == []
    page.goto("/konto/mine-oplysninger/")
    expect(page).to_have_url(re.compile("/konto/login/"))
