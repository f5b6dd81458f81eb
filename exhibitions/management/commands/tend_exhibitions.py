"""`manage.py tend_exhibitions`: what becomes of submissions and consents by the clock."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from exhibitions.actions.consents import end_consents, tell_of_ends
from exhibitions.actions.steps import reviewers_of
from exhibitions.models import Submission, Work
from exhibitions.states import Progress
from exhibitions.tasks import sort_media
from notices.actions import tell


class Command(BaseCommand):
    help = "Take down pictures whose consent has ended, tell of consents that end soon and of answers that are due."

    def handle(self, *_args: Any, **_options: Any) -> None:
        ended = end_consents()
        names = {name for row in Work.objects.values_list("media", "captions") for name in row if name}
        if names:
            sort_media.enqueue(sorted(names))
        told = tell_of_ends() + _tell_overdue()
        self.stdout.write(f"{ended} pictures taken down, {told} people told.")


def _tell_overdue() -> int:
    late = Submission.objects.filter(state=Progress.SENT, due_on__lt=timezone.localdate())
    told = 0
    for submission in late.select_related("exhibition", "assignee"):
        key = f"overdue-{submission.round}-{submission.due_on}"
        told += tell(reviewers_of(submission), "review", submission.exhibition, key=key, data={"state": "overdue"})
    return told
