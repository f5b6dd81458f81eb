"""The times of the captions, from the spoken clips, and the captions as WebVTT."""

from array import array

from demo.stream.script import Cue, Line
from demo.stream.voice import SAMPLE_RATE, Clip

LEAD_IN = 2.0
"""Seconds of title picture before the first word."""

FRAME_RATE = 10
"""Pictures a second; the recording is a whole number of pictures long."""

_BETWEEN_LINES, _BETWEEN_SENTENCES, _WITHIN_SENTENCE, _TAIL = 0.7, 0.35, 0.12, 0.2  # seconds of silence
_HOLD = 0.25  # seconds a caption stays after its last word, when the next one leaves it the time
_LEAST = 1.0  # seconds a caption stays at least, likewise


def lay_out(clips: list[Clip], lines: list[Line]) -> tuple[array, list[Cue]]:
    """Put the clips one after another; returns the whole sound (mono, `SAMPLE_RATE`) and one cue for each clip."""
    sound = array("h", bytes(2 * round(LEAD_IN * SAMPLE_RATE)))
    spoken: list[tuple[float, float]] = []
    for number, clip in enumerate(clips):
        start = len(sound) / SAMPLE_RATE
        sound.extend(clip.samples)
        spoken.append((start, len(sound) / SAMPLE_RATE))
        sound.extend(array("h", bytes(2 * round(_pause(clips, number) * SAMPLE_RATE))))
    frame = SAMPLE_RATE // FRAME_RATE
    sound.extend(array("h", bytes(2 * (-len(sound) % frame))))
    limits = [start for start, _ in spoken[1:]] + [len(sound) / SAMPLE_RATE]
    cues = [
        Cue(
            start=round(start, 3),
            end=round(min(max(end + _HOLD, start + _LEAST), limit), 3),
            speaker=lines[clip.line].speaker_name,
            text=clip.text,
            line=clip.line,
        )
        for clip, (start, end), limit in zip(clips, spoken, limits, strict=True)
    ]
    return sound, cues


def _pause(clips: list[Clip], number: int) -> float:
    if number + 1 == len(clips):
        return _TAIL
    if clips[number].line != clips[number + 1].line:
        return _BETWEEN_LINES
    return _BETWEEN_SENTENCES if clips[number].text[-1] in ".!?…" else _WITHIN_SENTENCE


def to_webvtt(cues: list[Cue]) -> str:
    """The cues as a WebVTT file with a voice tag each (https://www.w3.org/TR/webvtt1/)."""
    blocks = ["WEBVTT"]
    for number, cue in enumerate(cues, 1):
        times = f"{_timestamp(cue.start)} --> {_timestamp(cue.end)}"
        blocks.append(f"{number}\n{times}\n<v {_escape(cue.speaker)}>{_escape(cue.text)}")
    return "\n\n".join(blocks) + "\n"


def _timestamp(seconds: float) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{milliseconds // 1000:02}.{milliseconds % 1000:03}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
