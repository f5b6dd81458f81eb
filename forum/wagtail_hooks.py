"""The moderators' queue in Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.visitors import SignedInRequest
from forum.actions.moderation import approve, remove
from forum.forms import RemovalForm
from forum.models import Comment, Question
from forum.permissions import user_can_moderate
from forum.states import IllegalTransitionError, State

KINDS: dict[str, type[Any]] = {"indlaeg": Comment, "spoergsmaal": Question}


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("moderation/", queue, name="moderation"),
        path("moderation/<str:kind>/<int:pk>/godkend/", decide_approve, name="moderation-approve"),
        path("moderation/<str:kind>/<int:pk>/fjern/", decide_remove, name="moderation-remove"),
    ]


class ModerationItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_moderate(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ModerationItem(gettext_lazy("Moderation"), reverse("moderation"), icon_name="comment", order=250)


def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a moderator, the oldest first."""
    _check(request)
    comments = Comment.objects.filter(state=State.HELD).select_related("debate", "user").order_by("submit_date")
    questions = Question.objects.filter(state=State.HELD).select_related("livestream", "author").order_by("asked_at")
    waiting = [
        {
            "kind": "indlaeg",
            "thing": thing,
            "author": thing.user_name,
            "text": thing.comment,
            "where": thing.debate,
            "at": thing.submit_date,
        }
        for thing in comments
    ] + [
        {
            "kind": "spoergsmaal",
            "thing": thing,
            "author": thing.author_name,
            "text": thing.text,
            "where": thing.livestream,
            "at": thing.asked_at,
        }
        for thing in questions
    ]
    waiting.sort(key=lambda item: item["at"])
    return render(request, "forum/admin/queue.html", {"waiting": waiting})


def decide_approve(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Approve what waits. POST only."""
    thing = _thing(request, kind, pk)
    if request.method == "POST":
        try:
            approve(thing, request.user)
            messages.success(request, _("Approved. Everybody can read it now."))
        except IllegalTransitionError as error:
            messages.warning(request, _already(error))
    return redirect("moderation")


def decide_remove(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Remove with a reason; without one the form comes back."""
    thing = _thing(request, kind, pk)
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remove(thing, request.user, form.cleaned_data["reason"])
            messages.success(request, _("Removed. The author sees the reason."))
        except IllegalTransitionError as error:
            messages.warning(request, _already(error))
        return redirect("moderation")
    text = thing.comment if isinstance(thing, Comment) else thing.text
    return render(request, "forum/admin/remove.html", {"thing": thing, "kind": kind, "text": text, "form": form})


def _already(error: IllegalTransitionError) -> str:
    return _("Somebody else has decided already: %(state)s.") % {"state": error.state.label}


def _check(request: HttpRequest) -> None:
    if not user_can_moderate(request.user):
        raise PermissionDenied


def _thing(request: HttpRequest, kind: str, pk: int) -> Any:
    _check(request)
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(KINDS[kind], pk=pk)
