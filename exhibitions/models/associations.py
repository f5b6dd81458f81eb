"""The local associations, and the people who may act for them."""

import datetime as dt
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from home import store


class AssociationQuerySet(models.QuerySet["Association"]):
    def readable(self) -> Self:
        """Those shown to all. Every public query starts here."""
        return self.filter(is_public=True)


class Association(ClusterableModel):
    """A local association, kindergarten or art school that shows its work at the library."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    about = RichTextField(_("about"), features=["bold", "italic", "link", "ul"], blank=True)
    picture = models.ForeignKey(
        "home.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Shown on the association's page."))
    website = models.URLField(_("website"), blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    topics = models.ManyToManyField("home.Topic", blank=True, verbose_name=_("topics"))
    is_public = models.BooleanField(_("shown to all"), default=True)
    confirmed_on = models.DateField(
        _("known to be right on"),
        default=timezone.localdate,
        help_text=_("A year later its members are asked whether this is still right."),
    )

    objects = AssociationQuerySet.as_manager()

    class Meta:
        verbose_name = _("association")
        verbose_name_plural = _("associations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("association", args=[self.slug])


class AssociationLink(Orderable):
    """A link on an association's page."""

    association = ParentalKey(Association, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("address"))

    panels = [FieldPanel("title"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self) -> str:
        return self.title


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, at: dt.date | None = None) -> Self:
        """Memberships in force on the day `at` (today when not given)."""
        day = at or store.today()
        return self.filter(models.Q(expires_on__isnull=True) | models.Q(expires_on__gte=day))


class Membership(models.Model):
    """That a person may act for an association, who let them in, and until when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    association = models.ForeignKey(
        Association, models.CASCADE, related_name="memberships", verbose_name=_("association")
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("invited by")
    )
    is_chair = models.BooleanField(_("chair"), default=False, help_text=_("May let other people in."))
    is_shown = models.BooleanField(
        _("name shown"),
        default=False,
        help_text=_("Whether the association's page names the person. They have said yes to it."),
    )
    expires_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["user", "association"], name="exhibitions_membership_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.association}"
