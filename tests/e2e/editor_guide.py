"""`python -m tests.e2e.editor_guide [--site URL]`: the pictures of the editors' guide, written to docs/redaktoer.

Starts services and a site of its own unless the address of a running demo is given. Few colours keep the files small.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.e2e.desk import STREAM
from tests.e2e.site import RunningSite
from tests.e2e.visitors import EDITOR, Visitors, sign_in
from tests.services.chromium import launch_options
from tests.services.errors import ServiceError
from tests.services.facade import Services

FOLDER = Path(__file__).parents[2] / "docs" / "redaktoer"
SIZE = {"width": 1100, "height": 760}
COLOURS = 96


def _edit(page: Page, slug: str, locale: str = "da") -> None:
    """Open the page with this address in the editor."""
    answer = page.request.get(f"/admin/api/main/pages/?slug={slug}&locale={locale}&type=wagtailcore.Page")
    page.goto(f"/admin/pages/{answer.json()['items'][0]['id']}/edit/")
    page.wait_for_load_state("networkidle")


def overview(page: Page) -> None:
    """The dashboard, from what waits on."""
    page.goto("/admin/")
    page.wait_for_load_state("networkidle")
    page.locator(".w-panel--dashboard").first.evaluate("panel => panel.scrollIntoView()")


def writing(page: Page) -> None:
    """A page in the editor."""
    _edit(page, "broen-over-fjorden")


def blocks(page: Page) -> None:
    """The list of blocks."""
    _edit(page, "broen-over-fjorden")
    add = page.locator(STREAM).first.locator("> .c-sf-add-button, > div > .c-sf-add-button").first
    add.scroll_into_view_if_needed()
    add.click()
    expect(page.get_by_role("option").first).to_be_visible()


def scheduling(page: Page) -> None:
    """The times of publication and expiry."""
    _edit(page, "broen-over-fjorden")
    page.locator("[data-side-panel-toggle=status]").click()
    page.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").click()
    expect(page.locator("#schedule-publishing-dialog")).to_be_visible()


def translating(page: Page) -> None:
    """A translation that waits to be written."""
    _edit(page, "saadan-laeser-du-en-dagsorden", "en")
    page.locator("[data-side-panel-toggle=status]").first.click()
    expect(page.locator("[data-side-panel=status]").first).to_be_hidden()


SHOTS: dict[str, Callable[[Page], None]] = {
    "1-overblik": overview,
    "2-skriv": writing,
    "3-blokke": blocks,
    "4-planlaeg": scheduling,
    "5-oversaet": translating,
}


def shoot(page: Page) -> None:
    """Sign in as the editor and write every picture."""
    FOLDER.mkdir(exist_ok=True)
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    sign_in(page, EDITOR)
    for name, go in SHOTS.items():
        go(page)
        path = FOLDER / f"{name}.png"
        page.screenshot(path=path, animations="disabled")
        with Image.open(path) as picture:
            picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main() -> int:
    """Read the command line, start what is needed, take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.editor_guide", description=__doc__)
    parser.add_argument("--site", default="", help="the address of a running demo")
    url = parser.parse_args().site
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options())
            if url:
                shoot(Visitors(browser, url).come())
            else:
                with Services().start() as services, RunningSite(services) as site:
                    shoot(Visitors(browser, site.url).come())
            browser.close()
    except ServiceError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
