"""The searcher's journey: the box on any page, suggestions, one list of everything, with and without Elasticsearch."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import axe
from tests.e2e.visitors import Visitors
from tests.services.facade import Services

NOTICE = "Søgningen kører i begrænset tilstand"
KINDS = {"Artikler", "Udstillinger", "Værker", "Indlæg"}


def test_a_searcher_finds_everything_from_any_page(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/debat/")
    _go_to_box(page)
    page.keyboard.type("brovig jern")
    option = page.locator("search-box").get_by_role("option", name=re.compile("Jernstøberi")).first
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = page.locator("search-box").get_by_role("option", selected=True)
    expect(chosen).to_have_count(1)
    title = chosen.locator("span").first.inner_text()
    assert axe.problems(page) == []
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"^{re.escape(title)}"))

    _go_to_box(page)
    page.keyboard.type("havnen")
    page.keyboard.press("Enter")
    _shows_all_kinds_together(page)
    expect(page.get_by_text(NOTICE)).to_have_count(0)


def _go_to_box(page: Page) -> None:
    """Press `/`, once the page's script has made the field a combobox."""
    box = page.get_by_role("banner").get_by_role("combobox")
    expect(box).to_be_visible()
    page.keyboard.press("/")
    expect(box).to_be_focused()


def _shows_all_kinds_together(page: Page) -> None:
    """One ranked list with several kinds on its first pages, each hit saying why it is there; tabs for each kind."""
    expect(page.get_by_role("heading", level=1, name=re.compile("havnen"))).to_be_visible()
    tabs = page.get_by_role("navigation", name=re.compile("Slags")).get_by_role("link").all_inner_texts()
    assert {re.sub(r"\s*\d+$", "", tab) for tab in tabs} >= KINDS, tabs
    hits = page.locator("main article.row")
    assert hits.count() >= 5
    kinds = {kind.strip() for kind in page.locator("main article.row .kicker").all_inner_texts()}
    assert len(kinds) >= 3, kinds
    assert page.locator("main article.row mark").count() >= hits.count()


def test_a_searcher_is_answered_when_elasticsearch_is_not(visitors: Visitors, services: Services) -> None:
    if not services.elasticsearch.owned:
        pytest.skip("ELASTICSEARCH_URL names a server that is not ours to stop.")
    page = visitors.come()
    before = _addresses(page)
    expect(page.get_by_text(NOTICE)).to_have_count(0)
    services.elasticsearch.stop()
    try:
        assert _addresses(page) == before, "the database finds what Elasticsearch found"
        expect(page.get_by_text(NOTICE)).to_be_visible()
        assert axe.problems(page) == []
    finally:
        services.elasticsearch.start()
    for _ in range(40):  # the site tries again after at most half a minute
        page.reload()
        if page.get_by_text(NOTICE).count() == 0:
            break
        page.wait_for_timeout(1000)
    expect(page.get_by_text(NOTICE)).to_have_count(0)
    assert _addresses(page) == before


def _addresses(page: Page) -> set[str]:
    """The addresses of all hits, page after page, as many as the result says that there are."""
    page.goto("/soeg/?q=jernstøberiet")
    total = int(re.findall(r"^\d+", page.locator(".hits-count").inner_text())[0])
    found: list[str] = []
    while True:
        links = page.locator("main article.row h2 a")
        found += [str(link.get_attribute("href")) for link in links.all()]
        onward = page.get_by_role("link", name="Næste", exact=True)
        if onward.count() == 0:
            break
        before = page.url
        onward.click()
        expect(page).not_to_have_url(before)
    assert len(found) == total > 0
    return set(found)


def test_a_searcher_narrows_and_goes_back(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/soeg/?q=havnen")
    everything = page.locator(".hits-count").inner_text()
    box = page.locator(".facets input[name=topic]").first
    box.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("topic="))
    expect(page.locator("#search-status")).to_have_text(page.locator(".hits-count").inner_text())
    assert page.locator(".hits-count").inner_text() != everything
    expect(page.locator(".facets input[name=topic]:checked")).to_be_focused()
    narrowed = page.url
    page.get_by_role("link", name=re.compile("^Artikler")).click()
    expect(page).to_have_url(re.compile("kind=article"))
    page.go_back()
    expect(page).to_have_url(narrowed)
    expect(page.locator(".facets input[name=topic]:checked")).to_have_count(1)
    assert axe.problems(page) == []
    page.go_back()
    expect(page.locator(".hits-count")).to_have_text(everything)


def test_a_searcher_without_scripts_narrows_with_the_button(visitors: Visitors) -> None:
    page = visitors.come(java_script_enabled=False)
    page.goto("/soeg/?q=havnen")
    page.locator(".facets input[name=topic]").first.check()
    page.get_by_role("button", name=re.compile("^Vis ")).click()
    expect(page).to_have_url(re.compile("topic="))
    expect(page.locator(".facets input[name=topic]:checked")).to_have_count(1)


def test_a_searcher_on_a_phone_unfolds_the_facets(visitors: Visitors) -> None:
    page = visitors.come(viewport={"width": 360, "height": 780})
    page.goto("/soeg/?q=havnen")
    facets = page.locator(".facets__form")
    expect(facets).to_be_hidden()
    page.locator(".facets > summary").click()
    expect(facets).to_be_visible()
    page.locator(".facets input[name=topic]").first.check()
    expect(page).to_have_url(re.compile("topic="))
    expect(facets).to_be_visible()
    page.get_by_role("button", name=re.compile("^Vis ")).click()
    expect(facets).to_be_hidden()
    expect(page.locator("#hits")).to_be_focused()


def test_what_was_searched_for_stays_on_the_device_until_it_is_forgotten(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/debat/")
    _go_to_box(page)
    page.keyboard.type("stormflod")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=stormflod"))
    page.goto("/debat/")
    _go_to_box(page)
    page.keyboard.press("ArrowDown")
    expect(page.locator("search-box").get_by_role("option", name="stormflod")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(page.locator("search-box").get_by_role("option", name="Glem mine søgninger")).to_have_attribute(
        "aria-selected", "true"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.locator("search-box").get_by_role("option")).to_have_count(0)


def test_who_finds_nothing_is_led_on(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/soeg/?q=xyzzyqwfp")
    expect(page.get_by_role("heading", name="Vi fandt ikke noget")).to_be_visible()
    assert axe.problems(page) == []
    page.locator(".empty .tag").first.click()
    expect(page.locator("main article.row").first).to_be_visible()
