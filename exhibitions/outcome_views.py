"""“Gennemsyn”: look it over, send it, see where it stands; ask somebody, withdraw it, withdraw a consent."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.visitors import SignedInRequest
from exhibitions.actions import consents, links
from exhibitions.actions import review as actions
from exhibitions.actions.submission import SubmissionError
from exhibitions.kept import sign_in_first
from exhibitions.ledger import consents_of
from exhibitions.limits import ASKED
from exhibitions.models import ExhibitionPage
from exhibitions.permissions import user_can_edit_submission, user_can_renew_consents, user_can_withdraw
from exhibitions.preflight import look_over
from exhibitions.review_forms import AskForm, RenewForm, WithdrawForm
from exhibitions.states import EDITABLE
from exhibitions.submission_views import frame, submission_behind
from exhibitions.submissions import progress
from guard.limits import TooOften, slow_down, spend


@require_http_methods(["GET", "POST"])
@sign_in_first
def review(request: SignedInRequest, key: str) -> HttpResponse:
    """Look it over and send it; afterwards, see where it stands."""
    page = submission_behind(request, key, to_edit=False)
    if request.method == "POST":
        try:
            actions.send_submission(page, request.user)
        except SubmissionError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request, _("Thank you. The library has your exhibition and writes to you when it has been looked at.")
            )
        return redirect("submission-review", key=key)
    return _review_page(request, page)


def _review_page(
    request: SignedInRequest, page: ExhibitionPage, forms: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    draft = page.get_latest_revision_as_object()
    works = draft.ordered_works
    state = progress(page)
    lines = look_over(draft) if state in EDITABLE else []
    ledger = consents_of([work.picture_id for work in works if work.picture_id])
    sent = (forms or {}).get("renew_form")
    can_renew = user_can_renew_consents(request.user, page)
    consents_by: dict[int, list[Any]] = {}
    for item in ledger:
        if can_renew and (item["consent"].valid_until or not item["stands"]):
            empty = RenewForm(prefix=_renewal(item["consent"].pk), initial={"name": item["consent"].name})
            item["renew_form"] = sent if sent and sent.prefix == empty.prefix else empty
        consents_by.setdefault(item["consent"].picture_id, []).append(item)
    context = {
        "draft": draft,
        "works": [{"work": work, "consents": consents_by.get(work.picture_id, [])} for work in works],
        "stops": [line for line in lines if line.stops],
        "advice": [line for line in lines if not line.stops],
        "progress": state,
        "can_edit": user_can_edit_submission(request.user, page),
        "can_withdraw": user_can_withdraw(request.user, page),
        "can_ask": state in links.ASKABLE,
        "has_consents": any(item["stands"] for item in ledger),
        "log": page.submission.steps.select_related("by").order_by("-at", "-pk"),
        "links": page.submission.links.all(),
        "ask_form": AskForm(prefix="spoerg"),
        "withdraw_form": WithdrawForm(prefix="traek"),
        **frame(page, "review"),
        **(forms or {}),
    }
    return render(request, "exhibitions/submit_review.html", context, status=status)


@require_POST
@sign_in_first
def ask(request: SignedInRequest, key: str) -> HttpResponse:
    """Mail somebody without an account a link to look at the draft and answer."""
    page = submission_behind(request, key, to_edit=False)
    form = AskForm(request.POST, prefix="spoerg")
    if not form.is_valid():
        return _review_page(request, page, {"ask_form": form}, status=422)
    try:
        spend(ASKED, request.user.pk)
        links.ask_by_link(page, request.user, **form.cleaned_data)
    except TooOften as met:
        form.add_error(None, met.sentence)
        return slow_down(_review_page(request, page, {"ask_form": form}), met)
    except SubmissionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("A mail is on its way to %(name)s.") % {"name": form.cleaned_data["name"]})
    return redirect("submission-review", key=key)


@require_POST
@sign_in_first
def withdraw(request: SignedInRequest, key: str) -> HttpResponse:
    """Take the exhibition back."""
    page = submission_behind(request, key, to_edit=False)
    form = WithdrawForm(request.POST, prefix="traek")
    if not form.is_valid():
        return _review_page(request, page, {"withdraw_form": form}, status=422)
    try:
        actions.withdraw(page, request.user, form.cleaned_data["note"])
    except SubmissionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The exhibition is withdrawn. Nobody else can see it any more."))
    return redirect("submission-review", key=key)


@require_POST
@sign_in_first
def renew_consent(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """Somebody says yes anew: show the picture again."""
    page = submission_behind(request, key, to_edit=False)
    form = RenewForm(request.POST, prefix=_renewal(pk))
    if not form.is_valid():
        return _review_page(request, page, {"renew_form": form}, status=422)
    try:
        is_renewed = consents.renew_consent(page, request.user, pk, **form.cleaned_data)
    except SubmissionError as error:
        messages.error(request, str(error))
    else:
        if is_renewed and page.live:
            messages.success(request, _("The consent is renewed. The picture is shown again within a few minutes."))
        elif is_renewed:
            messages.success(request, _("The consent is renewed."))
    return redirect("submission-review", key=key)


def _renewal(pk: int) -> str:
    return f"forny-{pk}"


@require_POST
@sign_in_first
def withdraw_consent(request: SignedInRequest, key: str, pk: int) -> HttpResponse:
    """Somebody no longer agrees: take the picture down."""
    page = submission_behind(request, key, to_edit=False)
    consents.withdraw_consent(page, request.user, pk)
    messages.success(request, _("The consent is withdrawn. The picture disappears within a few minutes."))
    return redirect("submission-review", key=key)
