"""The states of contributions and questions, and the only ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a contribution to a debate, or a question to a livestream, stands."""

    PUBLISHED = "published", _("Published")
    HELD = "held", _("Waits for a moderator")
    REMOVED = "removed", _("Removed by a moderator")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


#: What a decision does: from the states on the left to the one on the right. What is not here is an error.
TRANSITIONS: dict[str, tuple[set[State], State]] = {
    "publish": (set(), State.PUBLISHED),
    "hold": ({State.PUBLISHED}, State.HELD),
    "approve": ({State.HELD}, State.PUBLISHED),
    "remove": ({State.PUBLISHED, State.HELD}, State.REMOVED),
    "restore": ({State.REMOVED}, State.PUBLISHED),
    "withdraw": ({State.PUBLISHED, State.HELD}, State.WITHDRAWN),
}


class IllegalTransitionError(Exception):
    """A decision does not fit the state, most often because somebody else decided first."""

    def __init__(self, step: str, state: str) -> None:
        super().__init__(f"{step} is not possible from {state}")
        self.step = step
        self.state = State(state)


def after(step: str, state: str) -> State:
    """The state that `step` leads to from `state`. Raises `IllegalTransitionError` when there is no such way."""
    allowed, target = TRANSITIONS[step]
    if state not in allowed:
        raise IllegalTransitionError(step, state)
    return target
