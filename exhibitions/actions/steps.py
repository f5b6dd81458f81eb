"""One step of a submission: the table is kept, the log is written, both sides are told, all in one transaction."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from exhibitions.models import ExhibitionPage, Membership, Step, Submission
from exhibitions.states import IllegalStepError, Progress, check
from notices.actions import tell

ANSWER_WITHIN = dt.timedelta(days=14)


def submission_of(page: ExhibitionPage) -> Submission:
    """The row of an exhibition that was sent in, locked. Raises `DoesNotExist` for one of the library's own."""
    return Submission.objects.select_for_update(of=("self",)).get(exhibition=page)


@transaction.atomic
def move(
    page: ExhibitionPage, to: Progress, *, by: User | None = None, by_name: str = "", note: str = ""
) -> Submission:
    """Bring it to its next state. Raises `IllegalStepError` when that does not follow on where it stands."""
    submission = submission_of(page)
    check(submission.state, to)
    submission.state = to
    if to == Progress.SENT:
        submission.round += 1
        submission.due_on = timezone.localdate() + ANSWER_WITHIN
    if to == Progress.PUBLISHED:
        submission.was_public = True
    submission.save()
    step = Step.objects.create(submission=submission, by=by, by_name=by_name, state=to, note=note)
    data = {"state": to.value}
    tell(members_of(page), "submission", page, key=f"step-{step.pk}", by=by, data=data)
    if to in {Progress.SENT, Progress.WITHDRAWN}:
        tell(reviewers_of(submission), "review", page, key=f"step-{step.pk}", by=by, data=data)
    return submission


def try_to_move(page: ExhibitionPage, to: Progress, **more: Any) -> None:
    """Follow what happened in Wagtail, as far as it is news: there the step was taken whatever the table says."""
    try:
        move(page, to, **more)
    except (IllegalStepError, Submission.DoesNotExist):
        return


def members_of(page: ExhibitionPage) -> list[User]:
    """Everybody who may act today for an association that shows the exhibition."""
    memberships = Membership.objects.current().filter(association__in=page.associations.all())
    return list(User.objects.filter(memberships__in=memberships).distinct())


def reviewers_of(submission: Submission) -> list[User]:
    """Who looks at it; as long as nobody does, all editors."""
    return [submission.assignee] if submission.assignee else list(User.objects.filter(groups__name=Role.EDITOR))
