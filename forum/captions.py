"""Reading and writing WebVTT (W3C), the format of caption files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LARGEST = 2 * 1024 * 1024  # bytes: the captions of a whole day
_TIMES = re.compile(
    r"^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.](\d{3})\s+-->\s+(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.](\d{3})(?:\s.*)?$"
)
_VOICE = re.compile(r"^<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = re.compile(r"</?[^>]*>")


@dataclass(frozen=True)
class Caption:
    """One caption: seconds from the start, who speaks, and what is said."""

    start: float
    end: float
    speaker: str
    text: str


def read_text(data: bytes) -> list[Caption]:
    """The captions in a file. Raises `ValidationError` when it is too large, not UTF-8, or broken."""
    if len(data) > LARGEST:
        raise ValidationError(_("The caption file is too large: at most 2 MB."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValidationError(
            _("Line %(line)d: the file is not UTF-8, so letters such as æ, ø and å can't be read.") % {"line": line}
        ) from None
    return parse(text)


def parse(text: str) -> list[Caption]:
    """The captions in a WebVTT text (section 4). Raises `ValidationError` that names the lines at fault."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or not lines[0].startswith("WEBVTT"):
        raise ValidationError(_("Line 1: a caption file begins with the word WEBVTT."))
    captions: list[Caption] = []
    faults: list[str] = []
    number = 1
    while number < len(lines):
        if "-->" not in lines[number]:
            number += 1
            continue
        at, words = number, []
        number += 1
        while number < len(lines) and lines[number].strip():
            words.append(lines[number].strip())
            number += 1
        caption = _caption(lines[at], words)
        fault = _fault(caption, captions[-1] if captions else None)
        if fault:
            faults.append(_("Line %(line)d: %(fault)s") % {"line": at + 1, "fault": fault})
        if caption is not None:
            captions.append(caption)
    if faults:
        raise ValidationError(faults)
    return captions


def _fault(caption: Caption | None, before: Caption | None) -> str:
    if caption is None:
        return _("the times are not written as 00:00:01.000 --> 00:00:02.000.")
    if caption.end <= caption.start:
        return _("the caption ends before it begins.")
    if before is not None and caption.start < before.start:
        return _("the caption begins before the one above it.")
    return ""


def _caption(times: str, words: list[str]) -> Caption | None:
    match = _TIMES.match(times.strip())
    if match is None:
        return None
    parts = match.groups(default="0")
    text = " ".join(words)
    voice = _VOICE.match(text)
    return Caption(
        start=_seconds(parts[:4]),
        end=_seconds(parts[4:]),
        speaker=unescape(voice.group(1)).strip()[:120] if voice else "",
        text=unescape(_TAG.sub("", text)).strip(),
    )


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part) for part in parts)
    return ((hours * 3600 + minutes * 60 + seconds) * 1000 + thousandths) / 1000


def write(captions: Iterable[Caption]) -> str:
    """The captions as a WebVTT file, each with the voice that speaks."""
    blocks = ["WEBVTT"]
    for each in captions:
        voice = f"<v {escape(each.speaker, quote=False)}>" if each.speaker else ""
        blocks.append(f"{_stamp(each.start)} --> {_stamp(each.end)}\n{voice}{escape(each.text, quote=False)}")
    return "\n\n".join(blocks) + "\n"


def _stamp(seconds: float) -> str:
    minutes, thousandths = divmod(round(seconds * 1000), 60_000)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02}:{minute:02}:{thousandths // 1000:02}.{thousandths % 1000:03}"
