"""The editor's journey: three pages from blocks, previewed, published or scheduled, and found where readers look."""

import datetime as dt
import re

from playwright.sync_api import Page, expect

from tests.e2e.desk import Desk
from tests.e2e.site import RunningSite
from tests.e2e.visitors import EDITOR, Visitors, sign_in

INDEX_TRIES = 30  # seconds that a publication may take to be found on a busy machine
WORKS = [
    ("Kutter ved kajen", "En blå kutter ligger fortøjet ved en mole."),
    ("Garn til tørre", "Fiskegarn hænger på stænger foran et rødt skur."),
    ("Morgen på broen", "En mand trækker en cykel over en bro i tåge."),
    ("Røgeriet", "Der kommer røg op fra to skorstene på et lavt hus."),
    ("Is på fjorden", "Børn løber på skøjter mellem fastfrosne joller."),
    ("Auktionen", "Mænd i kasketter står om kasser med fisk."),
]


def test_an_editor_makes_three_pages_and_readers_find_them(visitors: Visitors, site: RunningSite) -> None:
    page = visitors.come()
    sign_in(page, EDITOR)
    desk = Desk(page)
    desk.open_admin()
    goes_live = _write_scheduled_history(desk)
    _write_democracy(desk)
    _hang_exhibition(desk)

    reader = visitors.come()
    _is_on_front_page(reader)
    _is_in_sections(reader)
    _is_found(reader)
    _appears_in_time(reader, goes_live, site)


def _write_scheduled_history(desk: Desk) -> dt.datetime:
    desk.begin("Lokalhistorie", "Artikel")
    desk.write("Titel", "Isvinteren, da postbåden sad fast")
    desk.write("Manchet", "I februar 1929 kunne man gå til Nørreby. Posten gik med.")
    desk.choose_picture(desk.page.get_by_role("region", name="Billede").first, "winter")
    desk.block("Overskrift").get_by_role("textbox").fill("Tre uger uden sejlads")
    desk.write_text(desk.block("Tekst"), "Postbåden Trofast lå stille i råddenisen ved Lindholm fra den 4. februar.")
    picture = desk.block("Billede")
    desk.choose_picture(picture, "boats")
    desk.write("Alternativ tekst", "To joller trukket på land ved en bro.", picture)
    desk.write("Billedtekst", "Jollerne kom på land, før isen lagde sig.", picture)
    quote = desk.block("Citat")
    desk.write("Citat", "Vi bar brevene i en mælkejunge.", quote)
    desk.write("Hvem har sagt det", "Postbud Laurits Holm", quote)
    timeline = desk.block("Tidslinje")
    for number, (when, what) in enumerate([("4. februar", "Båden fryser fast"), ("26. februar", "Isen bryder op")], 1):
        item = desk.add_item(timeline, number)
        desk.write("Hvornår", when, item)
        desk.write("Hvad", what, item)
    sources = desk.block("Kilder")
    desk.add_item(sources, 1).get_by_role("textbox").fill("Brovig Avis, 27. februar 1929")

    preview = desk.preview()
    expect(preview.get_by_role("heading", name="Isvinteren, da postbåden sad fast")).to_be_visible()
    expect(preview.get_by_text("Vi bar brevene i en mælkejunge.")).to_be_visible()
    desk.close_preview()
    desk.settle()
    now = dt.datetime.now().astimezone()
    goes_live = (now + dt.timedelta(seconds=100)).replace(second=0, microsecond=0)
    desk.schedule(goes_live)
    desk.publish()
    return goes_live


def _write_democracy(desk: Desk) -> None:
    desk.begin("Demokrati", "Artikel")
    desk.write("Titel", "Sådan kommer du til orde i lokalrådet")
    desk.write("Manchet", "Lokalrådet mødes hver anden måned, og døren er åben.")
    desk.write_text(desk.block("Tekst"), "Alle over 15 år kan bede om ordet i lokalrådet, når dagsordenen er vedtaget.")
    facts = desk.block("Faktaboks")
    desk.write("Overskrift", "Kort om lokalrådet", facts)
    desk.write_text(facts, "Ni medlemmer, valgt for to år.")
    steps = desk.block("Trin")
    for number, step in enumerate(["Skriv til formanden", "Mød op klokken 19", "Ræk hånden op"], 1):
        desk.add_item(steps, number).get_by_role("textbox").fill(step)
    parts = desk.block("Dele, der kan foldes ud")
    part = desk.add_item(parts, 1)
    desk.write("Overskrift", "Må børn være med?", part)
    desk.write_text(part, "Ja, og de må også spørge.")
    preview = desk.preview()
    expect(preview.get_by_role("heading", name="Sådan kommer du til orde i lokalrådet")).to_be_visible()
    desk.close_preview()
    desk.publish()


