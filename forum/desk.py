"""The moderators' desk in Wagtail's admin: the queue, a matter, a person, figures, and trying a rule."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.visitors import SignedInRequest
from forum import figures
from forum.actions import cases, complaints
from forum.actions.moderation import ReasonMissingError, approve, keep, remove
from forum.actions.reports import answer_page_report
from forum.actions.suspension import NotSuspendableError, lift, suspend
from forum.models import Case, Comment, Decision, HoldRule, Question, Report, Suspension
from forum.moderation_forms import AnswerForm, KeepForm, PageReportForm, StatementForm, SuspendForm
from forum.permissions import suspension_of, user_can_answer, user_can_moderate
from forum.queue import entries
from forum.rules import SHOWN, try_rule
from forum.states import IllegalTransitionError, State

KINDS: dict[str, type[Any]] = {"indlaeg": Comment, "spoergsmaal": Question}
CONTEXT = 3  # contributions before and after, from the same thread
AT_ONCE = 50  # matters decided together


def check(request: HttpRequest) -> None:
    if not user_can_moderate(request.user):
        raise PermissionDenied


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a moderator, what has to be looked at first on top."""
    check(request)
    waiting = entries(Case.objects.open().in_full().in_order(), request.user)
    return render(request, "forum/admin/queue.html", {"waiting": waiting, "late": sum(e.late for e in waiting)})


@require_safe
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """A matter with everything that is needed to decide it."""
    check(request)
    return _case_page(request, get_object_or_404(Case.objects.in_full(), pk=pk))


