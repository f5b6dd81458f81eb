"""Reading on in a conversation, and what one does to a contribution that stands in it.

Every address answers without JavaScript with a page of its own or the way back to the contribution's place; htmx
(header `HX-Request`) gets the part of the page that it asks for.
"""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.visitors import SignedInRequest
from forum.actions.contributions import ContributionError, edit_comment, recommend, recommend_no_longer
from forum.conversation import MOST_NEW, new_contributions, new_since, prepare, show_asked
from forum.forms import EditForm
from forum.models import Comment, DebatePage
from forum.permissions import user_can_edit, user_can_moderate, user_can_see_history
from forum.showing import Reader, shown
from forum.states import State
from forum.views import conversation_context, place, preview, readable, wants_part


@require_safe
def part(request: HttpRequest, debate_id: int) -> HttpResponse:
    """A page of the conversation alone, or a part of a branch: what "Vis flere" puts below what is there."""
    debate = readable(DebatePage, debate_id)
    context = {"page": debate, **conversation_context(debate, request.user, request.GET)}
    return _uncached(render(request, "forum/_conversation.html", context))


@require_safe
def new(request: HttpRequest, debate_id: int) -> HttpResponse:
    """The contributions whose keys are in `id` (comma between), as a list: what a reader asked to be shown."""
    debate = readable(DebatePage, debate_id)
    keys = [int(key) for key in request.GET.get("id", "").split(",")[:200] if _is_key(key)]
    comments = new_contributions(debate, request.user, keys)
    show_asked(comments)
    context = {
        "page": debate,
        "comments": comments,
        "more": len(set(keys)) > MOST_NEW,
        "reader": Reader.of(debate, request.user),
    }
    return _uncached(render(request, "forum/_new.html", context))


@require_safe
def count_new(request: HttpRequest, debate_id: int) -> HttpResponse:
    """The keys of what was written after the one in `efter`, for a page that has no stream of events."""
    debate = readable(DebatePage, debate_id)
    after = request.GET.get("efter", "")
    if not _is_key(after):
        raise Http404
    return _uncached(JsonResponse({"new": list(new_since(debate, int(after)).values_list("pk", flat=True)[:200])}))


def _is_key(raw: str) -> bool:
    return raw.isascii() and raw.isdigit() and len(raw) <= 12


def _uncached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def edit(request: SignedInRequest, comment_id: int) -> HttpResponse:
    """Change one's own contribution; with `vis` in the form, see how it will look."""
    comment = get_object_or_404(Comment.objects.select_related("debate"), pk=comment_id, user=request.user)
    debate = readable(DebatePage, comment.debate_id)
    form = EditForm(request.POST or None, initial={"text": comment.comment})
    context: dict[str, Any] = {"page": debate, "comment": comment, "form": form}
    if "vis" in request.POST:
        return preview(request, form, "forum/edit.html", context)
    if request.method == "POST" and form.is_valid():
        try:
            changed = edit_comment(comment, request.user, form.cleaned_data["text"])
        except ContributionError as error:
            form.add_error("text", str(error))
        else:
            if changed.state == State.HELD:
                messages.info(request, _("Your contribution is changed. A moderator reads it before others see it."))
            else:
                messages.success(request, _("Your contribution is changed."))
            return redirect(place(changed, request.user))
    elif request.method == "GET" and not user_can_edit(request.user, comment):
        messages.info(request, _("This contribution can't be changed any more."))
        return redirect(place(comment, request.user))
    return render(request, "forum/edit.html", context, status=422 if request.method == "POST" else 200)


@require_safe
def history(request: HttpRequest, comment_id: int) -> HttpResponse:
    """How an edited contribution read before: what others could read then."""
    comment = get_object_or_404(Comment.objects.select_related("debate", "mandate"), pk=comment_id)
    debate = readable(DebatePage, comment.debate_id)
    if not user_can_see_history(request.user, comment) or comment.edited_at is None:
        raise Http404
    versions = comment.versions.all()
    if not user_can_moderate(request.user):
        versions = versions.filter(was_public=True)
    return render(request, "forum/history.html", {"page": debate, "comment": comment, "versions": versions})


@require_POST
def recommendation(request: SignedInRequest, comment_id: int) -> HttpResponse:
    """Recommend a contribution (`anbefal=1`) or take it back (`anbefal=0`). Without an account one signs in first."""
    standing = Comment.objects.select_related("debate", "user__profile", "mandate").published()
    comment = get_object_or_404(standing, pk=comment_id)
    debate = readable(DebatePage, comment.debate_id)
    if not request.user.is_authenticated:
        away = redirect_to_login(comment.get_absolute_url())
        return HttpResponse(headers={"HX-Redirect": away.url}) if wants_part(request) else away
    act = recommend_no_longer if request.POST.get("anbefal") == "0" else recommend
    refused = ""
    try:
        comment.recommended = act(comment, request.user)
    except ContributionError as error:
        refused = str(error)
    if wants_part(request):
        prepare([comment], request.user)
        reader = replace(Reader.of(debate, request.user), can_write=not refused)
        return render(request, "forum/_recommend.html", {"comment": shown(comment, reader)})
    if refused:
        messages.info(request, refused)
    return redirect(place(comment, request.user))
