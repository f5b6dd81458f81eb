"""Associations' public pages, and the submission of an exhibition in three steps: about, works, review."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.visitors import SignedInRequest
from exhibitions.actions.submission import (
    SubmissionError,
    add_work,
    describe_submission,
    describe_works,
    missing,
    remove_work,
    send_submission,
    start_submission,
)
from exhibitions.forms import AboutForm, UploadForm, WorkForm
from exhibitions.limits import UPLOADS
from exhibitions.models import Association, ExhibitionPage
from exhibitions.permissions import associations_of, user_can_edit_submission, user_can_see_submission, user_can_submit
from exhibitions.submissions import EDITABLE, latest_remark, progress, progress_of
from guard.limits import TooOften, slow_down, spend
from home import store
from home.models.base import cards


@require_safe
@store.offered
def association_list(request: HttpRequest) -> HttpResponse:
    """The directory of associations."""
    shown = Association.objects.filter(is_public=True).select_related("picture").prefetch_related("topics")
    return render(request, "exhibitions/associations.html", {"associations": shown})


@require_safe
@store.offered
def association(request: HttpRequest, slug: str) -> HttpResponse:
    """An association with its exhibitions."""
    found = get_object_or_404(Association.objects.select_related("picture"), slug=slug, is_public=True)
    shown = ExhibitionPage.objects.readable().filter(associations=found).order_by("-starts_on").as_cards()
    return render(request, "exhibitions/association.html", {"association": found, "exhibitions": cards(shown)})


@require_safe
@login_required
def my_submissions(request: SignedInRequest) -> HttpResponse:
    """What the person's associations have submitted, each with where it stands."""
    associations = associations_of(request.user)
    pages = (
        ExhibitionPage.objects.filter(associations__in=associations, submission_key__isnull=False)
        .distinct()
        .order_by("-pk")
    )
    stands = progress_of(pages)
    submissions = [
        {"page": page, "progress": stands[page.pk], "can_edit": stands[page.pk] in EDITABLE} for page in pages
    ]
    return render(request, "exhibitions/submissions.html", {"submissions": submissions, "associations": associations})


@require_http_methods(["GET", "POST"])
@login_required
def start(request: SignedInRequest) -> HttpResponse:
    """Step 1 of a new submission."""
    if not user_can_submit(request.user):
        return render(request, "exhibitions/not_a_member.html", status=403)
    form = AboutForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        about = dict(form.cleaned_data)
        try:
            page = start_submission(request.user, about.pop("association"), about, key=about.pop("key"))
        except SubmissionError as error:
            form.add_error(None, str(error))
        else:
            return redirect("submission-works", key=page.submission_key)
    return _about_page(request, form)


@require_http_methods(["GET", "POST"])
@login_required
def about(request: SignedInRequest, key: str) -> HttpResponse:
    """Step 1 of a submission that exists."""
    page = _submission(request, key)
    draft = page.get_latest_revision_as_object()
    form = AboutForm(request.POST or None, user=request.user, initial=AboutForm.initial_of(draft))
    if request.method == "POST" and form.is_valid():
        try:
            describe_submission(page, request.user, form.cleaned_data)
        except SubmissionError as error:
            form.add_error(None, str(error))
        else:
            return redirect("submission-works", key=key)
    return _about_page(request, form, page)


def _about_page(request: HttpRequest, form: AboutForm, page: ExhibitionPage | None = None) -> HttpResponse:
    status = 422 if form.is_bound else 200
    remark = latest_remark(page) if page else None
    return render(
        request,
        "exhibitions/submit_about.html",
        {"form": form, "submission": page, "remark": remark, "step": 1},
        status=status,
    )


@require_http_methods(["GET", "POST"])
@login_required
def works(request: SignedInRequest, key: str) -> HttpResponse:
    """Step 2: upload pictures and describe the works, on one sheet.

    The button pressed says what to do: `upload`, `remove` (with the work's key), or `save` and go on. What was typed on
    the sheet is saved by each of them, so nothing is lost by uploading one more picture.
    """
    page = _submission(request, key)
    if request.method == "GET":
        return _works_page(request, page, _work_forms(page))
    forms = _work_forms(page, request.POST)
    try:
        if not all(form.is_valid() for form in forms):
            upload_form = _add_pictures(request, page) if request.FILES else None
            forms += _work_forms(page)[len(forms) :]  # a fault in the sheet loses no picture that was chosen with it
            return _works_page(request, page, forms, upload_form, status=422)
        describe_works(page, request.user, {form.instance.key: form.cleaned_data for form in forms})
        if "remove" in request.POST:
            remove_work(page, request.user, request.POST["remove"])
            messages.success(request, _("The work is taken out."))
            return redirect("submission-works", key=key)
        if "upload" in request.POST or request.FILES:
            return _upload(request, page)
    except SubmissionError as error:
        messages.error(request, str(error))
        return redirect("submission-review", key=key)
    return redirect("submission-review", key=key)


