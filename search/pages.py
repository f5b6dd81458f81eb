"""Wagtail pages as search entries: a base class for their sources, and the signals that keep them current."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.blocks import StreamValue
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from search import actions
from search.models import Entry
from search.registry import EntryData, Source, is_described, source_of, sources

P = TypeVar("P", bound=Page)


def stream_text(value: StreamValue | None) -> str:
    """The plain text of a StreamField's value, one paragraph per searchable piece."""
    if not value:
        return ""
    return "\n".join(text for text in value.stream_block.get_searchable_content(value) if text and text.strip())


class PageSource(Source[P]):
    """Entries of one page class: found while live and open to everybody. Subclasses set `model` and `kind`.

    `describe(page)` returns what differs from the defaults as fields of EntryData: lead, body, image_id, topics, …
    `parts(page)` returns entries for parts of the page, each with its own anchor.
    """

    kind: str

    def queryset(self) -> QuerySet[P]:
        """Live pages that nothing restricts. What mirrors another page is found as that one."""
        return self.model.objects.live().public().filter(alias_of=None).select_related("locale")

    def describe(self, page: P) -> dict[str, Any]:  # noqa: ARG002 - for those who know the page
        """Fields of EntryData beyond kind, title, url, language and date."""
        return {}

    def parts(self, page: P) -> list[EntryData]:  # noqa: ARG002
        """Entries of parts of the page."""
        return []

    def dependents(self, page: P) -> Iterable[tuple[type[Model], Iterable[Any]]]:  # noqa: ARG002
        """Other objects, as model and keys, that are found only while the page is, such as a debate's contributions."""
        return ()

    def entries(self, page: P) -> list[EntryData]:
        """The page itself and its parts; nothing for a page that no site serves."""
        url = page.get_url()
        if url is None:
            return []
        published = page.first_published_at
        own = {
            "kind": self.kind,
            "title": page.title,
            "url": url,
            "language": page.locale.language_code,
            "date": published.date() if published else None,
        }
        return [EntryData(**(own | self.describe(page))), *self.parts(page)]


def index_page(page: Page) -> None:
    """Describe a page again; and what depends on it when the page came, went, or changed its title or address."""
    before = _face(page)
    actions.index(page)
    if _face(page) != before:
        for model, pks in _dependents(page):
            actions.index_many(model, pks)


def index_subtree(page: Page) -> None:
    """Describe again every page at and below this one (after a move, a new slug, a restriction)."""
    for source in sources():
        if isinstance(source, PageSource):
            for found in source.model.objects.filter(path__startswith=page.path):
                index_page(found)


def _face(page: Page) -> tuple[str, str] | None:
    """Title and address under which the page is found; None when it is not."""
    own = Entry.objects.of(ContentType.objects.get_for_model(type(page)), [str(page.pk)]).alive().filter(anchor="")
    return own.values_list("title", "url").first()


def _dependents(page: Page) -> Iterable[tuple[type[Model], Iterable[Any]]]:
    source = source_of(type(page))
    return source.dependents(page) if isinstance(source, PageSource) else ()


def _changed(instance: Page, **_signal: Any) -> None:
    if is_described(type(instance)):
        index_page(instance)


def _moved(instance: Page, **_signal: Any) -> None:
    index_subtree(instance)


def _gone(instance: Page, **_signal: Any) -> None:
    """Unpublished or deleted. Wagtail says the first also while it deletes, with the row still live: no look at it."""
    if isinstance(instance, Page) and is_described(type(instance)):
        for model, pks in _dependents(instance):
            actions.remove_many(model, pks)
        actions.remove(instance)


def _restricted(instance: PageViewRestriction, **_signal: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        index_subtree(page)


def connect() -> None:
    """Listen to Wagtail. These changes are made by Wagtail's own actions, which call no code of ours otherwise."""
    page_published.connect(_changed, dispatch_uid="search.changed")
    page_unpublished.connect(_gone, dispatch_uid="search.unpublished")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(_moved, dispatch_uid="search.moved")
    pre_delete.connect(_gone, dispatch_uid="search.deleted")
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid="search.restricted")
