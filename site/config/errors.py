"""Pages for when something is wrong: the right status, plain words, a way on."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The form's protection has run out (403). What was typed is still one step back, and the page says so."""
    return render(request, "403_csrf.html", status=403)


def too_often(request: HttpRequest) -> HttpResponse:
    """A limit of allauth's own was met (429); all that are left are of a minute."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """503 while the database is away, with when to try again; otherwise the mistake is ours (500). Asks nothing."""
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    response = HttpResponse(render_to_string(f"{status}.html"), status=status)
    if status == 503:
        response["Retry-After"] = "60"
    return response