def _case_page(
    request: SignedInRequest, found: Case, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    (entry,) = entries([found], request.user)
    thing, complaint = found.thing, found.complaint
    author = thing.user if isinstance(thing, Comment) else thing.author if thing is not None else None
    if complaint is not None and author is None:
        author = complaint.decision.account
    context: dict[str, Any] = {
        "entry": entry,
        "case": found,
        "thing": thing,
        "complaint": complaint,
        "around": _around(thing) if isinstance(thing, Comment) else [],
        "history": history(author) if author is not None else None,
        "reports": found.reports.all(),
        "can_answer": complaint is not None and user_can_answer(request.user, complaint),
        "is_held": thing is not None and thing.state == State.HELD,
        "is_page": thing is None and complaint is None and bool(found.reports.all()),
        "remove_form": StatementForm(prefix="fjern"),
        "keep_form": KeepForm(prefix="behold"),
        "page_form": PageReportForm(prefix="side"),
        "answer_form": AnswerForm(prefix="svar"),
        "statement_form": StatementForm(prefix="svar", use_required_attribute=False),
        **(forms or {}),
    }
    return render(request, "forum/admin/case.html", context, status=status)


def _around(comment: Comment) -> list[Comment]:
    """The contribution with those before and after it in its thread."""
    thread = Comment.objects.filter(thread_id=comment.thread_id).select_related("user", "mandate")
    before = list(thread.filter(order__lt=comment.order).order_by("-order")[:CONTEXT])[::-1]
    return [*before, *thread.filter(order__gte=comment.order).order_by("order")[: CONTEXT + 1]]


def history(person: User) -> dict[str, Any]:
    """What moderators should know of a person: how much they wrote, and what was decided about it before."""
    written = Comment.objects.filter(user=person).aggregate(
        all=Count("pk"),
        published=Count("pk", filter=Q(state=State.PUBLISHED)),
        removed=Count("pk", filter=Q(state=State.REMOVED)),
    )
    about = Q(comment__user=person) | Q(question__author=person) | Q(account=person)
    decisions = Decision.objects.filter(about, step__in=["remove", "restore", "suspend", "lift", "keep"])
    return {
        "person": person,
        "written": written,
        "told": Report.objects.filter(comment__user=person).count(),
        "decisions": list(decisions.select_related("by").order_by("-at")[:10]),
        "suspension": suspension_of(person),
    }


@require_POST
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a matter; who comes second is told who has it."""
    check(request)
    found = get_object_or_404(Case, pk=pk)
    try:
        cases.claim(found, request.user)
    except cases.TakenError as taken:
        messages.warning(request, _taken(taken))
    return redirect(found)


@require_POST
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a matter back in the queue."""
    check(request)
    cases.release(get_object_or_404(Case, pk=pk), request.user)
    messages.success(request, _("The matter is back in the queue."))
    return redirect("moderation")


def _taken(taken: cases.TakenError) -> str:
    until = formats.time_format(timezone.localtime(taken.until), "H.i")
    return _("%(name)s has this matter until %(time)s.") % {"name": taken.by, "time": until}


def _already(error: IllegalTransitionError) -> str:
    return _("Somebody else has decided already: %(state)s.") % {"state": error.state.label}


# Deciding -------------------------------------------------------------------------------------------------------------


@require_POST
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide a matter: `measure` says how. A form with faults comes back with what was typed."""
    check(request)
    found = get_object_or_404(Case.objects.in_full(), pk=pk)
    way = WAYS.get(request.POST.get("measure", ""))
    if way is None:
        return redirect(found)
    try:
        with transaction.atomic():
            if cases.claim(found, request.user).closed_at is not None:
                messages.warning(request, _("Somebody else has decided this matter already."))
                return redirect("moderation")
            faults = way(request, found)
    except cases.TakenError as taken:
        messages.warning(request, _taken(taken))
        return redirect(found)
    except IllegalTransitionError as error:
        messages.warning(request, _already(error))
        return redirect("moderation")
    except complaints.ComplaintError as error:
        messages.warning(request, str(error))
        return redirect(found)
    return _case_page(request, found, faults, status=422) if faults else redirect("moderation")


Faults = dict[str, Any] | None


def _thing(found: Case) -> Any:
    if found.complaint_id is not None or found.thing is None:
        raise Http404
    return found.thing


def _approve(request: SignedInRequest, found: Case) -> Faults:
    approve(_thing(found), request.user)
    messages.success(request, _("Approved. Everybody can read it now."))
    return None


def _remove(request: SignedInRequest, found: Case) -> Faults:
    form = StatementForm(request.POST, prefix="fjern")
    if not form.is_valid():
        return {"remove_form": form}
    remove(_thing(found), request.user, **form.statement())
    messages.success(request, _("Removed. The author sees the reason."))
    return None


def _keep(request: SignedInRequest, found: Case) -> Faults:
    form = KeepForm(request.POST, prefix="behold")
    if not form.is_valid():
        return {"keep_form": form}
    keep(_thing(found), request.user, form.cleaned_data["reason"])
    messages.success(request, _("It stands. Those who told us are told why."))
    return None


def _page(request: SignedInRequest, found: Case) -> Faults:
    form = PageReportForm(request.POST, prefix="side")
    if not form.is_valid():
        return {"page_form": form}
    answer_page_report(found, request.user, form.cleaned_data["reason"], upheld=form.cleaned_data["upheld"] == "yes")
    messages.success(request, _("The notice is answered."))
    return None


def _answer(request: SignedInRequest, found: Case) -> Faults:
    if found.complaint is None:
        raise Http404
    form = AnswerForm(request.POST, prefix="svar")
    if not form.is_valid():
        return {"answer_form": form}
    complaints.answer(
        found.complaint, request.user, form.cleaned_data["answer"], upheld=form.cleaned_data["upheld"] == "yes"
    )
    messages.success(request, _("The complaint is answered."))
    return None


def _close(request: SignedInRequest, found: Case) -> Faults:
    if found.thing is not None or found.complaint_id is not None or found.reports.exists():
        raise Http404
    cases.close_without_decision(found, request.user)
    return None


WAYS: dict[str, Callable[[SignedInRequest, Case], Faults]] = {
    "approve": _approve,
    "remove": _remove,
    "keep": _keep,
    "page": _page,
    "answer": _answer,
    "close": _close,
}


@require_POST
def bulk(request: SignedInRequest) -> HttpResponse:
    """Approve, or remove for one reason, several matters at once; those that somebody else has are left alone."""
    check(request)
    chosen = [int(pk) for pk in request.POST.getlist("sag") if pk.isascii() and pk.isdigit() and len(pk) < 16]
    found = list(
        Case.objects.open().in_full().filter(pk__in=chosen[:AT_ONCE], complaint=None).order_by("comment", "question")
    )
    if not found:
        messages.warning(request, _("Choose at least one contribution or question first."))
        return redirect("moderation")
    measure = request.POST.get("measure")
    if measure == "remove":
        form = StatementForm(request.POST if "fjern-reason" in request.POST else None, prefix="fjern")
        if not form.is_valid():
            status = 422 if form.is_bound else 200
            context = {"form": form, "chosen": entries(found, request.user)}
            return render(request, "forum/admin/bulk.html", context, status=status)
        _all(request, found, lambda thing: remove(thing, request.user, **form.statement()))
    elif measure == "approve":
        _all(request, found, lambda thing: approve(thing, request.user))
    return redirect("moderation")


def _all(request: SignedInRequest, found: list[Case], act: Callable[[Any], Any]) -> None:
    """Act on each in its own savepoint. All are locked first: whoever decides several waits for nobody half-way."""
    models: list[tuple[Any, str]] = [(Comment, "comment_id"), (Question, "question_id")]
    for model, key in models:
        pks = [getattr(each, key) for each in found]
        list(model.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
    done = 0
    for each in found:
        try:
            with transaction.atomic():
                if each.thing is not None and cases.claim(each, request.user).closed_at is None:
                    act(each.thing)
                    done += 1
        except (cases.TakenError, IllegalTransitionError):
            continue
    told = ngettext("%(count)d matter is decided.", "%(count)d matters are decided.", done) % {"count": done}
    (messages.success if done else messages.warning)(request, told)
    if done < len(found):
        messages.warning(request, _("The others are somebody else's, or could not be decided in that way."))


def decide_approve(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Approve what waits. POST only."""
    thing = _named(request, kind, pk)
    if request.method == "POST":
        try:
            approve(thing, request.user)
            messages.success(request, _("Approved. Everybody can read it now."))
        except IllegalTransitionError as error:
            messages.warning(request, _already(error))
    return redirect("moderation")


def decide_remove(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Remove with a reason something that nobody need have told of; without a reason the form comes back."""
    thing = _named(request, kind, pk)
    form = StatementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remove(thing, request.user, **form.statement())
            messages.success(request, _("Removed. The author sees the reason."))
        except IllegalTransitionError as error:
            messages.warning(request, _already(error))
        return redirect("moderation")
    text = thing.comment if isinstance(thing, Comment) else thing.text
    status = 422 if form.is_bound else 200
    return render(request, "forum/admin/remove.html", {"text": text, "form": form}, status=status)


def _named(request: HttpRequest, kind: str, pk: int) -> Any:
    check(request)
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(KINDS[kind], pk=pk)


# People, figures, rules -----------------------------------------------------------------------------------------------


def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """A person's history, and the form to suspend the account or what lifts its suspension."""
    check(request)
    found = get_object_or_404(User, pk=pk)
    form = SuspendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = suspend(found, request.user, days=form.cleaned_data["days"], **form.statement())
        except (NotSuspendableError, ReasonMissingError):
            messages.error(request, _("Staff can't be suspended here. An administrator takes their role away first."))
        else:
            day = formats.date_format(timezone.localtime(made.ends_at), "j. F Y")
            messages.success(request, _("The account can't write until %(day)s.") % {"day": day})
            return redirect("moderation-person", pk=pk)
    context = {"history": history(found), "form": form}
    return render(request, "forum/admin/person.html", context, status=422 if form.is_bound else 200)


@require_POST
def lift_suspension(request: SignedInRequest, pk: int) -> HttpResponse:
    """End a suspension before its time."""
    check(request)
    found = get_object_or_404(Suspension, pk=pk)
    lift(found, request.user)
    messages.success(request, _("The account can write again."))
    return redirect("moderation-person", pk=found.user_id)


@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """How much comes in and how fast somebody looks: two charts, each with its table."""
    check(request)
    return render(request, "forum/admin/figures.html", {"charts": figures.charts(timezone.localdate())})


@require_safe
def try_out(request: HttpRequest, pk: int) -> HttpResponse:
    """What a rule would have held among the latest contributions; for administrators, who edit the rules."""
    if not request.user.has_perm("forum.change_holdrule"):
        raise PermissionDenied
    rule = get_object_or_404(HoldRule, pk=pk)
    if "words" in request.GET and len(request.GET["words"]) <= 20_000:
        rule.words = request.GET["words"]
    if request.GET.get("number", "").isascii() and request.GET.get("number", "").isdigit():
        rule.number = max(1, min(100, int(request.GET["number"][:3])))
    trial = try_rule(rule)
    return render(request, "forum/admin/try.html", {"rule": rule, "trial": trial, "shown_at_most": SHOWN})
