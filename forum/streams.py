"""What may be the address of a stream, and which players of others a page may load when a visitor asks for it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Player:
    """A player on another site: who runs it, the page to open there, the address of the frame, and its origin."""

    name: str
    page: str
    frame: str
    origin: str


@dataclass(frozen=True)
class _Provider:
    name: str
    address: re.Pattern[str]
    page: str
    frame: str
    origin: str


_PROVIDERS = (
    _Provider(
        "YouTube",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?v=|live/|embed/)|www\.youtube-nocookie\.com/embed/|youtu\.be/)"
            r"([\w-]{11})(?:[?&#].*)?"
        ),
        "https://www.youtube.com/watch?v={}",
        "https://www.youtube-nocookie.com/embed/{}",
        "https://www.youtube-nocookie.com",
    ),
    _Provider(
        "Vimeo",
        re.compile(r"https://(?:vimeo\.com|player\.vimeo\.com/video)/(\d{5,12})(?:[?#].*)?"),
        "https://vimeo.com/{}",
        "https://player.vimeo.com/video/{}?dnt=1",
        "https://player.vimeo.com",
    ),
)


def player_of(url: str) -> Player | None:
    """The player for an address at one of those that are allowed; None for any other."""
    for provider in _PROVIDERS:
        match = provider.address.fullmatch(url.strip())
        if match:
            key = match.group(1)
            return Player(provider.name, provider.page.format(key), provider.frame.format(key), provider.origin)
    return None


def clean_embed_url(url: str) -> str:
    """The address of a livestream elsewhere, as its page there has it. Raises `ValidationError`."""
    if not url.strip():
        return ""
    player = player_of(url)
    if player is None:
        raise ValidationError(
            {
                "embed_url": _(
                    "The address must be a video at YouTube or Vimeo, such as https://www.youtube.com/watch?v=…"
                )
            },
            code="host",
        )
    return player.page


def clean_stream_url(url: str, field: str = "stream_url") -> str:
    """The address of an HLS playlist on this site (`/media/…/index.m3u8`), checked. Empty stays empty.

    The content security policy lets a page play media from its own site only; a stream from elsewhere is passed through
    nginx. Raises `ValidationError` with a plain sentence at `field`.
    """
    if not url.strip():
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # “//[” is no address at all
        parts = urlsplit("https://")
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or ".." in parts.path:
        raise ValidationError(
            {field: _("The stream must be on this site: an address that begins with “/”.")}, code="host"
        )
    if not parts.path.endswith(".m3u8"):
        raise ValidationError({field: _("The address must be an HLS playlist, which ends in “.m3u8”.")}, code="kind")
    return url.strip()
