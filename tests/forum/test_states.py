"""Where debates and livestreams stand over time, and which steps a contribution can take."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from forum.models import DebatePage, LivestreamPage
from forum.models.debates import Phase
from forum.states import TRANSITIONS, IllegalTransitionError, State, StreamState, after
from tests.factories import House, make_debate, make_livestream
from tests.reading import danish

OPENS = dt.datetime(2026, 11, 1, 8, tzinfo=dt.UTC)
CLOSES = dt.datetime(2026, 11, 20, 20, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)

PHASES = [
    (OPENS - 365 * dt.timedelta(days=1), Phase.ANNOUNCED, False),
    (OPENS - SECOND, Phase.ANNOUNCED, False),
    (OPENS, Phase.OPEN, True),
    (CLOSES - dt.timedelta(days=3) - SECOND, Phase.OPEN, True),
    (CLOSES - dt.timedelta(days=3), Phase.CLOSING, True),
    (CLOSES - SECOND, Phase.CLOSING, True),
    (CLOSES, Phase.CLOSED, False),
    (CLOSES + 365 * dt.timedelta(days=1), Phase.CLOSED, False),
]


@pytest.mark.parametrize(("at", "phase", "writable"), PHASES)
def test_a_debates_phase(db: None, at: dt.datetime, phase: Phase, writable: bool) -> None:
    debate = DebatePage(title="x", opens_at=OPENS, closes_at=CLOSES)
    assert debate.phase(at) is phase
    assert debate.is_writable(at) is writable


@pytest.mark.parametrize(("at", "phase", "writable"), PHASES)
def test_an_outcome_concludes_a_debate_only_after_it_has_closed(
    db: None, at: dt.datetime, phase: Phase, writable: bool
) -> None:
    debate = DebatePage(title="x", opens_at=OPENS, closes_at=CLOSES, outcome="<p>Skolen bliver.</p>")
    assert debate.phase(at) is (Phase.CONCLUDED if phase is Phase.CLOSED else phase)
    assert debate.is_writable(at) is writable


@pytest.mark.parametrize(("at", "phase", "writable"), PHASES)
def test_the_query_agrees_with_the_phase(house: House, at: dt.datetime, phase: Phase, writable: bool) -> None:
    debate = make_debate(house, opens_at=OPENS, closes_at=CLOSES)
    assert DebatePage.objects.open(at).filter(pk=debate.pk).exists() is writable
    assert DebatePage.objects.closing_soon(at).filter(pk=debate.pk).exists() is (phase is Phase.CLOSING)


STARTS = dt.datetime(2026, 11, 12, 19, tzinfo=dt.UTC)
ENDS = STARTS + dt.timedelta(hours=2)


@pytest.mark.parametrize(
    ("at", "with_stream", "without"),
    [
        (STARTS - dt.timedelta(minutes=30, seconds=1), StreamState.ANNOUNCED, StreamState.ANNOUNCED),
        (STARTS - dt.timedelta(minutes=30), StreamState.WAITING, StreamState.WAITING),
        (STARTS - SECOND, StreamState.WAITING, StreamState.WAITING),
        (STARTS, StreamState.LIVE, StreamState.LIVE),
        (ENDS - SECOND, StreamState.LIVE, StreamState.LIVE),
        (ENDS, StreamState.ENDED, StreamState.ENDED),
        (ENDS + dt.timedelta(minutes=15), StreamState.RECORDING, StreamState.ENDED),
        (ENDS + dt.timedelta(days=365), StreamState.RECORDING, StreamState.ENDED),
    ],
)
def test_a_livestreams_life(db: None, at: dt.datetime, with_stream: StreamState, without: StreamState) -> None:
    for url, state in (("/media/a/index.m3u8", with_stream), ("", without)):
        assert LivestreamPage(title="x", starts_at=STARTS, ends_at=ENDS, stream_url=url).state(at) is state


def test_only_what_runs_or_comes_lies_ahead(house: House) -> None:
    later = make_livestream(
        house, "Senere", starts_at=STARTS + dt.timedelta(days=9), ends_at=ENDS + dt.timedelta(days=9)
    )
    now = make_livestream(house, "Nu", starts_at=STARTS, ends_at=ENDS)
    make_livestream(house, "Før", starts_at=STARTS - dt.timedelta(days=9), ends_at=ENDS - dt.timedelta(days=9))
    assert list(LivestreamPage.objects.ahead(STARTS)) == [now, later]


@pytest.mark.parametrize(
    ("page", "times", "field"),
    [
        (DebatePage, {"opens_at": CLOSES, "closes_at": OPENS}, "closes_at"),
        (DebatePage, {"opens_at": OPENS, "closes_at": OPENS}, "closes_at"),
        (LivestreamPage, {"starts_at": ENDS, "ends_at": STARTS}, "ends_at"),
    ],
)
def test_an_end_before_its_beginning_is_told_at_the_field(
    house: House, page: type[DebatePage | LivestreamPage], times: dict[str, dt.datetime], field: str
) -> None:
    with pytest.raises(ValidationError) as error:
        page(title="x", slug="x", **times).clean()
    assert list(error.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://youtube.example/live.m3u8", "host"),
        ("//ondt.example/live.m3u8", "host"),
        ("javascript:alert(1)", "host"),
        ("/media/../../etc/passwd.m3u8", "host"),
        ("media/live/index.m3u8", "host"),
        ("/media/live/index.mp4", "kind"),
        ("/media/live/index.m3u8", None),
        ("/media/live/index.m3u8?t=1", None),
    ],
)
def test_a_stream_comes_from_this_site(house: House, url: str, code: str | None) -> None:
    page = LivestreamPage(title="x", slug="x", starts_at=STARTS, ends_at=ENDS, stream_url=f" {url} ")
    if code is None:
        page.clean()
        assert page.stream_url == url
        return
    with pytest.raises(ValidationError) as error:
        page.clean()
    sentences = {
        "host": "The stream must be on this site: an address that begins with “/”.",
        "kind": "The address must be an HLS playlist, which ends in “.m3u8”.",
    }
    assert error.value.message_dict == {"stream_url": [danish(sentences[code])]}


#: The whole table: from each state, each step, what comes of it. None: it is no way.
TABLE = {
    ("hold", State.PUBLISHED): State.HELD,
    ("approve", State.HELD): State.PUBLISHED,
    ("remove", State.PUBLISHED): State.REMOVED,
    ("remove", State.HELD): State.REMOVED,
    ("keep", State.PUBLISHED): State.PUBLISHED,
    ("restore", State.REMOVED): State.PUBLISHED,
    ("withdraw", State.PUBLISHED): State.WITHDRAWN,
    ("withdraw", State.HELD): State.WITHDRAWN,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", TRANSITIONS)
def test_the_table_of_steps(step: str, state: State) -> None:
    target = TABLE.get((step, state))
    if target is not None:
        assert after(step, state) is target
        return
    with pytest.raises(IllegalTransitionError) as error:
        after(step, state)
    assert (error.value.step, error.value.state) == (step, state)


def test_an_unknown_step_is_an_error() -> None:
    with pytest.raises(KeyError):
        after("forget", State.PUBLISHED)
