"""Forms of the pages' room."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from accounts import forms as accounts_forms
from guard.forms import RefusesCpr
from home.pictures import clean_picture, portrait


class ProfileForm(accounts_forms.ProfileForm):
    """One's name, whether others can see one's page, and its picture."""

    picture = forms.FileField(
        label=_("A picture of you"),
        required=False,
        help_text=_("Only if you want one. It is made small and square, and where it was taken is removed from it."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without_picture = forms.BooleanField(label=_("Take my picture away"), required=False)

    def __init__(self, *args: Any, has_picture: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_picture:
            del self.fields["without_picture"]

    def clean_picture(self) -> ContentFile | None:
        upload = self.cleaned_data["picture"]
        return portrait(upload) if upload else None


class PictureForm(RefusesCpr, BaseImageForm):
    """Wagtail's picture form, with the house's own check of what is uploaded."""

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        return clean_picture(upload).file if "file" in self.changed_data else upload
