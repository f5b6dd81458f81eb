"""What people are told of the forum, and what they can follow in it."""

from typing import Any
from urllib.parse import quote_plus

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Mandate, User
from accounts.roles import Role, has_role
from forum import moderation_notices  # noqa: F401 - registers the kinds of moderation
from forum.models import Ask, Comment, DebatePage, LivestreamPage, Question, Step
from forum.states import State
from notices.models import Notice, Way
from notices.registry import Followable, Kind, Line, register, register_followable


def _written() -> list[QuerySet[Any]]:
    """Whatever its state, on pages that everybody can read."""
    return [
        Comment.objects.filter(debate__in=DebatePage.objects.readable()).select_related("debate"),
        Question.objects.filter(livestream__in=LivestreamPage.objects.readable()).select_related("livestream"),
    ]


def _published() -> list[QuerySet[Any]]:
    return [written.published() for written in _written()]  # type: ignore[attr-defined]


def _reply(notice: Notice) -> Line:
    comment: Comment = notice.about
    return Line(
        _("%(name)s has answered your contribution.") % {"name": comment.user_name},
        comment.get_absolute_url(),
        comment.debate.title,
    )


def _contribution(notice: Notice) -> Line:
    comment: Comment = notice.about
    return Line(
        _("%(name)s has written in the debate.") % {"name": comment.user_name},
        comment.get_absolute_url(),
        comment.debate.title,
    )


def _decision(notice: Notice) -> Line:
    """What was decided about one's own contribution or question, which one sees in every state."""
    thing: Comment | Question = notice.about
    if isinstance(thing, Question):
        sentences = {
            "approve": _("Your question is on the list now."),
            "restore": _("Your question is on the list again."),
            "remove": _("A moderator has removed your question. You can read why."),
        }
    else:
        sentences = {
            "approve": _("Your contribution is in the debate now."),
            "restore": _("Your contribution is in the debate again."),
            "remove": _("A moderator has removed your contribution. You can read why."),
        }
    page = thing.livestream if isinstance(thing, Question) else thing.debate
    return Line(sentences[notice.data["step"]], thing.get_absolute_url(), page.title)


def _debates() -> list[QuerySet[Any]]:
    return [DebatePage.objects.readable()]


def _asks() -> list[QuerySet[Any]]:
    """Questions to the panel in contributions that everybody can read."""
    readable = Ask.objects.filter(comment__state=State.PUBLISHED, comment__debate__in=DebatePage.objects.readable())
    return [readable.select_related("comment__debate", "answer")]


def _debate_step(notice: Notice) -> Line:
    """A debate has opened, closes soon, has closed, has an outcome, is followed up."""
    debate: DebatePage = notice.about
    return Line(f"{Step(notice.data['step']).label}: {debate.title}", debate.url or "", debate.title)


def _owes_outcome(notice: Notice) -> Line | None:
    """For editors: a closed debate has no outcome yet."""
    debate: DebatePage = notice.about
    sentence = _("“%(debate)s” has closed and waits for its outcome. Write what came out of it.")
    return None if debate.outcome else Line(sentence % {"debate": debate.title}, debate.url or "", debate.title)


def _owes_follow_up(notice: Notice) -> Line | None:
    """For editors: the day has come on which the outcome is followed up."""
    debate: DebatePage = notice.about
    sentence = _("Today you promised to follow up on “%(debate)s”. Write what has happened since.")
    return None if debate.followed_up else Line(sentence % {"debate": debate.title}, debate.url or "", debate.title)


def _asked(notice: Notice) -> Line | None:
    """For members of a panel: there is a question to you."""
    return _about_ask(notice, _("You were asked a question in “%(debate)s”."))


def _ask_reminder(notice: Notice) -> Line | None:
    """For members of a panel: a question to you still waits."""
    return _about_ask(notice, _("A question to you in “%(debate)s” still waits for your answer."))


def _about_ask(notice: Notice, sentence: str) -> Line | None:
    ask: Ask = notice.about
    debate = ask.comment.debate
    if ask.answer and ask.answer.state == State.PUBLISHED:
        return None
    return Line(sentence % {"debate": debate.title}, ask.comment.get_absolute_url(), debate.title)


def _livestreams() -> list[QuerySet[Any]]:
    return [LivestreamPage.objects.readable().defer_streamfields()]


