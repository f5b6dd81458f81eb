"""Danish and English: in which languages a page can be read, and where the switch in the header leads."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Locale, Page
from wagtail.signals import copy_for_translation_done

from home.house import current as current_house
from home.models.base import BasePageQuerySet, restrictions

_codes: dict[int, str] = {}  # of locales, by key: a locale never changes its language


@dataclass(frozen=True)
class Version:
    """What is being looked at, in one of the site's languages.

    `is_there` is false where it has no translation: `url` then leads to the front page in that language.
    """

    code: str
    name: str
    url: str
    is_current: bool
    is_there: bool


def language_of(page: Page) -> str:
    """The language of the page's words. Of an alias in another tree: the language of what it mirrors."""
    locale_id = page.locale_id if page.alias_of_id is None else page.alias_of.locale_id
    if locale_id not in _codes:
        _codes.update(Locale.objects.values_list("pk", "language_code"))
    return _codes[locale_id]


def versions(request: HttpRequest, page: Page | None) -> list[Version]:
    """One version for each language of the site, the current one included; nothing where there is but one.

    A page leads to its translations that can be read (one query, and one for each of them); any other address, to
    itself in the language.
    """
    current = get_language() or settings.LANGUAGE_CODE
    house = current_house()
    if house is None or len(house.fronts) < 2:
        return []
    translations = _translations(page) if page is not None else {}
    found = []
    for code, front in house.fronts.items():
        if code == current:
            url: str | None = request.path
        elif page is not None:
            url = translations[code].get_url(request) if code in translations else None
        else:
            url = _elsewhere(request, code)
        name = get_language_info(code)["name_local"].capitalize()
        found.append(Version(code, name, url or front.get_url(request), code == current, url is not None))
    return found


def _translations(page: Page) -> dict[str, Page]:
    """The other languages in which a page can be read. An alias is none: its words are another's."""
    others = BasePageQuerySet(Page).filter(translation_key=page.translation_key, alias_of=None).exclude(pk=page.pk)
    there = [other for other in others.readable() if not (restrictions() and other.get_view_restrictions().exists())]
    return {language_of(other): other for other in there}


def _elsewhere(request: HttpRequest, code: str) -> str | None:
    """The same address in another language; None for one that is no address of ours, or of a page that is not there."""
    match = request.resolver_match
    if match is None or match.url_name == "wagtail_serve":
        return None
    return translate_url(request.get_full_path(), code)


def connect() -> None:
    """Listen to Wagtail, whose own action copies a page for its translation and calls no code of ours otherwise."""
    copy_for_translation_done.connect(_copied, dispatch_uid="home.copied")


def _copied(source_obj: object, target_obj: object, **_signal: object) -> None:
    from home.actions import share_with_editors

    if isinstance(source_obj, Page) and isinstance(target_obj, Page):
        share_with_editors(source_obj, target_obj)
