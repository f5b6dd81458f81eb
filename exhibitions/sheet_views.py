"""The steps that are a sheet with a line for each work: “Værker” and “Rettigheder”."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.visitors import SignedInRequest
from exhibitions import drafts
from exhibitions.actions.consents import record_rights
from exhibitions.actions.submission import SubmissionError, describe_works, move_work, remove_work
from exhibitions.actions.uploads import take_files
from exhibitions.fields import Row, rows
from exhibitions.forms import RightsForm, UploadForm, WorkForm
from exhibitions.kept import is_autosave, sign_in_first, take_kept
from exhibitions.ledger import rights_initial
from exhibitions.merging import Conflict, opened, opened_anew
from exhibitions.models import ExhibitionPage, Rights, Upload, Work
from exhibitions.models.uploads import UploadState
from exhibitions.submission_views import (
    CONFLICT,
    done,
    frame,
    last_writer,
    refused,
    saved,
    submission_behind,
)
from exhibitions.submissions import remarks_on
from guard.limits import TooOften, slow_down


@dataclass
class Line:
    """A work on the sheet: its form, what the form carries, and its fields with what is said about them."""

    work: Work
    form: Any
    opened: str
    rows: list[Row]
    is_first: bool = False
    is_last: bool = False


@require_http_methods(["GET", "POST"])
@sign_in_first
def works(request: SignedInRequest, key: str) -> HttpResponse:
    """“Værker”: upload pictures and describe the works, on one sheet.

    The button pressed says what to do: `upload`, `remove`, `up` or `down` (with the work's key), or `save` and go on.
    What was typed on the sheet is saved by each of them, so nothing is lost by uploading one more picture.
    """
    page = submission_behind(request, key)
    forms = _work_forms(page, _typed(request), partial=is_autosave(request))
    if request.method != "POST":
        return _works_page(request, page, forms)
    sent = [form for form in forms if form.is_bound]  # somebody else may have added works meanwhile
    good = [form.is_valid() for form in sent]
    if not all(good) and not is_autosave(request):
        refusals = _add_pictures(request, page)[0]
        forms += _work_forms(page)[len(forms) :]  # a fault in the sheet loses no picture that was chosen with it
        return _works_page(request, page, forms, refusals, status=422)
    other = last_writer(page, request)
    described = {form.instance.key: form.sent for form in sent}
    try:
        conflicts = describe_works(page, request.user, described, _carried(request))
    except SubmissionError as error:
        return refused(request, page, error)
    page.refresh_from_db(fields=["latest_revision"])
    if is_autosave(request):
        return _saved_sheet(page, forms, conflicts, other)
    if conflicts:
        return _works_page(request, page, forms, conflicts=conflicts, other=other, status=CONFLICT)
    return _press(request, page)


def _press(request: SignedInRequest, page: ExhibitionPage) -> HttpResponse:
    """What the button says, once the sheet is saved."""
    pressed, key = request.POST, page.submission_key
    try:
        if "remove" in pressed:
            remove_work(page, request.user, pressed["remove"])
            messages.success(request, _("The work is taken out."))
            return redirect("submission-works", key=key)
        if "up" in pressed or "down" in pressed:
            moved = pressed.get("up") or pressed.get("down", "")
            move_work(page, request.user, moved, -1 if "up" in pressed else 1)
            return redirect(f"{request.path}#vaerk-{moved}" if moved.isalnum() else request.path)
        if "upload" in pressed or request.FILES:
            return _upload(request, page)
    except SubmissionError as error:
        return refused(request, page, error)
    return done(request, page) or redirect("submission-rights", key=key)


def _upload(request: SignedInRequest, page: ExhibitionPage) -> HttpResponse:
    upload_form, met = _add_pictures(request, page, asked=True)
    if upload_form is not None and upload_form.errors:
        page.refresh_from_db(fields=["latest_revision"])
        response = _works_page(request, page, _work_forms(page), upload_form, status=422)
        return slow_down(response, met) if met else response
    return redirect("submission-works", key=page.submission_key)


def _add_pictures(
    request: SignedInRequest, page: ExhibitionPage, *, asked: bool = False
) -> tuple[UploadForm | None, TooOften | None]:
    """Add every chosen picture that can be used; the form returned says what is wrong with the others."""
    if not request.FILES and not asked:
        return None, None
    upload_form = UploadForm(files=request.FILES)
    added, met = 0, None
    for file in upload_form.cleaned_data["pictures"] if upload_form.is_valid() else ():
        try:
            (upload,) = take_files(page, request.user, [file])
        except TooOften as limit:
            met = limit
            upload_form.add_error("pictures", f"{file.name}: {limit.sentence}")
            break
        if upload.state == UploadState.TAKEN:
            added += 1
        else:
            upload_form.add_error("pictures", ValidationError(f"{upload.name}: {upload.fault}"))
    page.refresh_from_db(fields=["latest_revision"])
    if added:
        sentence = ngettext("%(count)d picture is added.", "%(count)d pictures are added.", added)
        messages.success(request, sentence % {"count": added})
    return upload_form, met


def _work_forms(page: ExhibitionPage, data: Any = None, *, partial: bool = False) -> list[WorkForm]:
    """A form for each work of the draft, in order; the order is shown counted from 1."""
    draft = page.get_latest_revision_as_object()
    names = dict(Upload.objects.filter(exhibition=page).exclude(work_key="").values_list("work_key", "name"))
    return [
        WorkForm(
            data if data is not None and f"{work.key}-title" in data else None,
            instance=work,
            prefix=work.key,
            initial={"position": number},
            file_name=names.get(work.key, ""),
            partial=partial,
        )
        for number, work in enumerate(draft.ordered_works, start=1)
    ]


def _works_page(
    request: SignedInRequest,
    page: ExhibitionPage,
    forms: list[WorkForm],
    upload_form: UploadForm | None = None,
    *,
    conflicts: dict[str, list[Conflict]] | None = None,
    other: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "lines": _lines(page, forms, conflicts or {}),
        "forms": forms,
        "lost": [found[0].mine for found in (conflicts or {}).values() if found[0].field == ""],
        "upload_form": upload_form or UploadForm(),
        "unfinished": Upload.objects.unfinished().filter(exhibition=page, user=request.user),
        "other": other,
        **frame(page, "works"),
    }
    return render(request, "exhibitions/submit_works.html", context, status=status)


@require_safe
@sign_in_first
def line(request: SignedInRequest, key: str, work_key: str) -> HttpResponse:
    """The line of one work, for the script that has just sent its picture."""
    page = submission_behind(request, key)
    lines = _lines(page, _work_forms(page), {})
    found = next((line for line in lines if line.work.key == work_key), None)
    if found is None:
        raise Http404
    return render(request, "exhibitions/_sheet_line.html", {"line": found, "submission": page})


@require_http_methods(["GET", "POST"])
@sign_in_first
def rights(request: SignedInRequest, key: str) -> HttpResponse:
    """“Rettigheder”: who made each picture, and who has said yes to it."""
    page = submission_behind(request, key)
    forms = _rights_forms(page, _typed(request), partial=is_autosave(request), advice=request.GET.get("raad", ""))
    conflicts: dict[str, list[Conflict]] = {}
    other = last_writer(page, request)
    status = 200
    if request.method == "POST":
        good = [form.is_valid() for form in forms if form.is_bound]
        if all(good) or is_autosave(request):
            told = {form.instance.key: form.sent for form in forms if form.is_bound}
            try:
                conflicts = record_rights(page, request.user, told, _carried(request))
            except SubmissionError as error:
                return refused(request, page, error)
            page.refresh_from_db(fields=["latest_revision"])
            if is_autosave(request):
                return _saved_sheet(page, forms, conflicts, other)
            if not conflicts:
                return done(request, page) or redirect("submission-review", key=key)
        status = CONFLICT if conflicts else 422
    context = {"lines": _lines(page, forms, conflicts), "forms": forms, "other": other}
    return render(request, "exhibitions/submit_rights.html", {**context, **frame(page, "rights")}, status=status)


def _rights_forms(page: ExhibitionPage, data: Any = None, *, partial: bool = False, advice: str = "") -> list[Any]:
    """A form for each work of the draft; `advice` (the wizard's) is proposed where nothing is chosen yet."""
    works = page.get_latest_revision_as_object().ordered_works
    initial = rights_initial(works)
    forms = []
    for work in works:
        bound = data if data is not None and f"{work.key}-credit" in data else None
        if advice in Rights.values and not initial[work.key]["rights"]:
            initial[work.key]["rights"] = advice
        form: Any = RightsForm(bound, prefix=work.key, initial=initial[work.key], partial=partial)
        form.instance = work
        forms.append(form)
    return forms


def _lines(page: ExhibitionPage, forms: list[Any], conflicts: dict[str, list[Conflict]]) -> list[Line]:
    remarks = remarks_on(page)
    stored = _stored(page, forms)
    lines = []
    for number, form in enumerate(forms):
        work = form.instance
        collided = {conflict.field: conflict for conflict in conflicts.get(work.key, [])}
        found = rows(form, remarks, collided, work.key)
        carried = stored.get(work.key, "")
        if form.is_bound:
            form.is_valid()  # reads it, once
            carried = opened_anew(_carried_by(form), carried, form.sent, collided)
        lines.append(Line(work, form, carried, found, number == 0, number == len(forms) - 1))
    return lines


def _stored(page: ExhibitionPage, forms: list[Any]) -> dict[str, str]:
    """What a form opened now carries, by the works' keys. A form that was filled in has written into its own work."""
    works = [form.instance for form in forms]
    if any(form.is_bound for form in forms):
        works = page.get_latest_revision_as_object().ordered_works
    if forms and isinstance(forms[0], RightsForm):
        return {key: opened(values, RightsForm.names) for key, values in rights_initial(works).items()}
    return {
        work.key: opened(drafts.work_values(work, number), WorkForm.names) for number, work in enumerate(works, start=1)
    }


def _carried_by(form: Any) -> str:
    """What a form that was sent was opened with."""
    return str(form.data.get(form.add_prefix("opened"), ""))


def _typed(request: SignedInRequest) -> QueryDict | None:
    if request.method == "POST":
        return request.POST
    kept = take_kept(request)
    if kept is not None:
        messages.info(request, _("Here is what you had written. It is not saved yet."))
    return kept


def _carried(request: SignedInRequest) -> dict[str, str]:
    """What each work's form was opened with, by the works' keys."""
    ending = "-opened"
    return {name.removesuffix(ending): str(request.POST[name]) for name in request.POST if name.endswith(ending)}


def _saved_sheet(
    page: ExhibitionPage,
    forms: list[Any],
    conflicts: dict[str, list[Conflict]],
    other: str,
) -> JsonResponse:
    """`saved` of every line in one answer."""
    fresh = _stored(page, forms)
    answer: dict[str, Any] = {"opened": {}, "errors": {}, "conflicts": {}, "saved": ""}
    for form in forms:
        key = form.instance.key
        if not form.is_bound:
            continue
        found = [conflict for conflict in conflicts.get(key, []) if conflict.field]
        part = saved(form, fresh.get(key, ""), _carried_by(form), found, other)
        for name in ("opened", "errors", "conflicts"):
            answer[name] |= part[name]
        answer["saved"] = part["saved"]
    return JsonResponse(answer)
