"""Sending in an exhibition: Om · Tid og sted · Værker · Rettigheder · Gennemsyn."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.visitors import SignedInRequest
from exhibitions.actions.review import finish_remark
from exhibitions.actions.submission import SubmissionError, describe_submission, start_submission
from exhibitions.fields import rows, value_of, words_of
from exhibitions.forms import AboutForm, StartForm, StepForm, TimeForm
from exhibitions.kept import is_autosave, sign_in_first, take_kept
from exhibitions.merging import Conflict, digest, opened_anew
from exhibitions.models import ExhibitionPage
from exhibitions.permissions import user_can_edit_submission, user_can_see_submission, user_can_submit
from exhibitions.states import EDITABLE
from exhibitions.submissions import latest_note, progress_of, remarks_on

CONFLICT = 409


@require_safe
@sign_in_first
def my_submissions(request: SignedInRequest) -> HttpResponse:
    """What the person's associations have submitted, each with where it stands."""
    memberships = request.user.memberships.current().select_related("association")
    associations = [membership.association for membership in memberships]
    pages = (
        ExhibitionPage.objects.filter(associations__in=associations, submission_key__isnull=False)
        .distinct()
        .order_by("-pk")
    )
    stands = progress_of(pages)
    submissions = [
        {"page": page, "progress": stands[page.pk], "can_edit": stands[page.pk] in EDITABLE} for page in pages
    ]
    chaired = [membership.association for membership in memberships if membership.is_chair]
    context = {"submissions": submissions, "associations": associations, "chaired": chaired}
    return render(request, "exhibitions/submissions.html", context)


@require_http_methods(["GET", "POST"])
@sign_in_first
def start(request: SignedInRequest) -> HttpResponse:
    """Whose exhibition it is, and what it is called: with that it is a draft."""
    if not user_can_submit(request.user):
        return render(request, "exhibitions/not_a_member.html", status=403)
    form = StartForm(request.POST or take_kept(request), user=request.user)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            page = start_submission(request.user, told["association"], {"title": told["title"]}, key=told["key"])
        except SubmissionError as error:
            form.add_error(None, str(error))
        else:
            return redirect("submission-about", key=page.submission_key)
    status = 422 if request.method == "POST" else 200
    return render(request, "exhibitions/submit_start.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@sign_in_first
def about(request: SignedInRequest, key: str) -> HttpResponse:
    """“Om”."""
    return _step(request, key, AboutForm, "about", "submission-time")


@require_http_methods(["GET", "POST"])
@sign_in_first
def time(request: SignedInRequest, key: str) -> HttpResponse:
    """“Tid og sted”."""
    return _step(request, key, TimeForm, "time", "submission-works")


def _step(request: SignedInRequest, key: str, form_class: type[StepForm], step: str, further: str) -> HttpResponse:
    """A step that is one form. Saved by itself while it is written, or by its button, which goes on to the next."""
    page = submission_behind(request, key)
    other = last_writer(page, request)
    draft = page.get_latest_revision_as_object()
    kept = take_kept(request)
    data = request.POST if request.method == "POST" else kept
    form = form_class(data, initial=form_class.initial_of(draft), partial=is_autosave(request) or kept is not None)
    carried = data.get("opened", "") if data is not None else ""
    conflicts: list[Conflict] = []
    if request.method == "POST" and (form.is_valid() or is_autosave(request)):
        try:
            conflicts = describe_submission(page, request.user, form.sent, carried=carried).conflicts
        except SubmissionError as error:
            return refused(request, page, error)
        if is_autosave(request):
            draft = _latest(page)
            return JsonResponse(saved(form, form_class.carried_by(draft), carried, conflicts, other))
        if not conflicts and not form.errors:
            return done(request, page) or redirect(further, key=key)
        fresh = form_class.carried_by(_latest(page))
        carried = opened_anew(carried, fresh, form.sent, (conflict.field for conflict in conflicts))
    elif not form.is_bound:
        carried = form_class.carried_by(draft)
    if kept is not None:
        messages.info(request, _("Here is what you had written. It is not saved yet."))
    context = {
        "form": form,
        "rows": rows(form, remarks_on(page), {conflict.field: conflict for conflict in conflicts}),
        "opened": carried,
        "other": other,
        **frame(page, step),
    }
    return render(request, "exhibitions/submit_step.html", context, status=_status(request, conflicts))


def frame(page: ExhibitionPage, step: str) -> dict[str, Any]:
    """What the frame of every step shows."""
    remarks = remarks_on(page)
    whole = remarks.get(("", ""), [])
    return {"submission": page, "step": step, "note": latest_note(page), "whole": whole}


def saved(form: Any, fresh: str, carried: str, conflicts: list[Conflict], other: str) -> dict[str, Any]:
    """What the page is told after it has saved itself: when, what it carries now, what was wrong, what collided.

    A field that collided keeps what it was opened with, until its writer has chosen between the two texts.
    """
    return {
        "saved": _("Saved at %(time)s") % {"time": date_format(timezone.localtime(), "H.i")},
        "opened": {form.add_prefix("opened"): opened_anew(carried, fresh, form.sent)},
        "errors": {form.add_prefix(name): [str(error) for error in found] for name, found in form.errors.items()},
        "conflicts": {form.add_prefix(found.field): told(found, other, form[found.field]) for found in conflicts},
    }


def told(conflict: Conflict, other: str, bound: BoundField) -> dict[str, str]:
    """A conflict in words, for the script that shows it."""
    return {
        "heading": _("%(name)s has written here meanwhile:") % {"name": other or _("Somebody else")},
        "theirs": words_of(bound, conflict.theirs),
        "value": value_of(bound, conflict.theirs),
        "digest": digest(conflict.theirs),
    }


def last_writer(page: ExhibitionPage, request: SignedInRequest) -> str:
    """Who wrote the newest revision, if that was somebody else."""
    user = page.latest_revision.user if page.latest_revision else None
    return user.display_name if user and user != request.user else ""


def refused(request: HttpRequest, page: ExhibitionPage, error: Exception) -> HttpResponse:
    """What can't be changed now is told in a sentence, on the page that shows where it stands."""
    if is_autosave(request):
        return JsonResponse({"refused": str(error)}, status=CONFLICT)
    messages.error(request, str(error))
    return redirect("submission-review", key=page.submission_key)


def done(request: SignedInRequest, page: ExhibitionPage) -> HttpResponse | None:
    """A remark marked as done, by the button beside it; everything typed is saved by then."""
    if not request.POST.get("done", "").isdecimal():
        return None
    finish_remark(page, request.user, int(request.POST["done"]))
    return redirect(request.path)


def submission_behind(request: HttpRequest, key: str, *, to_edit: bool = True) -> ExhibitionPage:
    """The submission behind the key: 404 for those who may not know of it, 403 when it can't be edited now."""
    request.shows_private = True  # type: ignore[attr-defined]  # its pictures are its association's
    page = ExhibitionPage.objects.filter(submission_key=key).select_related("latest_revision__user").first()
    if page is None or not user_can_see_submission(request.user, page):
        raise Http404
    if to_edit and not user_can_edit_submission(request.user, page):
        raise PermissionDenied
    return page


def _latest(page: ExhibitionPage) -> ExhibitionPage:
    page.refresh_from_db(fields=["latest_revision"])
    draft: ExhibitionPage = page.get_latest_revision_as_object()
    return draft


def _status(request: HttpRequest, conflicts: list[Conflict]) -> int:
    if request.method != "POST":
        return 200
    return CONFLICT if conflicts else 422
