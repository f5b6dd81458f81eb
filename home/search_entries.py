"""What of the house's own pages can be found."""

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from home.models import ArticlePage, BasePage, SectionPage, Topic
from search import actions
from search.pages import PageSource, stream_text
from search.registry import EntryData, Kind, Source, register, register_kind

register_kind(Kind("article", _("Articles"), order=10, icon="article", one=_("Article"), is_page=True))
register_kind(Kind("section", _("Sections"), order=90, icon="section", one=_("Section")))
register_kind(Kind("topic", _("Topics"), order=95, icon="topic", one=_("Topic")))


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


@register
class TopicSource(Source[Topic]):
    """A topic leads to everything that is filed under it."""

    model = Topic
    kind = "topic"

    def queryset(self) -> "QuerySet[Topic]":
        return Topic.objects.all()

    def entries(self, topic: Topic) -> list[EntryData]:
        return [
            EntryData(
                kind=self.kind,
                title=topic.name,
                url=f"{reverse('search')}?{urlencode({'topic': topic.slug})}",
                keywords=" ".join(topic.synonym_list),
            )
        ]


def _topic_changed(instance: Model, **_signal: Any) -> None:
    actions.index(instance)


for signal in (post_save, post_delete):  # topics are written in the admin's own views
    signal.connect(_topic_changed, sender=Topic, dispatch_uid="home.topic")
