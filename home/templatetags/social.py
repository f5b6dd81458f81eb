"""`{% social %}`: what search engines and those who share a link are told of a page."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

from home.models import BasePage
from home.models.editorial import EditorialPage
from home.social import picture_of

register = template.Library()


@register.inclusion_tag("components/social.html", takes_context=True)
def social(context: template.Context) -> dict[str, Any]:
    """The page's one address, its Open Graph data, and its feed; nothing where there is no page.

    A view of a part of a page gives the part's title in `meta_title`.
    """
    page, request = context.get("page"), context.get("request")
    if not isinstance(page, BasePage) or page.pk is None or request is None:
        return {}
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
    number = getattr(context.get("listing"), "number", 1)
    image = picture_of(page)
    return {
        "title": context.get("meta_title") or page.seo_title or page.title,
        "description": page.search_description or page.lead,
        "canonical": f"{base}{request.path}" + (f"?side={number}" if number > 1 else ""),
        "image": {"url": f"{base}{image[0]}", "width": image[1], "height": image[2]} if image else None,
        "house": context.get("site_settings"),
        "locale": "en_GB" if get_language() == "en" else "da_DK",
        "published": page.first_published_at if isinstance(page, EditorialPage) else None,
        "changed": page.last_published_at if isinstance(page, EditorialPage) else None,
        "feed": page if hasattr(page, "listed") else None,
    }
