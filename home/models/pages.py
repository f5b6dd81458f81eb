"""The front page, sections and articles."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock, FrontBlock
from home.models.base import BasePage
from home.models.editorial import EditorialPage
from home.models.filtered import FilteredPage


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


class SectionPage(FilteredPage):
    """An overview of articles and stories, such as Lokalhistorie or Demokrati, that readers can narrow."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.ArticlePage", "home.StoryPage", "home.ThemePage", "home.SectionPage", "home.GoalsPage"]

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))

    content_panels = [*FilteredPage.content_panels, FieldPanel("body")]
    search_fields = [*FilteredPage.search_fields, index.SearchField("body")]
    template = "home/section.html"

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class ArticlePage(EditorialPage):
    """An article: local history, democracy, or about the library."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels = [*EditorialPage.content_panels, FieldPanel("body"), *EditorialPage.about_panels]
    template = "home/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
