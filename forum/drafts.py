"""What somebody typed whose sign-in had run out: kept in the session until they are back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from forum.models.comments import MAX_LENGTH

_DRAFT = "forum_draft"
CHOSEN = ("topic", "to")  # beside the text of a question


def sign_in_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only people with an account through; others sign in, come back to the form, and find their text in it."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        return keep_and_sign_in(request)

    return checked


def keep_and_sign_in(request: HttpRequest) -> HttpResponse:
    """Keep what was sent, and lead to the sign-in and back to the form."""
    request.session[_DRAFT] = {
        "path": request.path,
        "text": request.POST.get("text", "")[:MAX_LENGTH],
        "fields": {name: request.POST[name][:200] for name in CHOSEN if name in request.POST},
    }
    parent = request.POST.get("parent")
    return redirect_to_login(f"{request.path}?{urlencode({'svar': parent})}" if parent else request.path)


def take_draft(request: HttpRequest) -> str:
    """The text kept for this form, once; empty when there is none."""
    return str(take_answers(request).get("text", ""))


def take_answers(request: HttpRequest) -> dict[str, str]:
    """The same with what was chosen beside the text."""
    draft = request.session.get(_DRAFT)
    if not draft or draft["path"] != request.path:
        return {}
    del request.session[_DRAFT]
    return {"text": draft["text"], **draft.get("fields", {})}
