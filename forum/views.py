"""Taking part in debates. The pages themselves are Wagtail's (forum.models)."""

import io
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.visitors import SignedInRequest, Visitor
from forum import archive
from forum.actions.asks import shares
from forum.actions.contributions import ContributionError, post_comment
from forum.actions.moderation import withdraw
from forum.announcing import channel_of
from forum.conversation import Order, conversation, place_of, show_asked, whole
from forum.drafts import sign_in_first, take_draft
from forum.forms import CommentForm
from forum.markup import quoted, to_html
from forum.models import Comment, DebatePage
from forum.permissions import user_can_moderate, user_can_see, user_can_withdraw, user_can_write
from forum.showing import Reader
from forum.states import IllegalTransitionError, State
from guard.limits import TooOften, slow_down
from home import live


def debate_context(
    debate: DebatePage, user: Visitor, asked: QueryDict, form: CommentForm | None = None
) -> dict[str, Any]:
    """What forum/debate.html shows beyond the page: the conversation, the form, whether one may write."""
    panel = [member.mandate for member in debate.panel.select_related("mandate__user")]
    answered = shares(debate) if panel else {}
    for mandate in panel:
        mandate.share = answered.get(mandate.pk)
    return {
        **conversation_context(debate, user, asked, with_asked=bool(panel)),
        "form": form or CommentForm(panel=panel),
        "phase": debate.phase(),
        "panel": panel,
        "links": list(debate.links.all()),
    }


def conversation_context(
    debate: DebatePage, user: Visitor, asked: QueryDict, *, with_asked: bool = True
) -> dict[str, Any]:
    """What forum/_conversation.html shows: the part of the conversation that the address asks for."""
    talk = conversation(
        debate,
        user,
        asked.get("side", "1"),
        order=asked.get("orden", ""),
        branch=asked.get("gren", ""),
        part=asked.get("del", "1"),
    )
    if with_asked:
        show_asked(talk.comments)
    reader = Reader.of(debate, user)
    return {
        "conversation": talk,
        "live": live.address(channel_of(debate.pk)) if reader.is_writable else "",
        "orders": Order,
        "reader": reader,
        "can_write": reader.can_write,
    }


@require_http_methods(["GET", "POST"])
@sign_in_first
def write(request: SignedInRequest, debate_id: int) -> HttpResponse:
    """Write in a debate, or with `parent` (in the address or the form) answer a contribution.

    GET shows the form on a page of its own, which is how one answers without JavaScript. What was typed is kept
    whatever goes wrong.
    """
    debate = readable(DebatePage, debate_id)
    if request.method == "GET":
        parent = _parent(debate, request.GET.get("svar"))
        text = take_draft(request) or (quoted(parent.comment) if parent and "citat" in request.GET else "")
        initial = {"parent": parent.pk if parent else None, "text": text}
        form = CommentForm(initial=initial, panel=() if parent else debate.panel_mandates())
        return _write_page(request, debate, form, parent)
    parent = _parent(debate, request.POST.get("parent"), must_stand=False)
    form = CommentForm(request.POST, panel=() if parent else debate.panel_mandates())
    if "vis" in request.POST:
        context = {"page": debate, "parent": parent, "can_write": user_can_write(request.user, debate)}
        return preview(request, form, "forum/write.html", context)
    if form.is_valid():
        try:
            data = form.cleaned_data
            comment = post_comment(
                debate, request.user, data["text"], key=data["key"], parent=parent, to=data.get("to") or ()
            )
        except ContributionError as error:
            form.add_error("text", str(error))
        except TooOften as met:
            form.add_error("text", met.sentence)
            return slow_down(_write_page(request, debate, form, parent), met)
        else:
            return _taken(request, comment)
    if parent is not None and parent.state != State.PUBLISHED:
        # Taken away meanwhile: nobody is shown it again, and what was typed can go out on its own.
        parent, form.data = None, {**request.POST.dict(), "parent": ""}
    return _write_page(request, debate, form, parent, status=422)


