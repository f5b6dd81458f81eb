"""`{% related page %}`: what to read on, below a page."""

from collections.abc import Sequence
from typing import Any

from django import template

from search import service

register = template.Library()

SHOWN = 4


@register.inclusion_tag("search/related.html")
def related(thing: Any, *, anchor: str = "", picked: Sequence[Any] = (), shown: Sequence[Any] = ()) -> dict[str, Any]:
    """Editors' `picked` pages (prepared for their cards) first, then what resembles `thing` (or its part `anchor`).

    What the page has `shown` already is left out. Asks for rows only: two queries, however many there are. Nothing when
    there is nothing to read on.
    """
    if thing.pk is None:  # a preview of something that is not kept yet
        return {"picked": picked, "hits": []}
    taken = {page.url for page in (*picked, *shown)}
    found = [hit for hit in service.related(thing, anchor, SHOWN + len(taken)) if hit.url not in taken]
    return {"picked": picked, "hits": found[: max(0, SHOWN - len(picked))]}
