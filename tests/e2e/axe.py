"""axe-core, run in the page, against WCAG 2.2 AA."""

from typing import Any

from playwright.sync_api import Page

from tests.e2e.site import ROOT

SOURCE = ROOT / "site" / "assets" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (360, 1280)


def problems(page: Page, within: str = "html") -> list[str]:
    """What axe finds on the page as it stands, light and dark, on a phone and on a desk: a line for each element.

    `within` is a selector: the part of one of Wagtail's own pages that is ours.
    """
    page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: list[str] = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{scheme}, {width} px: {problem}" for problem in _violations(page, within)]
    return found


def _violations(page: Page, within: str) -> list[str]:
    """What axe finds, a line for each element; no rule is off. Colours on their way to another scheme have arrived."""
    page.evaluate(
        "document.getAnimations().filter(each => each instanceof CSSTransition).forEach(each => each.finish())"
    )
    run = "([within, tags]) => axe.run(within, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
    found: dict[str, Any] = page.evaluate(run, [within, TAGS])
    assert len(found["passes"]) > 0, "axe looked at nothing"
    return [
        f"{violation['id']}: {node['target']} {node['html'][:160]} ({node['failureSummary'].splitlines()[-1].strip()})"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
