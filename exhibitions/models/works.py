"""The works of an exhibition."""

import uuid
from pathlib import Path
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from exhibitions import danish_dates
from exhibitions.media import check_captions, check_media
from exhibitions.media_files import FOLDER, media_storage
from exhibitions.models.rights import Rights
from exhibitions.widgets import DateBox

KEY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike on a printed label


def new_key() -> str:
    """Eight letters and digits: a work's address, stable when works are moved about or renamed."""
    return get_random_string(8, KEY_LETTERS)


def media_name(_work: Any, filename: str) -> str:
    """A generated, unguessable name, as pictures have."""
    return f"{FOLDER}/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


class Medium(models.TextChoices):
    """What a work is, beside its picture."""

    PICTURE = "picture", _("Picture")
    SOUND = "sound", _("Sound")
    FILM = "film", _("Film")
    MODEL = "model", _("3-D model")


class Work(Orderable, ClusterableModel):
    """One work: an ordered child of its exhibition, kept in the exhibition's revisions, with an address of its own.

    `picture` is the work, or the poster of its sound, film or model in `media`; `more_pictures` are further views.
    `section` begins a new part of the exhibition with this work.
    """

    exhibition = ParentalKey("exhibitions.ExhibitionPage", on_delete=models.CASCADE, related_name="works")
    key = models.CharField(max_length=8, default=new_key, editable=False, db_index=True)
    section = models.CharField(
        _("new section"),
        max_length=120,
        blank=True,
        help_text=_("A heading, if a new part of the exhibition begins with this work."),
    )
    section_text = models.TextField(_("about the section"), max_length=1200, blank=True)
    title = models.CharField(_("title"), max_length=200)
    maker = models.CharField(_("made by"), max_length=200, blank=True)
    date = models.CharField(
        _("when"),
        max_length=60,
        blank=True,
        help_text=_("As you would say it: “ca. 1910”, “before 1920”, “summer of 1943”."),
    )
    # What `date` says, in EDTF (ISO 8601-2); empty when it is not understood.
    date_edtf = models.CharField(max_length=60, blank=True, editable=False)
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
    medium = models.CharField(_("kind"), max_length=10, choices=Medium.choices, default=Medium.PICTURE)
    media = models.FileField(
        _("sound, film or 3-D model"),
        upload_to=media_name,
        storage=media_storage,
        blank=True,
        validators=[check_media],
        help_text=_("MP3, M4A, Ogg or WAV; MP4 or WebM; GLB. The picture is shown until one plays it."),
    )
    captions = models.FileField(
        _("captions"),
        upload_to=media_name,
        storage=media_storage,
        blank=True,
        validators=[check_captions],
        help_text=_("A WebVTT file (.vtt)."),
    )
    transcript = models.TextField(
        _("transcript"), blank=True, help_text=_("What is said and heard, for those who can't hear or see it.")
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    rights = models.CharField(_("rights"), max_length=10, choices=Rights.choices, blank=True)

    panels = [
        FieldPanel("title"),
        FieldPanel("picture"),
        FieldPanel("alt"),
        FieldRowPanel([FieldPanel("maker"), FieldPanel("date", widget=DateBox)]),
        FieldRowPanel([FieldPanel("technique"), FieldPanel("size")]),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("rights"), FieldPanel("credit")]),
        MultiFieldPanel(
            [FieldPanel("section"), FieldPanel("section_text")], heading=_("New section"), classname="collapsed"
        ),
        MultiFieldPanel(
            [FieldPanel("medium"), FieldPanel("media"), FieldPanel("captions"), FieldPanel("transcript")],
            heading=_("Sound, film or 3-D model"),
            classname="collapsed",
        ),
        InlinePanel("more_pictures", heading=_("More pictures of the work"), label=_("picture")),
        InlinePanel("stops", heading=_("Tour: stops on the picture"), label=_("stop")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("work")
        verbose_name_plural = _("works")

    def __str__(self) -> str:
        return self.title

    @property
    def rights_uri(self) -> str:
        """The address of the statement or licence; empty where none is chosen."""
        return Rights(self.rights).uri if self.rights else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the date in EDTF as an invariant of the row."""
        dated = danish_dates.parse(self.date)
        self.date_edtf = dated.edtf if dated else ""
        super().save(*args, **kwargs)


class WorkPicture(Orderable):
    """A further picture of a work: its back, a detail, a view from the side."""

    work = ParentalKey(Work, on_delete=models.CASCADE, related_name="more_pictures")
    picture = models.ForeignKey("home.Picture", models.PROTECT, related_name="+", verbose_name=_("picture"))
    alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    panels = [FieldPanel("picture"), FieldPanel("alt"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("picture of a work")
        verbose_name_plural = _("pictures of a work")


def _percent(name: Any) -> Any:
    return models.DecimalField(
        name, max_digits=5, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )


class TourStop(Orderable):
    """A stop of the tour over a work's picture: a rectangle in percent of the picture, and what to see there."""

    work = ParentalKey(Work, on_delete=models.CASCADE, related_name="stops")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what to see here"), max_length=1200)
    left = _percent(_("from the left, in %"))
    top = _percent(_("from the top, in %"))
    width = _percent(_("width, in %"))
    height = _percent(_("height, in %"))

    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("left"), FieldPanel("top"), FieldPanel("width"), FieldPanel("height")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("stop of a tour")
        verbose_name_plural = _("stops of a tour")
