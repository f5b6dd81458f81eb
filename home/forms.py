"""Forms of the pages' room."""

from typing import Any

from wagtail.images.forms import BaseImageForm

from guard.forms import WithoutCpr
from home.pictures import clean_picture


class PictureForm(WithoutCpr, BaseImageForm):
    """Wagtail's picture form, with the house's own check of what is uploaded."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        return clean_picture(upload).file if "file" in self.changed_data else upload
