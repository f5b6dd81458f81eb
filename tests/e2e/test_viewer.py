"""The viewer's journey: a real stream plays with captions, the transcript leads into it, and a question is asked."""

import re

from playwright.sync_api import Page, Route, expect

from tests.e2e.camera import SMALL, camera
from tests.e2e.site import RunningSite
from tests.e2e.states import LIVE, STREAMED
from tests.e2e.visitors import CITIZEN, COUNCILLOR, MODERATOR, Visitors

RECORDED = "Åbent møde: Hvad skal der ske med Nørreby Skole?"
ASKED = "Kan man tage cyklen med over Broen i stormvejr?"
EVENING = "Får vi stormfaste cykelstativer på kajen?"
STREAMED_TITLE = "Direkte fra læsesalen"
# The captions on the picture just now.
CUES = "[...document.querySelector('video').textTracks].flatMap(t => t.mode === 'showing' ? [...t.activeCues] : [])"
HERD = 503  # what one is told when too many are before one
LONG = 30_000  # milliseconds for the first segments on a busy machine


# What home.live tells a page while Redis is away (tests/home/test_live.py).
AWAY = "retry: 600000\n\nevent: poll\ndata: 1\n\n"


def test_a_viewer_follows_a_livestream_and_asks(visitors: Visitors) -> None:
    """One asks; another one, who is told nothing because Redis is away, sees the question all the same."""
    other = visitors.come()
    other.clock.install()
    other.route("**/live/**", lambda route: route.fulfill(content_type="text/event-stream", body=AWAY))
    other.goto(f"/livestream/{LIVE}/")
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
    expect(other.get_by_text(ASKED)).to_have_count(0)
    with other.expect_response(re.compile("nu[.]json$")):
        other.clock.fast_forward(40_000)  # by then it asks, and not again at once
    news = other.locator("[data-evening=news] button")
    expect(news.or_(other.get_by_text(ASKED)).first).to_be_visible()
    if news.count():  # it waits behind a button when there are others already
        news.click()
    expect(other.get_by_text(ASKED)).to_be_visible()


def test_what_is_ones_own_comes_when_the_site_has_time(visitors: Visitors) -> None:
    """Among very many, a page that is the same for everybody is there at once, and can be used until the rest comes."""
    page = visitors.come(CITIZEN)
    busy = [True]

    def answer(route: Route) -> None:
        if busy:
            busy.clear()
            route.fulfill(status=503, headers={"Retry-After": "3"})
        else:
            route.continue_()

    page.route("**/mit/", answer)
    with page.expect_response(lambda response: response.url.endswith("/mit/") and response.status == HERD):
        page.goto(f"/livestream/{LIVE}/")
    expect(page.get_by_role("link", name="Stil et spørgsmål")).to_be_visible()
    _unfold(page)
    expect(page.get_by_role("button", name="Log ud")).to_have_count(1)
    visitors.faults[:] = [fault for fault in visitors.faults if not fault.endswith("/mit/: 503.")]


def test_a_viewer_finds_the_place_in_a_recording(visitors: Visitors) -> None:
    page = visitors.come()
    page.goto("/livestream/")
    page.get_by_role("link", name=RECORDED).first.click()
    _plays(page)
    _steers_by_keys(page)
    lines = page.locator("#udskrift li")
    later = lines.nth(6)
    start = float(str(later.get_attribute("data-start")))
    later.get_by_role("link").click()
    there = "start => { const now = document.querySelector('video')?.currentTime; return now >= start && now < start + 10; }"
    page.wait_for_function(there, arg=start, timeout=LONG)
    expect(later).to_have_attribute("aria-current", "true")
    minutes, seconds = divmod(int(start), 60)
    page.goto(f"{page.url.split('?')[0]}?t={minutes}m{seconds:02d}s")  # as a hit of the search leads here
    expect(page.get_by_role("heading", name=RECORDED)).to_be_visible()
    page.wait_for_function(
        "start => document.querySelector('video')?.currentTime >= start", arg=int(start), timeout=LONG
    )


