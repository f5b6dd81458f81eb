"""What the library's many new rows leave to the worker, done at once: row by row it would take half a minute."""

from django.core.management import call_command
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

# Mail to the demo's people. It is sent while the demo is built, when it goes nowhere: none of them exists.
MAIL = ("notices.tasks.deliver", "forum.tasks.send_letter", "exhibitions.tasks.mail_link")
ROW_BY_ROW = ("wagtail.tasks.update_reference_index_task", "modelsearch.tasks.insert_or_update_object_task")


def do_at_once() -> None:
    """Send the mail that waits, and bring Wagtail's two indexes up to date whole."""
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    for row in waiting.filter(task_path__in=MAIL):
        row.task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.delete()
    waiting.filter(task_path__in=ROW_BY_ROW).delete()
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
