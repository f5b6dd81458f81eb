"""Searches that people follow: kept, left, and told of what became findable."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from notices.actions import tell
from search import forms, plan, registry, results
from search.engines.base import Query
from search.engines.database import DatabaseEngine
from search.models import PUBLIC, Entry, SavedSearch, Topic

log = logging.getLogger(__name__)

NOTICE = "saved-search"
MAX_SAVED = 30
MAX_ADDRESS = 1500
MAX_NEW = 2000
OVERLAP = dt.timedelta(minutes=10)
"""Looked at once more: what was written before the last run may have been committed after it. Telling twice is one."""


class CannotFollow(Exception):  # noqa: N818 - what it tells, in a sentence for the person
    """The search cannot be followed."""


@transaction.atomic
def follow(person: Any, address: str) -> SavedSearch:
    """Have the person told of what a search will find (`address` as of Address.search). Following twice is once.

    CannotFollow with a sentence: there is nothing to look for, it is too long, or the person follows MAX_SAVED already.
    """
    query = forms.read(QueryDict(address))
    if not (plan.make(query.text) or query.is_narrowed):
        raise CannotFollow(_("There is nothing to look for. Search for something first, then follow it."))
    if len(address) > MAX_ADDRESS:
        raise CannotFollow(_("This search is too long to be followed. Leave some of it out."))
    get_user_model().objects.select_for_update().get(pk=person.pk)  # one at a time, so that the limit holds
    mine = SavedSearch.objects.filter(person=person)
    if (known := mine.filter(address=address).first()) is not None:
        return known
    if mine.count() >= MAX_SAVED:
        raise CannotFollow(
            _("You follow %(number)s searches, which is as many as one can. Leave one of them first.")
            % {"number": MAX_SAVED}
        )
    return SavedSearch.objects.create(person=person, address=address)


def leave(person: Any, key: int) -> None:
    """Tell the person no more about a search; nothing happens when it is not theirs."""
    SavedSearch.objects.filter(person=person, pk=key).delete()


def labels(searches: Iterable[SavedSearch]) -> list[str]:
    """What each search looks for, in words."""
    queries = [forms.read(QueryDict(search.address)) for search in searches]
    slugs = {slug for query in queries for slug in query.chosen.get("topic", ())}
    topics = dict(Topic.objects.filter(pk__in=slugs).values_list("slug", "name"))
    return [_label(query, topics) for query in queries]


def _label(query: Query, topics: dict[str, str]) -> str:
    picked = [
        topics.get(value, value) if name == "topic" else str(results.label(name, value))
        for name, values in query.chosen.items()
        for value in values
    ]
    years = dict.fromkeys(str(day.year) for day in (query.since, query.until) if day)
    return " · ".join(filter(None, [query.text, *picked, "–".join(years)]))


def tell_followers(now: dt.datetime | None = None) -> int:
    """Tell everybody of what became findable since the last run in a search that they follow; returns how often.

    By the entry's own clock (`visible_since`), so an edit tells nobody; with the database engine, so whichever engine
    answers people, the same is told. Each thing is told once to a person, however many of their searches find it.
    """
    moment = now or timezone.now()
    by_address: dict[str, list[SavedSearch]] = defaultdict(list)
    for search in SavedSearch.objects.filter(person__is_active=True).select_related("person"):
        by_address[search.address].append(search)
    return sum(_tell(address, searches, moment) for address, searches in by_address.items())


def _tell(address: str, searches: list[SavedSearch], now: dt.datetime) -> int:
    """Tell the followers of one search."""
    since = min(_from(search) for search in searches)
    fresh = Entry.objects.visible_to(frozenset({PUBLIC})).filter(visible_since__gt=since, visible_since__lte=now)
    pks = frozenset(fresh.order_by("-visible_since").values_list("pk", flat=True)[:MAX_NEW])
    told = 0
    with transaction.atomic():
        for entry in Entry.objects.select_related("content_type").in_bulk(_found(address, pks)).values():
            people = [search.person for search in searches if entry.visible_since > _from(search)]
            told += tell(people, NOTICE, entry, key=_key(entry))
        SavedSearch.objects.filter(pk__in=[search.pk for search in searches]).update(told_until=now)
    return told


def _from(search: SavedSearch) -> dt.datetime:
    return max(search.created, search.told_until - OVERLAP)


def _found(address: str, pks: frozenset[int]) -> list[int]:
    """Which of these entries the search finds."""
    if not pks:
        return []
    asked = forms.read(QueryDict(address))
    query = Query(asked.text, asked.chosen, asked.since, asked.until, size=MAX_NEW, only=pks)
    return DatabaseEngine().search(query, plan.make(asked.text)).pks


def _key(entry: Entry) -> str:
    """Names the thing: a page of its own, or the object whose parts (moments of a recording) are told as one."""
    kind = registry.kind(entry.kind)
    anchor = entry.anchor if kind and kind.is_page else ""
    return f"{entry.content_type_id}:{entry.object_id}:{anchor}"[:120]
