"""The producer's desk in Wagtail's admin: run a livestream while it is on, and put its captions right afterwards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.visitors import SignedInRequest
from forum import snapshots
from forum.actions import broadcasts, questions
from forum.actions.captions import write_captions
from forum.actions.contributions import ContributionError
from forum.announcing import livestream_channel
from forum.models import LivestreamPage, LiveText, Progress, Question, StreamState
from forum.permissions import user_can_produce
from forum.producing_forms import CaptionsForm, DismissForm, LiveTextForm
from forum.states import IllegalTransitionError, State
from home import live

RECENT = 20  # livestreams on the overview


def _check(request: HttpRequest) -> None:
    if not user_can_produce(request.user):
        raise PermissionDenied


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The livestreams that are on or coming, and those of lately."""
    _check(request)
    pages = LivestreamPage.objects.filter(live=True).select_related("broadcast").defer_streamfields()
    found = {"ahead": pages.ahead(), "over": pages.filter(ends_at__lte=timezone.now()).order_by("-starts_at")[:RECENT]}
    return render(request, "forum/admin/livestreams.html", found)


@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: SignedInRequest, pk: int) -> HttpResponse:
    """The desk of one livestream. POST does what its field `act` says; `?del=spoergsmaal` gives the questions alone."""
    _check(request)
    livestream = get_object_or_404(LivestreamPage.objects.select_related("broadcast"), pk=pk)
    if request.method != "POST":
        part = "_desk_questions.html" if request.GET.get("del") == "spoergsmaal" else "produce.html"
        return render(request, f"forum/admin/{part}", _context(livestream))
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        faults = act(request, livestream)
    except ContributionError as error:
        messages.warning(request, str(error))
    except IllegalTransitionError as error:
        sentence = _("Somebody else was here before you. The question now stands as: %(state)s.")
        messages.warning(request, sentence % {"state": error.state.label})
    else:
        if faults:
            return render(request, "forum/admin/produce.html", {**_context(livestream), **faults}, status=422)
    return redirect("produce", pk=pk)


def _context(livestream: LivestreamPage) -> dict[str, Any]:
    listed = snapshots.listed(livestream)
    now = next((question for question in listed if question.progress == Progress.NOW), None)
    return {
        "page": livestream,
        "state": livestream.state(),
        "states": StreamState.choices,
        "switches": livestream.switches,
        "questions": listed,
        "now_answered": now,
        "can_take": [question for question in listed if question.progress in {Progress.OPEN, Progress.NOW}],
        "held": Question.objects.filter(livestream=livestream.pk, state=State.HELD).count(),
        "texts": list(livestream.live_texts.all()[: snapshots.TEXTS]),
        "text_form": LiveTextForm(),
        "stream": live.address(livestream_channel(livestream.pk)),
    }


Faults = dict[str, Any] | None


def _switch(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
    broadcasts.switch(livestream, request.POST.get("to", ""))
    return None


def _choose(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
    broadcasts.choose(livestream, premoderated="premoderated" in request.POST, closed="closed" in request.POST)
    messages.success(request, _("It holds from now on."))
    return None


def _text(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
    form = LiveTextForm(request.POST)
    if not form.is_valid():
        return {"text_form": form}
    broadcasts.post_text(livestream, request.user, form.cleaned_data["text"], key=form.cleaned_data["key"])
    return None


def _delete_text(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
    broadcasts.delete_text(get_object_or_404(LiveText, pk=_number(request, "text"), livestream=livestream.pk))
    return None


def _carry(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
    count = broadcasts.carry_over(livestream)
    told = ngettext("%(count)d question goes on in the debate.", "%(count)d questions go on in the debate.", count)
    messages.info(request, told % {"count": count})
    return None


def _on_question(step: Callable[[Question], Any]) -> Callable[[SignedInRequest, LivestreamPage], Faults]:
    def act(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
        step(_question(request, livestream))
        return None

    return act


def _dismiss(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
    question, form = _question(request, livestream), DismissForm(request.POST)
    if not form.is_valid():
        return {"dismissing": question.pk, "dismiss_form": form}
    questions.dismiss(question, form.cleaned_data["reason"])
    return None


def _merge(request: SignedInRequest, livestream: LivestreamPage) -> Faults:
    questions.merge(_question(request, livestream), _question(request, livestream, "into"))
    return None


def _question(request: SignedInRequest, livestream: LivestreamPage, name: str = "question") -> Question:
    return get_object_or_404(Question, pk=_number(request, name), livestream=livestream.pk)


def _number(request: HttpRequest, name: str) -> int:
    raw = request.POST.get(name, "")
    if not raw.isascii() or not raw.isdigit() or len(raw) > 15:
        raise Http404
    return int(raw)


ACTS: dict[str, Callable[[SignedInRequest, LivestreamPage], Faults]] = {
    "switch": _switch,
    "choose": _choose,
    "text": _text,
    "delete_text": _delete_text,
    "carry": _carry,
    "answer_now": _on_question(questions.answer_now),
    "answered": _on_question(questions.answered),
    "put_back": _on_question(questions.put_back),
    "pin": _on_question(questions.pin),
    "unpin": _on_question(lambda question: questions.pin(question, pinned=False)),
    "dismiss": _dismiss,
    "merge": _merge,
}


@require_http_methods(["GET", "HEAD", "POST"])
def captions(request: SignedInRequest, pk: int) -> HttpResponse:
    """The captions as text, beside the picture. What is broken is said with its lines; nothing typed is lost."""
    _check(request)
    livestream = get_object_or_404(LivestreamPage, pk=pk)
    form = CaptionsForm(request.POST or None, initial={"text": _caption_text(livestream)})
    if request.method == "POST" and form.is_valid():
        count = write_captions(livestream, form.cleaned_data["text"])
        told = ngettext("Saved: %(count)d caption.", "Saved: %(count)d captions.", count) % {"count": count}
        messages.success(request, told)
        return redirect(reverse("produce-captions", args=[pk]))
    status = 422 if form.is_bound else 200
    return render(request, "forum/admin/captions.html", {"page": livestream, "form": form}, status=status)


def _caption_text(livestream: LivestreamPage) -> str:
    if not livestream.captions:
        return "WEBVTT\n\n00:00:00.000 --> 00:00:04.000\n"
    try:
        with livestream.captions.open("rb") as file:
            return file.read().decode("utf-8", errors="replace").lstrip("\ufeff")
    except OSError:  # the file is gone: the text of what was read of it is in the transcript
        raise Http404 from None
