"""What to read on: for every page what resembles it, found out by a task and kept in rows, so that no page waits."""

import logging

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from wagtail.models import Page

from search import registry, service
from search.models import PUBLIC, Entry, Related

log = logging.getLogger(__name__)

KEPT = 8
"""More than are shown, so that one which is hidden leaves no gap."""

AGAIN = -1
"""In `related_version`: to be found out once more, because a neighbour is new; its own neighbours are left alone."""

BATCH = 100


def is_waiting() -> bool:
    """Whether something changed since it was last found out what resembles it."""
    return Entry.objects.unrelated(registry.pages()).exists()


def relate() -> int:
    """Find out what resembles every page that is new or was changed, then their neighbours; returns for how many."""
    return _round() + _round()


def _round() -> int:
    done, last = 0, 0
    while rows := list(Entry.objects.unrelated(registry.pages()).filter(pk__gt=last)[:BATCH]):
        for row in rows:
            _relate(row)
        done, last = done + len(rows), rows[-1].pk
    return done


def _relate(row: Entry) -> None:
    """Replace an entry's neighbours; it stays waiting when it was changed meanwhile."""
    first = _picked(row)
    pks = [*first, *(pk for pk in service.similar(row, KEPT) if pk not in first)][:KEPT]
    with transaction.atomic():
        still = Entry.objects.select_for_update().filter(pk=row.pk, version=row.version)
        if not still.update(related_version=row.version):
            return
        Related.objects.filter(entry=row).delete()
        known = set(Entry.objects.filter(pk__in=pks).values_list("pk", flat=True))
        links = [Related(entry=row, other_id=pk, position=place) for place, pk in enumerate(pks) if pk in known]
        Related.objects.bulk_create(links)
        if row.related_version != AGAIN:
            waiting = Q(pk__in=known)
            if row.content_type_id in _page_types():  # who picked this page before it could be read
                waiting |= Q(picked__contains=f"|{row.object_id}|") & ~Q(picked="")
            Entry.objects.filter(waiting, related_version__gt=AGAIN).update(related_version=AGAIN)


def _picked(row: Entry) -> list[int]:
    """The entries of the pages that an editor put beside this one, in the editor's order, as far as they are public."""
    order = [key for key in row.picked.split("|") if key]
    pages = Entry.objects.visible_to(frozenset({PUBLIC})).filter(content_type__in=_page_types(), anchor="")
    found = dict(pages.filter(object_id__in=order).values_list("object_id", "pk")) if order else {}
    return [found[key] for key in order if key in found]


def _page_types() -> set[int]:
    """The content types of the pages that can be found."""
    models = [source.model for source in registry.sources() if issubclass(source.model, Page)]
    return {kind.pk for kind in ContentType.objects.get_for_models(*models).values()}
