"""What is new in a section or about a topic, for feed readers (Atom, RFC 4287)."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from wagtail.models import Locale, Page

from home.models import BasePage, ListingPage, Topic
from home.models.base import BasePageQuerySet

NEWEST = 30


class PagesFeed(Feed):
    """Pages that everybody can read, the newest first."""

    feed_type = Atom1Feed

    def item_title(self, page: Any) -> str:
        return str(page.title)

    def item_description(self, page: Any) -> str:
        return str(page.lead)

    def item_link(self, page: Any) -> str:
        return str(page.url)

    def item_pubdate(self, page: Any) -> dt.datetime:
        return page.first_published_at

    def item_updateddate(self, page: Any) -> dt.datetime:
        return page.last_published_at


def _newest(pages: BasePageQuerySet) -> list[Any]:
    newest = pages.filter(first_published_at__isnull=False).order_by("-first_published_at", "-pk")
    return [page for page in newest.as_cards()[:NEWEST] if isinstance(page, BasePage)]


class SectionFeed(PagesFeed):
    """What is new in a section, whatever its own order is."""

    def get_object(self, _request: HttpRequest, page_id: int) -> ListingPage:
        page = BasePageQuerySet(Page).readable().filter(pk=page_id).specific().first()
        if not isinstance(page, ListingPage):
            raise Http404
        return page

    def title(self, section: ListingPage) -> str:
        return str(section.title)

    def subtitle(self, section: ListingPage) -> str:
        return section.lead

    def link(self, section: ListingPage) -> str:
        return section.url or ""

    def feed_url(self, section: ListingPage) -> str:
        return reverse("section-feed", args=[section.pk])

    def items(self, section: ListingPage) -> list[Any]:
        return _newest(BasePageQuerySet(Page).filter(pk__in=section.listed().order_by().values("pk")))


class TopicFeed(PagesFeed):
    """What is new about a topic in the reader's language, in all rooms."""

    def get_object(self, _request: HttpRequest, slug: str) -> Topic:
        return get_object_or_404(Topic, slug=slug)

    def title(self, topic: Topic) -> str:
        return topic.name

    def link(self, topic: Topic) -> str:
        return topic.get_absolute_url()

    def feed_url(self, topic: Topic) -> str:
        return reverse("topic-feed", args=[topic.slug])

    def items(self, topic: Topic) -> list[Any]:
        return _newest(BasePageQuerySet(Page).readable().filter(locale=Locale.get_active()).about([topic]))
