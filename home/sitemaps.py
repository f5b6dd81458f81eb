"""What search engines are shown beside Wagtail's pages."""

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as Pages

from home.models import Topic
from home.models.base import topics_in_use


class Topics(Sitemap):
    """The topics that something is filed under."""

    def items(self) -> QuerySet[Topic]:
        return topics_in_use()


class House(Sitemap):
    """Addresses of the house that are not pages."""

    def items(self) -> list[str]:
        return ["contact", "cookies", "topics", "associations", "transparency"]

    def location(self, name: str) -> str:
        return reverse(name)


SITEMAPS = {"pages": Pages, "topics": Topics, "house": House}
