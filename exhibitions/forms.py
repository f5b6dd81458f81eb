"""The forms of a submission: few questions, plain words."""

import html
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exhibitions.models import Association, ExhibitionPage, Work
from exhibitions.models.exhibitions import MAX_WORKS
from exhibitions.permissions import associations_of
from guard.forms import WithoutCpr
from guard.limits import TooOften


class AboutForm(WithoutCpr, forms.Form):
    """The first step: what is shown, by whom, and when."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    association = forms.ModelChoiceField(Association.objects.none(), label=_("Association"), empty_label=None)
    title = forms.CharField(label=_("What is the exhibition called?"), max_length=120)
    lead = forms.CharField(
        label=_("Tell in one or two sentences what it is about"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        help_text=_("Shown in lists, so that people want to see more."),
    )
    text = forms.CharField(
        label=_("Tell more, if you like"),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Who made it, and what should one look for? Leave an empty line between paragraphs."),
    )
    starts_on = forms.DateField(
        label=_("First day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(
        label=_("Where in the library, if you know"),
        required=False,
        max_length=120,
        help_text=_("Leave it empty when it is shown online only."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = associations_of(user)  # type: ignore[attr-defined]
        self.fields["key"].initial = uuid.uuid4

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first one."))
        return cleaned

    @staticmethod
    def initial_of(page: ExhibitionPage) -> dict[str, Any]:
        """What the draft says, as the form's initial values; the text as plain paragraphs, as it was typed."""
        values = {name: getattr(page, name) for name in ("title", "lead", "starts_on", "ends_on", "place")}
        paragraphs = [strip_tags(part) for block in page.body for part in str(block.value).split("</p>")]
        values["text"] = html.unescape("\n\n".join(part.strip() for part in paragraphs if part.strip()))
        values["association"] = next(iter(page.associations.all()), None)
        return values


class PicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files at once; its value is a list of uploads, each checked later on its own."""

    widget = PicturesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ARG002 - Django's signature
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [upload for upload in uploads if upload]
        if self.required and not uploads:
            raise ValidationError(self.error_messages["required"], code="required")
        return uploads


class UploadForm(WithoutCpr, forms.Form):
    """Pictures to add. Each that can be used is kept, also when another one can't. `met` is the limit that was met."""

    met: TooOften | None = None
    pictures = PicturesField(
        label=_("Choose pictures"),
        help_text=_("JPEG, PNG, WebP, TIFF or HEIC, at most 60 MB each. You may choose many at once."),
        error_messages={"required": _("Choose at least one picture.")},
        widget=PicturesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/tiff,image/heic"}),
    )


class WorkForm(WithoutCpr, forms.ModelForm):
    """One work on the sheet where works are described; `position` is its place in the order, counted from 1."""

    position = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=MAX_WORKS, required=False)

    class Meta:
        model = Work
        fields = ["title", "alt", "maker", "date", "technique", "description"]
        labels = {
            "title": _("Title"),
            "alt": _("What does the picture show?"),
            "maker": _("Made by"),
            "date": _("When was it made?"),
            "technique": _("How is it made?"),
            "description": _("A few words to the visitors"),
        }
        help_texts = {
            "alt": _("For those who can't see it: say what you see."),
            "date": _("As you would say it: “ca. 1910”, “the summer of 2026”."),
        }
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
