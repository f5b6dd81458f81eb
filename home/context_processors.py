"""What base.html needs on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from home import house

ADMIN_PREFIX = "/admin/"


def site(request: HttpRequest) -> dict[str, Any]:
    """`navigation` (readable sections in menus) and `site_settings`, both asked only when used, and no query then."""
    if request.path.startswith(ADMIN_PREFIX):
        return {}
    return {
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "site_settings": SimpleLazyObject(lambda: found.settings if (found := house.current()) else None),
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    found = house.enter(request)
    return [
        {"title": page.title, "url": (url := page.get_url(request)), "current": request.path.startswith(url or "#")}
        for page in (found.menu_in(get_language()) if found else [])
    ]
