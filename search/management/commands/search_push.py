"""`manage.py search_push`: send to Elasticsearch what it has not seen yet."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import outbox
from search.engines.base import EngineDown


class Command(BaseCommand):
    """What the worker does after every change, by hand."""

    help = "Send the entries that Elasticsearch has not seen yet."

    def handle(self, **_options: Any) -> None:
        """Run it."""
        if not outbox.is_needed():
            raise CommandError("No Elasticsearch is configured (ELASTICSEARCH_URL); search answers from the database.")
        try:
            self.stdout.write(f"{outbox.push()} entries sent.")
        except EngineDown as error:
            raise CommandError(str(error)) from error
