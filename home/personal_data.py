"""What the pages hold about a person, and what becomes of it."""

from contextlib import suppress
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search.index import class_is_indexed, insert_or_update_object

from accounts.models import User
from accounts.personal import PSEUDONYM, Fate, hold, keep, on_sweep
from home.models import Author
from search.actions import index_many
from search.vocabulary import forget


def _describe_swept(model: type[Model], keys: list[Any]) -> None:
    """Bring both indexes up to date with rows that were changed behind their back."""
    rows = Page.objects.filter(pk__in=keys).specific() if model is Page else model._base_manager.filter(pk__in=keys)
    for row in rows:
        if class_is_indexed(type(row)):
            insert_or_update_object(row)
        with suppress(LookupError):  # most models are not to be found by the public
            index_many(type(row), [row.pk])


on_sweep(_describe_swept)


def _unname(rows: "QuerySet[Any]", _user: User) -> None:
    """The author's name and picture go; what was written stays, under the pseudonym."""
    said = "\n".join(" ".join(texts) for texts in rows.values_list("name", "role", "about"))
    authors = list(rows.values_list("pk", flat=True))
    for author in authors:
        rows.filter(pk=author).update(
            name=PSEUDONYM, slug=f"tidligere-bruger-{author}", role="", about="", picture=None, account=None
        )
    for page in Page.objects.filter(page_authors__author__in=authors).specific():
        with suppress(LookupError):
            index_many(type(page), [page.pk])
    index_many(Author, authors)
    if authors:
        transaction.on_commit(partial(forget, said))  # the name is no word of the collection any more


hold(
    "home.Author.account",
    _("What you are named as the author of"),
    fields=("name", "role", "about"),
    fate=Fate.KEEP,
    why="the library's articles; their author is then named by the pseudonym",
    scrub=_unname,
)
keep(
    "home.Author",
    "authors' names",
    "as long as a page names them",
    "part of what was published",
    by="an editor",
)
hold(
    "home.Picture.uploaded_by_user",
    _("Pictures"),
    fields=("title", "credit", "created_at", "file"),
    files=("file",),
    fate=Fate.KEEP,
    why="it belongs to what shows it; its place and camera were removed when it was uploaded",
)
hold("wagtailimages.Image.uploaded_by_user", _("Pictures"), fate=Fate.KEEP, why="Wagtail's own table, which is empty")

keep(
    "home.Picture",
    "pictures",
    "as long as a page shows them",
    "part of what was published",
    by="an editor",
)
