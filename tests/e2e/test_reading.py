"""Reading: pictures of the right size at three widths, and nothing that moves while a page loads."""

import pytest
from playwright.sync_api import Page

from tests.e2e.gallery import DEBATE, EXHIBITION
from tests.e2e.visitors import Visitors

PAGES = {"front": "/", "article": "/lokalhistorie/stormfloden-1921/", "exhibition": EXHIBITION, "debate": DEBATE}
WIDTHS = (360, 768, 1280)
STILL = 0.005  # 0.00 as it is told everywhere: a late font moves a word by a pixel on a slow machine
# Counts what moved, as Chromium's Cumulative Layout Shift does. Moves that somebody asked for do not count.
WATCH = """
window.moved = [];
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) window.moved.push([entry.value, ...entry.sources.map(s => s.node?.outerHTML?.slice(0, 120))]);
  }
}).observe({type: "layout-shift", buffered: true});
"""
# Of each picture that is seen: how wide it stands, the width that was fetched, and the widths that there are.
PICTURES = """() => [...document.querySelectorAll("main img[srcset], main picture img")].map(img => {
  const set = [...(img.closest("picture")?.querySelectorAll("source") ?? []), img].map(e => e.srcset).join(", ");
  const widths = Object.fromEntries([...set.matchAll(/(\\S+) (\\d+)w/g)].map(m => [new URL(m[1], location).href, Number(m[2])]));
  const box = img.getBoundingClientRect(), natural = img.width / img.height;
  return {src: img.currentSrc, html: img.outerHTML.slice(0, 100), shown: Math.round(box.width), loaded: img.complete && img.naturalWidth > 0,
    fetched: widths[img.currentSrc] ?? 0, widths: [...new Set(Object.values(widths))].sort((a, b) => a - b)};
}).filter(picture => picture.shown > 0)"""


def _read_to_the_end(page: Page) -> None:
    """Scroll a screen at a time, until pictures below have come too."""
    top = 0
    while top < page.evaluate("document.documentElement.scrollHeight"):  # which grows on the way
        page.evaluate("top => scrollTo({top, behavior: 'instant'})", top)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        top += 700
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("name", PAGES)
def test_pictures_fit_and_nothing_moves(name: str, visitors: Visitors) -> None:
    faults: list[str] = []
    for width in WIDTHS:
        page = visitors.come(viewport={"width": width, "height": 800}, device_scale_factor=1)
        page.add_init_script(WATCH)
        page.goto("/kontakt/")  # brings the fonts; who has none yet may see a line break elsewhere when they come
        page.evaluate("document.fonts.ready")
        page.goto(PAGES[name], wait_until="load")
        _read_to_the_end(page)
        moves = page.evaluate("moved")
        if sum(move[0] for move in moves) >= STILL:
            faults += [f"{width} px: moved by {move}" for move in moves]
        pictures = page.evaluate(PICTURES)
        assert pictures or name == "debate", "there is nothing to judge"
        # Chromium takes a larger file that it has anyway: the article's own picture for a card of the same one.
        at_hand = {picture["src"] for picture in pictures if not _misfit(picture)}
        amiss = [fault for picture in pictures if picture["src"] not in at_hand and (fault := _misfit(picture))]
        faults += [f"{width} px: {fault}" for fault in amiss]
        page.context.close()
    assert not faults, "\n".join(faults)


def _misfit(picture: dict[str, object]) -> str:
    """What is wrong with a picture: none came, it is blurred, or two steps larger than what would do."""
    shown, fetched, widths = picture["shown"], picture["fetched"], picture["widths"]
    assert isinstance(widths, list)
    enough = [width for width in widths if width >= shown] or widths[-1:]
    if not picture["loaded"]:
        return f"not loaded: {picture}"
    if fetched < enough[0]:  # type: ignore[operator]
        return f"blurred: {picture}"
    return f"larger than need be: {picture}" if fetched not in enough[:2] else ""
