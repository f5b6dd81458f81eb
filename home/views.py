"""Addresses of the house that are not pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from home.models import HouseSettings


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """/was leads to the accessibility statement, where Danes look for it (Webtilgængelighedsloven, section 5)."""
    page = HouseSettings.for_request(request).accessibility_page
    if page is None or not page.live:
        raise Http404
    return redirect(page.get_url(request))
