"""What somebody typed whose sign-in had run out: kept in the session until they are back at the form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import resolve_url

_KEPT = "submission_typed"
_MOST = 500_000  # characters: a full sheet of works has a tenth of it


def is_autosave(request: HttpRequest) -> bool:
    """Whether the page saves by itself what is being written (js/autosave.js)."""
    return request.method == "POST" and request.headers.get("X-Autosave") == "1"


def sign_in_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only people with an account through; others sign in, come back, and find in the form what they typed."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if is_autosave(request):
            return JsonResponse({"sign_in": f"{resolve_url(settings.LOGIN_URL)}?next={request.path}"}, status=401)
        if request.method == "POST":
            typed = request.POST.urlencode()
            if len(typed) <= _MOST:
                request.session[_KEPT] = {"path": request.path, "typed": typed}
        return redirect_to_login(request.path)

    return checked


def take_kept(request: HttpRequest) -> QueryDict | None:
    """What was kept for this form, once."""
    kept = request.session.get(_KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return None
    del request.session[_KEPT]
    return QueryDict(kept["typed"])
