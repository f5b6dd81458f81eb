"""Wagtail's workflow and publishing, followed by the submission's state: the editors may use either side.

Wagtail makes these changes by its own actions, which call no code of ours otherwise.
"""

from typing import Any

from django.utils import timezone
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
)

from exhibitions.actions.steps import try_to_move
from exhibitions.models import ExhibitionPage, Remark
from exhibitions.states import Progress
from exhibitions.tasks import close_pictures, open_pictures


def _page(state: WorkflowState) -> ExhibitionPage | None:
    thing = state.content_object
    return ExhibitionPage.objects.filter(pk=thing.pk, submission_key__isnull=False).first() if thing else None


def _submitted(instance: TaskState, user: Any = None, **_signal: Any) -> None:
    if page := _page(instance.workflow_state):
        try_to_move(page, Progress.SENT, by=user)


def _rejected(instance: TaskState, user: Any = None, **_signal: Any) -> None:
    if page := _page(instance.workflow_state):
        unread = Remark.objects.open().filter(submission__exhibition=page, told_at__isnull=True)
        unread.update(told_at=timezone.now())
        try_to_move(page, Progress.CHANGES, by=user, note=instance.comment)


def _approved(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    page = _page(instance)
    if page and not page.live:
        try_to_move(page, Progress.ACCEPTED, by=user)
        if page.revisions.filter(approved_go_live_at__isnull=False).exists():
            try_to_move(page, Progress.SCHEDULED, by=user)


def _cancelled(instance: WorkflowState, user: Any = None, **_signal: Any) -> None:
    if page := _page(instance):
        try_to_move(page, Progress.DRAFT, by=user)


def _published(instance: Any, **_signal: Any) -> None:
    """Publishing accepts what was not accepted yet: Wagtail publishes before it says that the workflow is approved."""
    if isinstance(instance, ExhibitionPage) and instance.submission_key:
        state = WorkflowState.objects.for_instance(instance).order_by("created_at", "pk").last()
        is_approved = state is not None and state.status == WorkflowState.STATUS_APPROVED
        try_to_move(instance, Progress.ACCEPTED, by=state.current_task_state.finished_by if is_approved else None)
        try_to_move(instance, Progress.PUBLISHED)
        open_pictures.enqueue(instance.pk)


def _unpublished(instance: Any, **_signal: Any) -> None:
    if isinstance(instance, ExhibitionPage) and instance.submission_key:
        try_to_move(instance, Progress.ACCEPTED)
        close_pictures.enqueue(instance.pk)


def connect() -> None:
    """Follow Wagtail from now on; called when the room opens."""
    for signal, follow in (
        (task_submitted, _submitted),
        (task_rejected, _rejected),
        (workflow_approved, _approved),
        (workflow_cancelled, _cancelled),
        (page_published, _published),
        (page_unpublished, _unpublished),
    ):
        signal.connect(follow, dispatch_uid=f"exhibitions.workflow{follow.__name__}")
