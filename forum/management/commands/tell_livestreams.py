"""Livestreams: who wants to be reminded is, and what was not answered goes on in the debate."""

from typing import Any

from django.core.management.base import BaseCommand

from forum.actions.broadcasts import carry_over_due, remind


class Command(BaseCommand):
    help = "Remind those who follow a livestream that it begins, and carry open questions over to the debate."

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{remind()} reminders, {carry_over_due()} questions carried over")
