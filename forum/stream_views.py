"""Livestreams: asking, voting, and what an open page fetches. The page itself is Wagtail's (forum.models)."""

import datetime as dt
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Alarm, Calendar, Event

from accounts.visitors import SignedInRequest, Visitor
from forum import snapshots
from forum.actions.contributions import ContributionError, ask_question
from forum.actions.questions import take_vote_back, vote
from forum.announcing import livestream_channel
from forum.conversation import explain_removals
from forum.drafts import keep_and_sign_in, take_answers
from forum.forms import QuestionForm
from forum.limits import VOTES
from forum.models import LivestreamPage, Question, StreamState, Vote
from forum.models.livestreams import SHARED_FOR
from forum.permissions import takes_questions, user_can_ask, user_can_produce, user_can_vote
from forum.states import State
from forum.views import readable
from guard.limits import TooOften, slow_down, spend
from home import live
from home.door import shared
from notices.actions import is_following

FOLLOWED_BEFORE = dt.timedelta(hours=12)  # from so long before the start an open page listens


def livestream_context(livestream: LivestreamPage, user: Visitor) -> dict[str, Any]:
    """What forum/livestream.html shows beyond the page: its state, the questions, the form."""
    state = livestream.state()
    speakers = list(livestream.speakers.select_related("mandate__user"))
    questions = snapshots.listed(livestream)
    own = own_context(livestream, user, state, speakers=speakers)
    for question in questions:
        question.voted = question.pk in own["voted"]  # type: ignore[attr-defined]
        question.is_own = question.pk in own["asked"]  # type: ignore[attr-defined]
    return {
        "questions": questions,
        "now_answered": next((question for question in questions if question.progress == "now"), None),
        "speakers": speakers,
        "chapters": livestream.chapters(),
        "documents": livestream.documents(),
        "texts": list(livestream.live_texts.all()[: snapshots.TEXTS]) if livestream.pk else [],
        **own,
        **stage_context(livestream, state),
    }


def own_context(livestream: LivestreamPage, user: Visitor, state: StreamState, *, speakers: Any) -> dict[str, Any]:
    """What is the visitor's own (forum/_own.html): the form, what they follow, voted for and asked.

    `own` is what they asked and others do not see. An editor's preview of a page that is not saved yet has nothing.
    """
    context: dict[str, Any] = {
        "state": state,
        "following": livestream.pk is not None and is_following(user, livestream),
        "can_edit": livestream.pk is not None and livestream.permissions_for_user(user).can_edit(),
        "voted": set(),
        "asked": set(),
        "own": [],
        **form_context(livestream, user, speakers=speakers),
    }
    if user.is_authenticated and livestream.pk:
        votes = Vote.objects.filter(user=user, question__livestream=livestream.pk)
        asked = list(Question.objects.filter(livestream=livestream.pk, author=user))
        own = [question for question in asked if question.state != State.PUBLISHED]
        explain_removals(own)
        voted = set(votes.values_list("question_id", flat=True))
        context |= {"voted": voted, "asked": {question.pk for question in asked}, "own": own}
    return context


def stage_context(livestream: LivestreamPage, state: StreamState) -> dict[str, Any]:
    """What forum/_stage.html shows."""
    change = livestream.next_change()
    followed = state != StreamState.RECORDING and livestream.starts_at - timezone.now() < FOLLOWED_BEFORE
    return {
        "state": state,
        "player": livestream.player,
        "live": live.address(livestream_channel(livestream.pk)) if followed and livestream.pk else "",
        "next_change": int((change - timezone.now()).total_seconds()) + 1 if change and followed else "",
    }


def form_context(
    livestream: LivestreamPage, user: Visitor, form: QuestionForm | None = None, **more: Any
) -> dict[str, Any]:
    """What forum/_ask_form.html shows."""
    return {
        "page": livestream,
        "form": form or question_form(livestream, speakers=more.get("speakers")),
        "can_ask": livestream.pk is not None and user_can_ask(user, livestream),
        "takes_questions": livestream.pk is not None and takes_questions(livestream),
        "can_produce": user_can_produce(user),
    }


def question_form(livestream: LivestreamPage, *args: Any, speakers: Any = None, **options: Any) -> QuestionForm:
    """The form with what can be chosen at this livestream."""
    if speakers is None:
        speakers = list(livestream.speakers.select_related("mandate__user"))
    topics = [item.title for item in livestream.agenda.all()]
    return QuestionForm(*args, topics=topics, speakers=speakers, **options)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, livestream_id: int) -> HttpResponse:
    """Ask a question. A visitor signs in when it is sent, by a code if they like, and finds it again."""
    livestream = readable(LivestreamPage, livestream_id)
    if request.user.is_authenticated:
        return _ask(cast("SignedInRequest", request), livestream)
    if request.method == "POST":
        return keep_and_sign_in(request)
    return _ask_page(request, livestream, question_form(livestream))


