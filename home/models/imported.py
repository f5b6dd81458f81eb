"""What was brought in from an old site, known again when the export is read once more."""

from django.db import models
from wagtail.models import Page


class ImportedPage(models.Model):
    """Which page a record of an export became.

    `digest` tells whether the record has changed since, and `revision` whether the page has.
    """

    key = models.CharField(max_length=500, unique=True)
    page = models.OneToOneField(Page, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key
