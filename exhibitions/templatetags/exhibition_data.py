"""`{% exhibition_event page hanging %}`: structured data as a data block, which a CSP lets stand."""

import json

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from exhibitions.hanging import Hanging
from exhibitions.models import ExhibitionPage
from exhibitions.structured import event_of

register = template.Library()

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def exhibition_event(page: ExhibitionPage, hanging: Hanging) -> SafeString:
    """The exhibition as schema.org's ExhibitionEvent. No text can end the element: its signs are escaped in JSON."""
    data = json.dumps(event_of(page, hanging), ensure_ascii=False).translate(_ESCAPES)
    escaped = mark_safe(data)  # noqa: S308 - above  # nosemgrep: no-mark-safe
    return format_html('<script type="application/ld+json">{}</script>', escaped)
