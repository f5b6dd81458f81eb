"""The audience's questions to a livestream, and the votes for them."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.models.captions import moment, timecode
from forum.models.livestreams import LivestreamPage
from forum.states import Progress, State, explain

if TYPE_CHECKING:
    from accounts.visitors import Visitor

QUESTION_LENGTH = 500  # characters


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> Self:
        """Questions that everybody may read."""
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, user: "Visitor") -> Self:
        """What the person sees: the published ones, and their own that wait for a moderator."""
        if not user.is_authenticated:
            return self.published()
        return self.filter(models.Q(state=State.PUBLISHED) | models.Q(author_id=user.pk))

    def listed(self) -> Self:
        """Published ones that stand for themselves, not merged into another."""
        return self.published().exclude(progress=Progress.MERGED)

    def waiting(self) -> Self:
        """Published ones that nobody has taken up."""
        return self.published().filter(progress=Progress.OPEN)


class Question(models.Model):
    """A question from the audience. `state` is the moderators' matter, `progress` the producer's."""

    livestream = models.ForeignKey(
        LivestreamPage, models.CASCADE, related_name="questions", verbose_name=_("livestream")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    author_name = models.CharField(_("name"), max_length=60)
    text = models.CharField(_("question"), max_length=QUESTION_LENGTH)
    # Words and not keys: the agenda's rows are made anew whenever an editor publishes the page.
    topic = models.CharField(_("what it is about"), max_length=160, blank=True)
    addressee = models.CharField(_("to whom"), max_length=120, blank=True)
    mandate = models.ForeignKey(
        "accounts.Mandate", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("who is asked")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PUBLISHED)
    hold_reason = models.CharField(_("why it waits"), max_length=200, blank=True)
    decision = models.ForeignKey(
        "forum.Decision", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    progress = models.CharField(_("what became of it"), max_length=12, choices=Progress, default=Progress.OPEN)
    pinned = models.BooleanField(_("pinned"), default=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_second = models.PositiveIntegerField(_("answered at second"), null=True, blank=True)
    dismissal = models.CharField(_("why it is not taken up"), max_length=300, blank=True)
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates", verbose_name=_("merged into")
    )
    contribution = models.OneToOneField(
        "forum.Comment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("in the debate")
    )
    votes_count = models.PositiveIntegerField(_("votes"), default=0)
    submission_key = models.UUIDField(unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["livestream", "state"], name="forum_question_stream_state")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=State.REMOVED) | models.Q(decision__isnull=False),
                name="forum_question_removed_by_decision",
            ),
            models.UniqueConstraint(
                fields=["livestream"], condition=models.Q(progress=Progress.NOW), name="forum_question_one_now"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def why_held(self) -> str:
        """Why it waits, in a clause for its author."""
        return explain(self.hold_reason)

    @property
    def answered(self) -> bool:
        return self.progress == Progress.ANSWERED

    @property
    def second(self) -> int | None:
        """Where in the recording it was answered; None before, and where no picture ran."""
        if self.answered_second is None:
            return None
        return max(0, self.answered_second - self.livestream.recording_from)

    @property
    def timecode(self) -> str:
        """The same, as one reads it."""
        return timecode(self.second) if self.second is not None else ""

    @property
    def moment(self) -> str:
        """The same, for an address (`?t=`)."""
        return moment(self.second) if self.second is not None else ""

    def get_absolute_url(self) -> str:
        if self.answered and self.second is not None and self.livestream.stream_url:
            return f"{self.livestream.url}?t={self.moment}#spoergsmaal-{self.pk}"
        return f"{self.livestream.url}#spoergsmaal-{self.pk}"


class Vote(models.Model):
    """That somebody wants a question answered. Once for each account, whatever happens at the same moment."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="votes", verbose_name=_("question"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="forum_vote_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.question_id}"
