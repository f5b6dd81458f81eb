"""What search engines are shown of the house: pages with their translations, topics, addresses that are no pages."""

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap
from wagtail.models import Locale, Page

from home.languages import language_of
from home.models import HomePage, Topic
from home.models.base import BasePageQuerySet, topics_in_use


class Pages(WagtailSitemap):
    """Every page that everybody can read, each with its translations. A mirrored page is named where its words are."""

    def items(self) -> BasePageQuerySet:
        site = self.get_wagtail_site()
        found = BasePageQuerySet(Page).none()
        for front in HomePage.objects.filter(translation_key=site.root_page.translation_key):
            found |= BasePageQuerySet(Page).descendant_of(front, inclusive=True)
        return found.readable().filter(alias_of=None).order_by("path")

    def _urls(self, page: int, _protocol: str, _domain: str) -> list[dict[str, Any]]:
        shown = list(self.paginator.page(page).object_list)
        versions: dict[Any, list[tuple[str, str]]] = {}
        for each in shown:
            versions.setdefault(each.translation_key, []).append((language_of(each), self.location(each)))
        return [self._line(each, versions[each.translation_key]) for each in shown]

    def _line(self, page: Page, versions: list[tuple[str, str]]) -> dict[str, Any]:
        """As Django's own template wants it."""
        alternates = [{"lang_code": code, "location": url} for code, url in versions] if len(versions) > 1 else []
        default = [
            {**each, "lang_code": "x-default"} for each in alternates if each["lang_code"] == settings.LANGUAGE_CODE
        ]
        return {"location": self.location(page), "lastmod": self.lastmod(page), "alternates": alternates + default}


class InEveryLanguage(Sitemap):
    """Addresses that answer in both languages."""

    i18n = alternates = x_default = True


class Topics(InEveryLanguage):
    """The topics, in the languages in which something is filed under them."""

    def items(self) -> list[Topic]:
        self._known = {
            locale.language_code: set(topics_in_use(locale).values_list("pk", flat=True))
            for locale in Locale.objects.all()
        }
        return list(Topic.objects.filter(pk__in=set().union(*self._known.values())))

    def get_languages_for_item(self, topic: Topic) -> list[str]:
        return [code for code, topics in self._known.items() if topic.pk in topics]

    def location(self, topic: Topic) -> str:
        return topic.get_absolute_url()


class House(InEveryLanguage):
    """Addresses of the house that are not pages."""

    def items(self) -> list[str]:
        return ["contact", "cookies", "topics", "associations", "transparency"]

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {"pages": Pages, "topics": Topics, "house": House}
