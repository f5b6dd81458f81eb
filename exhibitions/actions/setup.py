"""What the review of submissions needs."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Workflow, WorkflowPage, WorkflowTask

from accounts.roles import Role
from exhibitions.models import ExhibitionIndexPage

WORKFLOW = "Udstillinger fra foreninger"
TASK = "Redaktionen ser på udstillingen"


def ensure_review() -> Workflow:
    """The workflow through which editors review exhibitions, attached to every overview of exhibitions."""
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW)
    task = GroupApprovalTask.objects.filter(name=TASK).first() or GroupApprovalTask.objects.create(name=TASK)
    task.groups.add(Group.objects.get(name=Role.EDITOR))
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for index in ExhibitionIndexPage.objects.all():
        WorkflowPage.objects.get_or_create(page=index.page_ptr, defaults={"workflow": workflow})
    return workflow
