"""Addresses of the house that are not pages."""

import datetime as dt

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.paginator import Page, Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Locale
from wagtail.models import Page as WagtailPage

from home import store
from home.models import Author, HouseSettings, Topic
from home.models.base import BasePageQuerySet, ListingPage, cards, topics_in_use
from home.private import where_is
from home.storage import PREFIX


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:
    """/was leads to the accessibility statement, where Danes look for it (Webtilgængelighedsloven, section 5)."""
    page = HouseSettings.for_request(request).accessibility_page
    if page is None or not page.live:
        raise Http404
    return redirect(page.get_url(request))


@never_cache
@require_safe
def corner(request: HttpRequest) -> HttpResponse:
    """The visitor's corner alone, for a page that may be older than the sign-in (js/user-corner.js)."""
    came_from = request.GET.get("fra", "")
    here = came_from if url_has_allowed_host_and_scheme(came_from, None) else "/"
    return render(request, "components/user_corner.html", {"came_from": here})


@require_safe
def private_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A private file, such as one of a picture's sizes, for those who may have it; for others it is not there."""
    stored = where_is(request, name)
    if stored is None:
        raise Http404
    if not stored.startswith(PREFIX):
        return _moved(stored)
    try:
        response = FileResponse(default_storage.open(stored))
    except FileNotFoundError:
        raise Http404 from None
    response["Cache-Control"] = "private, no-cache"  # asked again each time: a right to see it may end
    return response


@require_safe
def moved_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """What is not among the public files (any more): those who may have it are led to where it lies now."""
    stored = where_is(request, name) if request.session.session_key else None
    if stored is None or not stored.startswith(PREFIX):
        raise Http404
    return _moved(stored)


def _moved(stored: str) -> HttpResponse:
    response = redirect(default_storage.url(stored))
    response["Cache-Control"] = "private, no-store"  # it may move again
    return response


@require_safe
@store.offered
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author with what can be read by them; not found while there is nothing."""
    writer = get_object_or_404(Author.objects.select_related("picture"), slug=slug)
    pages = (
        BasePageQuerySet(WagtailPage)
        .readable()
        .filter(page_authors__author=writer, locale=Locale.get_active())
        .order_by("-first_published_at", "-pk")
    )
    listing = _listing(request, pages)
    if not listing.object_list:
        raise Http404
    return render(request, "home/author.html", {"author": writer, "listing": listing})


def _listing(request: HttpRequest, pages: BasePageQuerySet) -> Page:
    listing = Paginator(pages.as_cards(), ListingPage.per_page).get_page(request.GET.get("side"))
    listing.object_list = cards(listing.object_list)
    return listing


@require_safe
@store.offered
def topics(request: HttpRequest) -> HttpResponse:
    """The topics that something in the reader's language is filed under."""
    return render(request, "home/topics.html", {"topics": topics_in_use(Locale.get_active())})


@require_safe
@store.offered
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything about a topic in the reader's language, from all rooms, the newest first."""
    about = get_object_or_404(Topic, slug=slug)
    readable = BasePageQuerySet(WagtailPage).readable().filter(locale=Locale.get_active())
    pages = readable.about([about]).order_by("-first_published_at", "-pk")
    return render(request, "home/topic.html", {"topic": about, "listing": _listing(request, pages)})


@require_safe
@store.offered
def contact(request: HttpRequest) -> HttpResponse:
    """Where the library is, when it is open, how to write to it, and what not to write in a mail."""
    return render(request, "home/contact.html")


@require_safe
@store.offered
def cookies(request: HttpRequest) -> HttpResponse:
    """What this site leaves on a reader's device, and why none of it needs a question first."""
    names = {
        "session": settings.SESSION_COOKIE_NAME,
        "token": settings.CSRF_COOKIE_NAME,
        "days": settings.SESSION_COOKIE_AGE // 86400,
    }
    return render(request, "home/cookies.html", names)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines need not read, and where the map of the site is."""
    return render(request, "robots.txt", {"base": _base()}, content_type="text/plain")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell of a hole in the site's security (RFC 9116). Its date is always half a year away."""
    address = HouseSettings.for_request(request).email
    lines = [
        f"Contact: mailto:{address}" if address else f"Contact: {_base()}{reverse('contact')}",
        f"Expires: {(timezone.now() + dt.timedelta(days=182)).strftime('%Y-%m-%dT00:00:00Z')}",
        "Preferred-Languages: da, en",
        f"Canonical: {_base()}{reverse('security-txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _base() -> str:
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")
