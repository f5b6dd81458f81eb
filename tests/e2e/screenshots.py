"""`python -m tests.e2e.screenshots FOLDER [NAME…]`: a picture of every page in every state, for people who look.

Starts services and a site of its own, and writes `FOLDER/NAME-WIDTH-SCHEME.png` for all pages of `tests.e2e.gallery`,
or those named, at 360, 768 and 1280 px, light and dark.
"""

import argparse
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.e2e.gallery import STOPS, Stop
from tests.e2e.site import RunningSite
from tests.e2e.visitors import Visitors
from tests.services.chromium import launch_options
from tests.services.errors import ServiceError
from tests.services.facade import Services

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
# Pictures further down are asked for only when they come near: wait for all of them, as a reader who scrolls would.
LOADED = """async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.allSettled([...document.images].map((image) => image.decode()));
  await document.fonts.ready;
}"""


def shoot(browser: Browser, site: RunningSite, folder: Path, stops: list[Stop]) -> None:
    """Write the pictures, and say on stderr what was wrong behind them."""
    folder.mkdir(parents=True, exist_ok=True)
    for stop in stops:
        visitors = Visitors(browser, site.url)
        page = visitors.come(stop.who)
        stop.visit(page, site)
        _shoot_page(page, folder, stop.name)
        visitors.leave()
        for fault in visitors.faults:
            print(f"{stop.name}: {fault}", file=sys.stderr)


def _shoot_page(page: Page, folder: Path, name: str) -> None:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate(LOADED)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)


def main() -> int:
    """Read the command line, start what is needed, take the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.e2e.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help=f"the pages (default: all): {', '.join(stop.name for stop in STOPS)}")
    options = parser.parse_args()
    stops = [stop for stop in STOPS if not options.names or stop.name in options.names]
    try:
        with Services().start() as services, RunningSite(services) as site, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options())
            shoot(browser, site, options.folder, stops)
            browser.close()
    except ServiceError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
