"""`manage.py search_follow_up`: have a worker find out what is related, and tell who follows a search. By the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from search import related, tasks
from search.models import SavedSearch


class Command(BaseCommand):
    """Enqueues a task only, so it takes no time and harms nothing when it is called too often."""

    help = "Have a worker find out which pages are related, and tell people about what their saved searches find."

    def handle(self, **_options: Any) -> None:
        """Run it."""
        waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=tasks.follow_up.module_path)
        if not waiting.exists() and (related.is_waiting() or SavedSearch.objects.exists()):
            tasks.follow_up.enqueue()
