"""Pages for when something is wrong: the right status, plain words, a way on."""

import sys

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string

SHORT = 60  # characters; a longer value is shown as a text, a shorter one is only sent along
TEXTS = {"text", "explanation", "reason", "answer"}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The form's protection has run out (403). What was typed is still one step back, and the page says so."""
    return render(request, "403_csrf.html", status=403)


def too_often(request: HttpRequest) -> HttpResponse:
    """A limit of allauth's own was met (429); all that are left are of a minute."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """503 while the database is away, with when to try again; otherwise the mistake is ours (500). Asks nothing.

    What somebody had typed stands on the page, in a form that sends the same again.
    """
    status = 503 if isinstance(sys.exc_info()[1], OperationalError | InterfaceError) else 500
    context = {"typed": _typed(request), "address": request.get_full_path(), "csrf_token": get_token(request)}
    response = HttpResponse(render_to_string(f"{status}.html", context), status=status)
    response["Cache-Control"] = "no-store"
    if status == 503:
        response["Retry-After"] = "60"
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """What a form had sent: name, value, whether it is a text to be shown. Nothing secret, nothing with files."""
    if request.method != "POST" or request.path.startswith("/admin/"):
        return []
    try:
        sent = [] if request.FILES else [(name, value) for name, values in request.POST.lists() for value in values]
    except (BadRequest, SuspiciousOperation, OSError):  # what was sent can't be read
        return []
    if any(word in name for name, _value in sent for word in ("password", "code")):
        return []
    texts = [
        (name, value, "\n" in value or len(value) > SHORT or name in TEXTS)
        for name, value in sent
        if name != "csrfmiddlewaretoken"
    ]
    return texts if any(is_text for _name, _value, is_text in texts) else []
