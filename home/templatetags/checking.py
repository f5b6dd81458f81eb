"""The button by which an editor says that a page is still true."""

from typing import Any

from django import template
from django.middleware.csrf import get_token
from wagtail.models import Page

from home.checking import user_can_say_checked

register = template.Library()


@register.inclusion_tag("home/admin/_checked.html", takes_context=True)
def checked_today(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """A form with the button, for those who may press it."""
    request = context["request"]
    may = bool(page.pk) and user_can_say_checked(request.user, page)
    return {"page": page, "may": may, "next": request.path, "csrf_token": get_token(request) if may else ""}
