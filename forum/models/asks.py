"""Questions to the panel: who is asked by a contribution, and which contribution answers."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from forum.states import State


class AskQuerySet(models.QuerySet["Ask"]):
    def standing(self) -> Self:
        """Those whose question everybody may read."""
        return self.filter(comment__state=State.PUBLISHED)

    def answered(self) -> Self:
        """Standing ones with an answer that everybody may read: a removed answer leaves the question open again."""
        return self.standing().filter(answer__state=State.PUBLISHED)

    def open(self) -> Self:
        """Standing ones that wait for their answer."""
        return self.standing().exclude(answer__state=State.PUBLISHED)


class Ask(models.Model):
    """That a contribution asks a councillor or official of the debate's panel. Open until they reply to it."""

    comment = models.ForeignKey("forum.Comment", models.CASCADE, related_name="asks", verbose_name=_("question"))
    mandate = models.ForeignKey("accounts.Mandate", models.CASCADE, related_name="+", verbose_name=_("is asked"))
    answer = models.ForeignKey(
        "forum.Comment", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("answer")
    )
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to the panel")
        verbose_name_plural = _("questions to the panel")
        constraints = [models.UniqueConstraint(fields=["comment", "mandate"], name="forum_ask_once")]

    def __str__(self) -> str:
        return f"{self.comment} → {self.mandate}"
