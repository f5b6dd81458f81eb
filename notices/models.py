"""What people follow, what they are told, and the mails and pushes that bring it."""

import datetime as dt
import secrets
import uuid
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Person = Any  # a row of AUTH_USER_MODEL; the room that holds it stands above this one


class Way(models.TextChoices):
    """How a kind of notice reaches a person beyond the list on the site, which always has it."""

    SITE = "site", _("Only here on Torvet")
    ONCE = "once", _("By mail at once")
    DAILY = "daily", _("In one mail a day")
    WEEKLY = "weekly", _("In one mail a week")


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, person: Person) -> Self:
        """What the person was told, newest first."""
        return self.filter(person=person).order_by("-created", "-pk")

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def unsent(self, way: str) -> Self:
        """What a mail of this way should still bring, oldest first."""
        return self.filter(way=way, letter__isnull=True).order_by("created", "pk")


class Notice(models.Model):
    """One event told to one person. Its words are made when somebody reads it (`notices.registry.Kind.describe`).

    The key is made here and not by the database, so that of many rows written at once those that were new are known.
    `data` holds what `describe` needs beyond `about`; it must not name people or repeat what they wrote.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    kind = models.SlugField(_("kind"), max_length=40)
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    about: Any = GenericForeignKey("content_type", "object_id")
    key = models.CharField(max_length=120, help_text=_("Names the event: told again it makes no second notice."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    data = models.JSONField(default=dict)
    created = models.DateTimeField(_("told"), default=timezone.now)
    read_at = models.DateTimeField(_("read"), null=True)
    way = models.CharField(max_length=8, choices=Way, help_text=_("What the person had chosen when it was told."))
    letter = models.ForeignKey("notices.Letter", models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [models.UniqueConstraint(fields=["person", "kind", "key"], name="notices_notice_once")]
        indexes = [
            models.Index(fields=["person", "-created"], name="notices_notice_list"),
            models.Index(fields=["person"], name="notices_notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(
                fields=["way", "person"],
                name="notices_notice_unsent",
                condition=Q(letter__isnull=True) & ~Q(way=Way.SITE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Follow(models.Model):
    """That a person wants to be told about something: a thing, and which aspect of it (most often the whole: "")."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows", verbose_name=_("person")
    )
    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=64)
    target = GenericForeignKey("content_type", "object_id")
    aspect = models.SlugField(max_length=40, blank=True)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("follow")
        verbose_name_plural = _("follows")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "content_type", "object_id", "aspect"], name="notices_follow_once"
            )
        ]
        indexes = [models.Index(fields=["content_type", "object_id", "aspect"], name="notices_follow_target")]

    def __str__(self) -> str:
        return f"{self.person} → {self.content_type} {self.object_id} {self.aspect}".strip()


class Preference(models.Model):
    """How a person wants to be told of a kind; without a row the kind's own default holds."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    kind = models.SlugField(_("kind"), max_length=40)
    way = models.CharField(_("way"), max_length=8, choices=Way)

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notices_preference_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class LetterState(models.TextChoices):
    """A mail is claimed before it is sent, so that no second worker sends it too."""

    WAITING = "waiting", _("Waits to be sent")
    SENDING = "sending", _("Is being sent")
    SENT = "sent", _("Sent")
    REFUSED = "refused", _("Refused for good")
    DOUBTFUL = "doubtful", _("Handed over without an answer")


class LetterQuerySet(models.QuerySet["Letter"]):
    def due(self, at: dt.datetime) -> Self:
        """Letters whose time to be sent, or to be tried again, has come."""
        return self.filter(state=LetterState.WAITING, due_at__lte=at)

    def abandoned(self, before: dt.datetime) -> Self:
        """Letters that were claimed before that moment and never ended, since their worker died."""
        return self.filter(state=LetterState.SENDING, claimed_at__lt=before)


class Letter(models.Model):
    """One mail to one person: a notice at once, or a day's or a week's.

    `key` names the mail among the person's of the same way: the day for digests, so that two clocks make one.
    The same letter has the same `message_id` whenever it is tried.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("person"))
    way = models.CharField(max_length=8, choices=Way)
    key = models.CharField(max_length=64)
    message_id = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["person", "way", "key"], name="notices_letter_once")]
        indexes = [
            models.Index(
                fields=["state", "due_at"],
                name="notices_letter_open",
                condition=Q(state__in=[LetterState.WAITING, LetterState.SENDING]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.key}"


def new_feed_key() -> str:
    """An address nobody guesses."""
    return secrets.token_urlsafe(32)


class FeedAddress(models.Model):
    """The secret part of the address of a person's own feed. A new one makes the old one answer 404."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, unique=True, default=new_feed_key)

    class Meta:
        verbose_name = _("feed address")
        verbose_name_plural = _("feed addresses")

    def __str__(self) -> str:
        return f"{self.person}"


class Device(models.Model):
    """A browser that wants pushes: what it gave us when the person said yes (W3C Push API, PushSubscription)."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    endpoint = models.URLField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=60)
    created = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return f"{self.person}: {self.created:%Y-%m-%d}"


class Push(models.Model):
    """A notice on its way to a device. The row is gone when the push service has it, refuses it, or it is a day old."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="pushes")
    device = models.ForeignKey(Device, models.CASCADE, related_name="pushes")
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("push")
        verbose_name_plural = _("pushes")
        constraints = [models.UniqueConstraint(fields=["notice", "device"], name="notices_push_once")]

    def __str__(self) -> str:
        return f"{self.notice} → {self.device}"
