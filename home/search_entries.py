"""What of the house's own pages can be found."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from home.models import ArticlePage, BasePage, SectionPage
from search.pages import PageSource, stream_text
from search.registry import Kind, register, register_kind

register_kind(Kind("article", _("Articles"), order=10, icon="article", one=_("Article"), is_page=True))
register_kind(Kind("section", _("Sections"), order=90, icon="section", one=_("Section")))


def describe_page(page: BasePage) -> dict[str, Any]:
    """What every page of the house tells search: lead, picture, and topics with their synonyms."""
    topics = list(page.topics.all())
    return {
        "lead": page.lead,
        "image_id": page.picture_id,
        "topics": tuple((topic.slug, topic.name) for topic in topics),
        "keywords": " ".join(word for topic in topics for word in topic.synonym_list),
    }


@register
class ArticleSource(PageSource[ArticlePage]):
    model = ArticlePage
    kind = "article"

    def describe(self, page: ArticlePage) -> dict[str, Any]:
        return {**describe_page(page), "body": stream_text(page.body), "place": page.place}


@register
class SectionSource(PageSource[SectionPage]):
    model = SectionPage
    kind = "section"

    def describe(self, page: SectionPage) -> dict[str, Any]:
        return {**describe_page(page), "body": stream_text(page.body)}
