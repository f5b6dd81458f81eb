"""What readers can do against content and against decisions: notices, statements of reasons, complaints, the report."""

import csv
import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.visitors import Visitor
from forum import transparency
from forum.actions.complaints import OPEN_TO_COMPLAINT, ComplaintError, complain
from forum.actions.messages import author_of
from forum.actions.reports import content_at, report
from forum.models import Complaint, Decision, Report
from forum.moderation_forms import ComplaintForm, ReportForm
from forum.permissions import user_can_see
from guard import network
from guard.limits import Limit, Rate, TooOften
from guard.proof import ask_in, spend_or_prove

REPORTS = Limit("report", Rate(5, 600), Rate(50, 86_400))  # the library's own network has many readers
COMPLAINTS = Limit("complaint", Rate(5, 600), Rate(20, 86_400))


@never_cache
@require_http_methods(["GET", "POST"])
def give_notice(request: HttpRequest) -> HttpResponse:
    """Tell the library of something that breaks the law or the rules, without an account too."""
    options: dict[str, Any] = {
        "hosts": (request.get_host().rpartition(":")[0] or request.get_host(), request.get_host()),
        "account": request.user.is_authenticated,
    }
    if request.method == "GET":
        form = ReportForm(initial={"address": request.GET.get("adresse", "")[:500]}, **options)
        return _notice_page(request, form)
    form = ReportForm(request.POST, **options)
    if not form.is_valid():
        return _notice_page(request, form, status=422)
    data = form.cleaned_data
    try:
        if not Report.objects.filter(key=data["key"]).exists():
            spend_or_prove(REPORTS, _who(request), request)
    except TooOften as often:
        form.add_error(None, str(often))
        ask_in(form, often)
        return _too_often(_notice_page(request, form, status=429), often)
    made = report(
        data["address"],
        data["reason"],
        data["explanation"],
        key=data["key"],
        reporter=request.user if request.user.is_authenticated else None,
        name=data.get("name", ""),
        email=data.get("email", ""),
        network=network.of(request),
    )
    return redirect(made.get_absolute_url())


def _notice_page(request: HttpRequest, form: ReportForm, status: int = 200) -> HttpResponse:
    """The form, with what the address leads to, if the visitor may see that."""
    address = str(form["address"].value() or "")
    thing = content_at(address) if address.startswith("/") else None
    shown = thing if thing is not None and user_can_see(request.user, thing) else None
    return render(request, "forum/report.html", {"form": form, "thing": shown}, status=status)


def _who(request: HttpRequest) -> str:
    return f"account {request.user.pk}" if request.user.is_authenticated else network.of(request)


def _too_often(response: HttpResponse, often: TooOften) -> HttpResponse:
    response["Retry-After"] = str(often.seconds)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def notice_status(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The receipt for a notice, later its outcome, and the way to complain of that."""
    found = get_object_or_404(Report.objects.select_related("decision__by"), token=token)
    complaint = None
    if found.decision is not None:
        complaint = Complaint.objects.filter(decision=found.decision, report=found).first()
    context: dict[str, Any] = {"report": found, "complaint": complaint, "decision": found.decision}
    if found.decision is None or complaint is not None:
        if request.method == "POST":
            return redirect(complaint or found)
        return render(request, "forum/report_status.html", context)
    return _with_complaint(request, found.decision, "forum/report_status.html", context, found)


@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """A decision with its statement of reasons, and the way to complain of it, for whom it met."""
    decision = get_object_or_404(
        Decision.objects.select_related("comment__debate", "question__livestream", "account"), token=token
    )
    complaint = Complaint.objects.filter(decision=decision, side="author").first()
    thing = decision.thing
    context: dict[str, Any] = {
        "decision": decision,
        "complaint": complaint,
        "thing": thing if thing is not None and user_can_see(request.user, thing) else None,
    }
    if complaint is not None or decision.step not in OPEN_TO_COMPLAINT:
        if request.method == "POST":
            return redirect(complaint or decision)
        return render(request, "forum/statement.html", context)
    return _with_complaint(request, decision, "forum/statement.html", context)


def _with_complaint(
    request: HttpRequest, decision: Decision, template: str, context: dict[str, Any], about: Report | None = None
) -> HttpResponse:
    """The page with the form for a complaint, or where the complaint then is."""
    account = _owner(request.user, decision, about)
    form = ComplaintForm(request.POST or None, account=account is not None)
    context |= {"form": form, "can_complain": timezone.now() < decision.complain_until}
    if request.method == "GET":
        form.is_bound = False
        return render(request, template, context)
    if not form.is_valid():
        return render(request, template, context, status=422)
    try:
        spend_or_prove(COMPLAINTS, _who(request), request)
        complaint = complain(
            decision,
            form.cleaned_data["text"],
            complainant=account,
            email=form.cleaned_data.get("email", "") or (about.email if about is not None and account is None else ""),
            report=about,
        )
    except TooOften as often:
        form.add_error(None, str(often))
        ask_in(form, often)
        return _too_often(render(request, template, context, status=429), often)
    except ComplaintError as error:
        form.add_error(None, str(error))
        return render(request, template, context, status=422)
    return redirect(complaint)


def _owner(user: Visitor, decision: Decision, about: Report | None) -> Any:
    """The signed-in person, if the decision or the notice is theirs; the link may have been lent to somebody."""
    if not user.is_authenticated:
        return None
    if about is not None:
        return user if about.reporter_id == user.pk else None
    return user if author_of(decision) == user else None


@never_cache
@require_safe
def complaint_status(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """The receipt for a complaint, and later its answer."""
    complaint = get_object_or_404(Complaint.objects.select_related("decision", "report"), token=token)
    return render(request, "forum/complaint_status.html", {"complaint": complaint, "decision": complaint.decision})


@require_safe
def transparency_report(request: HttpRequest) -> HttpResponse:
    """What the library has moderated, year by year, counted from the log."""
    years = transparency.years()
    asked = request.GET.get("aar", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked[:9]) in years else years[0]
    return render(
        request,
        "forum/transparency.html",
        {"years": years, "year": year, "sections": transparency.sections(year), "last": transparency.last_hash()},
    )


@require_safe
def transparency_csv(_request: HttpRequest, year: int) -> HttpResponse:
    """The same figures as rows: section, what, how many."""
    if year not in transparency.years():
        raise Http404
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")  # the mark that Excel asks for
    response["Content-Disposition"] = f'attachment; filename="moderation-{year}.csv"'
    writer = csv.writer(response, delimiter=";")
    for section in transparency.sections(year):
        writer.writerows([str(year), str(section.title), str(row.label), row.value] for row in section.rows)
    return response
