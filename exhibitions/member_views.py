"""Who may act for an association: its chair invites, others ask."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.visitors import SignedInRequest
from exhibitions.actions.members import answer_request, ask_to_join, invitation_behind, invite, take_invitation
from exhibitions.actions.submission import SubmissionError
from exhibitions.limits import INVITED, JOINING
from exhibitions.models import Association, MembershipRequest
from exhibitions.permissions import associations_of, user_can_invite, user_can_let_in
from exhibitions.review_forms import InviteForm, JoinForm
from guard.limits import TooOften, slow_down, spend


@require_http_methods(["GET", "POST"])
@login_required
def members(request: SignedInRequest, slug: str) -> HttpResponse:
    """For the chair: who is in, who asks to come in, and whom to invite. The button says what to do."""
    association = get_object_or_404(Association, slug=slug)
    if not user_can_invite(request.user, association):
        raise PermissionDenied
    form = InviteForm()
    if "yes" in request.POST or "no" in request.POST:
        return decide(request, association.requests, "association-members", slug)
    if request.method == "POST":
        form = InviteForm(request.POST)
        if form.is_valid():
            try:
                spend(INVITED, request.user.pk)
            except TooOften as met:
                form.add_error(None, met.sentence)
                return slow_down(_members_page(request, association, form), met)
            invite(association, request.user, form.cleaned_data["email"])
            messages.success(request, _("An invitation is on its way to %(email)s.") % form.cleaned_data)
            return redirect("association-members", slug=slug)
    return _members_page(request, association, form)


def _members_page(request: SignedInRequest, association: Association, form: InviteForm) -> HttpResponse:
    context = {
        "association": association,
        "form": form,
        "memberships": association.memberships.current().select_related("user").order_by("user__display_name"),
        "requests": association.requests.filter(decided_at__isnull=True).select_related("user"),
        "invitations": association.invitations.filter(taken_at__isnull=True)[:20],
    }
    return render(request, "exhibitions/members.html", context, status=422 if form.is_bound else 200)


def decide(request: SignedInRequest, requests: Any, back: str, *args: Any) -> HttpResponse:
    """Let somebody in or not, by the button pressed: `yes` or `no` with the request's key."""
    pressed = request.POST.get("yes") or request.POST.get("no", "")
    found = requests.filter(pk=pressed).first() if pressed.isdecimal() else None
    if found is None:
        raise Http404
    if not user_can_let_in(request.user, found.association):
        raise PermissionDenied
    answer_request(found, request.user, granted="yes" in request.POST)
    messages.success(request, _("%(name)s is told.") % {"name": found.user.display_name})
    return redirect(back, *args)


@require_http_methods(["GET", "POST"])
@login_required
def join(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask to act for an association."""
    association = get_object_or_404(Association, slug=slug, is_public=True)
    waiting = MembershipRequest.objects.filter(user=request.user, association=association, decided_at__isnull=True)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if not waiting.exists():
                spend(JOINING, request.user.pk)
            ask_to_join(association, request.user, form.cleaned_data["text"])
        except TooOften as met:
            form.add_error(None, met.sentence)
            page = {"association": association, "form": form}
            return slow_down(render(request, "exhibitions/join.html", page), met)
        messages.success(request, _("The library and the association have your question, and answer you here."))
        return redirect("association-join", slug=slug)
    context = {
        "association": association,
        "form": form,
        "is_waiting": waiting.exists(),
        "is_member": associations_of(request.user).filter(pk=association.pk).exists(),
    }
    return render(request, "exhibitions/join.html", context, status=422 if form.is_bound else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a mailed invitation: sign in, and say yes."""
    found = invitation_behind(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        return _take(request, token)  # type: ignore[arg-type]  # asks first
    return render(request, "exhibitions/invitation.html", {"invitation": found})


@login_required
def _take(request: SignedInRequest, token: str) -> HttpResponse:
    found = invitation_behind(token)
    try:
        membership = take_invitation(found, request.user)  # type: ignore[arg-type]  # asked before
    except SubmissionError as error:
        messages.error(request, str(error))
        return redirect("invitation", token=token)
    name = {"name": membership.association.name}
    messages.success(request, _("Welcome. You can send in exhibitions for %(name)s now.") % name)
    return redirect("submissions")
