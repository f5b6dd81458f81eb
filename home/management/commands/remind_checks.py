"""`manage.py remind_checks`: tell editors which pages are due to be read through. Run once a day by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from home.checking import remind


class Command(BaseCommand):
    help = "Tell editors which pages they are to read through."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{remind(timezone.localdate())} reminders")
