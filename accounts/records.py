"""What is written down about a person's rights: consents, the guardian's yes, and their copy of their data."""

import datetime as dt
import uuid
from typing import Self

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = dt.timedelta(days=7)  # how long a copy can be fetched


class PrivateStorage(FileSystemStorage):
    """Files below `PRIVATE_ROOT`, to which no address leads: only a view that has asked who is there hands them out."""

    @property
    def base_location(self) -> str:
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        return str(settings.PRIVATE_ROOT)


def private_files() -> PrivateStorage:
    return PrivateStorage()


def export_name(_export: "Export", _filename: str) -> str:
    return f"exports/{uuid.uuid4().hex}.zip"


class Export(models.Model):
    """A copy of what is kept about a person (GDPR, articles 15 and 20). There is one at a time."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="export")
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    ready_at = models.DateTimeField(_("ready"), null=True)
    file = models.FileField(storage=private_files, upload_to=export_name, blank=True)

    class Meta:
        verbose_name = _("copy of a person's data")
        verbose_name_plural = _("copies of persons' data")

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at:%Y-%m-%d}"

    @property
    def expires_at(self) -> dt.datetime | None:
        """When it can no longer be fetched; None while it is being made."""
        return self.ready_at + KEPT if self.ready_at else None

    def is_fetchable(self, at: dt.datetime | None = None) -> bool:
        """Whether it is ready and not too old at the time `at` (now when not given)."""
        return self.expires_at is not None and (at or timezone.now()) < self.expires_at


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self) -> Self:
        """Consents that have not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """That a person, or their guardian, has said yes to something: to which text, and when (GDPR, article 7, 1)."""

    class By(models.TextChoices):
        SELF = "self", _("The person")
        GUARDIAN = "guardian", _("A parent or guardian")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents", verbose_name=_("person")
    )
    purpose = models.SlugField(_("purpose"), max_length=40)
    text_version = models.CharField(_("version of the text"), max_length=20)
    by = models.CharField(_("given by"), max_length=10, choices=By, default=By.SELF)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="accounts_consent_one_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.purpose} {self.text_version}"


class Guardian(models.Model):
    """The grown-up who answers for an account of somebody under 15, and when they said yes.

    Databeskyttelsesloven, section 6 (2): under 15 a consent is given by whoever has custody. The address is kept as
    long as the consent it stands behind.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="guardian")
    email = models.EmailField(_("the guardian's e-mail address"))
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)

    class Meta:
        verbose_name = _("guardian")
        verbose_name_plural = _("guardians")

    def __str__(self) -> str:
        return f"{self.user_id} {self.asked_at:%Y-%m-%d}"
