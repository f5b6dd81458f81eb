"""A live HLS source: a recording, again and again, in real time, as a playlist with a sliding window.

The segments of the recording are published one by one as their time comes, so that a live stream costs no encoding.
At each new round the playlist says EXT-X-DISCONTINUITY, because the segments' clocks start over (RFC 8216, 4.3.2.3).
"""

import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from math import ceil
from pathlib import Path
from threading import Event

from demo.stream.recording import make_recording
from demo.stream.script import Line, StreamError

WINDOW = 6
"""Segments in the playlist; one more than as many again stay on disk for viewers who are behind (RFC 8216, 6.2.2)."""

START_WITH = 3
"""Segments published at once, so that a player has something to begin with."""

LONGEST_MINUTES = 24 * 60
"""A forgotten live stream ends after a day."""

_SEGMENT = re.compile(r"#EXTINF:([0-9.]+),[^\n]*\n([^#\n]+)")
_POLL = 0.1  # seconds between looks at the stop sign

_TEST_SCRIPT = (
    ("Prøvebillede", "Dette er en prøve af Torvets livestream. Du hører en stemme og ser et billede, der skifter."),
    ("Prøvestemme", "Kan du høre mig, så virker lyden. Kan du læse mit navn, så virker billedet."),
)


@dataclass(frozen=True)
class _Segment:
    """A published segment: the `number`-th since the stream began, from second `start` of the stream's own time."""

    number: int
    start: float
    seconds: float

    @property
    def name(self) -> str:
        return f"live{self.number:06}.ts"


def run_live(folder: Path, *, seconds: float, recording: Path | None = None, stop: Event | None = None) -> int:
    """Stream live into FOLDER/index.m3u8 for `seconds`, or until `stop` is set; returns how many segments it published.

    `recording` is the folder of a recording (make_recording); without one, a test picture with a voice is made. At the
    end the playlist says EXT-X-ENDLIST and the last window stays. Raises StreamError when the recording cannot be read
    or the folder cannot be written.
    """
    if not 0 < seconds <= LONGEST_MINUTES * 60:
        raise StreamError(f"A live stream can last up to {LONGEST_MINUTES} minutes, not {seconds / 60:g}.")
    with tempfile.TemporaryDirectory(prefix="torvet-live-") as temporary:
        if recording is None:
            lines = [Line(name, text) for name, text in _TEST_SCRIPT]
            recording = make_recording(lines, Path(temporary), title="Torvet prøver at sende").folder
        try:
            return _Live(folder, _segments(recording)).run(seconds, stop or Event())
        except OSError as error:
            raise StreamError(f"The live stream could not be written: {error}.") from error


def _segments(recording: Path) -> list[tuple[Path, float]]:
    """The recording's segments with their seconds."""
    try:
        found = _SEGMENT.findall((recording / "index.m3u8").read_text())
    except OSError as error:
        raise StreamError(f"There is no recording in {recording}: {error}.") from error
    segments = [(recording / name.strip(), float(seconds)) for seconds, name in found]
    if not segments or not all(path.is_file() and seconds > 0 for path, seconds in segments):
        raise StreamError(f"The recording in {recording} is not whole.")
    return segments


class _Live:
    """The playlist and the segments of one live stream in `folder`."""

    def __init__(self, folder: Path, source: list[tuple[Path, float]]) -> None:
        self.folder, self.source = folder, source
        self.target = ceil(max(seconds for _, seconds in source))
        self.published: list[_Segment] = []
        # The stream began some segments ago: these are published at once.
        past = sum(self._source(number)[1] for number in range(START_WITH))
        self.began = time.monotonic() - past
        self.began_at = datetime.now(UTC) - timedelta(seconds=past)

    def run(self, seconds: float, stop: Event) -> int:
        """Publish each segment when its time is over; returns how many there were."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in [*self.folder.glob("live*.ts"), self.folder / "index.m3u8"]:
            old.unlink(missing_ok=True)
        deadline = time.monotonic() + seconds
        start = 0.0
        for number in count():
            path, length = self._source(number)
            if not _wait(self.began + start + length, deadline, stop):
                break
            self._publish(_Segment(number, start, length), path)
            start += length
        if self.published:
            self._write_playlist(ended=True)
        return number

    def _source(self, number: int) -> tuple[Path, float]:
        return self.source[number % len(self.source)]

    def _publish(self, segment: _Segment, path: Path) -> None:
        arriving = self.folder / f".{segment.name}"
        shutil.copyfile(path, arriving)
        arriving.replace(self.folder / segment.name)
        self.published.append(segment)
        self._write_playlist()
        if len(self.published) > 2 * WINDOW + 1:
            (self.folder / self.published.pop(0).name).unlink(missing_ok=True)

    def _write_playlist(self, *, ended: bool = False) -> None:
        window = self.published[-WINDOW:]
        rounds_gone = max(0, (window[0].number - 1) // len(self.source))
        rows = [
            "#EXTM3U",
            "#EXT-X-VERSION:3",
            f"#EXT-X-TARGETDURATION:{self.target}",
            f"#EXT-X-MEDIA-SEQUENCE:{window[0].number}",
            f"#EXT-X-DISCONTINUITY-SEQUENCE:{rounds_gone}",
            "#EXT-X-INDEPENDENT-SEGMENTS",
        ]
        for segment in window:
            if segment.number and segment.number % len(self.source) == 0:
                rows.append("#EXT-X-DISCONTINUITY")
            at = self.began_at + timedelta(seconds=segment.start)
            rows.append(f"#EXT-X-PROGRAM-DATE-TIME:{at.isoformat(timespec='milliseconds')}")
            rows.append(f"#EXTINF:{segment.seconds:.6f},\n{segment.name}")
        if ended:
            rows.append("#EXT-X-ENDLIST")
        arriving = self.folder / ".index.m3u8"
        arriving.write_text("\n".join(rows) + "\n")
        arriving.replace(self.folder / "index.m3u8")


def _wait(until: float, deadline: float, stop: Event) -> bool:
    """Wait for a moment of the monotonic clock; False when the deadline or the stop sign came first.

    Looks at `stop` instead of waiting on it: a signal handler may set an event that nobody waits on, but would lock
    itself out of one that its own thread is just about to wait on.
    """
    while not stop.is_set():
        now = time.monotonic()
        if now >= deadline:
            return False
        if now >= until:
            return True
        time.sleep(min(_POLL, max(0.0, min(until, deadline) - now)))
    return False
