"""Pictures on their way in: each file with how much of it has arrived."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = dt.timedelta(days=7)  # how long a half-received file waits for the rest


class UploadState(models.TextChoices):
    """What became of a file."""

    RECEIVING = "receiving", _("On its way")
    TAKEN = "taken", _("Added")
    DUPLICATE = "duplicate", _("Is there already")
    REFUSED = "refused", _("Can't be used")


class UploadQuerySet(models.QuerySet["Upload"]):
    def unfinished(self) -> Self:
        """Those of which something is still missing."""
        return self.filter(state=UploadState.RECEIVING)

    def given_up(self, at: dt.datetime | None = None) -> Self:
        """Unfinished ones of which nothing has come for a week."""
        return self.unfinished().filter(touched_at__lt=(at or timezone.now()) - KEPT)


class Upload(models.Model):
    """One file sent in for an exhibition. Its key is its address; `offset` is how many bytes of it are kept.

    `fingerprint` is the browser's (name, size and time of change): the same file chosen again goes on where it ended.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    exhibition = models.ForeignKey("exhibitions.ExhibitionPage", models.CASCADE, related_name="uploads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=400, blank=True)
    size = models.PositiveBigIntegerField()  # bytes
    offset = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.RECEIVING)
    fault = models.CharField(max_length=300, blank=True)  # the sentence that was told
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the file as it was sent
    work_key = models.CharField(max_length=8, blank=True)
    picture = models.ForeignKey("home.Picture", models.SET_NULL, null=True, related_name="uploads")
    started_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("file on its way in")
        verbose_name_plural = _("files on their way in")
        ordering = ["started_at", "pk"]
        indexes = [models.Index(fields=["exhibition", "digest"], name="exhibitions_upload_digest")]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"

    @property
    def path(self) -> Path:
        """Where what has arrived is kept, until the whole is a picture."""
        return Path(settings.PRIVATE_ROOT) / "uploads" / f"{self.key.hex}.part"

    @property
    def percent(self) -> int:
        """How much has arrived, 0–100."""
        return 100 * self.offset // self.size if self.size else 0
