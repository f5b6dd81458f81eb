"""An editor's day: a page is read by a colleague, published, translated, moved, checked and taken down."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.e2e.site import RunningSite
from tests.e2e.visitors import ADMIN, EDITOR, Visitors

TITLE, SLUG = "Fyrets olie", "fyrets-olie"


def test_a_page_goes_through_an_editors_day(visitors: Visitors, site: RunningSite) -> None:
    desk, reader = Desk(visitors.come(EDITOR)), visitors.come()
    address = _write_and_send(desk)
    _is_read_by_a_colleague(visitors.come(ADMIN), reader)
    page, edit = desk.page, address.removesuffix("edit/")
    page.goto("/konto/beskeder/")
    expect(page.get_by_role("link", name="En kollega har læst din side og godkendt den.")).to_be_visible()

    _translate(desk, f"{edit}edit/", reader)
    _move(page, edit, reader)
    page.goto(f"{edit}unpublish/")
    page.get_by_role("button", name="Ja, afpublicer").click()
    expect(page.locator(".messages .success")).to_be_visible()
    answer = reader.goto(f"/demokrati/{SLUG}/")
    assert answer is not None
    assert answer.status == 404


def test_the_checks_beside_the_editor_all_run_when_several_are_due_at_once(visitors: Visitors) -> None:
    """Wagtail asks for one at each change; on a slow machine some wait for the same one to end."""
    page = visitors.come(EDITOR)
    page.goto("/admin/pages/search/?q=Fiskergade")
    page.locator(".listing a[href$='/edit/']", has_text="Natten, da vandet").first.click()
    page.locator("[data-side-panel-toggle=checks]").click()
    expect(page.locator("[data-torvet-lix]")).to_have_text(re.compile(r"\d"))
    page.evaluate(
        """() => {
          window.seen = 0;
          document.addEventListener("w-preview:content", () => { window.seen += 1; });
          for (let due = 0; due < 4; due += 1) window.postMessage({wagtail: {type: "w-userbar:axe-ready"}});
        }"""
    )
    page.wait_for_function("window.seen >= 4")


def _write_and_send(desk: Desk) -> str:
    """The address of the draft in the editor, with a colleague now."""
    desk.begin("Lokalhistorie", "Artikel")
    desk.write("Titel", TITLE)
    desk.write("Manchet", "Den 3. november 1853 kunne man se Brovig fra havet.")
    desk.write_text(desk.block("Tekst"), "Fyrmesteren hed Peder Kjær, og olien kom med skib.")
    desk.settle()
    address = desk.page.url
    desk.act("submit")
    expect(desk.page.locator(".messages .success")).to_be_visible()
    return address


def _is_read_by_a_colleague(colleague: Page, reader: Page) -> None:
    answer = reader.goto(f"/lokalhistorie/{SLUG}/")
    assert answer is not None
    assert answer.status == 404
    colleague.goto("/konto/beskeder/")
    colleague.get_by_role("link", name="En kollega beder dig læse en side").first.click()
    expect(colleague).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    desk = Desk(colleague)
    desk.open_actions()
    colleague.get_by_role("button", name="Godkend med en bemærkning").click()
    dialog = colleague.locator(".modal-dialog")
    dialog.get_by_role("textbox").fill("God historie. Jeg har rettet et komma.")
    dialog.locator("button[type=submit]").click()
    expect(colleague.locator(".messages .success")).to_be_visible()
    reader.goto(f"/lokalhistorie/{SLUG}/")
    expect(reader.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(reader.get_by_text("God historie")).to_have_count(0)  # what colleagues say is for themselves


def _translate(desk: Desk, address: str, reader: Page) -> None:
    page = desk.page
    number = re.findall(r"\d+", address)[-1]
    page.goto(f"/admin/localize/submit/page/{number}/")
    page.get_by_role("checkbox", name="Engelsk").check()
    page.get_by_role("main").locator("[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    for tab, danish, english in (
        ("Indhold", TITLE, "When the lighthouse was lit"),
        ("Søgning og menuer", SLUG, "the-lighthouse"),
    ):
        page.get_by_role("tab", name=tab).click()
        segment = page.locator("li", has=page.get_by_text(danish, exact=True)).last
        segment.get_by_role("button", name="Oversæt").click()
        segment.get_by_role("textbox").fill(english)
        segment.get_by_role("button", name="Gem").click()
        expect(segment.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Udgiv")).first.click()
    expect(page.locator(".messages").get_by_text("er udgivet på")).to_be_visible()
    reader.goto(f"/lokalhistorie/{SLUG}/")
    reader.get_by_role("banner").get_by_role("link", name="English").click()
    expect(reader).to_have_url(re.compile("/en/local-history/the-lighthouse/$"))
    expect(reader.get_by_role("heading", name="When the lighthouse was lit", level=1)).to_be_visible()


def _move(page: Page, edit: str, reader: Page) -> None:
    """To another section; who has the old address still gets there."""
    page.goto(f"{edit}move/")
    page.get_by_role("button", name="Handlinger").first.click()
    page.locator("[data-chooser-action-choose]").filter(visible=True).first.click()
    dialog = page.locator(".modal-dialog")
    dialog.get_by_role("textbox").first.fill("Demokrati")
    dialog.get_by_role("link", name="Demokrati", exact=True).click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Bekræft").click()
    page.get_by_role("button", name="Ja, flyt siden").click()
    expect(page.locator(".messages .success")).to_be_visible()
    reader.goto(f"/lokalhistorie/{SLUG}/")
    expect(reader).to_have_url(re.compile(f"/demokrati/{SLUG}/$"))
    expect(reader.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
