"""What the forum tells people."""

from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forum.models import Ask, DebatePage, Step
from forum.states import State
from notices.models import Notice, Way
from notices.registry import Kind, Line, register


def debate_step(notice: Notice) -> Line | None:
    """A debate has opened, closes soon, has closed, has an outcome, is followed up."""
    debate = _readable(notice)
    if debate is None:
        return None
    return Line(f"{Step(notice.data['step']).label}: {debate.title}", debate.url or "", debate.title)


def owes_outcome(notice: Notice) -> Line | None:
    """For editors: a closed debate has no outcome yet."""
    debate = _readable(notice)
    if debate is None or debate.outcome:
        return None
    sentence = _("“%(debate)s” has closed and waits for its outcome. Write what came out of it.")
    return Line(sentence % {"debate": debate.title}, debate.url or "", debate.title)


def owes_follow_up(notice: Notice) -> Line | None:
    """For editors: the day has come on which the outcome is followed up."""
    debate = _readable(notice)
    if debate is None or debate.followed_up:
        return None
    sentence = _("Today you promised to follow up on “%(debate)s”. Write what has happened since.")
    return Line(sentence % {"debate": debate.title}, debate.url or "", debate.title)


def asked(notice: Notice) -> Line | None:
    """For members of a panel: there is a question to you."""
    return _about_ask(notice, _("You were asked a question in “%(debate)s”."))


def ask_reminder(notice: Notice) -> Line | None:
    """For members of a panel: a question to you still waits."""
    return _about_ask(notice, _("A question to you in “%(debate)s” still waits for your answer."))


def _readable(notice: Notice) -> DebatePage | None:
    if notice.about is None:
        return None
    found: DebatePage | None = DebatePage.objects.readable().filter(pk=notice.about.pk).first()
    return found


def _about_ask(notice: Notice, sentence: str) -> Line | None:
    ask = cast("Ask | None", notice.about)
    if ask is None or ask.comment.state != State.PUBLISHED or (ask.answer and ask.answer.state == State.PUBLISHED):
        return None
    debate = DebatePage.objects.readable().filter(pk=ask.comment.debate_id).first()
    return Line(sentence % {"debate": debate.title}, ask.comment.get_absolute_url(), debate.title) if debate else None


ASK = ("comment", "answer")
register(Kind("debate-step", gettext_lazy("The course of debates that I follow"), debate_step, Way.DAILY))
register(Kind("ask", gettext_lazy("Questions to me in debates"), asked, Way.ONCE, related=ASK))
register(Kind("ask-reminder", gettext_lazy("Reminders of questions to me"), ask_reminder, Way.ONCE, related=ASK))
register(Kind("debate-owes-outcome", gettext_lazy("Debates that owe an outcome (editors)"), owes_outcome, Way.ONCE))
register(Kind("debate-owes-follow-up", gettext_lazy("Debates to be followed up (editors)"), owes_follow_up, Way.ONCE))
