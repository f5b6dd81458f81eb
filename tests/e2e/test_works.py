"""Works on a phone, by keyboard: a large scan is zoomed, a model is turned. Neither is fetched before somebody asks."""

import contextlib
import io
import re
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.e2e.site import RunningSite
from tests.e2e.states import SCAN
from tests.e2e.visitors import Visitors
from tests.services.chromium import launch_options

PHONE = {"width": 360, "height": 780}


def _seen(canvas: Locator) -> Image.Image:
    return Image.open(io.BytesIO(canvas.screenshot())).convert("RGB")


def _asked(page: Page) -> list[str]:
    """The addresses that the page asks for, from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    return asked


@pytest.fixture
def solid(browser: Browser, site: RunningSite) -> Iterator[Visitors]:
    """Visitors whose Chromium draws in three dimensions, by the processor: the others' would be slower for it."""
    other = browser.browser_type.launch(**launch_options("--enable-unsafe-swiftshader"))
    visitors = Visitors(other, site.url)
    yield visitors
    visitors.leave()
    other.close()
    assert not visitors.faults, "\n".join(visitors.faults)


NEAR = re.compile(r"^Forstørret ([3-9]|1\d)")


def test_a_model_is_turned_by_keyboard(solid: Visitors) -> None:
    page = solid.come(viewport=PHONE)
    page.goto("/udstillinger/varme-haender/")
    asked = _asked(page)
    page.get_by_role("link", name="Krukke til pindene").first.click()
    opener = page.get_by_role("button", name="Se den fra alle sider")
    expect(opener).to_be_visible()
    assert not [url for url in asked if "model.min" in url or url.endswith(".glb")]

    opener.focus()
    page.keyboard.press("Enter")
    stage = page.get_by_role("application", name="Krukke til pindene, som du kan dreje")
    expect(stage.locator("canvas")).to_be_visible()
    expect(stage).to_be_focused()
    standing = _seen(stage)
    assert len(standing.getcolors(1_000_000) or ()) > 100, "there is nothing on the stage"

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    above = _seen(stage)
    assert above.tobytes() != standing.tobytes()
    page.keyboard.press("+")
    assert _seen(stage).tobytes() != above.tobytes()
    page.keyboard.press("0")
    assert _seen(stage).tobytes() == standing.tobytes()

    page.keyboard.press("Escape")
    expect(stage).to_be_hidden()
    expect(opener).to_be_focused()


def test_a_large_scan_is_zoomed_by_keyboard(visitors: Visitors) -> None:
    page = visitors.come(viewport=PHONE)
    asked = _asked(page)
    page.goto("/udstillinger/")
    page.get_by_role("link", name=SCAN).first.click()
    page.get_by_role("link", name="Blå trøje").first.click()
    opener = page.get_by_role("button", name="Se nærmere på billedet")
    expect(opener).to_be_visible()
    assert not [url for url in asked if "openseadragon" in url]

    opener.focus()
    page.keyboard.press("Enter")
    stage = page.get_by_role("application", name="Blå trøje i stor størrelse")
    expect(stage.locator("canvas").first).to_be_visible()
    whole = len(asked)
    told = page.locator("[data-status]")
    for _ in range(3):  # keys that come before the viewer has opened the picture move nothing: press again
        for _ in range(3):
            page.keyboard.press("+")
        with contextlib.suppress(AssertionError):
            expect(told).to_have_text(NEAR, timeout=4000)
            break
    expect(told).to_have_text(NEAR)
    page.wait_for_load_state("networkidle")
    assert len(asked) > whole, "no finer pieces were fetched"
    near = _seen(stage)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)
    assert _seen(stage).tobytes() != near.tobytes()
    page.keyboard.press("Escape")
    expect(stage).to_be_hidden()
    expect(opener).to_be_focused()
