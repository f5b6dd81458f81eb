"""Which documents may be found, and the signals that keep that current.

A document is found while its collection is open to everybody and either a public page uses it, or no page at all does
and an editor has made its collection one that can be searched (`search.desk.PublicCollection`). So what only a draft
or a private page uses is never found, wherever it is kept.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import page_published, page_unpublished, post_page_move

from search import actions, tasks
from search.desk import DocumentText, PublicCollection
from search.documents import texts

Document = get_document_model()


def findable() -> QuerySet[Any]:
    """Documents that everybody may find now."""
    uses = _uses().filter(to_object_id=Cast(OuterRef("pk"), CharField()))
    public = Page.objects.live().public().annotate(key=Cast("pk", CharField())).values("key")
    offered = _below(PublicCollection.objects.select_related("collection"))
    restricted = _below(CollectionViewRestriction.objects.select_related("collection"))
    return (
        Document.objects.filter(search_text__in=DocumentText.objects.findable())
        .exclude(restricted)
        .filter(Exists(uses.filter(object_id__in=public)) | (offered & ~Exists(uses)))
        .select_related("search_text")
    )


def _uses() -> QuerySet[ReferenceIndex]:
    """Where pages use documents, as Wagtail noted it."""
    types = ContentType.objects
    return ReferenceIndex.objects.filter(
        base_content_type=types.get_for_model(Page), to_content_type=types.get_for_model(Document)
    )


def _below(rows: QuerySet[Any]) -> Q:
    """In the rows' collections or below them; nothing for no row."""
    condition = Q(pk__in=[])
    for row in rows:
        condition |= Q(collection__path__startswith=row.collection.path)
    return condition


def used_by(pages: Iterable[int]) -> set[int]:
    """The keys of the documents that these pages use."""
    found = _uses().filter(object_id__in=[str(pk) for pk in pages]).values_list("to_object_id", flat=True)
    return {int(pk) for pk in found}


def describe(pks: Iterable[int]) -> None:
    """Describe these documents again, in search as far as they may be found."""
    actions.index_many(Document, sorted(pks))


def _saved(instance: Model, **_signal: Any) -> None:
    texts.expect(instance)
    describe([instance.pk])


def _deleted(instance: Model, **_signal: Any) -> None:
    actions.remove(instance)


def _published(instance: Page, **_signal: Any) -> None:
    """Wagtail notes what a page uses in a task, later; here it is noted at once, so that nobody finds what was taken
    off the page."""
    with transaction.atomic():
        before = used_by([instance.pk])
        ReferenceIndex.create_or_update_for_object(instance)
        describe(before | used_by([instance.pk]))


def _gone(instance: Page, **_signal: Any) -> None:
    """Unpublished or about to be deleted, perhaps with its row still live: out at once; what others use comes back."""
    pks = sorted(used_by([instance.pk]))
    if pks:
        actions.remove_many(Document, pks)
        tasks.describe_documents.enqueue(pks)


def _moved(instance: Page, **_signal: Any) -> None:
    describe(used_by(Page.objects.filter(path__startswith=instance.path).values_list("pk", flat=True)))


def _restricted(instance: PageViewRestriction, **_signal: Any) -> None:
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        _moved(page)


def _collection_changed(instance: Any, **_signal: Any) -> None:
    """A collection was opened, closed or moved: what lies in it and below is described again."""
    pk = instance.pk if isinstance(instance, Collection) else instance.collection_id

    def again() -> None:
        collection = Collection.objects.filter(pk=pk).first()
        if collection is not None:
            describe(Document.objects.filter(collection__path__startswith=collection.path).values_list("pk", flat=True))

    if isinstance(instance, Collection):
        transaction.on_commit(again)  # Wagtail's form saves a collection first and moves it then
    else:
        again()


def connect() -> None:
    """Listen to Wagtail: documents, collections and pages are changed by its own views."""
    post_save.connect(_saved, sender=Document, dispatch_uid="search.document")
    post_delete.connect(_deleted, sender=Document, dispatch_uid="search.document")
    page_published.connect(_published, dispatch_uid="search.document")
    page_unpublished.connect(_gone, dispatch_uid="search.document")
    pre_delete.connect(_gone, sender=Page, dispatch_uid="search.document")
    post_page_move.connect(_moved, dispatch_uid="search.document")
    for signal in (post_save, post_delete):
        signal.connect(_restricted, sender=PageViewRestriction, dispatch_uid="search.document")
        for sender in (CollectionViewRestriction, PublicCollection):
            signal.connect(_collection_changed, sender=sender, dispatch_uid=f"search.{sender.__name__}")
    post_save.connect(_collection_changed, sender=Collection, dispatch_uid="search.collection")
