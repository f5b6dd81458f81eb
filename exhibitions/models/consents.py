"""The ledger of consents. It is no part of a page's revisions: what somebody withdraws, no older draft brings back."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home import store


class ConsentKind(models.TextChoices):
    """Who must agree before a picture is shown."""

    PHOTOGRAPHER = "photographer", _("The photographer")
    PERSON = "person", _("A person who can be recognised")
    CHILD = "child", _("A guardian, for a child who can be recognised")
    LICENCE = "licence", _("Whoever holds the rights")


class ConsentQuerySet(models.QuerySet["Consent"]):
    def in_force(self) -> Self:
        """The last word of each: those that no later consent has taken the place of."""
        return self.filter(replaced_by__isnull=True)

    def ended(self, at: dt.date | None = None) -> Self:
        """Consents withdrawn, or whose last day was before the day `at` (today when not given), and not renewed."""
        day = at or store.today()
        return self.in_force().filter(models.Q(withdrawn_at__isnull=False) | models.Q(valid_until__lt=day))

    def ending(self, start: dt.date, end: dt.date) -> Self:
        """Consents in force whose last day lies between two days, both included."""
        return self.in_force().filter(withdrawn_at__isnull=True, valid_until__range=(start, end))


class Consent(models.Model):
    """That somebody agrees to a picture being shown, and until when.

    A picture is shown while none of its consents has ended (`exhibitions.showing`).
    """

    picture = models.ForeignKey("home.Picture", models.CASCADE, related_name="consents", verbose_name=_("picture"))
    kind = models.CharField(_("who agrees"), max_length=20, choices=ConsentKind.choices)
    name = models.CharField(_("name"), max_length=120, help_text=_("Who gave the consent. Never shown to the public."))
    about = models.CharField(
        _("for whom"),
        max_length=120,
        blank=True,
        help_text=_("The child's first name, or where in the picture the person is. Never shown to the public."),
    )
    licence = models.CharField(_("terms"), max_length=200, blank=True, help_text=_("What the rights holder permits."))
    given_on = models.DateField(_("given on"), default=timezone.localdate)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day. Empty: until it is withdrawn.")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="replaces"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["picture", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name}"
