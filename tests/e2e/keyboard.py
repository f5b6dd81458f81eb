"""Somebody who has a keyboard and nothing else."""

from playwright.sync_api import Locator, Page, expect

FARTHEST = 600  # steps of Tab


def tab_to(page: Page, target: Locator) -> None:
    """Go there with Tab, from wherever one is."""
    expect(target).to_be_visible()
    for _ in range(FARTHEST):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go there with Tab and press the key."""
    tab_to(page, target)
    page.keyboard.press(key)


def write(page: Page, target: Locator, text: str) -> None:
    """Go there with Tab and type."""
    tab_to(page, target)
    page.keyboard.type(text)
