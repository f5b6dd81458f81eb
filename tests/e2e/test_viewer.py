"""The viewer's journey: a real stream plays with captions, the transcript leads into it, and a question is asked."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.states import LIVE
from tests.e2e.visitors import CITIZEN, Visitors

RECORDED = "Åbent møde: Hvad skal der ske med Nørreby Skole?"
ASKED = "Kan man tage cyklen med over Broen i stormvejr?"
# The captions on the picture just now.
CUES = "[...document.querySelector('video').textTracks].flatMap(t => t.mode === 'showing' ? [...t.activeCues] : [])"
LONG = 30_000  # milliseconds for the first segments on a busy machine


def test_a_viewer_follows_a_livestream_and_asks(visitors: Visitors) -> None:
    page = visitors.come(CITIZEN)
    page.goto(f"/livestream/{LIVE}/")
    expect(page.get_by_role("main").get_by_text("Live nu").first).to_be_visible()
    _plays(page)
    form = page.locator("#spoergsmaal")
    form.get_by_role("button", name="Stil et spørgsmål").click()  # nothing written yet
    expect(page.get_by_role("alert")).to_contain_text("Skriv dit spørgsmål, før du sender.")
    page.get_by_label("Dit spørgsmål").fill(ASKED)
    page.get_by_role("button", name="Stil et spørgsmål").click()
    expect(page.get_by_role("status").filter(has_text="Dit spørgsmål er på listen.")).to_be_visible()
    expect(page.locator("#spoergsmaal li", has_text=ASKED)).to_be_visible()


def test_a_viewer_finds_the_place_in_a_recording(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/livestream/")
    page.get_by_role("link", name=RECORDED).first.click()
    _plays(page)
    lines = page.locator("#udskrift li")
    later = lines.nth(6)
    start = float(str(later.get_attribute("data-start")))
    later.get_by_role("button").click()
    there = (
        "start => { const now = document.querySelector('video').currentTime; return now >= start && now < start + 10; }"
    )
    page.wait_for_function(there, arg=start, timeout=LONG)
    expect(later).to_have_attribute("aria-current", "true")
    page.goto(f"{page.url.split('#')[0]}?t={int(start)}")  # as a hit of the search leads here
    expect(page.get_by_role("heading", name=RECORDED)).to_be_visible()
    page.wait_for_function(
        "start => document.querySelector('video').currentTime >= start", arg=int(start), timeout=LONG
    )


def _plays(page: Page) -> None:
    """Press play, as anybody can, and see the picture move with a caption under it."""
    video = page.locator("video")
    expect(video).to_be_visible()
    page.wait_for_function("() => document.querySelector('video').readyState > 0", timeout=LONG)
    video.evaluate("video => video.play()")
    moves = "const v = document.querySelector('video'); return v.currentTime > 1 && v.videoWidth > 0 && !v.paused;"
    page.wait_for_function(f"() => {{ {moves} }}", timeout=LONG)
    page.wait_for_function(f"() => ({CUES}).length > 0", timeout=LONG)
    words = page.evaluate(f"({CUES}).map(cue => cue.text).join(' ')")
    assert re.search(r"[a-zæøå]{3}", words, re.IGNORECASE)
