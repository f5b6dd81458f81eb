"""Captions become a transcript: one row for each cue."""

import re

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from forum.models import Cue, LivestreamPage
from search.actions import index

_TIMES = re.compile(
    r"^(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.](\d{3})\s+-->\s+(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.](\d{3})(?:\s.*)?$"
)
_VOICE = re.compile(r"^<v(?:\.[\w.]+)?\s+([^>]+)>")
_TAG = re.compile(r"</?[^>]*>")


def parse_captions(text: str) -> list[Cue]:
    """The cues of a WebVTT file, unsaved (W3C WebVTT, section 4).

    Raises `ValidationError` whose sentences name the lines at fault.
    """
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or not lines[0].startswith("WEBVTT"):
        raise ValidationError(_("Line 1: a caption file begins with the word WEBVTT."))
    cues, faults, number = [], [], 1
    while number < len(lines):
        line = lines[number]
        if "-->" in line:
            words: list[str] = []
            match = _TIMES.match(line.strip())
            if not match:
                faults.append(
                    _("Line %(line)d: the times are not written as 00:00:01.000 --> 00:00:02.000.")
                    % {"line": number + 1}
                )
            number += 1
            while number < len(lines) and lines[number].strip():
                words.append(lines[number].strip())
                number += 1
            if match:
                cue = _cue(match, words)
                if cue.end <= cue.start:
                    faults.append(
                        _("Line %(line)d: the caption ends before it begins.") % {"line": number - len(words)}
                    )
                cues.append(cue)
        else:
            number += 1
    if faults:
        raise ValidationError(faults)
    return cues


def _cue(match: re.Match[str], words: list[str]) -> Cue:
    parts = match.groups(default="0")
    text = " ".join(words)
    voice = _VOICE.match(text)
    return Cue(
        start=_seconds(parts[:4]),
        end=_seconds(parts[4:]),
        speaker=voice.group(1).strip() if voice else "",
        text=_TAG.sub("", text).strip(),
    )


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


@transaction.atomic
def read_captions(livestream: LivestreamPage) -> int:
    """Make the livestream's transcript anew from its caption file. Returns the number of cues.

    Raises `ValidationError` when the file can't be read; the transcript is then as it was.
    """
    cues: list[Cue] = []
    if livestream.captions:
        with livestream.captions.open("rb") as file:
            cues = parse_captions(file.read().decode("utf-8", errors="replace"))
    livestream.cues.all().delete()
    for cue in cues:
        cue.livestream = livestream
    Cue.objects.bulk_create(cues)
    index(livestream)
    return len(cues)
