"""What every page of the house shows and that seldom changes: its site, the pages at its top, its settings.

Each process keeps it, under a token that all processes share in the cache: whoever changes something of it makes a new
token, and everybody reads it anew. It is read after the token, so that what is kept is never older than it says.
Whether somebody may read a page is not decided by it.
"""

import time
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

from home import store
from home.models import HouseSettings
from home.models.base import BasePageQuerySet

KEY = "house"  # of the token in the cache
LONGEST = 30.0  # seconds without asking the database, should a token be lost on its way (Redis is away)


@dataclass(frozen=True)
class House:
    """The default site with its front page, the live sections below it by path, those for the menu, and the settings.

    `fronts` are the front pages that can be read, by language, and `menus` what stands below each.

    `top` names the sections, live or not, and the pages above them that are no aliases: path -> key. The pages are
    shared by all requests, so nobody may ask one for its `specific`, which would be kept with it.
    """

    site: Site
    is_only_site: bool
    front: Page
    language: str
    top: dict[str, int]
    sections: dict[str, Page]
    fronts: dict[str, Page]
    menus: dict[str, list[Page]]
    settings: HouseSettings

    def menu_in(self, language: str | None) -> list[Page]:
        """The sections of the menu in this language; those of the site's own where it has no front page."""
        return self.menus.get(language or "", self.menus.get(self.language, []))


_kept: tuple[str, float, House | None] = ("", 0.0, None)


def current() -> House | None:
    """The house as it is; None before it has a site."""
    global _kept  # noqa: PLW0603 - one for each process; a tuple is replaced in one step
    token = cache.get(KEY)
    if token is None:
        token = uuid.uuid4().hex
        cache.set(KEY, token, timeout=None)
    token += store.generation()  # never older than the pages that are kept (home.store), whatever the cache has heard
    kept_token, read_at, house = _kept
    if kept_token == token and time.monotonic() - read_at < LONGEST:
        return house
    read_at = time.monotonic()
    house = _read()
    _kept = (token, read_at, house)
    return house


def enter(request: HttpRequest) -> House | None:
    """The house, where the request finds its site without asking the database; None before there is one."""
    found = current()
    if found and found.is_only_site:
        request._wagtail_site = found.site  # type: ignore[attr-defined]  # noqa: SLF001 - where Wagtail keeps it
    return found


def _read() -> House | None:
    sites = list(Site.objects.select_related("root_page__locale").order_by("-is_default_site")[:2])
    if not sites:
        return None
    front = sites[0].root_page
    below = list(BasePageQuerySet(Page).child_of(front).order_by("path"))
    translations = BasePageQuerySet(Page).filter(translation_key=front.translation_key, alias_of=None)
    fronts = {page.locale.language_code: page for page in translations.readable().select_related("locale")}
    menus = {
        language: list(BasePageQuerySet(Page).child_of(page).readable().in_menu().order_by("path"))
        for language, page in fronts.items()
    }
    return House(
        site=sites[0],
        is_only_site=len(sites) == 1,
        front=front,
        language=front.locale.language_code,
        top={page.path: page.pk for page in [*front.get_ancestors(inclusive=True), *below] if page.alias_of_id is None},
        # Also those for some readers only: what stands below one is for these readers too, and shows it in its trail.
        sections={page.path: page for page in below if page.live},
        fronts=fronts,
        menus=menus,
        settings=HouseSettings.for_site(sites[0]),
    )


def forget(**_signal: Any) -> None:
    """Have every process read the house anew: at once for what comes in this transaction, and when it is kept."""
    _renew()
    transaction.on_commit(_renew)


def _renew() -> None:
    cache.set(KEY, uuid.uuid4().hex, timeout=None)


def _changed(sender: type[Any], **_signal: Any) -> None:
    if issubclass(sender, Page | Site | Locale | PageViewRestriction | HouseSettings):
        forget()


def listen() -> None:
    """Hear of every change. These signals decide nothing: they let go of what is kept."""
    for signal in (post_save, post_delete):
        signal.connect(_changed, dispatch_uid="home.house")
    for signal in (post_page_move, page_slug_changed):
        signal.connect(forget, dispatch_uid="home.house")
