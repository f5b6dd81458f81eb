"""What the library's people ask for in the admin: labels and a poster to print."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from exhibitions.models import ExhibitionPage
from exhibitions.permissions import user_can_print
from exhibitions.printing import labels_of, poster_of


@require_safe
def labels(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of labels."""
    return _pdf(request, pk, "skilte", labels_of)


@require_safe
def poster(request: HttpRequest, pk: int) -> HttpResponse:
    """The poster."""
    return _pdf(request, pk, "plakat", poster_of)


def _pdf(request: HttpRequest, pk: int, name: str, make: Callable[[ExhibitionPage], bytes]) -> HttpResponse:
    page = get_object_or_404(ExhibitionPage, pk=pk)
    if not user_can_print(request.user, page):
        raise PermissionDenied
    response = HttpResponse(make(page), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{page.slug}-{name}.pdf"'
    return response