def test_an_evening_is_streamed_asked_about_and_found_again(visitors: Visitors, site: RunningSite) -> None:
    """A real live stream: open pages follow the producer, and a question goes its way also while the picture is away."""
    viewer, producer, asker, voter, wall = (visitors.come(who) for who in ("", MODERATOR, CITIZEN, COUNCILLOR, ""))
    place, folder = f"/livestream/{STREAMED}/", site.folder / "media" / "streams"
    recording = next(each for each in folder.iterdir() if each.name != STREAMED) / "index.m3u8"
    viewer.goto(place)
    expect(viewer.get_by_text("Begynder snart").first).to_be_visible()
    producer.goto(place)
    producer.get_by_role("link", name="Producerens pult").click()
    wall.goto(producer.get_by_role("link", name="Til storskærmen i salen").get_attribute("href") or "")
    producer.get_by_role("button", name="Live nu").click()
    state = viewer.locator("[data-player-state]")  # comes by itself, before the camera is on
    expect(state).to_have_text("Der er ikke noget billede på streamens adresse endnu – vi prøver igen.", timeout=LONG)
    with camera(recording, folder / STREAMED) as hall:
        _plays(viewer)
        visitors.faults[:] = [fault for fault in visitors.faults if not fault.endswith("/index.m3u8: 404.")]
        hall.freeze()
        asker.goto(place)
        _unfold(asker)
        asker.get_by_label("Dit spørgsmål").fill(EVENING)
        asker.get_by_role("button", name="Send spørgsmålet").click()
        for page in (viewer, wall):  # the first on the list, so nothing is moved by it
            expect(page.get_by_text(EVENING).first).to_be_visible()
        voter.goto(place)
        voter.get_by_role("button", name="vil have svar").click()
        expect(viewer.locator("#spoergsmaal [data-field=votes]").first).to_have_text("1")
        expect(state).to_contain_text("Billedet venter på mere", timeout=LONG)
        hall.go_on()
        expect(state).to_have_text(re.compile("Billedet er tilbage.|Du ser med live."), timeout=LONG)
        producer.reload()
        producer.locator("[data-question]").focus()
        producer.keyboard.press("a")
        for page in (viewer, wall):
            expect(page.locator("[data-evening=now]")).to_contain_text(EVENING)
        _chooses_what_to_see(viewer)
        expect(producer.get_by_role("button", name="Sæt tilbage")).to_be_visible()
        producer.keyboard.press("d")
        expect(viewer.locator("#spoergsmaal [data-state=answered]").first).to_be_visible()
    producer.get_by_role("button", name="Optagelse", exact=True).click()
    expect(state).to_have_text("Du ser optagelsen.", timeout=LONG)
    viewer.goto("/soeg/?q=stormfaste+cykelstativer")
    hit = viewer.get_by_role("link", name=STREAMED_TITLE).first
    found = re.search(r"\?t=(?:(\d+)m)?(\d+)s#spoergsmaal-\d+$", hit.get_attribute("href") or "")
    assert found
    hit.click()
    second = int(found[1] or 0) * 60 + int(found[2])
    viewer.wait_for_function("at => document.querySelector('video')?.currentTime >= at", arg=second, timeout=LONG)


def _chooses_what_to_see(page: Page) -> None:
    """A smaller picture, the sound alone, and the picture in a window of its own."""
    page.get_by_label("Kvalitet").select_option(f"{SMALL}p")
    page.wait_for_function(f"() => document.querySelector('video')?.videoHeight === {SMALL}", timeout=LONG)
    sound = page.get_by_role("button", name="Kun lyd")
    with page.expect_request(re.compile("/2-[0-9]+[.]ts$")):
        sound.click()
    expect(sound).to_have_attribute("aria-pressed", "true")
    expect(page.locator("video")).not_to_be_in_viewport(ratio=0.9)
    sound.click()
    page.wait_for_function("() => document.querySelector('video')?.videoHeight > 0", timeout=LONG)
    page.get_by_role("button", name="Billede i billede").click()
    page.wait_for_function("() => document.pictureInPictureElement !== null")
    page.get_by_role("button", name="Billede i billede").click()
    page.wait_for_function("() => document.pictureInPictureElement === null")


def _unfold(page: Page) -> None:
    page.locator("summary", has_text="Stil et spørgsmål").click()


def _steers_by_keys(page: Page) -> None:
    """Volume, speed, captions, and where one is, while the picture has focus."""
    video = page.locator("video")
    video.focus()

    def after(key: str, happens: str) -> None:
        page.keyboard.press(key)
        page.wait_for_function(f"() => {{ const v = document.querySelector('video'); return {happens}; }}")

    after("ArrowDown", "Math.abs(v.volume - 0.9) < 0.01")
    after("ArrowUp", "v.volume === 1")
    after("m", "v.muted")
    after("m", "!v.muted")
    after(">", "v.playbackRate === 1.25")
    expect(page.get_by_label("Hastighed")).to_have_value("1.25")
    after("<", "v.playbackRate === 1")
    after("c", "v.textTracks[0].mode === 'hidden'")
    after("c", "v.textTracks[0].mode === 'showing'")
    after("Space", "v.paused")
    at = float(video.evaluate("video => video.currentTime"))
    after("ArrowRight", f"v.currentTime > {at + 9}")
    after("ArrowLeft", f"v.currentTime < {at + 1}")


def _plays(page: Page) -> None:
    """Press play, as anybody can, and see the picture move with a caption under it."""
    video = page.locator("video")
    expect(video).to_be_visible()
    page.wait_for_function("() => document.querySelector('video')?.readyState > 0", timeout=LONG)
    video.evaluate("video => video.play()")
    moves = "const v = document.querySelector('video'); return v.currentTime > 1 && v.videoWidth > 0 && !v.paused;"
    page.wait_for_function(f"() => {{ {moves} }}", timeout=LONG)
    page.wait_for_function(f"() => ({CUES}).length > 0", timeout=LONG)
    words = page.evaluate(f"({CUES}).map(cue => cue.text).join(' ')")
    assert re.search(r"[a-zæøå]{3}", words, re.IGNORECASE)
