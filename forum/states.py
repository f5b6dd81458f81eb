"""The states of contributions and questions, and the only ways between them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a contribution to a debate, or a question to a livestream, stands."""

    PUBLISHED = "published", _("Published")
    HELD = "held", _("Waits for a moderator")
    REMOVED = "removed", _("Removed by a moderator")
    WITHDRAWN = "withdrawn", _("Withdrawn by its author")


class StreamState(models.TextChoices):
    """Where a livestream is in its life."""

    ANNOUNCED = "announced", _("Announced")
    WAITING = "waiting", _("Starts soon")
    LIVE = "live", _("Live now")
    ENDED = "ended", _("Just ended")
    RECORDING = "recording", _("Recording")


class Progress(models.TextChoices):
    """What became of a question to a livestream."""

    OPEN = "open", _("Not taken up yet")
    NOW = "now", _("Is being answered now")
    ANSWERED = "answered", _("Answered")
    DISMISSED = "dismissed", _("Not taken up")
    MERGED = "merged", _("Asked together with another")
    CARRIED = "carried", _("Goes on in the debate")


#: What a producer does with a question: from the progress on the left to the one on the right.
PROGRESS: dict[str, tuple[set[Progress], Progress]] = {
    "answer_now": ({Progress.OPEN, Progress.ANSWERED}, Progress.NOW),
    "answered": ({Progress.OPEN, Progress.NOW}, Progress.ANSWERED),
    "put_back": ({Progress.NOW, Progress.ANSWERED, Progress.DISMISSED}, Progress.OPEN),
    "dismiss": ({Progress.OPEN, Progress.NOW}, Progress.DISMISSED),
    "merge": ({Progress.OPEN}, Progress.MERGED),
    "carry": ({Progress.OPEN}, Progress.CARRIED),
}


#: What a decision does: from the states on the left to the one on the right. What is not here is an error.
TRANSITIONS: dict[str, tuple[set[State], State]] = {
    "hold": ({State.PUBLISHED}, State.HELD),
    "approve": ({State.HELD}, State.PUBLISHED),
    "remove": ({State.PUBLISHED, State.HELD}, State.REMOVED),
    "keep": ({State.PUBLISHED}, State.PUBLISHED),  # a notice about it is not upheld
    "restore": ({State.REMOVED}, State.PUBLISHED),
    "withdraw": ({State.PUBLISHED, State.HELD}, State.WITHDRAWN),
}


class IllegalTransitionError(Exception):
    """A decision does not fit the state, most often because somebody else decided first."""

    def __init__(self, step: str, state: str, kind: type[models.TextChoices] = State) -> None:
        super().__init__(f"{step} is not possible from {state}")
        self.step = step
        self.state = kind(state)


def after(step: str, state: str) -> State:
    """The state that `step` leads to from `state`. Raises `IllegalTransitionError` when there is no such way."""
    allowed, target = TRANSITIONS[step]
    if state not in allowed:
        raise IllegalTransitionError(step, state)
    return target


def progress_after(step: str, progress: str) -> Progress:
    """The same for what a producer does with a question."""
    allowed, target = PROGRESS[step]
    if progress not in allowed:
        raise IllegalTransitionError(step, progress, Progress)
    return target


#: Why something waits: the code that is kept -> a clause for its author, with what the rule found.
HOLD_REASONS = {
    "cpr": _("it seems to hold a CPR number"),
    "premoderated": _("every contribution to this debate is read before others see it"),
    "read": _("every question to this livestream is read before others see it"),
    "first": _("it is your first one here, and we read those before others see them"),
    "words": _("it holds the word “%(found)s”"),
    "links": _("it holds %(found)s links"),
    "notices": _("%(found)s readers, independently of each other, have told us of it"),
    "moderator": _("a moderator wants to look at it again: %(found)s"),
}

#: The same for others than the author, where "your" would be wrong.
_TO_OTHERS = {"first": _("it is the author's first one here, and we read those before others see them")}

#: What a decision did, in words for those it concerns.
MEASURES = {
    "hold": _("Held until a moderator has read it"),
    "approve": _("Approved"),
    "keep": _("Stands as it is"),
    "remove": _("Removed"),
    "restore": _("Brought back"),
    "withdraw": _("Taken back by the author"),
    "suspend": _("The account can read, but not write"),
    "lift": _("The account can write again"),
    "answer": _("The notice is answered"),
}


def explain(code: str, *, to_author: bool = True) -> str:
    """A kept reason ("links:5") in words, for the author or for moderators. An empty one stays empty."""
    name, _separator, found = code.partition(":")
    if name not in HOLD_REASONS:
        return code  # a sentence from before there were codes
    sentence = str(HOLD_REASONS[name] if to_author else _TO_OTHERS.get(name, HOLD_REASONS[name]))
    return sentence % {"found": found} if found else sentence
