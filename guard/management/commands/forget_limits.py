"""What limits no longer need to know is deleted."""

from typing import Any

from django.core.management.base import BaseCommand

from guard.limits import purge


class Command(BaseCommand):
    help = "Delete what the limits of rate no longer need to remember."

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = purge()
        self.stdout.write(f"{count} forgotten.")
