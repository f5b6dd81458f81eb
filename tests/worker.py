"""What a worker does, at the moment that a test chooses."""

from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def do(path: str) -> int:
    """Do the waiting tasks of this path (`forum.tasks.spread`), the oldest first; returns how many."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=path).order_by("enqueued_at")
    tasks = list(waiting)
    for row in tasks:
        row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.delete()
    return len(tasks)
