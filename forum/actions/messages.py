"""Whom moderation tells what: people with an account by a notice, others by mail to the address that they gave."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts.models import User
from forum.tasks import send_letter
from notices.actions import tell

if TYPE_CHECKING:
    from forum.models import Case, Complaint, Decision, Report


def moderators() -> "QuerySet[User]":
    """Everybody whose group lets them moderate."""
    right = Q(groups__permissions__content_type__app_label="forum", groups__permissions__codename="moderate")
    return User.objects.filter(right, is_active=True).distinct()


def new_work(case: "Case") -> None:
    """Tell the moderators that there is something to look at."""
    tell(moderators(), "moderation-work", case, key=f"case:{case.pk}")


def overdue(case: "Case") -> None:
    """Tell the moderators that nobody has looked in time."""
    tell(moderators(), "moderation-overdue", case, key=f"case:{case.pk}")


def decided(decision: "Decision") -> None:
    """Tell whom it meets that an account is suspended or no longer, and that something published is held.

    Of what else is decided about a contribution, `forum.actions.telling` tells its author.
    """
    author = author_of(decision)
    held_later = decision.step == "hold" and decision.from_state
    if author is not None and author.pk != decision.by_id and (decision.account is not None or held_later):
        tell([author], "moderation-decision", decision, key=f"decision:{decision.pk}", by=decision.by)


def author_of(decision: "Decision") -> User | None:
    """Whom a decision meets."""
    if decision.comment is not None:
        return decision.comment.user
    return decision.question.author if decision.question is not None else decision.account


def received(report: "Report") -> None:
    """Send the receipt for a notice (DSA, article 16(4))."""
    if report.reporter is None and report.email:
        _write(
            report.email,
            f"report:{report.pk}:received",
            _("We have your notice no. %(number)s"),
            _(
                "Thank you. A member of the library's staff looks at it and decides, and we then write to you again."
                "\n\n"
                "You can follow it here: %(url)s"
            ),
            report,
            number=report.number,
        )


def answered(report: "Report") -> None:
    """Tell the sender of a notice how it was decided (DSA, article 16(5))."""
    if report.reporter is not None:
        tell([report.reporter], "report-answered", report, key=f"report:{report.pk}")
    elif report.email:
        _write(
            report.email,
            f"report:{report.pk}:answered",
            _("Your notice no. %(number)s has been decided"),
            _("You find the decision, its reasons and how to complain of it here: %(url)s"),
            report,
            number=report.number,
        )


def complained(complaint: "Complaint") -> None:
    """Send the receipt for a complaint."""
    if complaint.complainant is None and complaint.email:
        _write(
            complaint.email,
            f"complaint:{complaint.pk}:received",
            _("We have your complaint"),
            _("Somebody else than the one who decided reads it and answers you in writing.\n\nFollow it here: %(url)s"),
            complaint,
        )


def complaint_answered(complaint: "Complaint") -> None:
    """Tell who complained that there is an answer."""
    if complaint.complainant is not None:
        tell([complaint.complainant], "complaint-answered", complaint, key=f"complaint:{complaint.pk}")
    elif complaint.email:
        _write(
            complaint.email,
            f"complaint:{complaint.pk}:answered",
            _("Your complaint has been answered"),
            _("Read the answer here: %(url)s"),
            complaint,
        )


def _write(address: str, key: str, subject: Any, text: Any, about: Any, **values: Any) -> None:
    """A mail in Danish to somebody without an account; sent by a task, when the transaction is kept."""
    with override("da"):
        url = f"{settings.WAGTAILADMIN_BASE_URL}{about.get_absolute_url()}"
        send_letter.enqueue(address, key, str(subject) % values, str(text) % {"url": url, **values})
