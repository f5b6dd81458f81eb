"""The review of a submission: sent, looked at, sent back with remarks, accepted, declined, withdrawn."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import WorkflowState

from accounts.models import User
from exhibitions.actions.steps import move, reviewers_of, submission_of
from exhibitions.actions.submission import SubmissionError, editable_draft
from exhibitions.models import ExhibitionPage, Remark, Submission
from exhibitions.permissions import user_can_review, user_can_withdraw
from exhibitions.preflight import lacks
from exhibitions.states import IllegalStepError, Progress
from notices.actions import tell


@transaction.atomic
def send_submission(page: ExhibitionPage, user: User) -> ExhibitionPage:
    """Hand the draft to the editors: start their workflow, or take it up again after changes.

    Sending again what the library already has changes nothing. Raises `SubmissionError` with what is missing.
    """
    page = _locked(page)
    state = _workflow_state(page)
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return page
    draft = editable_draft(page, user)
    if missing := lacks(draft):
        raise SubmissionError(" ".join(lack.sentence for lack in missing))
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)  # Wagtail tells us of it: exhibitions.workflow
        return page
    workflow = page.get_workflow()
    if workflow is None:
        raise SubmissionError(_("The library takes no exhibitions at the moment."))
    workflow.start(page, user)
    return page


@transaction.atomic
def assign(page: ExhibitionPage, by: User, assignee: User | None, due_on: dt.date | None) -> Submission:
    """Say who looks at it and until when. Whoever gets it is told, unless they took it themselves."""
    _check_reviewer(by, page)
    submission = submission_of(page)
    is_new = assignee is not None and assignee != submission.assignee
    submission.assignee, submission.due_on = assignee, due_on
    submission.save(update_fields=["assignee", "due_on"])
    if is_new:
        key = f"assigned-{submission.round}-{assignee.pk}"  # type: ignore[union-attr]
        tell(reviewers_of(submission), "review", page, key=key, by=by, data={"state": "assigned"})
    return submission


@transaction.atomic
def remark(page: ExhibitionPage, by: User, text: str, *, work_key: str = "", field: str = "") -> Remark:
    """Pin a remark to a field, a work, or the whole. The association reads it when it is asked for changes."""
    _check_reviewer(by, page)
    submission = submission_of(page)
    same: Any = {"work_key": work_key, "field": field, "text": text, "round": submission.round, "by": by}
    return Remark.objects.get_or_create(submission=submission, done_at=None, **same)[0]


@transaction.atomic
def remove_remark(page: ExhibitionPage, by: User, pk: int) -> None:
    """Take back a remark that the association has not read yet."""
    _check_reviewer(by, page)
    Remark.objects.filter(submission__exhibition=page, pk=pk, told_at__isnull=True).delete()


@transaction.atomic
def finish_remark(page: ExhibitionPage, user: User, pk: int) -> None:
    """Mark a remark as done: the association has changed what it is about."""
    editable_draft(page, user)
    Remark.objects.open().filter(submission__exhibition=page, pk=pk).update(done_at=timezone.now())


@transaction.atomic
def ask_for_changes(page: ExhibitionPage, by: User, note: str) -> None:
    """Send it back to the same form, with the remarks beside their fields."""
    _check_reviewer(by, page)
    _task_state(page).reject(user=by, comment=note)


@transaction.atomic
def accept(page: ExhibitionPage, by: User, *, publish_at: dt.datetime | None = None, note: str = "") -> None:
    """Accept it: published at once, or at the time given (Wagtail's clock does it)."""
    _check_reviewer(by, page)
    page = _locked(page)
    state = _task_state(page)
    if publish_at is not None:
        draft = page.get_latest_revision_as_object()
        draft.go_live_at = publish_at
        state.revision = draft.save_revision(user=by)  # what was approved is this one
        state.save(update_fields=["revision"])
    state.approve(user=by, comment=note)


@transaction.atomic
def decline(page: ExhibitionPage, by: User, reason: str) -> None:
    """Say no, with a reason that the association reads."""
    _check_reviewer(by, page)
    page = _locked(page)
    move(page, Progress.DECLINED, by=by, note=reason)
    _cancel_workflow(page, by)


@transaction.atomic
def withdraw(page: ExhibitionPage, user: User, reason: str = "") -> None:
    """Take it back, also after publication: a tombstone stands in its place, and its pictures are private again."""
    page = _locked(page)
    if not user_can_withdraw(user, page):
        raise SubmissionError(_("The exhibition can't be withdrawn now."))
    move(page, Progress.WITHDRAWN, by=user, note=reason)
    _cancel_workflow(page, user)
    page.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=None)
    if page.live:
        UnpublishPageAction(page, user=user, log_action=True).execute(skip_permission_checks=True)
    page.refresh_from_db()
    page.locked, page.locked_by, page.locked_at = True, user, timezone.now()  # an editor publishes it by no mistake
    page.save(update_fields=["locked", "locked_by", "locked_at"])


def _locked(page: ExhibitionPage) -> ExhibitionPage:
    return ExhibitionPage.objects.select_for_update(of=("self",)).get(pk=page.pk)


def _check_reviewer(user: User, page: ExhibitionPage) -> None:
    if not user_can_review(user, page):
        raise PermissionDenied


def _workflow_state(page: ExhibitionPage) -> WorkflowState | None:
    state: WorkflowState | None = WorkflowState.objects.for_instance(page).order_by("-created_at").first()
    return state


def _task_state(page: ExhibitionPage) -> Any:
    """The task that waits for an answer. Raises `IllegalStepError` when nothing waits."""
    state = _workflow_state(page)
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        raise IllegalStepError(Progress(submission_of(page).state))
    return state.current_task_state


def _cancel_workflow(page: ExhibitionPage, user: User) -> None:
    state = _workflow_state(page)
    if state is not None and state.status in {WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES}:
        state.cancel(user=user)
