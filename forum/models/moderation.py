"""The log of moderation: only ever added to."""

from typing import Any, Never

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.states import State


class Decision(models.Model):
    """One step in the life of a contribution or a question: who, what, from where to where, and why.

    `by` is empty when the site itself decided (a contribution held automatically).
    """

    comment = models.ForeignKey("forum.Comment", models.CASCADE, null=True, blank=True, related_name="decisions")
    question = models.ForeignKey("forum.Question", models.CASCADE, null=True, blank=True, related_name="decisions")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    step = models.CharField(_("step"), max_length=12)
    from_state = models.CharField(_("from"), max_length=12, choices=State, blank=True)
    to_state = models.CharField(_("to"), max_length=12, choices=State)
    reason = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(comment__isnull=False) ^ models.Q(question__isnull=False),
                name="forum_decision_about_one_thing",
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
        raise TypeError("The log of moderation is only added to.")
