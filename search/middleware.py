"""What every answer of the API has: readable from any site, known by its content, errors as problems."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware
from django.utils.translation import gettext_lazy as _

from search.problems import CONTENT_TYPE, problem

API = "/api/v1/"
READING = ("GET", "HEAD", "OPTIONS")
CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": ", ".join(READING),
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Access-Control-Max-Age": "86400",
}

_MEANING = {400: _("The address cannot be read."), 404: _("There is nothing at this address.")}
_OTHER = _("Something went wrong here. Try again later.")


class OpenApi:
    """Let every site read the API (CORS, without cookies), answer 304 to who has it, and tell every error as a problem.

    Only reading is let through. It stands outermost, so that what other layers refuse is told in the same way.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._known = ConditionalGetMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(API):
            return self._get_response(request)
        response = self._answer(request)
        for name, value in CORS.items():
            response[name] = value
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ", ".join(READING)})
        if request.method not in READING:
            response: HttpResponseBase = problem(request, 405, str(_("The API can only be read.")))
            response["Allow"] = ", ".join(READING)
            return response
        request.method = "GET"  # the server sends no body to HEAD
        response = self._get_response(request)
        if response.status_code >= 400 and response["Content-Type"] != CONTENT_TYPE:
            return problem(request, response.status_code, str(_MEANING.get(response.status_code, _OTHER)))
        return self._known.process_response(request, response)
