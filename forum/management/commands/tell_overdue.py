"""`manage.py tell_overdue`: tell moderators of matters at which nobody has looked in time."""

from typing import Any

from django.core.management.base import BaseCommand

from forum.actions.cases import tell_overdue


class Command(BaseCommand):
    help = "Tell the moderators, once for each, of matters at which nobody has looked in time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        tell_overdue()
