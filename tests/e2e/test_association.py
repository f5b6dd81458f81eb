"""The association's journey: an exhibition sent in with pictures, a change asked for, sent again, and published."""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.visitors import EDITOR, MEMBER, Visitors

TITLE = "Vinterens vanter"
REMARK = "Skriv gerne, hvem der har strikket de røde vanter."
KNITTER = "Grethe Lund"
ALTS = ["Et par røde vanter med snefnug.", "En grå hue med kvast på en gren."]


def test_an_association_sends_an_exhibition_and_an_editor_publishes_it(visitors: Visitors, tmp_path: Path) -> None:
    member = visitors.come(MEMBER)
    _tell_about_it(member)
    _upload_with_one_refused(member, _files(tmp_path))
    _describe_and_send(member)
    editor = visitors.come(EDITOR)
    draft = _find_in_admin(editor)
    _ask_for_a_change(editor)
    _change_and_resend(member)
    _publish(editor, draft)
    _everybody_sees_it(visitors)


def _files(folder: Path) -> list[Path]:
    """Two photographs as a phone makes them, and something that only pretends to be one."""
    files = []
    for name, colour in (("vanter.jpg", "#9b2d26"), ("hue.jpg", "#7a7f86")):
        files.append(folder / name)
        Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(files[-1], quality=80)
        Image.blend(Image.open(files[-1]), Image.new("RGB", (1600, 1200), colour), 0.7).save(files[-1], quality=80)
    fake = folder / "strikkeopskrift.jpg"
    fake.write_text("Slå 48 masker op.", encoding="utf-8")
    return [*files, fake]


def _tell_about_it(page: Page) -> None:
    page.goto("/indsend/")
    page.get_by_role("link", name="Begynd på en ny udstilling").click()
    page.get_by_label("Fortæl mere").fill("Vi har strikket hver tirsdag siden oktober.")
    page.get_by_role("button", name="Gem og gå videre til billederne").click()  # title and lead are missing
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert.get_by_role("link")).to_have_count(2)
    expect(page.get_by_label("Fortæl mere")).to_have_value("Vi har strikket hver tirsdag siden oktober.")
    page.get_by_label("Hvad hedder udstillingen?").fill(TITLE)
    page.get_by_label("Fortæl i en eller to sætninger").fill("Huer og vanter til alle, der cykler i frost.")
    page.get_by_role("button", name="Gem og gå videre til billederne").click()
    expect(page.get_by_role("heading", name="Billeder og værker")).to_be_visible()


def _upload_with_one_refused(page: Page, files: list[Path]) -> None:
    """A file that is no picture is refused by name; what was typed, and the other pictures, stay."""
    page.get_by_label("Vælg billeder").set_input_files(files[0])
    page.get_by_role("button", name="Tilføj de valgte billeder").click()
    first = page.locator(".sheet > li").first
    expect(first).to_be_visible()
    first.get_by_label("Titel").fill("Røde vanter")
    first.get_by_label("Hvad viser billedet?").fill(ALTS[0])
    first.get_by_label("Et par ord til de besøgende").fill("Efter et mønster fra 1932.")
    page.get_by_label("Vælg billeder").set_input_files(files[1:])
    page.get_by_role("button", name="Tilføj de valgte billeder").click()
    expect(page.get_by_role("alert")).to_contain_text("strikkeopskrift.jpg: Det er ikke et billede, der kan bruges.")
    expect(page.locator(".sheet > li")).to_have_count(2)
    expect(first.get_by_label("Titel")).to_have_value("Røde vanter")
    expect(first.get_by_label("Hvad viser billedet?")).to_have_value(ALTS[0])
    expect(first.get_by_label("Et par ord til de besøgende")).to_have_value("Efter et mønster fra 1932.")


def _describe_and_send(page: Page) -> None:
    second = page.locator(".sheet > li").nth(1)
    second.get_by_label("Titel").fill("Grå hue")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_text("»Grå hue« mangler en beskrivelse af billedet")).to_be_visible()
    page.get_by_role("link", name="Ret noget først").click()
    second.get_by_label("Hvad viser billedet?").fill(ALTS[1])
    page.get_by_role("button", name="Gem og gå videre").click()
    page.get_by_role("button", name="Send til biblioteket").click()
    expect(page.get_by_text("Tak. Biblioteket har fået din udstilling")).to_be_visible()
    expect(page.get_by_text("Hos biblioteket", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Send til biblioteket")).to_have_count(0)


def _find_in_admin(page: Page) -> str:
    """The draft waits on the editors' own front page."""
    page.goto("/admin/")
    page.get_by_role("main").get_by_role("link", name=TITLE, exact=True).first.click()
    expect(page.locator("[name=title]")).to_have_value(TITLE)
    expect(page.get_by_role("region", name="Værk 2", exact=True).locator("[name$=-alt]")).to_have_value(ALTS[1])
    return page.url


def _ask_for_a_change(page: Page) -> None:
    _workflow_action(page, "reject")
    dialog = page.locator(".modal-dialog, [role=dialog]").filter(visible=True)
    dialog.get_by_role("textbox").fill(REMARK)
    dialog.locator("button[type=submit], input[type=submit]").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def _workflow_action(page: Page, name: str) -> None:
    """Press one of the workflow's buttons, by the menu at the foot of the editor."""
    action = page.locator(f"[data-workflow-action-name={name}]").first
    if not action.is_visible():
        page.locator("nav.footer__container [data-w-dropdown-target=toggle]").click()
    action.click()


def _change_and_resend(page: Page) -> None:
    page.goto("/indsend/")
    row = page.get_by_role("article").filter(has_text=TITLE)
    expect(row).to_contain_text("Biblioteket beder om ændringer")
    row.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_text(REMARK)).to_be_visible()
    page.get_by_role("link", name="Ret noget først").click()
    page.locator(".sheet > li").first.get_by_label("Lavet af").fill(KNITTER)
    page.get_by_role("button", name="Gem og gå videre").click()
    page.get_by_role("button", name="Send til biblioteket").click()
    expect(page.get_by_text("Hos biblioteket", exact=True)).to_be_visible()


def _publish(page: Page, draft: str) -> None:
    page.goto(draft)
    expect(page.get_by_role("region", name="Værk 1", exact=True).locator("[name$=-maker]")).to_have_value(KNITTER)
    _workflow_action(page, "approve")
    expect(page.locator(".messages .success")).to_be_visible()


def _everybody_sees_it(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/udstillinger/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    for alt in ALTS:
        expect(page.get_by_role("img", name=alt).first).to_be_attached()
    expect(page.get_by_text(re.compile(KNITTER)).first).to_be_visible()
    page.goto("/foreninger/")
    page.get_by_role("link", name="Maskerne").first.click()
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