def _upload(request: SignedInRequest, page: ExhibitionPage) -> HttpResponse:
    upload_form = _add_pictures(request, page)
    if upload_form.errors:
        response = _works_page(request, page, _work_forms(page), upload_form, status=422)
        return slow_down(response, upload_form.met) if upload_form.met else response
    return redirect("submission-works", key=page.submission_key)


def _add_pictures(request: SignedInRequest, page: ExhibitionPage) -> UploadForm:
    """Add every chosen picture that can be used; the form returned says what is wrong with the others."""
    page.refresh_from_db(fields=["latest_revision"])  # what was typed on the sheet is saved by now
    upload_form = UploadForm(files=request.FILES)
    added = 0
    for upload in upload_form.cleaned_data["pictures"] if upload_form.is_valid() else ():
        try:
            spend(UPLOADS, request.user.pk)
            _add_picture(request, page, upload)
            added += 1
        except ValidationError as error:
            upload_form.add_error("pictures", f"{upload.name}: {' '.join(error.messages)}")
        except TooOften as met:
            upload_form.add_error("pictures", f"{upload.name}: {met.sentence}")
            upload_form.met = met
            break
    if added:
        messages.success(
            request, ngettext("%(count)d picture is added.", "%(count)d pictures are added.", added) % {"count": added}
        )
    return upload_form


def _add_picture(request: SignedInRequest, page: ExhibitionPage, upload: UploadedFile) -> None:
    number = page.get_latest_revision_as_object().works.count() + 1
    add_work(page, request.user, upload, title=_("Work %(number)d") % {"number": number})
    page.refresh_from_db(fields=["latest_revision"])  # the next picture, and the sheet, begin where this one ended


def _work_forms(page: ExhibitionPage, data: Any = None) -> list[WorkForm]:
    """A form for each work of the draft, in order; the order is shown counted from 1."""
    draft = page.get_latest_revision_as_object()
    return [
        WorkForm(data, instance=work, prefix=work.key, initial={"position": number})
        for number, work in enumerate(draft.ordered_works, start=1)
    ]


def _works_page(
    request: HttpRequest,
    page: ExhibitionPage,
    forms: list[WorkForm],
    upload_form: UploadForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "submission": page,
        "draft": page.get_latest_revision_as_object(),
        "forms": forms,
        "upload_form": upload_form or UploadForm(),
        "remark": latest_remark(page),
        "step": 2,
    }
    return render(request, "exhibitions/submit_works.html", context, status=status)


@require_http_methods(["GET", "POST"])
@login_required
def review(request: SignedInRequest, key: str) -> HttpResponse:
    """Step 3: look it over and send it; afterwards, see where it stands."""
    page = _submission(request, key, to_edit=False)
    if request.method == "POST":
        try:
            send_submission(page, request.user)
        except SubmissionError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("Thank you. The library has your exhibition and writes to you when it has been looked at.")
            )
        return redirect("submission-review", key=key)
    draft = page.get_latest_revision_as_object()
    context = {
        "submission": page,
        "draft": draft,
        "works": draft.ordered_works,
        "missing": missing(draft),
        "progress": progress(page),
        "can_edit": user_can_edit_submission(request.user, page),
        "remark": latest_remark(page),
        "step": 3,
    }
    return render(request, "exhibitions/submit_review.html", context)


def _submission(request: HttpRequest, key: str, *, to_edit: bool = True) -> ExhibitionPage:
    """The submission behind the key: 404 for those who may not know of it, 403 when it can't be edited now."""
    page = ExhibitionPage.objects.filter(submission_key=key).first()
    if page is None or not user_can_see_submission(request.user, page):
        raise Http404
    if to_edit and not user_can_edit_submission(request.user, page):
        raise PermissionDenied
    return page
