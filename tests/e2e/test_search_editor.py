"""The editor's journey through search: what was sought in vain, a synonym against it, a page put first, a rebuild."""

from playwright.sync_api import Page, expect

from tests.e2e import axe
from tests.e2e.desk import Desk
from tests.e2e.visitors import EDITOR, Visitors, sign_in


def test_an_editor_steers_search(visitors: Visitors) -> None:
    page = visitors.come()
    sign_in(page, EDITOR)
    Desk(page).open_admin()

    panel = page.get_by_role("region", name="Søgt forgæves den seneste måned")
    expect(panel.get_by_role("link", name="billetpriser")).to_be_visible()
    panel.get_by_role("link", name="Se, hvad der er søgt efter").click()
    in_vain = page.get_by_role("table", name="Søgt forgæves")
    expect(in_vain.get_by_role("row", name="zoologisk have")).to_be_visible()
    _is_sound(page, "Det er der søgt efter")

    in_vain.get_by_role("link", name="Prøv »billetpriser«").click()
    page.get_by_label("Det, nogen skriver").fill("vandporten")
    page.get_by_role("button", name="Prøv").click()
    expect(page.get_by_role("table", name="Det bliver ordene til")).to_contain_text("vandport")
    _is_sound(page, "Prøv en søgning")

    page.get_by_role("link", name="Tilføj et synonym").click()
    page.get_by_role("textbox", name="Ord, der skrives").fill("sortesyn")
    page.get_by_role("textbox", name="Ord, der menes").fill("stormflod")
    page.get_by_role("button", name="Gem").click()
    expect(page.get_by_text("sortesyn").first).to_be_visible()
    reader = visitors.come()
    reader.goto(f"{visitors.url}/soeg/?q=sortesyn")
    expect(
        reader.get_by_role("main").get_by_role("link", name="Natten, da vandet stod i Fiskergade").first
    ).to_be_visible()

    page.goto("/admin/soegning/dokumenter/")
    expect(page.get_by_text("Alle læste dokumenter har en tekst.")).to_be_visible()
    _is_sound(page, "Dokumenter, der ikke findes")

    page.goto("/admin/soegning/")
    expect(page.get_by_role("table", name="Det kan findes").get_by_role("row", name="Artikler")).to_be_visible()
    _is_sound(page, "Sådan har søgningen det")
    page.get_by_role("button", name="Genopbyg").click()
    expect(page.get_by_text("Genopbygningen er sat i gang")).to_be_visible()
    expect(
        page.get_by_role("status").filter(has_text="/").or_(page.get_by_text("Den seneste genopbygning"))
    ).to_be_visible()


def _is_sound(page: Page, heading: str) -> None:
    expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()
    assert axe.problems(page) == []
