"""Asks associations once a year whether their pages are still right. Run by the clock."""

from typing import Any

from django.core.management.base import BaseCommand

from exhibitions.actions.associations import ask_associations


class Command(BaseCommand):
    help = "Ask the members of associations whose page was confirmed a year ago whether it is still right."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{ask_associations()} members asked.")
