"""`manage.py search_people`: mandates that began are found, mandates that ended are not any more."""

from typing import Any

from django.core.management.base import BaseCommand

from forum import people


class Command(BaseCommand):
    """Done daily by `manage.py clock`."""

    help = "Describe all mandates to search again."

    def handle(self, **_options: Any) -> None:
        self.stdout.write(f"{people.describe_all()} entries changed.")
