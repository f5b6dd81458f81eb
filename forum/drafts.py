"""What somebody typed whose sign-in had run out: kept in the session until they are back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from forum.models.comments import MAX_LENGTH

_DRAFT = "forum_draft"


def sign_in_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only people with an account through; others sign in, come back to the form, and find their text in it."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if request.method != "POST":
            return redirect_to_login(request.get_full_path())
        request.session[_DRAFT] = {"path": request.path, "text": request.POST.get("text", "")[:MAX_LENGTH]}
        parent = request.POST.get("parent")
        return redirect_to_login(f"{request.path}?{urlencode({'svar': parent})}" if parent else request.path)

    return checked


def take_draft(request: HttpRequest) -> str:
    """The text kept for this form, once; empty when there is none."""
    draft = request.session.get(_DRAFT)
    if not draft or draft["path"] != request.path:
        return ""
    del request.session[_DRAFT]
    return draft["text"]
