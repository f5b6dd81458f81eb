"""What of the house's own pages can be found."""

from typing import Any

from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from home.models import (
    ArticlePage,
    Author,
    BasePage,
    EditorialPage,
    Goal,
    GoalsPage,
    SectionPage,
    StoryPage,
    ThemePage,
    Topic,
)
from home.models.base import BasePageQuerySet
from search import actions
from search.pages import PageSource, stream_text
from search.registry import EntryData, Kind, Source, register, register_kind

register_kind(Kind("article", _("Articles"), order=10, icon="article", one=_("Article"), is_page=True))
register_kind(Kind("long-read", _("Stories"), order=11, icon="article", one=_("Story"), is_page=True))
register_kind(Kind("theme", _("Themes"), order=12, icon="topic", one=_("Theme"), is_page=True))
register_kind(Kind("author", _("Authors"), order=92, icon="person", one=_("Author")))
register_kind(Kind("section", _("Sections"), order=90, icon="section", one=_("Section")))
register_kind(Kind("topic", _("Topics"), order=95, icon="topic", one=_("Topic")))


def describe_page(page: BasePage) -> dict[str, Any]:
    """What every page of the house tells search: lead, picture, topics with their synonyms, what to read on."""
    topics = list(page.topics.all())
    return {
        "lead": page.lead,
        "image_id": page.picture_id,
        "topics": tuple((topic.slug, topic.name) for topic in topics),
        "keywords": " ".join(word for topic in topics for word in topic.synonym_list),
        "picked": tuple(link.page_id for link in page.related_links.all()),
    }


def describe_written(page: EditorialPage, *streams: Any) -> dict[str, Any]:
    """What a page that somebody wrote tells beyond that: its text, authors, place and year."""
    return {
        **describe_page(page),
        "body": "\n".join(filter(None, (stream_text(stream) for stream in streams))),
        "author": ", ".join(author.name for author in page.authors),
        "place": page.place,
        "year": page.year_from,
    }


@register
class ArticleSource(PageSource[ArticlePage]):
    model = ArticlePage
    kind = "article"

    def describe(self, page: ArticlePage) -> dict[str, Any]:
        return describe_written(page, page.body)


@register
class StorySource(PageSource[StoryPage]):
    model = StoryPage
    kind = "long-read"

    def describe(self, page: StoryPage) -> dict[str, Any]:
        return describe_written(page, page.body, page.timeline, page.sources)


@register
class ThemeSource(PageSource[ThemePage]):
    model = ThemePage
    kind = "theme"

    def describe(self, page: ThemePage) -> dict[str, Any]:
        return {**describe_page(page), "body": stream_text(page.body)}


@register
class GoalsSource(PageSource[GoalsPage]):
    model = GoalsPage
    kind = "section"

    def describe(self, page: GoalsPage) -> dict[str, Any]:
        return {**describe_page(page), "body": "\n".join(str(label) for label in Goal.labels)}


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


@register
class AuthorSource(Source[Author]):
    """An author is found while something of theirs can be read."""

    model = Author
    kind = "author"

    def queryset(self) -> "QuerySet[Author]":
        return Author.objects.filter(written__page__in=BasePageQuerySet(Page).readable()).distinct()

    def entries(self, author: Author) -> list[EntryData]:
        return [
            EntryData(
                kind=self.kind,
                title=author.name,
                url=author.get_absolute_url(),
                lead=author.role,
                body=author.about,
                image_id=author.picture_id,
            )
        ]


def _changed(instance: Model, **_signal: Any) -> None:
    actions.index(instance)


def _written(instance: Any, **_signal: Any) -> None:
    """A page that came or went brings or takes its authors."""
    actions.index_many(Author, [line.author_id for line in instance.page_authors.all()])


for model in (Topic, Author):
    for signal in (post_save, post_delete):  # both are written in the admin's own views
        signal.connect(_changed, sender=model, dispatch_uid=f"home.{model.__name__}")
for signal in (page_published, page_unpublished):
    signal.connect(_written, dispatch_uid="home.written")
