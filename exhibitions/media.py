"""What may be uploaded as a work's sound, film or model: known by its content, never by its name alone."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

MAX_BYTES = 500 * 1024 * 1024
MAX_CAPTIONS = 1024 * 1024

#: Ending -> bytes that such a file has, and where. An ending stands for the type that nginx serves the file as.
SIGNS: dict[str, tuple[tuple[int, bytes], ...]] = {
    ".mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
    ".m4a": ((4, b"ftyp"),),
    ".mp4": ((4, b"ftyp"),),
    ".ogg": ((0, b"OggS"),),
    ".wav": ((8, b"WAVE"),),
    ".webm": ((0, b"\x1a\x45\xdf\xa3"),),
    ".glb": ((0, b"glTF"),),
}


def check_media(file: File) -> None:
    """Raise `ValidationError` with one plain sentence unless the file is a sound, a film or a model that we show."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 500 MB. Save it in a smaller size and try again."))
    signs = SIGNS.get(Path(file.name or "").suffix.lower(), ())
    head = _head(file)
    if not any(head[at : at + len(sign)] == sign for at, sign in signs):
        raise ValidationError(_("This file can't be played here. Use MP3, M4A, Ogg, WAV, MP4, WebM or GLB."))


def check_captions(file: File) -> None:
    """Raise `ValidationError` with one plain sentence unless the file is WebVTT."""
    is_captions = (file.name or "").lower().endswith(".vtt") and _head(file).removeprefix(b"\xef\xbb\xbf").startswith(
        b"WEBVTT"
    )
    if file.size > MAX_CAPTIONS or not is_captions:
        raise ValidationError(_("This is not a caption file. Use WebVTT (.vtt)."))


def _head(file: File) -> bytes:
    file.seek(0)
    head: bytes = file.read(16)
    file.seek(0)
    return head
