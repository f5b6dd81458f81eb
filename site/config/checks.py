"""Conventions of the house that `manage.py check` holds."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template


@register
def pages_have_their_templates(**_kwargs: Any) -> list[CheckMessage]:
    """Every page type is a BasePage and its page and card templates exist (torvet.E001, torvet.E002)."""
    from wagtail.models import Page, get_page_models

    from home.models import BasePage

    found: list[CheckMessage] = []
    for model in get_page_models():
        if model is Page or not model.__module__.startswith(tuple(_our_apps())):
            continue
        if not issubclass(model, BasePage):
            found.append(
                Error(
                    f"{model.__name__} is not a BasePage.",
                    hint="Inherit home.models.BasePage.",
                    obj=model,
                    id="torvet.E001",
                )
            )
            continue
        for name in (model.template, model.card_template):
            try:
                get_template(name)
            except TemplateDoesNotExist:
                found.append(
                    Error(f"{model.__name__} has no template “{name}”.", hint="Write it.", obj=model, id="torvet.E002")
                )
    return found


def _our_apps() -> list[str]:
    return [
        app.name for app in apps.get_app_configs() if app.name in {"home", "exhibitions", "forum", "search", "accounts"}
    ]