def _livestream_soon(notice: Notice) -> Line:
    livestream: LivestreamPage = notice.about
    time = formats.time_format(timezone.localtime(livestream.starts_at), "H.i")
    sentence = _("The livestream begins at %(time)s. You find it here.") % {"time": time}
    return Line(sentence, livestream.url or "", livestream.title)


def _question(notice: Notice) -> Line | None:
    """What became of one's own question at a livestream."""
    question: Question = notice.about
    sentences = {
        "answered": _("Your question was answered. You can see where in the recording."),
        "dismissed": _("Your question is not taken up. You can read why."),
        "merged": _("Your question is asked together with another one like it."),
        "carried": _("There was no time for your question. It goes on in the debate, as a contribution of yours."),
    }
    what = notice.data["what"]
    if question.progress != what:
        return None  # the producer has changed their mind since
    place = question.contribution if what == "carried" and question.contribution else question
    return Line(sentences[what], place.get_absolute_url(), question.livestream.title)


def _questions() -> list[QuerySet[Any]]:
    readable = Question.objects.published().filter(livestream__in=LivestreamPage.objects.readable())
    return [readable.select_related("livestream", "contribution__debate")]


register(
    Kind(
        "livestream-soon",
        gettext_lazy("Livestreams that I want to be reminded of"),
        _livestream_soon,
        Way.ONCE,
        things=_livestreams,
    )
)
register(
    Kind(
        "question", gettext_lazy("What becomes of my questions at livestreams"), _question, Way.ONCE, things=_questions
    )
)


def _can_sit_in_a_panel(person: User) -> bool:
    return person.mandates.exists()


def _is_editor(person: User) -> bool:
    """An editor, or somebody of the staff, who may have made the page (`forum.actions.phases`)."""
    return person.is_staff or has_role(person, Role.EDITOR)


register(Kind("reply", gettext_lazy("Answers to what I have written"), _reply, Way.ONCE, things=_published))
register(Kind("moderation", gettext_lazy("Decisions about what I have written"), _decision, Way.ONCE, things=_written))
register(Kind("contribution", gettext_lazy("Contributions to debates I follow"), _contribution, things=_published))
register(Kind("debate-step", gettext_lazy("The course of debates that I follow"), _debate_step, things=_debates))
register(
    Kind(
        "ask", gettext_lazy("Questions to me in debates"), _asked, Way.ONCE, things=_asks, concerns=_can_sit_in_a_panel
    )
)
register(
    Kind(
        "ask-reminder",
        gettext_lazy("Reminders of questions to me"),
        _ask_reminder,
        Way.ONCE,
        things=_asks,
        concerns=_can_sit_in_a_panel,
    )
)
register(
    Kind(
        "debate-owes-outcome",
        gettext_lazy("Debates that owe an outcome (editors)"),
        _owes_outcome,
        Way.ONCE,
        things=_debates,
        concerns=_is_editor,
    )
)
register(
    Kind(
        "debate-owes-follow-up",
        gettext_lazy("Debates to be followed up (editors)"),
        _owes_follow_up,
        Way.ONCE,
        things=_debates,
        concerns=_is_editor,
    )
)
register_followable(
    Followable(
        "debat",
        gettext_lazy("Debate"),
        DebatePage,
        DebatePage.objects.readable,
        lambda debate: Line(debate.title, debate.url),
    )
)
register_followable(
    Followable(
        "livestream",
        gettext_lazy("Livestream"),
        LivestreamPage,
        LivestreamPage.objects.readable,
        lambda livestream: Line(livestream.title, livestream.url),
    )
)
register_followable(
    Followable(
        "traad",
        gettext_lazy("Thread"),
        Comment,
        lambda: _published()[0].filter(level=0),
        lambda comment: Line(
            _("%(name)s in “%(debate)s”") % {"name": comment.user_name, "debate": comment.debate.title},
            comment.get_absolute_url(),
        ),
    )
)
register_followable(
    Followable(
        "svar",
        gettext_lazy("What a councillor or official writes"),
        Mandate,
        lambda: Mandate.objects.current().select_related("user"),
        lambda mandate: Line(str(mandate), reverse("search") + f"?q={quote_plus(mandate.user.display_name)}"),
    )
)
