"""What both sides are told of submissions, and those who ask to act for an association of the answer."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exhibitions.models import Association, ExhibitionPage, MembershipRequest
from exhibitions.states import Progress
from notices.models import Notice, Way
from notices.registry import Kind, Line, register

#: What the association is told of each step.
TO_MEMBERS = {
    Progress.DRAFT: gettext_lazy("Your exhibition is a draft again."),
    Progress.SENT: gettext_lazy("Your exhibition is with the library now."),
    Progress.CHANGES: gettext_lazy("The library asks you to change something before your exhibition can be shown."),
    Progress.ACCEPTED: gettext_lazy("Your exhibition is accepted."),
    Progress.SCHEDULED: gettext_lazy("Your exhibition is accepted, and has a day on which it is published."),
    Progress.PUBLISHED: gettext_lazy("Your exhibition is published."),
    Progress.DECLINED: gettext_lazy("The library can't show your exhibition. You can read why."),
    Progress.WITHDRAWN: gettext_lazy("Your exhibition is withdrawn."),
    "answered": gettext_lazy("Somebody whom you or the library asked has answered about your exhibition."),
    "consent-ended": gettext_lazy("A consent has ended: the picture is no longer shown."),
    "consent-renewed": gettext_lazy("A consent is renewed: the picture may be shown."),
}
#: What the library is told.
TO_REVIEWERS = {
    Progress.SENT: gettext_lazy("An association has sent in an exhibition."),
    Progress.WITHDRAWN: gettext_lazy("An association has withdrawn its exhibition."),
    "assigned": gettext_lazy("An exhibition has been given to you to look at."),
    "answered": gettext_lazy("Somebody who was asked has answered about an exhibition."),
    "overdue": gettext_lazy("An association has waited for its answer longer than the day that was set."),
    "consent-ended": gettext_lazy("A consent has ended: a picture is no longer shown."),
    "consent-renewed": gettext_lazy("An association has renewed a consent: a picture may be shown."),
}


def _submitted() -> list[QuerySet[Any]]:
    return [ExhibitionPage.objects.filter(submission_key__isnull=False)]


def _progress(notice: Notice) -> Line | None:
    """One's own exhibition, with the way to where it stands; a published one while it can be seen."""
    page: ExhibitionPage = notice.about
    state = notice.data["state"]
    if state == Progress.PUBLISHED and not page.live:
        return None
    if state == "consent-ends":
        day = date_format(dt.date.fromisoformat(notice.data["until"]), "j. F Y")
        sentence = _("A consent ends on %(day)s. After that day the picture is not shown.") % {"day": day}
    else:
        sentence = str(TO_MEMBERS[state])
    url = page.url if state == Progress.PUBLISHED else reverse("submission-review", args=[page.submission_key])
    return Line(sentence, url or "", page.draft_title)


def _review(notice: Notice) -> Line | None:
    page: ExhibitionPage = notice.about
    sentence = str(TO_REVIEWERS[notice.data["state"]])
    return Line(sentence, reverse("submission-desk", args=[page.pk]), page.draft_title)


def _requests() -> list[QuerySet[Any]]:
    return [MembershipRequest.objects.select_related("association", "user")]


def _member(notice: Notice) -> Line | None:
    request: MembershipRequest = notice.about
    names = {"name": request.user.display_name, "association": request.association.name}
    if notice.data["step"] == "asked":
        if request.decided_at is not None:
            return None
        at_desk = notice.data["at"] == "desk"
        url = reverse("member-desk") if at_desk else reverse("association-members", args=[request.association.slug])
        return Line(_("%(name)s asks to act for %(association)s.") % names, url, request.association.name)
    if notice.data["step"] == "granted":
        sentence = _("You can send in exhibitions for %(association)s now.") % names
        return Line(sentence, reverse("submissions"), request.association.name)
    sentence = _("You were not let in to act for %(association)s. Talk to its chair or to the library.") % names
    return Line(sentence, request.association.get_absolute_url(), request.association.name)


register(Kind("submission", gettext_lazy("Exhibitions I have sent in"), _progress, Way.ONCE, things=_submitted))
register(Kind("review", gettext_lazy("Exhibitions to look at"), _review, Way.ONCE, things=_submitted))
register(Kind("member", gettext_lazy("Who may act for an association"), _member, Way.ONCE, things=_requests))


def _associations() -> list[QuerySet[Any]]:
    return [Association.objects.readable()]


def _still_right(notice: Notice) -> Line | None:
    """The yearly question to an association's members, while nobody has answered it."""
    association: Association = notice.about
    if notice.key != f"{association.pk}-{association.confirmed_on:%Y-%m-%d}":
        return None
    sentence = _("Is your association's page still right?")
    return Line(sentence, reverse("association-confirm", args=[association.slug]), association.name)


register(Kind("association", gettext_lazy("My association's page"), _still_right, Way.ONCE, things=_associations))
