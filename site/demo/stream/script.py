"""What is said: the lines of a script, their phrases as captions, and the finished recording."""

import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

CAPTION_LENGTH = 84
"""Most characters in one caption: two lines of 42, the usual limit of broadcasters' subtitling guides."""

_SHORT = 24  # a sentence this short shares a caption with the next one
_ABBREVIATIONS = {"bl.a", "ca", "d", "dr", "evt", "f.eks", "fx", "hr", "jf", "kl", "mio", "nr", "pct", "sct", "st"}
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»]?\s+(?=[\"“»A-ZÆØÅ0-9])")
_CLAUSE_END = re.compile(r"(?<=[,;:–])\s+")
_CONJUNCTION = re.compile(r"\s+(?=(?:og|men|eller|fordi|som|hvor|når|hvis|så|at)\s)")
_SPACE = re.compile(r"\s+")


class StreamError(Exception):
    """A recording or a live stream could not be made; the message is one sentence that says why."""


@dataclass(frozen=True)
class Line:
    """One turn of the script.

    `voice` is "f" for a lighter and "m" for a deeper voice; blank takes them in turn, one for each speaker.
    """

    speaker_name: str
    text: str
    portrait: Image.Image | None = None
    voice: str = ""


@dataclass(frozen=True)
class Cue:
    """One caption: `start` and `end` in seconds of the recording, `line` the index of its script line."""

    start: float
    end: float
    speaker: str
    text: str
    line: int


@dataclass(frozen=True)
class Recording:
    """The files of a recording in `folder`; `duration` in seconds; `voice` names the engine that spoke."""

    folder: Path
    duration: float
    cues: tuple[Cue, ...]
    voice: str

    @property
    def playlist(self) -> Path:
        """The HLS playlist; its segments lie beside it."""
        return self.folder / "index.m3u8"

    @property
    def captions(self) -> Path:
        """The Danish captions as WebVTT."""
        return self.folder / "captions.vtt"

    @property
    def poster(self) -> Path:
        """The picture shown before the recording plays, 1280 × 720 px."""
        return self.folder / "poster.jpg"


def tidy(text: str) -> str:
    """The text on one line, with single spaces."""
    return _SPACE.sub(" ", text).strip()


def phrases(text: str) -> list[str]:
    """Split a line into captions of at most `CAPTION_LENGTH` characters; joined by spaces they are the tidied line.

    Breaks come at sentence ends; only a sentence that is too long is broken inside, nearest its middle, first at
    punctuation, then before a conjunction, then between words. A longer word stays whole.
    """
    captions: list[str] = []
    for sentence in _sentences(tidy(text)):
        if captions and len(captions[-1]) < _SHORT and len(captions[-1]) + len(sentence) < CAPTION_LENGTH:
            captions[-1] += f" {sentence}"
        else:
            captions.append(sentence)
    return [piece for caption in captions for piece in _shorten(caption)]


def _sentences(text: str) -> list[str]:
    sentences, start = [], 0
    for match in _SENTENCE_END.finditer(text):
        last_word = text[start : match.start()].rsplit(" ", 1)[-1]
        before_number = text[match.end()].isdigit()
        if last_word.rstrip(".").lower() in _ABBREVIATIONS or (before_number and last_word.endswith(".")):
            continue
        sentences.append(text[start : match.end()].rstrip())
        start = match.end()
    return [*sentences, text[start:]]


def _shorten(caption: str) -> list[str]:
    if len(caption) <= CAPTION_LENGTH:
        return [caption]
    middle = len(caption) / 2
    for pattern in (_CLAUSE_END, _CONJUNCTION, _SPACE):
        # A break outside the middle half would leave a caption of a word or two.
        breaks = [match for match in pattern.finditer(caption) if abs(match.start() - middle) < middle / 2]
        if breaks:
            best = min(breaks, key=lambda match: abs(match.start() - middle))
            return _shorten(caption[: best.start()]) + _shorten(caption[best.end() :])
    return [caption]
