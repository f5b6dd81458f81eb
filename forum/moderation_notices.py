"""What moderation tells people with an account."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.models import Case, Complaint, Decision, Report
from forum.permissions import user_can_moderate
from notices.models import Notice, Way
from notices.registry import Kind, Line, register


def _cases() -> list[QuerySet[Any]]:
    return [Case.objects.open()]


def _decisions() -> list[QuerySet[Any]]:
    return [Decision.objects.all()]


def _reports() -> list[QuerySet[Any]]:
    return [Report.objects.all()]


def _complaints() -> list[QuerySet[Any]]:
    return [Complaint.objects.all()]


def _work(notice: Notice) -> Line | None:
    case = notice.about
    if case is None or case.closed_at is not None:
        return None
    sentence = _("New in the moderators' queue: %(what)s.") % {"what": case.get_origin_display().lower()}
    return Line(sentence, case.get_absolute_url())


def _overdue(notice: Notice) -> Line | None:
    case = notice.about
    if case is None or case.closed_at is not None or case.looked_at is not None:
        return None
    sentence = _("Nobody has looked in time: %(what)s in the moderators' queue.")
    return Line(sentence % {"what": case.get_origin_display().lower()}, case.get_absolute_url())


#: Of other decisions about what one wrote, `forum.notice_kinds` tells.
_DECIDED = {
    "hold": gettext_lazy("Something you wrote waits for a moderator. Read why."),
    "suspend": gettext_lazy("Your account can't write for a time. Read why, and how to complain."),
    "lift": gettext_lazy("Your account can write again."),
}


def _decision(notice: Notice) -> Line | None:
    decision = notice.about
    if decision is None or decision.step not in _DECIDED:
        return None
    return Line(str(_DECIDED[decision.step]), decision.get_absolute_url())


def _report(notice: Notice) -> Line | None:
    report = notice.about
    if report is None:
        return None
    sentence = _("Your notice no. %(number)s has been decided.") % {"number": report.number}
    return Line(sentence, report.get_absolute_url())


def _complaint(notice: Notice) -> Line | None:
    complaint = notice.about
    if complaint is None:
        return None
    return Line(_("Your complaint has been answered."), complaint.get_absolute_url())


register(
    Kind(
        "moderation-work",
        gettext_lazy("New work for moderators"),
        _work,
        Way.DAILY,
        things=_cases,
        concerns=user_can_moderate,
    )
)
register(
    Kind(
        "moderation-overdue",
        gettext_lazy("Overdue work for moderators"),
        _overdue,
        Way.ONCE,
        things=_cases,
        concerns=user_can_moderate,
    )
)
register(
    Kind(
        "moderation-decision",
        gettext_lazy("Decisions about my account"),
        _decision,
        Way.ONCE,
        things=_decisions,
    )
)
register(
    Kind(
        "report-answered",
        gettext_lazy("Answers to notices I gave"),
        _report,
        Way.ONCE,
        things=_reports,
    )
)
register(
    Kind(
        "complaint-answered",
        gettext_lazy("Answers to my complaints"),
        _complaint,
        Way.ONCE,
        things=_complaints,
    )
)
