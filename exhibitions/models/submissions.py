"""What surrounds an association's draft: where it stands, what was said about it, and by whom."""

import datetime as dt
import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exhibitions.states import Progress

LINK_LASTS = dt.timedelta(days=14)


def _person() -> Any:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")


class Submission(models.Model):
    """Where an exhibition that an association sent in stands. What it says is in the page's revisions alone.

    `state` is changed by `exhibitions.actions.steps.move` alone: it keeps the table and the log, and tells everybody.
    """

    exhibition = models.OneToOneField("exhibitions.ExhibitionPage", models.CASCADE, related_name="submission")
    state = models.CharField(max_length=10, choices=Progress.choices, default=Progress.DRAFT)
    round = models.PositiveSmallIntegerField(_("round"), default=0)  # how many times it was sent
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_submissions",
        verbose_name=_("looked at by"),
    )
    due_on = models.DateField(_("answer due"), null=True, blank=True)
    was_public = models.BooleanField(default=False)  # its address was known to all: a tombstone stands there afterwards

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")

    def __str__(self) -> str:
        return f"{self.exhibition_id} {self.state}"


class Step(models.Model):
    """One line of a submission's log: who brought it where, when, and what they said."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    by = _person()
    by_name = models.CharField(max_length=120, blank=True)  # somebody without an account
    state = models.CharField(max_length=10, choices=Progress.choices)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("step of a submission")
        verbose_name_plural = _("steps of a submission")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.state} {self.at:%Y-%m-%d}"

    @property
    def who(self) -> str:
        """The name to show; empty for what happened by the clock."""
        return str(self.by.display_name) if self.by else self.by_name


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open(self) -> Self:
        """Those that nobody has marked as done."""
        return self.filter(done_at__isnull=True)


class Remark(models.Model):
    """Something said about a field or a work of a draft. Without both it is about the whole."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    round = models.PositiveSmallIntegerField(default=1)
    work_key = models.CharField(max_length=8, blank=True)
    field = models.CharField(max_length=30, blank=True)
    text = models.TextField(_("remark"), max_length=2000)
    by = _person()
    by_name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True)  # when the association could first read it
    done_at = models.DateTimeField(null=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.work_key} {self.field}"

    @property
    def who(self) -> str:
        return str(self.by.display_name) if self.by else self.by_name


class ReviewLink(models.Model):
    """That somebody without an account was asked to approve a draft: one question, one answer, two weeks.

    The link that they are mailed is signed and names this row; nothing of it is kept.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Approved")
        NO = "no", _("Not approved")

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="links")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    asked_by = _person()
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    text = models.TextField(_("what they said"), blank=True, max_length=2000)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("question to somebody without an account")
        verbose_name_plural = _("questions to somebody without an account")
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.asked_at:%Y-%m-%d}"

    def is_open(self, at: dt.datetime | None = None) -> bool:
        """Whether it can be answered at the time `at` (now when not given)."""
        return not self.answer and (at or timezone.now()) < self.expires_at


class Invitation(models.Model):
    """That an association's chair has invited somebody to act for it. The mailed link names this row; it works once."""

    association = models.ForeignKey("exhibitions.Association", models.CASCADE, related_name="invitations")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    invited_by = _person()
    invited_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    taken_by = _person()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.association_id} {self.invited_at:%Y-%m-%d}"


class MembershipRequest(models.Model):
    """That somebody asks to act for an association; an editor, or its chair, answers."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="membership_requests")
    association = models.ForeignKey("exhibitions.Association", models.CASCADE, related_name="requests")
    text = models.TextField(_("what do you do in the association?"), max_length=600)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = _person()
    is_granted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("request to act for an association")
        verbose_name_plural = _("requests to act for an association")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "association"],
                condition=models.Q(decided_at__isnull=True),
                name="exhibitions_request_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.association_id}"
