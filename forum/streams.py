"""What may be the address of a stream."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def clean_stream_url(url: str) -> str:
    """The address of an HLS playlist on this site (`/media/…/index.m3u8`), checked.

    The content security policy lets a page play media from its own site only; a stream from elsewhere is passed through
    nginx. Raises `ValidationError` with a plain sentence.
    """
    parts = urlsplit(url.strip())
    if parts.scheme or parts.netloc or not parts.path.startswith("/") or ".." in parts.path:
        raise ValidationError(
            {"stream_url": _("The stream must be on this site: an address that begins with “/”.")}, code="host"
        )
    if not parts.path.endswith(".m3u8"):
        raise ValidationError(
            {"stream_url": _("The address must be an HLS playlist, which ends in “.m3u8”.")}, code="kind"
        )
    return url.strip()
