"""Associations' public pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from exhibitions.models import Association, ExhibitionPage
from home import store
from home.models.base import cards


@require_safe
@store.offered
def association_list(request: HttpRequest) -> HttpResponse:
    """The directory of associations."""
    shown = Association.objects.filter(is_public=True).select_related("picture").prefetch_related("topics")
    return render(request, "exhibitions/associations.html", {"associations": shown})


@require_safe
@store.offered
def association(request: HttpRequest, slug: str) -> HttpResponse:
    """An association with its exhibitions."""
    found = get_object_or_404(Association.objects.select_related("picture"), slug=slug, is_public=True)
    shown = ExhibitionPage.objects.readable().filter(associations=found).order_by("-starts_on").as_cards()
    return render(request, "exhibitions/association.html", {"association": found, "exhibitions": cards(shown)})
