"""What the clock does every minute for notices: digests are written, and what could not be sent is tried again."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from notices import letters, push
from notices.tasks import send_letters, send_pushes

AT_A_TIME = 20  # letters a task: a mail server that hangs holds up one worker for so many at most


class Command(BaseCommand):
    help = "Write the digests that are due, and have waiting mails and pushes sent."

    def handle(self, *_args: Any, **_options: Any) -> None:
        due = letters.look_after(timezone.now())
        for first in range(0, len(due), AT_A_TIME):
            send_letters.enqueue(due[first : first + AT_A_TIME])
        if push.due_now():
            send_pushes.enqueue()