def _ask(request: SignedInRequest, livestream: LivestreamPage) -> HttpResponse:
    """What was typed is kept whatever goes wrong."""
    kept = {} if request.POST else take_answers(request)
    form = question_form(livestream, request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        topic, key = data.get("topic", ""), data["key"]
        try:
            question = ask_question(livestream, request.user, data["text"], key=key, topic=topic, speaker=form.asked)
        except ContributionError as error:
            form.add_error("text", str(error))
        except TooOften as met:
            form.add_error("text", met.sentence)
            return slow_down(_ask_page(request, livestream, form), met)
        else:
            return _asked(request, question)
    return _ask_page(request, livestream, form, status=422 if request.method == "POST" else 200)


def _asked(request: SignedInRequest, question: Question) -> HttpResponse:
    if question.state == State.HELD:
        messages.info(
            request,
            _("Thank you. A moderator reads your question before others see it, because %(reason)s.")
            % {"reason": question.why_held},
        )
    else:
        messages.success(request, _("Thank you. Your question is on the list."))
    return redirect(f"{question.livestream.url}#spoergsmaal")


def _ask_page(request: HttpRequest, livestream: LivestreamPage, form: QuestionForm, status: int = 200) -> HttpResponse:
    return render(request, "forum/ask.html", form_context(livestream, request.user, form), status=status)


@require_http_methods(["GET", "POST"])
@login_required
def vote_for(request: SignedInRequest, question_id: int) -> HttpResponse:
    """Vote for a question, or with `stem=0` no longer. js/live-evening.js gets the number, others the page again."""
    found = get_object_or_404(Question.objects.published().select_related("livestream"), pk=question_id)
    livestream = readable(LivestreamPage, found.livestream_id)
    found.livestream = livestream
    if request.method == "GET":
        context = {"page": livestream, "question": found, "can_vote": user_can_vote(request.user, found)}
        return render(request, "forum/vote.html", context)
    try:
        spend(VOTES, request.user.pk)
        act = take_vote_back if request.POST.get("stem") == "0" else vote
        votes = act(found, request.user)
    except ContributionError as error:
        return _not_counted(request, found, str(error), 409)
    except TooOften as met:
        return slow_down(_not_counted(request, found, met.sentence, 429), met)
    if _wants_json(request):
        return JsonResponse({"votes": votes})
    return redirect(f"{livestream.url}#spoergsmaal-{found.pk}")


def _not_counted(request: HttpRequest, question: Question, sentence: str, status: int) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"votes": question.votes_count, "sentence": sentence}, status=status)
    messages.warning(request, sentence)
    return redirect(f"{question.livestream.url}#spoergsmaal-{question.pk}")


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


@require_safe
@shared(SHARED_FOR)
def now(_request: HttpRequest, livestream_id: int) -> JsonResponse:
    """Everything that moves on the page, for whoever comes back or is not told. The same for everybody."""
    return JsonResponse(snapshots.whole(readable(LivestreamPage, livestream_id)))


@never_cache
@require_safe
def own(request: HttpRequest, livestream_id: int) -> HttpResponse:
    """What is the visitor's own on the page (js/own-parts.js); nothing for whoever is not signed in."""
    livestream = readable(LivestreamPage, livestream_id)
    if not request.user.is_authenticated:
        return HttpResponse(status=204)
    speakers = list(livestream.speakers.select_related("mandate__user"))
    return render(
        request, "forum/_own.html", own_context(livestream, request.user, livestream.state(), speakers=speakers)
    )


@require_safe
@shared(SHARED_FOR)
def stage(request: HttpRequest, livestream_id: int) -> HttpResponse:
    """The picture, or what stands in its place: an open page fetches it when the state changes."""
    livestream = readable(LivestreamPage, livestream_id)
    state = livestream.state()
    context = {"page": livestream, "chapters": livestream.chapters(), **stage_context(livestream, state)}
    return render(request, "forum/_stage_part.html", context)


@require_safe
@shared(SHARED_FOR)
def projector(request: HttpRequest, livestream_id: int) -> HttpResponse:
    """The questions large, for the wall of the hall."""
    livestream = readable(LivestreamPage, livestream_id)
    state = livestream.state()
    questions = snapshots.listed(livestream)
    context = {
        "page": livestream,
        "questions": questions,
        "now_answered": next((question for question in questions if question.progress == "now"), None),
        **stage_context(livestream, state),
        "live": live.address(livestream_channel(livestream.pk)),
    }
    return render(request, "forum/projector.html", context)


@require_safe
def calendar(_request: HttpRequest, livestream_id: int) -> HttpResponse:
    """The evening as a calendar file (RFC 5545), with a reminder ten minutes before."""
    page = readable(LivestreamPage, livestream_id)
    event, alarm, made = Event(), Alarm(), Calendar()
    event.add("uid", f"livestream-{page.pk}@torvet")
    event.add("dtstamp", page.last_published_at or timezone.now())
    event.add("dtstart", page.starts_at)
    event.add("dtend", page.ends_at)
    event.add("summary", page.title)
    event.add("description", "\n".join(part for part in (page.lead, page.full_url) if part))
    event.add("url", page.full_url)
    if page.place:
        event.add("location", page.place)
    alarm.add("action", "DISPLAY")
    alarm.add("description", page.title)
    alarm.add("trigger", -dt.timedelta(minutes=10))
    event.add_component(alarm)
    made.add("prodid", "-//Torvet//DA")
    made.add("version", "2.0")
    made.add_component(event)
    response = HttpResponse(made.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{page.slug}.ics"'
    return response
