"""Parts of a page that are the same for every reader, kept for those to whom the page is made.

Who is signed in gets no page from the store (`home.store`): its frame shows who they are. What stands in the frame is
everybody's, and is made once (`{% kept "text" %} … {% endkept %}` in a template) for all of them.

Each process keeps its own, under the page's address and language and the generation of the page store, which was read
before anything else was: whatever empties the store ends the parts too. A part that shows something by the clock ends
with it, or is not kept at all, as the page would be.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from home import store

MANY = 600  # parts of one process; of some 10 kB each

Key = tuple[str, str | None, str, str]  # generation, language, address, name


@dataclass(frozen=True)
class Part:
    """HTML, and until when it is true (seconds since 1970)."""

    html: SafeString
    until: float


_parts: dict[Key, Part] = {}
_keeping = Lock()  # of the threads that make pages, one at a time puts something in


def kept(request: HttpRequest | None, name: str, make: Callable[[], SafeString]) -> SafeString:
    """The part with this name of the page that is asked for: kept, or made now.

    Made each time for a page that is not offered to the store, for one that is asked for with a query, and where there
    is no store.
    """
    if request is None or not _may_be_kept(request):
        return make()
    key = _key(request, name)
    part = _parts.get(key)
    if part is None or part.until <= time.time():
        with store.making() as life:
            part = Part(make(), 0.0 if life.brief else life.until)
        store.lives(life)
        if part.until:
            _keep(key, part)
    else:
        store.lives(store.Life(part.until))
    return part.html


def is_kept(request: HttpRequest, name: str) -> bool:
    """Whether this part is there already, so that what only it shows need not be asked for together with the page."""
    return _key(request, name) in _parts


def _key(request: HttpRequest, name: str) -> Key:
    """The generation is that of when the request came, before anything was read for it (`home.middleware`)."""
    place = getattr(request, "place", None)
    return place.now if place else "", get_language(), request.path, name


def _may_be_kept(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and getattr(request, "place", None) is not None
        and getattr(request, "may_be_kept", False)
        and not getattr(request, "is_preview", False)
    )


def _keep(key: Key, part: Part) -> None:
    """The newest stand last; those of an emptied store go when room is needed."""
    with _keeping:
        _parts.pop(key, None)
        _parts[key] = part
        while len(_parts) > MANY:
            del _parts[next(iter(_parts))]
