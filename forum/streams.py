"""What may be the address of a stream: of our own, or of a film at a service that pages may show."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from home import embeds


def clean_embed_url(url: str) -> str:
    """The address of a livestream at one of the allowed services, checked. Empty stays empty.

    Raises `ValidationError` with a plain sentence.
    """
    if url.strip() and embeds.find(url.strip()) is None:
        sentence = _("Films are shown from %(names)s only. Copy the address of the livestream's own page there.")
        raise ValidationError({"embed_url": sentence % {"names": embeds.NAMES}}, code="host")
    return url.strip()


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
