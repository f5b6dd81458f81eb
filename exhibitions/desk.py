"""The editors' desk for submissions in Wagtail's admin: everything about one on one page, decided by its buttons."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.visitors import SignedInRequest
from exhibitions import drafts
from exhibitions.actions import links, review
from exhibitions.actions.submission import SubmissionError
from exhibitions.forms import AboutForm, RightsForm, TimeForm, WorkForm
from exhibitions.ledger import consents_of
from exhibitions.member_views import decide as decide_request
from exhibitions.models import ExhibitionPage, MembershipRequest, Submission
from exhibitions.permissions import user_can_review, user_can_review_any
from exhibitions.review_forms import AcceptForm, AskForm, AssignForm, NoteForm, RemarkForm
from exhibitions.states import IllegalStepError, Progress

Forms = dict[str, Any] | None
WAITING = (Progress.SENT, Progress.CHANGES, Progress.ACCEPTED, Progress.SCHEDULED)


@require_http_methods(["GET"])
def desk_list(request: SignedInRequest) -> HttpResponse:
    """What the associations have sent in, what is most urgent first."""
    _check_editor(request)
    waiting = Submission.objects.filter(state__in=WAITING).select_related("exhibition", "assignee")
    order = {state: number for number, state in enumerate(WAITING)}
    found = sorted(waiting, key=lambda item: (order[Progress(item.state)], item.due_on or timezone.localdate()))
    context = {"submissions": found, "today": timezone.localdate()}
    return render(request, "exhibitions/admin/list.html", context)


@require_http_methods(["GET", "POST"])
def members_desk(request: SignedInRequest) -> HttpResponse:
    """Those who ask to act for an association."""
    _check_editor(request)
    if request.method == "POST":
        return decide_request(request, MembershipRequest.objects, "member-desk")
    waiting = MembershipRequest.objects.filter(decided_at__isnull=True).select_related("user", "association")
    return render(request, "exhibitions/admin/members.html", {"requests": waiting})


def _check_editor(request: SignedInRequest) -> None:
    if not user_can_review_any(request.user):
        raise PermissionDenied


@require_http_methods(["GET", "POST"])
def desk(request: SignedInRequest, pk: int) -> HttpResponse:
    """One submission: what it says, what was said about it, and what to do. The button says which form it is."""
    page = get_object_or_404(ExhibitionPage.objects.filter(submission__isnull=False), pk=pk)
    if not user_can_review(request.user, page):
        raise PermissionDenied
    request.shows_private = True  # type: ignore[attr-defined]  # its pictures are not published yet
    if request.method != "POST":
        return _desk_page(request, page)
    act = ACTS.get(request.POST.get("act", ""))
    try:
        faults = act(request, page) if act else None
    except SubmissionError as error:
        messages.error(request, str(error))
        faults = None
    except IllegalStepError as error:
        messages.warning(
            request, _("Somebody was faster. It stands here now: %(state)s.") % {"state": error.state.label}
        )
        faults = None
    if faults:
        return _desk_page(request, page, faults, status=422)
    return redirect(f"{request.path}#{request.POST.get('place', '').replace(':', '-')}")


def _assign(request: SignedInRequest, page: ExhibitionPage) -> Forms:
    form = AssignForm(request.POST, prefix="hvem")
    if not form.is_valid():
        return {"assign_form": form}
    review.assign(page, request.user, form.cleaned_data["assignee"], form.cleaned_data["due_on"])
    messages.success(request, _("Saved."))
    return None


def _remark(request: SignedInRequest, page: ExhibitionPage) -> Forms:
    form = RemarkForm(request.POST)
    if not form.is_valid():
        return {"remark_form": form}
    work_key, _colon, field = form.cleaned_data["place"].rpartition(":")
    review.remark(page, request.user, form.cleaned_data["text"], work_key=work_key[:8], field=field[:30])
    return None


def _remove(request: SignedInRequest, page: ExhibitionPage) -> Forms:
    pressed = request.POST.get("remark", "")
    if pressed.isdecimal():
        review.remove_remark(page, request.user, int(pressed))
    return None


def _changes(request: SignedInRequest, page: ExhibitionPage) -> Forms:
    form = NoteForm(request.POST, prefix="ret")
    if not form.is_valid():
        return {"changes_form": form}
    review.ask_for_changes(page, request.user, form.cleaned_data["note"])
    messages.success(request, _("The association is asked for the changes."))
    return None


def _accept(request: SignedInRequest, page: ExhibitionPage) -> Forms:
    form = AcceptForm(request.POST, prefix="ja")
    if not form.is_valid():
        return {"accept_form": form}
    review.accept(page, request.user, publish_at=form.cleaned_data["publish_at"])
    messages.success(request, _("Accepted. The association is told."))
    return None


def _decline(request: SignedInRequest, page: ExhibitionPage) -> Forms:
    form = NoteForm(request.POST, prefix="nej")
    if not form.is_valid():
        return {"decline_form": form}
    review.decline(page, request.user, form.cleaned_data["note"])
    messages.success(request, _("Declined. The association reads the reason."))
    return None


def _ask(request: SignedInRequest, page: ExhibitionPage) -> Forms:
    form = AskForm(request.POST, prefix="spoerg")
    if not form.is_valid():
        return {"ask_form": form}
    links.ask_by_link(page, request.user, **form.cleaned_data)
    messages.success(request, _("A mail is on its way to %(name)s.") % {"name": form.cleaned_data["name"]})
    return None


ACTS: dict[str, Callable[[SignedInRequest, ExhibitionPage], Forms]] = {
    "assign": _assign,
    "remark": _remark,
    "remove": _remove,
    "changes": _changes,
    "accept": _accept,
    "decline": _decline,
    "ask": _ask,
}


def _desk_page(request: SignedInRequest, page: ExhibitionPage, forms: Forms = None, status: int = 200) -> HttpResponse:
    draft = page.get_latest_revision_as_object()
    submission = page.submission
    said: dict[tuple[str, str], list[Any]] = {}
    for remark in submission.remarks.select_related("by"):
        said.setdefault((remark.work_key, remark.field), []).append(remark)
    state = Progress(submission.state)
    context = {
        "page": page,
        "submission": submission,
        "fields": _places("", {**AboutForm.base_fields, **TimeForm.base_fields}, drafts.values_of(draft), said),
        "works": [_work(work, number, said) for number, work in enumerate(draft.ordered_works, start=1)],
        "whole": said.get(("", ""), []),
        "log": submission.steps.select_related("by").order_by("-at", "-pk"),
        "links": submission.links.all(),
        "waits": state == Progress.SENT,
        "can_decline": state in {Progress.SENT, Progress.CHANGES},
        "can_ask": state in links.ASKABLE,
        "assign_form": AssignForm(
            prefix="hvem", initial={"assignee": submission.assignee_id, "due_on": submission.due_on}
        ),
        "changes_form": NoteForm(prefix="ret"),
        "accept_form": AcceptForm(prefix="ja"),
        "decline_form": NoteForm(prefix="nej"),
        "ask_form": AskForm(prefix="spoerg"),
        **(forms or {}),
    }
    return render(request, "exhibitions/admin/desk.html", context, status=status)


def _work(work: Any, number: int, said: dict[tuple[str, str], list[Any]]) -> dict[str, Any]:
    fields = {**WorkForm.base_fields, **{name: RightsForm.base_fields[name] for name in drafts.RIGHTS}}
    values = drafts.work_values(work, number) | {"rights": work.get_rights_display()}
    values.pop("position")
    return {
        "work": work,
        "fields": _places(work.key, fields, values, said),
        "remarks": said.get((work.key, ""), []),
        "consents": consents_of([work.picture_id]) if work.picture_id else [],
    }


def _places(
    key: str, fields: Any, values: dict[str, Any], said: dict[tuple[str, str], list[Any]]
) -> list[dict[str, Any]]:
    """Where a remark can be pinned: each field with its label, its value, and what was said about it."""
    return [
        {
            "place": f"{key}:{name}" if key else name,
            "anchor": f"{key}-{name}" if key else name,
            "label": fields[name].label,
            "value": values[name],
            "remarks": said.get((key, name), []),
        }
        for name in values
        if name in fields
    ]
