"""`manage.py search_forget`: forget old searches and clicks."""

from typing import Any

from django.core.management.base import BaseCommand

from search import log


class Command(BaseCommand):
    """Done daily by `manage.py clock`."""

    help = "Forget searches and clicks that are older than the editors' pages show."

    def handle(self, **_options: Any) -> None:
        """Run it."""
        self.stdout.write(f"{log.forget()} rows forgotten.")
