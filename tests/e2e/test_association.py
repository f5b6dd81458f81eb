"""The association's journey on a phone: drawings sent in with consents, two rounds, publication, withdrawal.

Meanwhile a consent is taken back, renewed, and runs out.
"""

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, Response, expect

from tests.e2e.axe import problems
from tests.e2e.site import RunningSite
from tests.e2e.visitors import EDITOR, MEMBER, Visitors

PHONE = {"width": 360, "height": 780}
TITLE = "Vinterens vanter"
NOTE = "To små ting, så er den klar."
REMARK = "Skriv gerne, hvem der har strikket de røde vanter."
KNITTER = "Grethe Lund"
COUNT = 12
A_DAY_LATER = f"""
from datetime import timedelta
from django.utils import timezone
from exhibitions.models import Consent, Work
last = Work.objects.filter(exhibition__title="{TITLE}").order_by("sort_order").last()
assert Consent.objects.filter(picture=last.picture).update(valid_until=timezone.localdate() - timedelta(days=1))
"""
ALT = "Et par vanter, nummer {} i rækken."


def test_an_association_sends_an_exhibition_and_takes_it_back(
    visitors: Visitors, site: RunningSite, tmp_path: Path
) -> None:
    member = visitors.come(MEMBER, viewport=PHONE)
    _tell_about_it(member)
    _upload_with_one_refused(member, _files(tmp_path))
    _describe(member)
    _two_tabs_collide(member)
    _say_yes(member)
    _send(member)
    editor = visitors.come(EDITOR)
    _ask_for_a_change(editor)
    _change_and_resend(member)
    _accept(editor)
    address = _everybody_sees_it(visitors)
    _take_back_a_consent(member, visitors, address)
    _renew_it(member, visitors, address)
    _let_it_run_out(site, member, visitors, address)
    _withdraw(member, visitors, address)


def _files(folder: Path) -> list[Path]:
    """Photographs as a phone makes them, and something that only pretends to be one."""
    files = []
    for number in range(COUNT):
        files.append(folder / f"IMG_{2040 + number}.jpg")
        ground = Image.linear_gradient("L").resize((800, 600)).convert("RGB")
        colour = (40 + 15 * number, 60, 220 - 15 * number)
        Image.blend(ground, Image.new("RGB", (800, 600), colour), 0.7).save(files[-1], quality=80)
    fake = folder / "strikkeopskrift.jpg"
    fake.write_text("Slå 48 masker op.", encoding="utf-8")
    return [*files, fake]


def _tell_about_it(page: Page) -> None:
    page.goto("/indsend/")
    page.get_by_role("link", name="Indsend en udstilling").first.click()
    page.get_by_label("Hvad hedder udstillingen?").fill(TITLE)
    page.get_by_role("button", name="Begynd", exact=True).click()
    page.get_by_label("Fortæl i en eller to sætninger").fill("Huer og vanter til alle, der cykler i frost.")
    expect(page.get_by_text(re.compile(r"Gemt kl\. \d"))).to_be_visible()
    page.reload()  # saved as it was typed
    expect(page.get_by_label("Fortæl i en eller to sætninger")).to_have_value(re.compile("Huer og vanter"))
    page.get_by_role("button", name="Gem og gå videre").click()
    page.get_by_label("Første dag").fill("2027-01-10")
    page.get_by_label("Sidste dag").fill("2027-01-09")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Sidste dag").fill("2027-02-10")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_role("heading", name="Billeder og værker")).to_be_visible()


def _upload_with_one_refused(page: Page, files: list[Path]) -> None:
    """Many at once; the connection breaks for a while; a file that is no picture is refused by name."""
    broken = [True, True]

    def lose(route: object) -> None:
        if broken:
            broken.pop()
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route(re.compile("/filer/[0-9a-f-]+/$"), lose)
    page.get_by_label("Vælg billeder").set_input_files(files)
    expect(page.locator(".sheet > li")).to_have_count(COUNT, timeout=60_000)
    refused = page.locator(".upload__list .is-refused")
    expect(refused).to_have_count(1)
    expect(refused).to_contain_text("strikkeopskrift.jpg")
    expect(refused).to_contain_text("Det er ikke et billede, der kan bruges.")
    page.unroute(re.compile("/filer/[0-9a-f-]+/$"))
    assert problems(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.get_by_label("Vælg billeder").set_input_files(files[0])
    expect(page.get_by_text("Billedet er der allerede")).to_be_visible()


def _describe(page: Page) -> None:
    lines = page.locator(".sheet > li")
    for number in range(COUNT):
        lines.nth(number).get_by_label("Titel").fill(f"Vanter {number + 1}")
        lines.nth(number).get_by_label("Hvad viser billedet?").fill(ALT.format(number + 1))
    lines.nth(0).get_by_label("Titel").fill("IMG_2040")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_role("alert").first).to_contain_text("Det er navnet på en fil.")
    lines.nth(0).get_by_label("Titel").fill("Røde vanter")
    lines.nth(0).get_by_role("button", name="Ned").focus()
    page.keyboard.press("Enter")
    expect(lines.nth(1).get_by_label("Titel")).to_have_value("Røde vanter")
    expect(page.get_by_text(re.compile(r"Gemt kl\. \d"))).to_be_visible()


