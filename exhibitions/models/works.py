"""The works of an exhibition."""

from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

KEY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on a printed label


def new_key() -> str:
    """Eight letters and digits: a work's address, stable when works are moved about or renamed."""
    return get_random_string(8, KEY_LETTERS)


class Work(Orderable):
    """One work: an ordered child of its exhibition, kept in the exhibition's revisions, with an address of its own."""

    exhibition = ParentalKey("exhibitions.ExhibitionPage", on_delete=models.CASCADE, related_name="works")
    key = models.CharField(max_length=8, default=new_key, editable=False, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    maker = models.CharField(_("made by"), max_length=200, blank=True)
    date = models.CharField(
        _("when"),
        max_length=60,
        blank=True,
        help_text=_("As you would say it: “ca. 1910”, “before 1920”, “summer of 1943”."),
    )
    technique = models.CharField(_("technique"), max_length=120, blank=True)
    size = models.CharField(_("size"), max_length=60, blank=True, help_text=_("For example 40 × 60 cm."))
    description = models.TextField(_("description"), blank=True)
    picture = models.ForeignKey(
        "home.Picture", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("Say what the picture shows to somebody who can't see it."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("picture"),
        FieldPanel("alt"),
        FieldRowPanel([FieldPanel("maker"), FieldPanel("date")]),
        FieldRowPanel([FieldPanel("technique"), FieldPanel("size")]),
        FieldPanel("description"),
        FieldPanel("credit"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("work")
        verbose_name_plural = _("works")

    def __str__(self) -> str:
        return self.title
