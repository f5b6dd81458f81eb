"""The languages of what is being looked at: for the head, the header and the element that holds the words."""

from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from home.languages import Version, language_of, versions

register = template.Library()


def _page(context: dict[str, Any]) -> Page | None:
    page = context.get("page")
    return page if isinstance(page, Page) else None


def _versions(context: dict[str, Any]) -> list[Version]:
    """Asked once a request, for the head and the header alike."""
    request = context.get("request")
    if request is None:
        return []
    if not hasattr(request, "_torvet_versions"):
        request._torvet_versions = versions(request, _page(context))  # noqa: SLF001
    found: list[Version] = request._torvet_versions  # noqa: SLF001
    return found


@register.simple_tag(takes_context=True)
def language_versions(context: dict[str, Any]) -> list[Version]:
    """`home.languages.versions` of what is being looked at."""
    return _versions(context)


@register.simple_tag(takes_context=True)
def hreflang(context: dict[str, Any]) -> SafeString:
    """`<link rel="alternate" hreflang>` for each language that a page can be read in, itself included; else nothing."""
    there = [version for version in _versions(context) if version.is_there]
    page = _page(context)
    if page is None or len(there) < 2 or language_of(page) != get_language():
        return SafeString()
    request = context["request"]
    links = [(version.code, request.build_absolute_uri(version.url)) for version in there]
    links += [("x-default", address) for code, address in links if code == settings.LANGUAGE_CODE]
    return format_html_join("\n    ", '<link rel="alternate" hreflang="{}" href="{}">', links)


@register.simple_tag(takes_context=True)
def words_language(context: dict[str, Any]) -> SafeString:
    """` lang="da"` where the words are not in the language of the frame, as in a mirrored page; else nothing."""
    return page_language(_page(context))


@register.simple_tag
def page_language(page: Page | None) -> SafeString:
    """` lang="da"` for a page that is shown where another language is spoken; else nothing."""
    if page is None or language_of(page) == get_language():
        return SafeString()
    return format_html(' lang="{}"', language_of(page))
