"""The button with which one follows a thing."""

from typing import Any

from django import template
from django.db.models import Model

from notices import registry
from notices.actions import is_following

register = template.Library()


@register.inclusion_tag("components/follow.html", takes_context=True)
def follow_button(context: dict[str, Any], slug: str, thing: Model) -> dict[str, Any]:
    """A button to follow `thing` (registered under `slug`), or to leave it. One query for who is signed in."""
    request = context["request"]
    kind = registry.followable(slug)
    if kind is None:
        raise template.TemplateSyntaxError(f"Nothing that can be followed is registered as {slug!r}.")
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "slug": slug,
        "thing": thing,
        "title": kind.describe(thing).sentence,
        "following": is_following(request.user, thing),
    }
