"""What base.html needs on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from home.models import HouseSettings
from home.models.base import BasePageQuerySet

ADMIN_PREFIX = "/admin/"


def house(request: HttpRequest) -> dict[str, Any]:
    """`navigation` (readable sections in menus, two queries at most) and `site_settings`, both asked only when used."""
    if request.path.startswith(ADMIN_PREFIX):
        return {}
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "site_settings": SimpleLazyObject(lambda: HouseSettings.for_request(request)),
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    sections = BasePageQuerySet(Page).child_of(site.root_page).readable().in_menu()
    return [
        {"title": page.title, "url": (url := page.get_url(request)), "current": request.path.startswith(url or "#")}
        for page in sections
    ]
