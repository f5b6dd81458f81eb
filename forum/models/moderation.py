"""Moderation: decisions with their reasons, notices by readers, complaints, suspensions, and the queue."""

import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any, Never, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.states import MEASURES, State, explain

if TYPE_CHECKING:
    from forum.models import Comment, Question

COMPLAINT_MONTHS = 6  # DSA, article 20(1): at least six months
SITTING = dt.timedelta(minutes=20)  # a claim lapses: who went home holds nothing back


class Severity(models.IntegerChoices):
    """How fast somebody has to look; the targets in hours are `ModerationSettings`."""

    HIGH = 1, _("Urgent")
    NORMAL = 2, _("Normal")
    LOW = 3, _("Can wait")


class Ground(models.TextChoices):
    """What a restriction rests on (DSA, article 17(3)(d) and (e))."""

    RULES = "rules", _("The rules of the debate")
    LAW = "law", _("The law")


#: Steps that take something from somebody: without reason and ground the database refuses them.
RESTRICTIONS = ("remove", "suspend")


class Decision(models.Model):
    """One step in the life of a contribution, a question or an account: who, what, from where to where, and why.

    `by` is empty when the site itself decided (a contribution held automatically); `reason` is then the code of the
    rule (`forum.rules.explain`). What outlives the thing and the people is in the log (`forum.models.log`).
    """

    comment = models.ForeignKey("forum.Comment", models.SET_NULL, null=True, blank=True, related_name="decisions")
    question = models.ForeignKey("forum.Question", models.SET_NULL, null=True, blank=True, related_name="decisions")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    step = models.CharField(_("step"), max_length=12)
    from_state = models.CharField(_("from"), max_length=12, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=State, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    ground = models.CharField(_("ground"), max_length=8, choices=Ground, blank=True)
    clause = models.CharField(_("which rule or section"), max_length=200, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    # Opens the statement of reasons to those who have no account.
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("time"), default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=RESTRICTIONS) | (~Q(reason="") & ~Q(ground="")),
                name="forum_decision_states_its_reasons",
            )
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.from_state} → {self.to_state}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            self._refuse()
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        self._refuse()

    def _refuse(self) -> Never:
        raise TypeError("A decision stands as it was taken; a new one can go against it.")

    @property
    def thing(self) -> "Comment | Question | None":
        """What was decided about; None for an account, or when it is gone."""
        return self.comment or self.question

    @property
    def measure(self) -> str:
        """What the decision did, in words."""
        return str(MEASURES[self.step])

    @property
    def facts(self) -> str:
        """The reason in words, also where the site itself decided."""
        return explain(self.reason) if self.step == "hold" else self.reason

    @property
    def is_automated(self) -> bool:
        """Whether no person took part (DSA, article 17(3)(c))."""
        return self.step == "hold" and self.by_id is None

    @property
    def complain_until(self) -> dt.datetime:
        """The end of the last day on which a complaint is taken."""
        return months_later(self.at, COMPLAINT_MONTHS)

    def get_absolute_url(self) -> str:
        """The statement of reasons, which only the link's owner finds."""
        return reverse("decision", args=[self.token])


def months_later(at: dt.datetime, months: int) -> dt.datetime:
    """Midnight after the same day so many months on (the last of a shorter month), Danish time."""
    day = timezone.localtime(at)
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = dt.date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (following - dt.timedelta(days=1)).day
    ends = dt.datetime(year, month + 1, min(day.day, last)) + dt.timedelta(days=1)  # noqa: DTZ001 - made aware below
    return timezone.make_aware(ends)


class Origin(models.TextChoices):
    """How a matter came to the queue."""

    HELD = "held", _("Held contribution")
    QUESTION = "question", _("Question to a livestream")
    REPORT = "report", _("Notice from a reader")
    COMPLAINT = "complaint", _("Complaint")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def overdue(self, at: dt.datetime | None = None) -> Self:
        """Open ones at which nobody has looked in time."""
        return self.open().filter(looked_at__isnull=True, due_at__lte=at or timezone.now())

    def in_order(self) -> Self:
        """What has to be looked at first comes first."""
        return self.order_by("due_at", "pk")

    def in_full(self) -> Self:
        """With everything that the queue shows of each."""
        return self.select_related(
            "claimed_by",
            "comment__debate",
            "comment__user",
            "question__livestream",
            "question__author",
            "complaint__decision__comment__debate",
            "complaint__decision__question__livestream",
            "complaint__decision__account",
        ).prefetch_related("reports")


