"""Every template in every state, judged by axe against WCAG 2.2 AA; reflow, keyboard, no English among the Danish."""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from tests.e2e import axe
from tests.e2e.gallery import STOPS, Stop
from tests.e2e.site import ROOT, RunningSite
from tests.e2e.visitors import Visitors

PHOTOGRAPHS = os.environ.get("TORVET_PHOTOGRAPHS")  # a folder: every stop is kept there, to be looked at
LOOKED_AT = [(scheme, width) for scheme in ("light", "dark") for width in (360, 768, 1280)]
NARROWEST = 320  # CSS pixels: WCAG 1.4.10
TELLING = 2  # words that an English sentence has at least to be looked for


@pytest.mark.parametrize("stop", STOPS, ids=[stop.name for stop in STOPS])
def test_everybody_can_use_it(stop: Stop, visitors: Visitors, site: RunningSite) -> None:
    page = visitors.come(stop.who)
    stop.visit(page, site)
    page.evaluate("document.fonts.ready")
    problems = axe.problems(page, stop.within)
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    if stop.within == "html":  # how Wagtail's editor folds is Wagtail's
        problems += _too_wide(page)
    text = page.locator("body").inner_text()
    if PHOTOGRAPHS:
        _photograph(page, Path(PHOTOGRAPHS) / stop.name)
    problems += [f"English: {sentence}" for sentence in _english() if sentence in text]
    assert not problems, "\n".join(problems)


def _photograph(page: Page, place: Path) -> None:
    """Keep the page as it stands, at three widths, light and dark."""
    for scheme, width in LOOKED_AT:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{place}-{width}-{scheme}.jpg", type="jpeg", quality=60, full_page=True)


def _too_wide(page: Page) -> list[str]:
    """Elements that reach beyond the narrowest screen, when the page can be scrolled sideways."""
    if page.evaluate("document.scrollingElement.scrollWidth") <= NARROWEST:
        return []
    reaching = (
        "width => [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > width + 1)"
        ".slice(0, 5).map(e => e.outerHTML.slice(0, 120))"
    )
    wide = page.evaluate(reaching, NARROWEST)
    return [f"{NARROWEST} px: beyond the edge: {html}" for html in wide] or [f"{NARROWEST} px: scrolls sideways"]


@cache
def _english() -> tuple[str, ...]:
    """The English sentences of our own catalogue that read otherwise in Danish."""
    with (ROOT / "site" / "locale" / "da" / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if isinstance(message.id, str)]
    return tuple(m.id for m in messages if m.string != m.id and len(m.id.split()) >= TELLING and "%" not in m.id)


def test_the_keyboard_reaches_the_content_first(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/lokalhistorie/stormfloden-1921/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Gå til indholdet")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


# The element that has focus: how it begins, whether an outline or shadow marks it (or the card that it is the link of),
# whether it is on the screen.
FOCUSED = """() => {
  const element = document.activeElement, box = element.getBoundingClientRect();
  const outlined = style => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const marks = style => outlined(style) || style.boxShadow !== "none";
  const card = element.closest("article, li") ?? element;
  const marked = [getComputedStyle(element), getComputedStyle(element, "::after"), getComputedStyle(card)].some(marks);
  return [element.outerHTML.slice(0, 120), marked, box.bottom > 0 && box.top < innerHeight];
}"""


@pytest.mark.parametrize("path", ["/", "/debat/hvad-skal-det-nye-kulturhus-rumme/", "/konto/login/"])
def test_focus_is_always_seen(path: str, visitors: Visitors) -> None:
    page = visitors.come()
    page.goto(path)
    reached = 0
    while page.keyboard.press("Tab") or not page.evaluate("document.activeElement === document.body"):
        reached += 1  # round once, until nothing has focus
        html, is_marked, is_shown = page.evaluate(FOCUSED)
        assert is_marked, f"nothing marks the focus on {html}"
        assert is_shown, f"the focus is outside the window: {html}"
    assert reached > 10, "there is more than that to reach"


def test_the_menu_opens_on_a_phone(visitors: Visitors) -> None:
    page = visitors.come(viewport={"width": 360, "height": 780})
    page.goto("/")
    button = page.get_by_role("button", name="Menu")
    entry = page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Demokrati")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(entry).to_be_hidden()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    entry.focus()
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    entry.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Demokrati"))
