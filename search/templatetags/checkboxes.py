"""`{% checkboxes facet.name facet.values %}`: the values of a facet. There can be hundreds: no template for each."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def checkboxes(name: str, values: list[dict[str, Any]]) -> SafeString:
    """A checkbox for each value (id, value, label, count, checked; search.views.results) of the facet `name`."""
    lines = (
        f'<div class="check"><input type="checkbox" id="{each["id"]}" name="{name}" value="{escape(each["value"])}"'
        f'{" checked" if each["checked"] else ""}><label for="{each["id"]}">{escape(each["label"])} '
        f'<span class="check__count">{each["count"]:d}</span></label></div>'
        for each in values
    )
    return mark_safe("".join(lines))  # noqa: S308 - ids and names are ours, all else is escaped above
