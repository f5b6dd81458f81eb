"""The course of debates, told to those who follow them; what is owed, to those who owe it."""

from typing import Any

from django.core.management.base import BaseCommand

from forum.actions.phases import remind, take_steps, tell_the_asked


class Command(BaseCommand):
    help = "Tell those who follow a debate of its course, panels of questions to them, and editors of what is owed."

    def handle(self, *_args: Any, **_options: Any) -> None:
        steps, asked, reminders = take_steps(), tell_the_asked(), remind()
        self.stdout.write(f"{steps} steps, {asked} questions, {reminders} reminders")
