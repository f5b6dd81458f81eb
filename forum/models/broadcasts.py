"""What a producer decides while a livestream is on: apart from the page, so that no editor's draft undoes it."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forum.states import StreamState

FORGOTTEN = dt.timedelta(hours=4)  # after its end a livestream that nobody switched off goes by the clock again


class Broadcast(models.Model):
    """The producer's switches of one livestream; made at the first of them."""

    livestream = models.OneToOneField(
        "forum.LivestreamPage", models.CASCADE, related_name="broadcast", verbose_name=_("livestream")
    )
    switched_to = models.CharField(_("switched to"), max_length=12, choices=StreamState, blank=True)
    began_at = models.DateTimeField(_("went live"), null=True, blank=True)
    premoderated = models.BooleanField(_("questions are read before others see them"), default=False)
    closed = models.BooleanField(_("takes no more questions"), default=False)
    carried_at = models.DateTimeField(_("open questions went to the debate"), null=True, blank=True)

    class Meta:
        verbose_name = _("broadcast")
        verbose_name_plural = _("broadcasts")
        default_permissions = ()
        permissions = [("produce", "Can produce livestreams")]

    def __str__(self) -> str:
        return f"{self.livestream_id}: {self.switched_to or 'by the clock'}"

    def state(self, ends_at: dt.datetime, at: dt.datetime) -> StreamState | None:
        """The state that it is switched to; None when the clock decides."""
        if not self.switched_to:
            return None
        is_over = self.switched_to in {StreamState.ENDED, StreamState.RECORDING}
        return StreamState(self.switched_to) if is_over or at < ends_at + FORGOTTEN else None


class LiveText(models.Model):
    """A piece of the running summary, for those who can't watch."""

    livestream = models.ForeignKey(
        "forum.LivestreamPage", models.CASCADE, related_name="live_texts", verbose_name=_("livestream")
    )
    text = models.TextField(_("text"), max_length=600)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("who wrote it")
    )
    submission_key = models.UUIDField(unique=True, editable=False)

    class Meta:
        verbose_name = _("live text")
        verbose_name_plural = _("live texts")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]