def _hang_exhibition(desk: Desk) -> None:
    today = dt.datetime.now().astimezone().date()
    desk.begin("Udstillinger", "Udstilling")
    desk.write("Titel", "Havnens folk i seks billeder")
    desk.write("Manchet", "Fra morgentågen til auktionen: en dag på havnen.")
    desk.choose_picture(desk.page.get_by_role("region", name="Billede").first, "harbour")
    beside = desk.page.get_by_text("Vises i oversigter og i søgningen.")
    desk.pick(desk.page.locator("[name=starts_on]"), f"{today:%Y-%m-%d}", beside)
    desk.pick(desk.page.locator("[name=ends_on]"), f"{today + dt.timedelta(days=40):%Y-%m-%d}", beside)
    desk.write_text(desk.block("Tekst"), "Billederne er lånt af familier på Fiskergade.")
    for number, (title, alt) in enumerate(WORKS, 1):
        desk.page.get_by_role("button", name="Tilføj værk").click()
        work = desk.page.get_by_role("region", name=f"Værk {number}", exact=True)
        desk.write("Titel", title, work)
        desk.choose_picture(work, "harbour")
        desk.write("Alternativ tekst", alt, work)
    preview = desk.preview()
    expect(preview.get_by_role("heading", name="Havnens folk i seks billeder")).to_be_visible()
    expect(preview.get_by_text("Auktionen").first).to_be_visible()
    desk.close_preview()
    desk.publish()


def _is_on_front_page(reader: Page) -> None:
    reader.goto("/")
    main = reader.get_by_role("main")
    expect(main.get_by_role("link", name="Sådan kommer du til orde i lokalrådet").first).to_be_visible()
    expect(main.get_by_role("link", name="Havnens folk i seks billeder").first).to_be_visible()
    expect(main.get_by_role("link", name="Isvinteren")).to_have_count(0)


def _is_in_sections(reader: Page) -> None:
    reader.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Demokrati").click()
    reader.get_by_role("link", name="Sådan kommer du til orde i lokalrådet").click()
    expect(reader.get_by_role("heading", name="Kort om lokalrådet")).to_be_visible()
    expect(reader.get_by_text("Ræk hånden op")).to_be_visible()
    reader.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Udstillinger").click()
    reader.get_by_role("link", name="Havnens folk i seks billeder").first.click()
    for title, alt in WORKS:
        expect(reader.get_by_role("heading", name=title)).to_be_attached()
        expect(reader.get_by_role("img", name=alt)).to_be_attached()


def _is_found(reader: Page) -> None:
    for words, title in (
        ("lokalrådet", "Sådan kommer du til orde i lokalrådet"),
        ("auktion havnen", "Havnens folk i seks billeder"),
    ):
        _finds(reader, words, title)
        expect(reader.get_by_text("Søgningen kører i begrænset tilstand")).to_have_count(0)


def _finds(reader: Page, words: str, title: str) -> None:
    """The worker tells the index after a publication, and the index shows it within a second: the reader asks again."""
    found = reader.get_by_role("main").get_by_role("link", name=re.compile(title))
    for _ in range(INDEX_TRIES):
        reader.goto(f"/soeg/?q={words}")
        if found.count():
            break
        reader.wait_for_timeout(1000)
    expect(found).to_be_visible()


def _appears_in_time(reader: Page, goes_live: dt.datetime, site: RunningSite) -> None:
    """What is scheduled is nowhere before its time, and everywhere after."""
    if dt.datetime.now().astimezone() < goes_live:
        reader.goto("/lokalhistorie/")
        expect(reader.get_by_role("link", name="Isvinteren")).to_have_count(0)
    wait = (goes_live - dt.datetime.now().astimezone()).total_seconds()
    reader.wait_for_timeout(1000 * max(0.0, wait))
    site.manage("clock", "--once")  # it strikes every minute; the journey does not wait for the next one
    reader.goto("/lokalhistorie/")
    reader.get_by_role("link", name="Isvinteren, da postbåden sad fast").first.click()
    expect(reader.get_by_text("Vi bar brevene i en mælkejunge.")).to_be_visible()
    _finds(reader, "postbåden", "Isvinteren")
