"""Addresses of the house that are not pages."""

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from home.models import Author, HouseSettings, Picture
from home.models.base import BasePageQuerySet, ListingPage, cards
from home.private import may_see
from home.storage import PREFIX


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """/was leads to the accessibility statement, where Danes look for it (Webtilgængelighedsloven, section 5)."""
    page = HouseSettings.for_request(request).accessibility_page
    if page is None or not page.live:
        raise Http404
    return redirect(page.get_url(request))


@require_safe
def private_file(request: HttpRequest, name: str) -> FileResponse:
    """A private picture's file or one of its sizes, for those who may see it; for others it is not there."""
    name = PREFIX + name
    picture = Picture.objects.filter(file=name).first() or Picture.objects.filter(renditions__file=name).first()
    if picture is None or not may_see(request, picture):
        raise Http404
    try:
        response = FileResponse(default_storage.open(name))
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "private, no-cache"  # asked again each time: a right to see it may end
    return response


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author with what can be read by them; not found while there is nothing."""
    writer = get_object_or_404(Author.objects.select_related("picture"), slug=slug)
    pages = BasePageQuerySet(Page).readable().filter(page_authors__author=writer).order_by("-first_published_at", "-pk")
    listing = Paginator(pages.as_cards(), ListingPage.per_page).get_page(request.GET.get("side"))
    listing.object_list = cards(listing.object_list)
    if not listing.object_list:
        raise Http404
    return render(request, "home/author.html", {"author": writer, "listing": listing})
