"""What is known of a picture's tiles for deep zoom."""

from django.db import models


class TileSet(models.Model):
    """A picture cut into tiles below `folder` of the public files: a static IIIF Image API 3.0 service of level 0."""

    picture = models.OneToOneField("home.Picture", models.CASCADE, related_name="tiles")
    folder = models.CharField(max_length=60, unique=True)
    file = models.CharField(max_length=200, help_text="Name of the file that was cut.")
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()

    class Meta:
        verbose_name = "tile set"

    def __str__(self) -> str:
        return self.folder

    @property
    def url(self) -> str:
        """The service's address on this site; `/info.json` below it describes the tiles."""
        from django.core.files.storage import default_storage

        return default_storage.url(self.folder)
