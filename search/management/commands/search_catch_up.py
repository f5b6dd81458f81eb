"""`manage.py search_catch_up`: have a worker do what is left of pushes and rebuilds. The clock calls it."""

from typing import Any

from django.core.management.base import BaseCommand

from search import outbox


class Command(BaseCommand):
    """Enqueues tasks only, so it takes no time and harms nothing when it is called too often."""

    help = "Have a worker send what Elasticsearch has not seen, and go on with a rebuild that fell silent."

    def handle(self, **options: Any) -> None:
        """Run it."""
        if outbox.catch_up() and options["verbosity"]:
            self.stdout.write("A worker was asked to catch up.")
