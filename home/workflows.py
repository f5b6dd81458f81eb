"""A colleague's approval: whoever may publish the page, but never who asked for it. Both sides are told by notices."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.signals import workflow_approved, workflow_rejected, workflow_submitted

from accounts.models import User
from notices.actions import tell


class ColleagueApproval(Task):
    """A step of Wagtail's workflow that a second pair of eyes takes: another editor of the same section."""

    class Meta:
        verbose_name = _("a colleague's approval")
        verbose_name_plural = _("colleagues' approvals")

    @classmethod
    def get_description(cls) -> str:
        """What administrators read where they choose a kind of step."""
        return str(_("Anybody who may publish the page approves it, except the one who asked."))

    def start(self, workflow_state: WorkflowState, user: User | None = None) -> TaskState:
        """Begin, and tell the colleagues that somebody waits for them."""
        state: TaskState = super().start(workflow_state, user=user)
        _tell_colleagues(state, workflow_state.content_object, user)
        return state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> None:
        """Decide, and tell who asked."""
        super().on_action(task_state, user, action_name, **kwargs)
        asker = task_state.workflow_state.requested_by
        if asker is not None:
            tell([asker], "colleague-decision", task_state, key=f"{task_state.pk}-{action_name}", by=user)

    def user_can_access_editor(self, obj: Any, user: User) -> bool:
        """Who may decide may look, and put right what is wrong."""
        return _may_publish(user, obj)

    def locked_for_user(self, obj: Any, user: User) -> bool:
        """Locked for those who may only write; what they change now would be approved unread."""
        return not _may_publish(user, obj)

    def get_actions(self, obj: Any, user: User) -> list[tuple[str, Any, bool]]:
        """Approve, approve with a comment, or ask for changes (which needs one)."""
        if not _may_publish(user, obj) or _asked_by(obj, user):
            return []
        return [
            ("reject", _("Ask for changes"), True),
            ("approve", _("Approve"), False),
            ("approve", _("Approve with a comment"), True),
        ]

    def get_task_states_user_can_moderate(self, user: User, **_options: Any) -> "QuerySet[TaskState]":
        """What waits for this person."""
        states: QuerySet[TaskState] = self.task_states.all()
        waiting = states.filter(status=TaskState.STATUS_IN_PROGRESS).exclude(workflow_state__requested_by=user)
        by_page = {int(key): pk for pk, key in waiting.values_list("pk", "workflow_state__object_id")}
        own = PagePermissionPolicy().instances_user_has_permission_for(user, "publish").filter(pk__in=by_page)
        return states.filter(pk__in=[by_page[key] for key in own.values_list("pk", flat=True)])


def _may_publish(user: User, page: Any) -> bool:
    return isinstance(page, Page) and PagePermissionPolicy().user_has_permission_for_instance(user, "publish", page)


def _tell_colleagues(state: TaskState, page: Page, asker: User | None) -> None:
    """Those who may publish the page; administrators only where there is nobody else."""
    people = PagePermissionPolicy().users_with_permission_for_instance("publish", page)
    colleagues = people.filter(is_superuser=False).exclude(pk=asker.pk if asker else None)
    tell(colleagues if colleagues.exists() else people, "colleague-review", state, key=state.pk, by=asker)


def _asked_by(page: Page, user: User) -> bool:
    states = WorkflowState.objects.for_instance(page).filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return states.filter(requested_by=user).exists()


def connect() -> None:
    """Keep back Wagtail's own mails about an approval: they would come beside the notices, and editors wait for them.

    Who takes a receiver's name first keeps it; this room opens before Wagtail's admin. Of other steps it mails as ever.
    """
    from wagtail.admin import signal_handlers as theirs

    for signal, name, mail in (
        (workflow_submitted, "submitted", theirs.workflow_submission_email_notifier),
        (workflow_rejected, "rejected", theirs.workflow_rejection_email_notifier),
        (workflow_approved, "approved", theirs.workflow_approval_email_notifier),
    ):
        uid = f"workflow_state_{name}_email_notification"
        signal.connect(partial(_unless_ours, mail), sender=WorkflowState, dispatch_uid=uid, weak=False)


def _unless_ours(mail: Callable[..., Any], *, instance: WorkflowState, **signal: Any) -> None:
    step = instance.current_task_state
    if step is None or not isinstance(step.task.specific, ColleagueApproval):
        mail(instance=instance, **signal)
