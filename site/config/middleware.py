"""What happens around every request."""

from collections.abc import Callable

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from home.once import read_once

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
SERVER_ERROR = 500

GetResponse = Callable[[HttpRequest], HttpResponse]


class AtomicWrites:
    """Put every unsafe request in one transaction, undone when it ends in a server error. What only reads, reads once.

    So what an editor publishes and its entries for search, or a comment and its line in the log, are kept together or
    not at all. Reading takes no transaction: on SQLite each one would hold the only write lock (`IMMEDIATE`), which is
    why this is not Django's `ATOMIC_REQUESTS`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS:
            with read_once():
                return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= SERVER_ERROR:
                transaction.set_rollback(True)
        return response


class BadInput:
    """Answer an address or a cookie that carries a NUL character with 400: no database column can hold one.

    In a form each field refuses it in words (`ProhibitNullCharactersValidator`).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL character.")
        if any("\x00" in value for value in request.COOKIES.values()):
            raise BadRequest("A cookie holds a NUL character.")
        return self.get_response(request)


class AdminForStaff:
    """Answer 403 under /admin/ to an account that may not be there.

    Wagtail sends it to the sign-in page, which sends those who are signed in back: a circle without end.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user if request.path.startswith("/admin/") else None
        if user is not None and user.is_authenticated and not user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied
        return self.get_response(request)
