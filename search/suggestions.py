"""What is offered while somebody types: topics, pages and people."""

from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from search import service

MAX_PAGES = 6
MAX_TOPICS = 3
MAX_PEOPLE = 3
PERSON = "person"


def find(typed: str) -> list[dict[str, Any]]:
    """[{"title", "url", "kind" as people read it, "group": "topics", "pages" or "people"}], group by group."""
    begun = cache(lambda: service.topics(typed, MAX_TOPICS))  # once: while the engine looks, if it is waited for
    hits = [
        {
            "title": hit.title,
            "url": hit.url,
            "kind": str(hit.kind.singular) if hit.kind else "",
            "group": "people" if hit.entry.kind == PERSON else "pages",
        }
        for hit in service.complete(typed, MAX_PAGES + MAX_PEOPLE, meanwhile=begun)
    ]
    topics = [
        {
            "title": topic.name,
            "url": f"{reverse('search')}?{urlencode({'topic': topic.slug})}",
            "kind": gettext("Topic"),
            "group": "topics",
        }
        for topic in begun()
    ]
    pages = [hit for hit in hits if hit["group"] == "pages"][:MAX_PAGES]
    people = [hit for hit in hits if hit["group"] == "people"][:MAX_PEOPLE]
    return [*topics, *pages, *people]