class Case(models.Model):
    """A matter in the moderators' queue: one contribution, question, other page or complaint, until it is decided.

    All notices about the same thing are one matter. `looked_at` is when a moderator first took it or decided it.
    """

    origin = models.CharField(_("came as"), max_length=10, choices=Origin)
    severity = models.PositiveSmallIntegerField(_("severity"), choices=Severity, default=Severity.NORMAL)
    comment = models.ForeignKey("forum.Comment", models.SET_NULL, null=True, blank=True, related_name="cases")
    question = models.ForeignKey("forum.Question", models.SET_NULL, null=True, blank=True, related_name="cases")
    complaint = models.OneToOneField(
        "forum.Complaint", models.CASCADE, null=True, blank=True, related_name="case", verbose_name=_("complaint")
    )
    opened_at = models.DateTimeField(_("came"), default=timezone.now)
    due_at = models.DateTimeField(_("to be looked at before"))
    looked_at = models.DateTimeField(_("first looked at"), null=True, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("taken by")
    )
    claimed_at = models.DateTimeField(_("taken"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    told_overdue_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter")
        verbose_name_plural = _("matters")
        constraints = [
            models.UniqueConstraint(
                fields=[field], condition=Q(closed_at__isnull=True), name=f"forum_case_one_open_{field}"
            )
            for field in ("comment", "question")
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(closed_at__isnull=True), name="forum_case_queue"),
            models.Index(fields=["opened_at"], name="forum_case_opened"),
        ]

    def __str__(self) -> str:
        return f"{self.get_origin_display()} {self.pk}"

    @property
    def thing(self) -> "Comment | Question | None":
        """What it is about, if that is a contribution or a question and still there."""
        if self.complaint is not None:
            return self.complaint.decision.thing
        return self.comment or self.question

    def taken_by(self, at: dt.datetime | None = None) -> Any:
        """The moderator who has it now; None when nobody has, or the claim has lapsed."""
        if self.claimed_by is None or self.claimed_at is None:
            return None
        return self.claimed_by if self.taken_until > (at or timezone.now()) else None

    @property
    def taken_until(self) -> dt.datetime:
        """When the claim lapses."""
        return (self.claimed_at or self.opened_at) + SITTING

    def get_absolute_url(self) -> str:
        return reverse("moderation-case", args=[self.pk])


class Report(models.Model):
    """A reader's notice that something breaks the law or the rules (DSA, article 16), made without an account too."""

    class Reason(models.TextChoices):
        HATE = "hate", _("Hatred against a group of people")
        THREAT = "threat", _("Threats or violence")
        CHILD = "child", _("Sexual abuse of children")
        PRIVATE = "private", _("Private matters or personal data")
        DEFAMATION = "defamation", _("False and harmful claims about a person")
        COPYRIGHT = "copyright", _("Somebody else's work without permission")
        SPAM = "spam", _("Advertising or fraud")
        RULES = "rules", _("It breaks the rules of the debate")
        OTHER = "other", _("Something else")

    #: No name is asked for where the law protects who tells (DSA, article 16(2)(c)).
    NAMELESS = (Reason.CHILD,)

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.SET_NULL, null=True, related_name="reports")
    comment = models.ForeignKey("forum.Comment", models.SET_NULL, null=True, blank=True, related_name="reports")
    question = models.ForeignKey("forum.Question", models.SET_NULL, null=True, blank=True, related_name="reports")
    address = models.CharField(_("address of the content"), max_length=500)
    reason = models.CharField(_("what is wrong"), max_length=12, choices=Reason)
    explanation = models.TextField(_("explanation"), max_length=4000)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("your name"), max_length=100, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    network = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, blank=True, related_name="reports")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    upheld = models.BooleanField(_("upheld"), null=True)

    class Meta:
        verbose_name = _("notice from a reader")
        verbose_name_plural = _("notices from readers")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, upheld__isnull=True)
                | Q(answered_at__isnull=False, upheld__isnull=False),
                name="forum_report_answer_is_whole",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The number on the receipt: year and running number."""
        return f"{timezone.localtime(self.created_at).year}-{self.pk:05d}"

    def get_absolute_url(self) -> str:
        """Where its sender follows it."""
        return reverse("report-status", args=[self.token])


class Complaint(models.Model):
    """Somebody disagrees with a decision (DSA, article 20); with `report`, with how that notice was decided."""

    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="complaints")
    report = models.ForeignKey(Report, models.SET_NULL, null=True, blank=True, related_name="complaints")
    side = models.CharField(max_length=10, choices=[("author", _("author")), ("reporter", _("reporter"))])
    complainant = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    email = models.EmailField(_("your e-mail address"), blank=True)
    text = models.TextField(_("why the decision is wrong"), max_length=4000)
    created_at = models.DateTimeField(_("received"), default=timezone.now)
    # References, not keys: that the same person did not answer must hold after an account is gone too.
    first_decider = models.PositiveBigIntegerField(null=True, editable=False)
    answerer = models.PositiveBigIntegerField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), blank=True)
    upheld = models.BooleanField(_("upheld"), null=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answerer__isnull=True) | Q(first_decider__isnull=True) | ~Q(answerer=F("first_decider")),
                name="forum_complaint_answered_by_another",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, upheld__isnull=True)
                | (Q(answered_at__isnull=False, upheld__isnull=False, answerer__isnull=False) & ~Q(answer="")),
                name="forum_complaint_answered_in_writing",
            ),
            models.UniqueConstraint(
                fields=["decision"], condition=Q(side="author"), name="forum_complaint_once_by_author"
            ),
            models.UniqueConstraint(
                fields=["decision", "report"], condition=Q(side="reporter"), name="forum_complaint_once_by_reporter"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        """Where its sender follows it."""
        return reverse("complaint-status", args=[self.token])


class SuspensionQuerySet(models.QuerySet["Suspension"]):
    def current(self, at: dt.datetime | None = None) -> Self:
        """Those in force at the time `at` (now when not given)."""
        moment = at or timezone.now()
        return self.filter(starts_at__lte=moment, ends_at__gt=moment, lifted_at__isnull=True)


class Suspension(models.Model):
    """That an account may read, export and complain, but not write, for a time (DSA, article 23)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="suspensions")
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="suspension")
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)

    objects = SuspensionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="forum_suspension_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.ends_at:%Y-%m-%d}"
