"""What search engines are shown of the room beside its pages."""

import datetime as dt

from exhibitions.models import Association
from exhibitions.models.associations import AssociationQuerySet
from home.sitemaps import InEveryLanguage, Sitemap
from search.models import PUBLIC, Entry, EntryQuerySet


class Works(Sitemap):
    """The works that hang on a published exhibition's wall, each with an address of its own, as search knows them."""

    def items(self) -> EntryQuerySet:
        works = Entry.objects.visible_to(frozenset({PUBLIC})).filter(kind="work")
        return works.only("url", "updated").order_by("pk")

    def location(self, work: Entry) -> str:
        return work.url

    def lastmod(self, work: Entry) -> dt.datetime:
        return work.updated


class Associations(InEveryLanguage):
    """The associations that are shown to all."""

    def items(self) -> AssociationQuerySet:
        return Association.objects.readable()


SITEMAPS = {"works": Works, "associations": Associations}
