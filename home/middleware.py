"""The page store in front of the views: in production nginx has looked there first (site/deploy/nginx.conf)."""

import logging
import re
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language_from_path

from home import store
from home.door import PENDING

logger = logging.getLogger(__name__)

READING = {"GET", "HEAD"}
OK, AWAY = 200, 503
# What advertisers and newsletters hang on an address says nothing about the page.
_TRACKING = re.compile(r"(?:(?:fbclid|gclid|msclkid|mc_cid|mc_eid|utm_\w+)=[^&]*(?:&|$))*")
# Whose answer may differ: somebody with a session, or to whom something is to be told.
_COOKIES = {settings.SESSION_COOKIE_NAME, PENDING}
_VARY = {
    "cookie",
    "accept-language",
    "accept-encoding",
}  # the language is the address's; without a session no cookie counts


class PageStore:
    """Answer from the store those who have no session; keep what views offer, when it holds nothing of anybody's.

    While the database is away, whoever reads gets the last copy of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in READING or not store.ADDRESS.fullmatch(request.path) or not _only_tracking(request):
            return self.get_response(request)
        request.get_host()  # a name that is not ours gets nothing, as everywhere
        is_anybody = _COOKIES.isdisjoint(request.COOKIES) and "HX-Request" not in request.headers
        file = store.find(request.path) if is_anybody else None
        if file is not None:
            return _from(file, request)
        where = request.place = store.place()  # type: ignore[attr-defined]  # home.parts too keeps what was begun here
        with store.making() as life:
            response = self.get_response(request)
        if where is not None and is_anybody and _may_be_kept(request, response):
            return self._keep(where, request, response, life)
        copy = store.last_copy(request.path) if response.status_code == AWAY else None
        return response if copy is None else _from(copy, request, is_old=True)

    @staticmethod
    def _keep(where: store.Place, request: HttpRequest, response: HttpResponse, life: store.Life) -> HttpResponse:
        patch_cache_control(response, no_cache=True)
        try:
            file = store.keep(where, request.path, response.content, life)
        except OSError:  # no room on the disk: the page is shown all the same
            logger.exception("A page can't be kept.")
            return response
        return response if file is None else _known(file, request, response)


def _only_tracking(request: HttpRequest) -> bool:
    return _TRACKING.fullmatch(request.META.get("QUERY_STRING", "")) is not None


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer was offered and looks as everybody's does: a whole page that sets and follows no cookie."""
    return (
        getattr(request, "may_be_kept", False)
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and not getattr(request, "is_preview", False)
        and response.status_code == OK
        and not response.streaming
        and not response.cookies
        and not any(name.startswith("_csp_") for name in vars(response))  # nginx knows one policy, that of the house
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not re.search(r"no-store|private", response.headers.get("Cache-Control", ""))
        and {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name} <= _VARY
    )


def _from(file: Path, request: HttpRequest, *, is_old: bool = False) -> HttpResponse:
    response = HttpResponse(file.read_bytes(), content_type="text/html; charset=utf-8")
    response["Content-Language"] = get_language_from_path(request.path) or settings.LANGUAGE_CODE
    response["Content-Length"] = str(len(response.content))
    if is_old:
        response["Cache-Control"] = "no-store"
        response["Server-Timing"] = "kept"  # js/user-corner.js looks for it
        return response
    response["Cache-Control"] = "no-cache"
    return _known(file, request, response)


def _known(file: Path, request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With the ETag that nginx gives the file, and 304 to whoever has it."""
    found = file.stat()
    response["ETag"] = f'"{int(found.st_mtime):x}-{found.st_size:x}"'
    response["Last-Modified"] = formatdate(int(found.st_mtime), usegmt=True)
    known = get_conditional_response(request, response["ETag"], int(found.st_mtime), response)
    return known if isinstance(known, HttpResponse) else response