def _two_tabs_collide(page: Page) -> None:
    """The same sheet in two windows: what was changed in both is shown with both texts."""
    other = page.context.new_page()
    other.goto(page.url)
    first = other.locator(".sheet > li").first.get_by_label("Lavet af")
    first.fill("Bodil")
    expect(other.get_by_text(re.compile(r"Gemt kl\. \d"))).to_be_visible()
    other.close()
    mine = page.locator(".sheet > li").first.get_by_label("Lavet af")
    mine.fill("Bodil Ravn")
    conflict = page.locator(".conflict")
    expect(conflict).to_contain_text("Bodil")
    assert problems(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    with page.expect_response(_saved_mine):
        conflict.get_by_role("button", name="Behold min").click()
    expect(conflict).to_have_count(0)
    page.reload()
    expect(mine).to_have_value("Bodil Ravn")
    page.get_by_role("button", name="Gem og gå videre").click()


def _saved_mine(response: Response) -> bool:
    """The form was taken with my text, not only sent."""
    is_mine = response.request.method == "POST" and "Bodil Ravn" in (response.request.post_data or "")
    return is_mine and not response.json().get("conflicts")


def _say_yes(page: Page) -> None:
    expect(page.get_by_role("heading", name="Hvem har sagt ja?")).to_be_visible()
    lines = page.locator(".sheet > li")
    for number in range(COUNT):
        lines.nth(number).get_by_label("Hvem har taget eller lavet billedet?").fill("Bodil Ravn")
        lines.nth(number).get_by_label("Hvad må andre gøre med det?").select_option("InC")
        lines.nth(number).get_by_label("Kan man kende nogen på billedet?").select_option("nobody")
    last = lines.nth(COUNT - 1)
    last.get_by_label("Kan man kende nogen på billedet?").select_option("child")
    page.get_by_role("button", name="Gem og gå videre").click()
    expect(page.get_by_role("alert").first).to_contain_text("Skriv, hvem der har sagt ja.")
    last.get_by_label("Hvem har sagt ja til, at det bliver vist?").fill("Idas mor")
    page.get_by_role("button", name="Gem og gå videre").click()


def _send(page: Page) -> None:
    page.get_by_role("button", name="Send til biblioteket").click()
    expect(page.get_by_text("Tak. Biblioteket har fået din udstilling")).to_be_visible()
    expect(page.get_by_role("button", name="Send til biblioteket")).to_have_count(0)


def _at_the_desk(page: Page) -> None:
    page.goto("/admin/indsendte/")
    page.get_by_role("main").get_by_role("link", name=TITLE, exact=True).first.click()


def _ask_for_a_change(page: Page) -> None:
    _at_the_desk(page)
    work = page.locator("details", has=page.get_by_text("Røde vanter", exact=True)).first
    work.locator("summary").first.click()
    work.locator("details", has_text="Lavet af").locator("summary").click()
    work.get_by_label("Hvad er der med »Lavet af«?").fill(REMARK)
    work.get_by_role("button", name="Sæt bemærkningen her").filter(visible=True).click()
    page.locator("summary", has_text="Ret venligst").click()
    page.get_by_label("Hvad skal foreningen gøre eller vide?").filter(visible=True).fill(NOTE)
    page.get_by_role("button", name="Send den tilbage").click()
    expect(page.get_by_text("Foreningen er bedt om ændringerne.")).to_be_visible()


def _change_and_resend(page: Page) -> None:
    page.goto("/indsend/")
    row = page.get_by_role("article").filter(has_text=TITLE).first
    expect(row).to_contain_text("Biblioteket beder om ændringer")
    row.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_text(NOTE).first).to_be_visible()
    page.get_by_role("link", name="Ret noget først").click()
    line = page.locator(".sheet > li").nth(1)
    expect(line).to_contain_text(REMARK)
    line.get_by_label("Lavet af").fill(KNITTER)
    line.get_by_role("button", name="Det har vi gjort").click()
    expect(page.get_by_text(REMARK)).to_have_count(0)
    page.get_by_role("link", name=re.compile("Gennemsyn")).click()
    page.get_by_role("button", name="Send til biblioteket").click()
    expect(page.get_by_text("Tak. Biblioteket har fået din udstilling")).to_be_visible()


