"""What members are told of the exhibitions that they have sent in."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import TaskState
from wagtail.signals import page_published, task_rejected

from exhibitions.models import ExhibitionPage
from notices.actions import tell
from notices.models import Notice, Way
from notices.registry import Kind, Line, register


def _submitted() -> list[QuerySet[Any]]:
    return [ExhibitionPage.objects.filter(submission_key__isnull=False)]


def _progress(notice: Notice) -> Line | None:
    """One's own exhibition: what the library asks for while it is a draft, and that everybody can see it now."""
    page: ExhibitionPage = notice.about
    if notice.data["step"] == "published":
        sentence, url = _("Your exhibition is published."), page.url
        return Line(sentence, url, page.title) if page.live and url else None
    sentence = _("The library asks you to change something before your exhibition can be shown.")
    return Line(sentence, reverse("submission-review", args=[page.submission_key]), page.draft_title)


register(Kind("submission", gettext_lazy("Exhibitions I have sent in"), _progress, Way.ONCE, things=_submitted))


def _published(instance: Any, **_signal: Any) -> None:
    if isinstance(instance, ExhibitionPage) and instance.submitted_by:
        tell([instance.submitted_by], "submission", instance, key=instance.pk, data={"step": "published"})


def _rejected(instance: TaskState, user: Any = None, **_signal: Any) -> None:
    page = instance.workflow_state.content_object
    if isinstance(page, ExhibitionPage) and page.submitted_by:
        key = f"changes-{instance.pk}"
        tell([page.submitted_by], "submission", page, key=key, by=user, data={"step": "changes"})


# Wagtail makes these changes by its own actions, which call no code of ours otherwise.
page_published.connect(_published, dispatch_uid="exhibitions.told-published")  # nosemgrep: no-business-in-signals
task_rejected.connect(_rejected, dispatch_uid="exhibitions.told-changes")  # nosemgrep: no-business-in-signals
