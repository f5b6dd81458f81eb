"""The log of moderation: only ever added to, each line holding the hash of the one before."""

import datetime as dt
import hashlib
import json
from typing import Any, Never

from django.db import models
from django.utils.translation import gettext_lazy as _

NO_HASH = "0" * 64


class LogLine(models.Model):
    """One event, without names and without anybody's words, so that it outlives what it tells of and who took part.

    `about` and `actor` are pseudonymous references ("comment:17", "user:5"; an empty `actor` is the site itself), and
    no foreign keys: deleting a debate or erasing a person takes nothing from the log. The database refuses to change
    or delete a line (`forum.log_guard`, set up by a migration); `forum.chain` adds them and verifies them.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"), db_index=True)
    event = models.CharField(_("event"), max_length=24)
    about = models.CharField(_("about"), max_length=40)
    actor = models.CharField(_("by"), max_length=40, blank=True)
    data = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("line in the log")
        verbose_name_plural = _("log of moderation")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number}: {self.event} {self.about}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            self._refuse()
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *_args: Any, **_kwargs: Any) -> Never:
        self._refuse()

    def _refuse(self) -> Never:
        raise TypeError("The log of moderation is only added to.")

    def digest(self) -> str:
        """The SHA-256 (hexadecimal) over everything in the line and the hash of the line before."""
        told = [
            self.number,
            self.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            self.event,
            self.about,
            self.actor,
            self.data,
            self.previous,
        ]
        return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