def _taken(request: SignedInRequest, comment: Comment) -> HttpResponse:
    """Thank for the contribution, or say why it waits, and lead to its place."""
    if comment.state == State.HELD:
        messages.info(
            request,
            _("Thank you. A moderator reads your contribution before others see it, because %(reason)s.")
            % {"reason": comment.why_held},
            extra_tags=str(comment.submission_key),
        )
    else:
        messages.success(
            request, _("Thank you. Your contribution is in the debate."), extra_tags=str(comment.submission_key)
        )
    return redirect(place(comment, request.user))


def _write_page(
    request: HttpRequest, debate: DebatePage, form: CommentForm, parent: Comment | None, status: int = 200
) -> HttpResponse:
    context = {"page": debate, "form": form, "parent": parent, "can_write": user_can_write(request.user, debate)}
    return render(request, "forum/write.html", context, status=status)


def _parent(debate: DebatePage, raw: str | None, *, must_stand: bool = True) -> Comment | None:
    """The contribution of this debate that is answered; 404 for any other, with `must_stand` also for a tombstone."""
    if not raw:
        return None
    if not raw.isascii() or not raw.isdigit() or len(raw) > 12:
        raise Http404
    states = [State.PUBLISHED] if must_stand else State.values
    return get_object_or_404(Comment, pk=int(raw), debate=debate, state__in=states)


@require_safe
def contribution(request: HttpRequest, comment_id: int) -> HttpResponse:
    """A contribution's permanent address: leads to its place in the debate."""
    comment = get_object_or_404(Comment.objects.select_related("debate"), pk=comment_id)
    readable(DebatePage, comment.debate_id)
    if not user_can_see(request.user, comment) and not comment.is_tombstone:
        raise Http404
    return redirect(place(comment, request.user))


def place(comment: Comment, user: Visitor) -> str:
    """The address where the person finds the contribution in its debate."""
    return f"{comment.debate.url}{place_of(comment, user)}"


@require_safe
def printed(request: HttpRequest, debate_id: int) -> HttpResponse:
    """The whole debate on one page, for paper: no forms, no buttons, addresses written out."""
    debate = readable(DebatePage, debate_id)
    comments = whole(debate)
    show_asked(comments)
    return render(request, "forum/print.html", {"page": debate, "comments": comments, "phase": debate.phase()})


@require_safe
def archived(request: HttpRequest, debate_id: int) -> FileResponse:
    """The debate for the archive, for those who look after it (forum.archive)."""
    debate = readable(DebatePage, debate_id)
    if not user_can_moderate(request.user):
        raise PermissionDenied
    made = io.BytesIO()
    archive.write(debate, made)
    made.seek(0)
    return FileResponse(made, as_attachment=True, filename=f"{debate.slug}.zip")


@require_http_methods(["GET", "POST"])
@login_required
def take_back(request: SignedInRequest, comment_id: int) -> HttpResponse:
    """Withdraw one's own contribution, after a question whether one is sure."""
    comment = get_object_or_404(Comment.objects.select_related("debate"), pk=comment_id, user=request.user)
    readable(DebatePage, comment.debate_id)
    if request.method == "GET":
        return render(request, "forum/withdraw.html", {"comment": comment, "page": comment.debate})
    if user_can_withdraw(request.user, comment):
        try:
            comment = withdraw(comment, request.user)
            messages.success(request, _("Your contribution is withdrawn."))
        except IllegalTransitionError:
            messages.info(request, _("A moderator has already decided about this contribution."))
    return redirect(place(comment, request.user))


def wants_part(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def preview(request: HttpRequest, form: Form, template: str, context: dict[str, Any]) -> HttpResponse:
    """How the form's text will look, or what is wrong with it: htmx gets that alone, others the form's page."""
    context = {**context, "form": form}
    if form.is_valid():
        context["body_html"] = to_html(form.cleaned_data["text"])
    if wants_part(request):
        return render(request, "forum/_preview.html", context)
    return render(request, template, context, status=200 if form.is_valid() else 422)


def readable(model: type[Any], pk: int) -> Any:
    """The page, if anybody may read it; otherwise 404, as if it were not there."""
    page = model.objects.readable().filter(pk=pk).first()
    if page is None:
        raise Http404
    return page
