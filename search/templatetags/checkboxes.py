"""`{% checkboxes facet.name facet.values %}`: the values of a facet. There can be hundreds: no template for each."""

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_LINE = (
    '<div class="check"><input type="checkbox" id="{0}" name="{1}" value="{2}"{3}>'
    '<label for="{0}">{4} <span class="check__count">{5}</span></label></div>'
)


@register.simple_tag
def checkboxes(name: str, values: list[dict[str, Any]]) -> SafeString:
    """A checkbox for each value (id, value, label, count, checked; search.views.results) of the facet `name`."""
    lines = (
        (
            each["id"],
            name,
            each["value"],
            SafeString(" checked" if each["checked"] else ""),
            each["label"],
            each["count"],
        )
        for each in values
    )
    return format_html_join("", _LINE, lines)