def _accept(page: Page) -> None:
    _at_the_desk(page)
    page.locator("summary", has_text=re.compile("^Antag$")).click()
    page.get_by_role("button", name="Antag den").click()
    expect(page.get_by_text("Antaget. Foreningen får besked.")).to_be_visible()


def _everybody_sees_it(visitors: Visitors) -> str:
    page = visitors.come()
    page.goto("/udstillinger/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    expect(page.get_by_text(re.compile(KNITTER)).first).to_be_visible()
    _until(page, lambda: page.get_by_role("img", name=ALT.format(COUNT)).count() > 0)
    page.goto("/foreninger/")
    page.get_by_role("link", name="Maskerne").first.click()
    page.get_by_role("link", name=TITLE).first.click()
    return page.url


def _until(page: Page, holds: object) -> None:
    """A worker moves the pictures in a moment; whoever looks again sees it."""
    for _ in range(30):
        if holds():  # type: ignore[operator]
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError("The page stayed as it was.")


def _take_back_a_consent(member: Page, visitors: Visitors, address: str) -> None:
    member.goto("/indsend/")
    member.get_by_role("article").filter(has_text=TITLE).get_by_role("link", name=TITLE).first.click()
    work = member.locator(".contact-sheet > li").last
    work.get_by_role("button", name="Træk samtykket tilbage").last.click()
    expect(member.get_by_text("Samtykket er trukket tilbage.").first).to_be_visible()
    page = visitors.come()
    page.goto(address)
    _until(page, lambda: page.get_by_role("img", name=ALT.format(COUNT)).count() == 0)
    expect(page.get_by_role("img", name=ALT.format(2)).first).to_be_attached()


def _renew_it(member: Page, visitors: Visitors, address: str) -> None:
    """What had ended is agreed to anew, and the picture is back for everybody."""
    work = member.locator(".contact-sheet > li").last
    work.locator("summary", has_text="Forny samtykket").last.click()
    work.get_by_label("Hvem siger ja?").filter(visible=True).fill("Idas mor og far")
    assert problems(member) == []
    member.set_viewport_size(PHONE)  # type: ignore[arg-type]
    work.get_by_role("button", name="Forny det").filter(visible=True).click()
    expect(member.get_by_text("Samtykket er fornyet.").first).to_be_visible()
    page = visitors.come()
    page.goto(address)
    _until(page, lambda: page.get_by_role("img", name=ALT.format(COUNT)).count() > 0)


def _let_it_run_out(site: RunningSite, member: Page, visitors: Visitors, address: str) -> None:
    """Its last day passes: the clock takes the picture down, and the association is told."""
    site.manage("shell", "--no-imports", "--command", A_DAY_LATER)
    site.manage("tend_exhibitions")
    page = visitors.come()
    page.goto(address)
    _until(page, lambda: page.get_by_role("img", name=ALT.format(COUNT)).count() == 0)
    expect(page.get_by_role("img", name=ALT.format(2)).first).to_be_attached()
    told = visitors.come(MEMBER, viewport=PHONE)
    told.goto("/konto/beskeder/")
    expect(told.get_by_role("main").get_by_text(re.compile("samtykke", re.IGNORECASE)).first).to_be_visible()
    member.reload()


def _withdraw(member: Page, visitors: Visitors, address: str) -> None:
    member.locator("summary", has_text="Træk udstillingen tilbage").click()
    member.get_by_role("button", name="Træk den tilbage").click()
    expect(member.get_by_text("Udstillingen er trukket tilbage.").first).to_be_visible()
    page = visitors.come()
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 410
    expect(page.get_by_role("heading", name="Udstillingen er trukket tilbage")).to_be_visible()
