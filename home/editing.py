"""What editors do in the admin beside Wagtail's own editor."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from accounts.visitors import SignedInRequest
from home.checking import say_checked, user_can_say_checked


def checked(request: SignedInRequest, pk: int) -> HttpResponse:
    """One click: the page was read through today and is true."""
    page = get_object_or_404(Page, pk=pk)
    if not user_can_say_checked(request.user, page):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    say_checked(page, request.user, timezone.localdate())
    messages.success(request, _("“%(page)s” was checked today. Readers can see it.") % {"page": page.title})
    onwards = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onwards, None):
        return redirect(onwards)
    return redirect("wagtailadmin_pages:edit", page.pk)
