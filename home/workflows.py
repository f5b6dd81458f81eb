"""A colleague's approval: whoever may publish the page, but never who asked for it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState, WorkflowState
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User


class ColleagueApproval(Task):
    """A step of Wagtail's workflow that a second pair of eyes takes: another editor of the same section."""

    class Meta:
        verbose_name = _("a colleague's approval")
        verbose_name_plural = _("colleagues' approvals")

    @classmethod
    def get_description(cls) -> str:
        """What administrators read where they choose a kind of step."""
        return str(_("Anybody who may publish the page approves it, except the one who asked."))

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


def _asked_by(page: Page, user: User) -> bool:
    states = WorkflowState.objects.for_instance(page).filter(status=WorkflowState.STATUS_IN_PROGRESS)
    return states.filter(requested_by=user).exists()
