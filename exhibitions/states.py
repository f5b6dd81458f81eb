"""Where a submission can stand, and what may follow on what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Progress(models.TextChoices):
    """The steps that a submission goes through, in the association's words."""

    DRAFT = "draft", _("Draft: not sent yet")
    SENT = "sent", _("With the library")
    CHANGES = "changes", _("The library asks for changes")
    ACCEPTED = "accepted", _("Accepted")
    SCHEDULED = "scheduled", _("Accepted, and published later")
    PUBLISHED = "published", _("Published")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn by the association")


#: State -> the states that may follow it. Publishing in Wagtail accepts what was not accepted yet.
TRANSITIONS: dict[Progress, frozenset[Progress]] = {
    Progress.DRAFT: frozenset({Progress.SENT, Progress.ACCEPTED, Progress.WITHDRAWN}),
    Progress.SENT: frozenset(
        {Progress.DRAFT, Progress.CHANGES, Progress.ACCEPTED, Progress.DECLINED, Progress.WITHDRAWN}
    ),
    Progress.CHANGES: frozenset(
        {Progress.DRAFT, Progress.SENT, Progress.ACCEPTED, Progress.DECLINED, Progress.WITHDRAWN}
    ),
    Progress.ACCEPTED: frozenset({Progress.SCHEDULED, Progress.PUBLISHED, Progress.DECLINED, Progress.WITHDRAWN}),
    Progress.SCHEDULED: frozenset({Progress.ACCEPTED, Progress.PUBLISHED, Progress.WITHDRAWN}),
    Progress.PUBLISHED: frozenset({Progress.ACCEPTED, Progress.WITHDRAWN}),
    Progress.DECLINED: frozenset(),
    Progress.WITHDRAWN: frozenset(),
}

#: While a submission stands here its association can change it.
EDITABLE = frozenset({Progress.DRAFT, Progress.CHANGES})
#: From here its association can take it back.
WITHDRAWABLE = frozenset(state for state, after in TRANSITIONS.items() if Progress.WITHDRAWN in after)


class IllegalStepError(Exception):
    """A step that does not follow on where the submission stands. `state` is where that is."""

    def __init__(self, state: Progress) -> None:
        super().__init__(state)
        self.state = state


def check(state: str, to: Progress) -> None:
    """Raise `IllegalStepError` unless `to` may follow on `state`."""
    if to not in TRANSITIONS[Progress(state)]:
        raise IllegalStepError(Progress(state))
