"""The notices of a person: reading them, choosing how they come, following, and the ways out."""

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt  # nosemgrep: no-csrf-exempt - for the way out of a mail
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from notices import actions, push, registry
from notices.forms import ChoicesForm, DeviceForm
from notices.letters import absolute
from notices.models import Device, FeedAddress, Follow, Notice
from notices.reading import described, grouped
from notices.registry import Followable, Line
from notices.unsubscribing import read_token

PER_PAGE = 30
IN_FEED = 50


class SignedIn(HttpRequest):
    """A request that `login_required` let through. For type hints: the rooms of accounts stand above this one."""

    user: Any


@require_safe
@login_required
def notices(request: SignedIn) -> HttpResponse:
    """What one was told, newest first, what is about the same together."""
    listing = Paginator(Notice.objects.of(request.user), PER_PAGE).get_page(request.GET.get("side"))
    context = {"listing": listing, "groups": grouped(described(listing.object_list))}
    return render(request, "notices/notices.html", context)


@require_safe
@login_required
def open_notice(request: SignedIn, pk: uuid.UUID) -> HttpResponse:
    """Go to what a notice is about, which reads it."""
    notice = get_object_or_404(Notice, pk=pk, person=request.user)
    told = described([notice])
    actions.mark_read(request.user, [notice.pk])
    if not told:
        messages.info(request, _("What the notice was about is not there any more."))
        return redirect("notices")
    return redirect(told[0].line.url)


@require_POST
@login_required
def read(request: SignedIn) -> HttpResponse:
    """Mark as read: the notices named in the form, or all of them."""
    named = request.POST.getlist("notice")
    actions.mark_read(request.user, [key for key in map(_uuid, named) if key] if named else None)
    return redirect("notices")


@require_http_methods(["GET", "POST"])
@login_required
def choices(request: SignedIn) -> HttpResponse:
    """How one wants to be told: by kind, as a feed, as pushes to this browser."""
    form = ChoicesForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        actions.choose(request.user, form.cleaned_data)
        messages.success(request, _("Your choices are saved."))
        return redirect("notices-choices")
    address = FeedAddress.objects.filter(person=request.user).first()
    context = {
        "form": form,
        "feed_url": absolute(reverse("notices-feed", args=[address.key])) if address else "",
        "push_key": push.public_key() if push.is_on() else "",
        "devices": Device.objects.filter(person=request.user).count(),
    }
    return render(request, "notices/choices.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def renew_feed(request: SignedIn) -> HttpResponse:
    """Make the secret address of the feed, or a new one."""
    actions.renew_feed(request.user)
    messages.success(request, _("Your feed has a new address. The old one works no longer."))
    return redirect(reverse("notices-choices") + "#feed")


@require_safe
@never_cache
def feed(request: HttpRequest, key: str) -> HttpResponse:  # noqa: ARG001 - the address is the key
    """A person's notices as Atom (RFC 4287), for whoever has the secret address."""
    address = get_object_or_404(FeedAddress.objects.select_related("person"), key=key, person__is_active=True)
    newest = Notice.objects.of(address.person)[:IN_FEED]
    made = Atom1Feed(
        title=_("Notices from Torvet"),
        link=absolute(reverse("notices")),
        description="",
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(reverse("notices-feed", args=[key])),
    )
    for told in described(newest):
        made.add_item(
            title=told.line.sentence,
            link=absolute(told.line.url),
            description=told.line.group,
            unique_id=told.notice.pk.urn,
            pubdate=told.notice.created,
            updateddate=told.notice.created,
        )
    response = HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


# nosemgrep: no-csrf-exempt - the token is the right to do it; a mail program sends no cookie (RFC 8058, 3.1)
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The way out of a mail. Looking changes nothing, since mail scanners look; sending acts, signed in or not."""
    try:
        way_out = read_token(token)
    except (signing.BadSignature, ValueError, TypeError):
        return render(request, "notices/unsubscribe.html", {"state": "wrong"}, status=404)
    if request.method != "POST":
        return render(request, "notices/unsubscribe.html", {"state": "ask", "way_out": way_out})
    actions.unsubscribe(way_out)
    return render(request, "notices/unsubscribe.html", {"state": "done", "way_out": way_out})


@require_POST
@login_required
def device(request: SignedIn) -> HttpResponse:
    """Push to this browser from now on, or (`off`) no more. Sent by js/push-here.js."""
    if not push.is_on():
        raise Http404
    form = DeviceForm(request.POST)
    if request.POST.get("off"):
        actions.remove_device(request.user, request.POST.get("endpoint", ""))
        return JsonResponse({"on": False})
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    actions.add_device(request.user, **form.cleaned_data)
    return JsonResponse({"on": True})


@require_http_methods(["GET", "POST"])
@login_required
def follow(request: SignedIn, slug: str, pk: int) -> HttpResponse:
    """Follow a thing or leave it. GET asks first, which is where one comes from signing in."""
    kind = registry.followable(slug)
    thing = kind.readable().filter(pk=pk).first() if kind else None
    if kind is None or thing is None:
        raise Http404
    line = kind.describe(thing)
    if request.method == "GET":
        following = actions.is_following(request.user, thing)
        return render(request, "notices/follow.html", {"line": line, "following": following, "kind": kind})
    if request.POST.get("follow") == "0":
        actions.unfollow(request.user, thing)
        messages.success(request, _("You don't follow “%(title)s” any more.") % {"title": line.sentence})
    else:
        actions.follow(request.user, thing)
        messages.success(request, _("You follow “%(title)s” now and are told of news.") % {"title": line.sentence})
    there = request.POST.get("next", "")
    return redirect(there if url_has_allowed_host_and_scheme(there, {request.get_host()}) else line.url)


@require_safe
@login_required
def follows(request: SignedIn) -> HttpResponse:
    """Everything one follows, and the way to leave it."""
    listing = Paginator(Follow.objects.filter(person=request.user, aspect="").order_by("-pk"), PER_PAGE).get_page(
        request.GET.get("side")
    )
    return render(request, "notices/follows.html", {"listing": listing, "rows": _followed(listing.object_list)})


def _followed(listed: Any) -> list[tuple[Followable, Any, Line]]:
    """The followed things that may be shown now, in the same order, in a query for each type."""
    rows = list(listed)
    found: dict[tuple[int, str], tuple[Followable, Any, Line]] = {}
    for kind in registry.followables():
        type_id = _type_of(kind.model)
        keys = [row.object_id for row in rows if row.content_type_id == type_id]
        for thing in kind.readable().filter(pk__in=keys) if keys else []:
            found[type_id, str(thing.pk)] = (kind, thing, kind.describe(thing))
    places = [(row.content_type_id, row.object_id) for row in rows]
    return [found[place] for place in places if place in found]


def _type_of(model: type[models.Model]) -> int:
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model).pk


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
