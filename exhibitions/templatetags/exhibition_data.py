"""`{% exhibition_event page hanging %}`: structured data as a data block, which a CSP lets stand.

`{% branch_map branch %}`: where the house is, on the map that editors' blocks use too.
"""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from exhibitions.hanging import Hanging
from exhibitions.models import Branch, ExhibitionPage
from exhibitions.structured import event_of
from home.blocks.media import map_ground

register = template.Library()

_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def exhibition_event(page: ExhibitionPage, hanging: Hanging) -> SafeString:
    """The exhibition as schema.org's ExhibitionEvent. No text can end the element: its signs are escaped in JSON."""
    data = json.dumps(event_of(page, hanging), ensure_ascii=False).translate(_ESCAPES)
    escaped = mark_safe(data)  # noqa: S308 - above  # nosemgrep: no-mark-safe
    return format_html('<script type="application/ld+json">{}</script>', escaped)


@register.inclusion_tag("home/blocks/map.html")
def branch_map(branch: Branch) -> dict[str, Any]:
    """The branch as the one place of a map."""
    place = {"name": branch.name, "text": branch.address, "latitude": branch.latitude, "longitude": branch.longitude}
    return {"value": {"places": [place]}, **map_ground()}
