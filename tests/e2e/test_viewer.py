"""The viewer's journey: a real stream plays with captions, the transcript leads into it, and a question is asked."""

import contextlib
import re
import threading
from collections.abc import Iterator

from playwright.sync_api import Page, expect

from demo.stream.live import run_live
from tests.e2e.site import RunningSite
from tests.e2e.states import LIVE, STREAMED
from tests.e2e.visitors import CITIZEN, COUNCILLOR, MODERATOR, Visitors

RECORDED = "Åbent møde: Hvad skal der ske med Nørreby Skole?"
ASKED = "Kan man tage cyklen med over Broen i stormvejr?"
EVENING = "Får vi stormfaste cykelstativer på kajen?"
STREAMED_TITLE = "Direkte fra læsesalen"
# The captions on the picture just now.
CUES = "[...document.querySelector('video').textTracks].flatMap(t => t.mode === 'showing' ? [...t.activeCues] : [])"
LONG = 30_000  # milliseconds for the first segments on a busy machine


def test_a_viewer_follows_a_livestream_and_asks(visitors: Visitors) -> None:
    page = visitors.come(CITIZEN)
    page.goto(f"/livestream/{LIVE}/")
    expect(page.get_by_role("main").get_by_text("Live nu").first).to_be_visible()
    _plays(page)
    _unfold(page)
    page.get_by_role("button", name="Send spørgsmålet").click()  # nothing written yet
    expect(page.get_by_role("alert")).to_contain_text("Skriv dit spørgsmål, før du sender.")
    page.get_by_label("Dit spørgsmål").fill(ASKED)
    page.get_by_role("button", name="Send spørgsmålet").click()
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
    later.get_by_role("link").click()
    there = (
        "start => { const now = document.querySelector('video').currentTime; return now >= start && now < start + 10; }"
    )
    page.wait_for_function(there, arg=start, timeout=LONG)
    expect(later).to_have_attribute("aria-current", "true")
    minutes, seconds = divmod(int(start), 60)
    page.goto(f"{page.url.split('?')[0]}?t={minutes}m{seconds:02d}s")  # as a hit of the search leads here
    expect(page.get_by_role("heading", name=RECORDED)).to_be_visible()
    page.wait_for_function(
        "start => document.querySelector('video').currentTime >= start", arg=int(start), timeout=LONG
    )


def test_an_evening_is_streamed_asked_about_and_found_again(visitors: Visitors, site: RunningSite) -> None:
    """A real live stream: the open page follows the producer, a question travels to everybody and gets its second."""
    viewer, producer, asker, voter, wall = (visitors.come(who) for who in ("", MODERATOR, CITIZEN, COUNCILLOR, ""))
    place = f"/livestream/{STREAMED}/"
    viewer.goto(place)
    expect(viewer.get_by_text("Begynder snart").first).to_be_visible()
    producer.goto(place)
    producer.get_by_role("link", name="Producerens pult").click()
    wall.goto(producer.get_by_role("link", name="Til storskærmen i salen").get_attribute("href") or "")
    with _streaming(site):
        producer.get_by_role("button", name="Live nu").click()
        expect(viewer.locator("video")).to_be_visible(timeout=LONG)  # by itself
        _plays(viewer)
        asker.goto(place)
        _unfold(asker)
        asker.get_by_label("Dit spørgsmål").fill(EVENING)
        asker.get_by_role("button", name="Send spørgsmålet").click()
        for page in (viewer, wall):  # the first on the list, so nothing is moved by it
            expect(page.get_by_text(EVENING).first).to_be_visible()
        voter.goto(place)
        voter.get_by_role("button", name="vil have svar").click()
        expect(viewer.locator("#spoergsmaal [data-field=votes]").first).to_have_text("1")
        producer.reload()
        producer.locator("[data-question]").focus()
        producer.keyboard.press("a")
        for page in (viewer, wall):
            expect(page.locator("[data-evening=now]")).to_contain_text(EVENING)
        expect(producer.get_by_role("button", name="Sæt tilbage")).to_be_visible()
        producer.keyboard.press("d")
        expect(viewer.locator("#spoergsmaal [data-state=answered]").first).to_be_visible()
    viewer.goto("/soeg/?q=stormfaste+cykelstativer")
    hit = viewer.get_by_role("link", name=STREAMED_TITLE).first
    expect(hit).to_have_attribute("href", re.compile(r"\?t=(\d+m)?\d+s#spoergsmaal-\d+$"))


def _unfold(page: Page) -> None:
    page.locator("summary", has_text="Stil et spørgsmål").click()


@contextlib.contextmanager
def _streaming(site: RunningSite) -> Iterator[None]:
    """While inside, the recording's segments are published one after the other, as a camera's would be."""
    stop, streams = threading.Event(), site.folder / "media" / "streams"
    recording = next(folder for folder in streams.iterdir() if folder.name != STREAMED)
    options = {"seconds": 180.0, "recording": recording, "stop": stop}
    thread = threading.Thread(target=run_live, args=(streams / STREAMED,), kwargs=options)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(10)


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
