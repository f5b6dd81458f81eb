"""The front page, sections and articles."""

from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from home.blocks import BodyBlock, FrontBlock
from home.models.base import BasePage, BasePageQuerySet, ListingPage, cards


class HomePage(BasePage):
    """The front page, composed by an editor: what happens now, what is debated, what is shown."""

    max_count_per_parent = 1
    parent_page_types = ["wagtailcore.Page"]

    body = StreamField(FrontBlock(), blank=True, verbose_name=_("blocks"))

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    template = "home/home.html"

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["is_front"] = True
        return context


class SectionPage(ListingPage):
    """An overview of articles, such as Lokalhistorie or Demokrati."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.ArticlePage", "home.SectionPage"]

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))

    content_panels = [*ListingPage.content_panels, FieldPanel("body")]
    search_fields = [*ListingPage.search_fields, index.SearchField("body")]
    template = "home/section.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class ArticlePage(BasePage):
    """An article: local history, democracy, or about the library."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    place = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("Where it is about, if it is about a place.")
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("author"),
        FieldPanel("place"),
        InlinePanel("related_links", heading=_("Related pages"), label=_("page"), max_num=6),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "home/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["related"] = self.related()
        return context

    def related(self) -> "list[Any]":
        """The readable pages that the editor has put beside this one, in the editor's order, ready for their cards."""
        order = {link.page_id: position for position, link in enumerate(self.related_links.all())}
        pages = BasePageQuerySet(Page).filter(pk__in=order).readable().as_cards()
        return cards(sorted(pages, key=lambda page: order[page.pk]))


class RelatedLink(Orderable):
    """A page put beside an article."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_links")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("page")]
