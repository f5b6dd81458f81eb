"""Pictures: Wagtail's image with a credit and with its ready-made sizes."""

import uuid
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image
from wagtail.search import index


class Picture(AbstractImage):
    """An uploaded picture. Its sizes are made by a task; a public page only ever uses what `sources` lists.

    `description` (Wagtail's field) is the alternative text used where a page gives none of its own.
    `sources` maps a format to its sizes, smallest first: `{"avif": [[320, "/media/images/…"], …], "webp": […], …}`.
    """

    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made the picture, and who owns it.")
    )
    dominant_colour = models.CharField(max_length=7, default="#d8d2c4", editable=False)
    sources = models.JSONField(default=dict, editable=False)
    is_private = models.BooleanField(default=False, editable=False)  # changed by home.private.set_private alone

    search_fields = [*AbstractImage.search_fields, index.FilterField("is_private")]
    admin_form_fields = (*Image.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def get_upload_to(self, filename: str) -> str:
        """A generated, unguessable name: a file's own name may tell what its owner did not mean to publish."""
        return f"{self.folder}original_images/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"

    @property
    def folder(self) -> str:
        """What the names of its files begin with: private ones lie apart (home.private)."""
        return "privat/" if self.is_private else ""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have the sizes made when the file is new.

        Every way in (admin, chooser, submission, import) passes here, so no picture can be without its task.
        """
        from home.tasks import make_sizes

        is_new_file = bool(self.file) and not self.file._committed  # noqa: SLF001 - Django has no public name for it
        if is_new_file:
            self.sources = {}
        with transaction.atomic():
            super().save(*args, **kwargs)
            if is_new_file:
                make_sizes.enqueue(self.pk)

    @property
    def look(self) -> str:
        """Classes of css/pictures.css: its colour while it loads, and what of it stays when it is cut (focal point).

        Classes and not a style, which the content security policy forbids.
        """
        classes = []
        if self.dominant_colour:
            channels = (int(self.dominant_colour[at : at + 2], 16) for at in (1, 3, 5))
            classes.append("tone-" + "".join(str(round(value / 85)) for value in channels))
        for axis, at, whole in (("x", self.focal_point_x, self.width), ("y", self.focal_point_y, self.height)):
            if at is not None and whole:
                classes.append(f"focus-{axis}-{min(10, max(0, round(10 * at / whole)))}")
        return " ".join(classes)

    @property
    def shape(self) -> str:
        """The class of css/pictures.css that tells how wide it is for its height (`--shape`), before it has come."""
        return f"shape-{min(30, max(3, 10 * self.width // self.height))}" if self.height else ""

    @property
    def largest(self) -> tuple[int, str] | None:
        """Width in pixels and address of the widest ready JPEG, or None while the sizes are being made."""
        sizes = self.sources.get("jpeg")
        return tuple(sizes[-1]) if sizes else None


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="home_rendition_once")
        ]

    def get_upload_to(self, filename: str) -> str:
        """Beside the picture's own file, private or public as that is."""
        return self.image.folder + str(super().get_upload_to(filename))
