"""Where an association's submission stands: read from Wagtail's workflow, which is the one record of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from exhibitions.models import ExhibitionPage


class Progress(models.TextChoices):
    """The steps that a submission goes through, in the association's words."""

    DRAFT = "draft", _("Draft: not sent yet")
    SENT = "sent", _("With the library")
    CHANGES = "changes", _("The library asks for changes")
    PUBLISHED = "published", _("Published")


#: While a submission stands here its association can change it.
EDITABLE = {Progress.DRAFT, Progress.CHANGES}


@dataclass(frozen=True)
class Remark:
    """What the library wrote when it asked for a change."""

    text: str
    by: str


def progress(exhibition: ExhibitionPage) -> Progress:
    """Where the submission stands now."""
    return progress_of([exhibition])[exhibition.pk]


def progress_of(exhibitions: Iterable[ExhibitionPage]) -> dict[int, Progress]:
    """Where each of the submissions stands now, by its key, in one query."""
    pages = {str(page.pk): page for page in exhibitions}
    states = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page), object_id__in=pages
    )
    statuses = dict(states.order_by("created_at", "pk").values_list("object_id", "status"))  # the latest one stays
    return {page.pk: _progress(statuses.get(key), is_live=page.live) for key, page in pages.items()}


def _progress(status: str | None, *, is_live: bool) -> Progress:
    if status == WorkflowState.STATUS_IN_PROGRESS:
        return Progress.SENT
    if status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Progress.CHANGES
    return Progress.PUBLISHED if is_live else Progress.DRAFT


def latest_remark(exhibition: ExhibitionPage) -> Remark | None:
    """The latest request for changes, if there is one."""
    state = (
        TaskState.objects.filter(
            workflow_state__in=WorkflowState.objects.for_instance(exhibition), status=TaskState.STATUS_REJECTED
        )
        .select_related("finished_by")
        .order_by("-finished_at")
        .first()
    )
    if state is None or not state.comment:
        return None
    return Remark(text=state.comment, by=state.finished_by.display_name if state.finished_by else "")
