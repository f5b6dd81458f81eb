"""A menu and breadcrumbs from the tree of pages, as Wagtail's documentation and demo build them."""

from typing import Any

from django import template
from wagtail.models import Page, Site

register = template.Library()


@register.inclusion_tag("blog/menu.html", takes_context=True)
def top_menu(context: dict[str, Any]) -> dict[str, Any]:
    """The pages right below the front page that are in menus, and whether each has such pages below it."""
    root = Site.find_for_request(context["request"]).root_page
    items = root.get_children().live().in_menu()
    for item in items:
        item.show_dropdown = item.get_children().live().in_menu().exists()
        item.active = context["page"].url_path.startswith(item.url_path)
    return {"items": items, "request": context["request"]}


@register.inclusion_tag("blog/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: dict[str, Any]) -> dict[str, Any]:
    """The pages above."""
    above = Page.objects.ancestor_of(context["page"], inclusive=True).filter(depth__gt=1)
    return {"above": above, "request": context["request"]}
