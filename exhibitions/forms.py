"""The forms of a submission: at most seven questions a step, in plain words."""

import re
import uuid
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exhibitions import drafts
from exhibitions.ledger import NOBODY
from exhibitions.merging import opened
from exhibitions.models import Association, Branch, ConsentKind, ExhibitionPage, Rights, Work
from exhibitions.models.exhibitions import MAX_WORKS
from exhibitions.permissions import associations_of
from exhibitions.widgets import DateBox
from guard.forms import WithoutCpr
from guard.limits import TooOften

_FILE_NAME = re.compile(
    r"\.(jpe?g|png|heic|heif|tiff?|webp|gif)$|^(img|dsc[fn]?|pxl|dji|mvimg|scan|image|photo|foto|p)[-_ ]?\d{3,}",
    re.IGNORECASE,
)


def refuse_file_name(text: str, of_file: str = "") -> None:
    """Raise `ValidationError` for a text that is the name of a file: it tells nobody what the picture shows."""
    said = text.strip()
    if _FILE_NAME.search(said) or (of_file and said.lower() == PurePath(of_file).stem.lower()):
        raise ValidationError(
            _("This is the name of a file. Write what people would call the picture."), code="file_name"
        )


class SavedAsWritten(WithoutCpr):
    """A form that is saved field by field. `partial`: while it is being written, so what is empty is no fault yet."""

    names: tuple[str, ...] = ()
    partial = False

    @property
    def sent(self) -> dict[str, Any]:
        """What was sent and is right, by field. Half-written, an empty title is not taken: a page must have one."""
        values = {name: self.cleaned_data[name] for name in self.names if name in self.cleaned_data}
        if self.partial and not values.get("title", "x"):
            del values["title"]
        return values


class StepForm(SavedAsWritten, forms.Form):
    """A step of the submission."""

    def __init__(self, *args: Any, partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partial = partial
        if partial:
            for field in self.fields.values():
                field.required = False

    @classmethod
    def initial_of(cls, page: ExhibitionPage) -> dict[str, Any]:
        """What the draft says, as the form's initial values."""
        values = drafts.values_of(page)
        return {name: values[name] for name in cls.names}

    @classmethod
    def carried_by(cls, page: ExhibitionPage) -> str:
        """What a form opened on this draft carries (`exhibitions.merging`)."""
        return opened(drafts.values_of(page), cls.names)


class StartForm(WithoutCpr, forms.Form):
    """What an exhibition needs to be a draft: whose it is, and a name."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    association = forms.ModelChoiceField(Association.objects.none(), label=_("Association"), empty_label=None)
    title = forms.CharField(
        label=_("What is the exhibition called?"), max_length=120, help_text=_("You can change it later.")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["association"].queryset = associations_of(user)  # type: ignore[attr-defined]
        self.fields["key"].initial = uuid.uuid4


class AboutForm(StepForm):
    """“Om”: what is shown, and by whom."""

    names = drafts.ABOUT
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
    curator = forms.CharField(
        label=_("Who has put it together?"),
        required=False,
        max_length=120,
        help_text=_("A person or a group, as you want it written."),
    )


class _Date(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeForm(StepForm):
    """“Tid og sted”: where it hangs, when it opens."""

    names = drafts.TIME
    branch = forms.ModelChoiceField(
        Branch.objects.all(), label=_("In which house is it shown?"), required=False, empty_label=_("Online only")
    )
    place = forms.CharField(
        label=_("Where in the house, if you know"), required=False, max_length=120, help_text=_("The room or the wall.")
    )
    starts_on = forms.DateField(label=_("First day"), required=False, widget=_Date())
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=_Date())
    opening_at = forms.DateTimeField(
        label=_("When is the opening, if there is one?"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    opening_text = forms.CharField(
        label=_("What happens at the opening?"),
        required=False,
        max_length=200,
        help_text=_("Who speaks, who plays, what is served."),
    )
    online_from = forms.DateField(
        label=_("From when may it be seen online?"),
        required=False,
        widget=_Date(),
        help_text=_("Leave it empty, and it is online as soon as the library has published it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day is before the first one."))
        return cleaned


class PicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several files at once; its value is a list of uploads, each checked later on its own."""

    widget = PicturesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # noqa: ARG002 - Django's signature
        uploads = data if isinstance(data, list | tuple) else [data]
        uploads = [upload for upload in uploads if upload is not None]
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
        widget=PicturesInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/tiff,image/heic,image/heif"}),
    )


class WorkForm(SavedAsWritten, forms.ModelForm):
    """One work on the sheet where works are described; `position` is its place in the order, counted from 1."""

    names = (*drafts.SHEET, "position")
    position = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=MAX_WORKS, required=False)

    class Meta:
        model = Work
        fields = list(drafts.SHEET)
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
        widgets = {"date": DateBox, "description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, file_name: str = "", partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.file_name, self.partial = file_name, partial
        self.fields["title"].required = not partial

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        refuse_file_name(title, self.file_name)
        return title

    def clean_alt(self) -> str:
        alt: str = self.cleaned_data["alt"]
        refuse_file_name(alt, self.file_name)
        return alt


ADULTS, CHILDREN = ConsentKind.PERSON.value, ConsentKind.CHILD.value


class RightsForm(SavedAsWritten, forms.Form):
    """“Rettigheder” for one picture: who made it, what others may do with it, and who has said yes to it."""

    names = (*drafts.RIGHTS, *drafts.CONSENTS)
    credit = forms.CharField(
        label=_("Who took or made the picture?"), required=False, max_length=120, help_text=_("Shown with the picture.")
    )
    rights = forms.ChoiceField(label=_("What may others do with it?"), required=False)
    people = forms.ChoiceField(
        label=_("Can anybody be recognised in it?"),
        required=False,
        choices=[
            ("", _("Choose")),
            (NOBODY, _("No, nobody")),
            (ADULTS, _("Yes, adults")),
            (CHILDREN, _("Yes, children")),
        ],
    )
    name = forms.CharField(
        label=_("Who has said yes to it being shown?"),
        required=False,
        max_length=120,
        help_text=_("For children: a parent or guardian of each. Only the library sees it."),
    )
    about = forms.CharField(
        label=_("Which people is that for?"),
        required=False,
        max_length=120,
        help_text=_("First names, or where in the picture they are. Only the library sees it."),
    )
    valid_until = forms.DateField(
        label=_("Until when may it be shown?"),
        required=False,
        widget=_Date(),
        help_text=_("Leave it empty if there is no end to it."),
    )

    PLAIN = (
        ("", _("Choose")),
        (Rights.IN_COPYRIGHT.value, _("Only look at it here")),
        (Rights.BY_NC.value, _("Use it with our name, but earn nothing by it")),
        (Rights.BY.value, _("Use it freely with our name")),
        (Rights.PUBLIC_DOMAIN.value, _("Everything: it is so old that nobody owns it")),
        (Rights.UNDETERMINED.value, _("We don't know")),
    )

    def __init__(self, *args: Any, partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partial = partial
        chosen = (kwargs.get("initial") or {}).get("rights", "")
        plain = dict(self.PLAIN)
        more = [(chosen, Rights(chosen).label)] if chosen and chosen not in plain else []
        self.fields["rights"].choices = [*self.PLAIN, *more]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("people") in {ADULTS, CHILDREN} and not cleaned.get("name") and not self.partial:
            self.add_error("name", _("Write who has said yes. Without a yes the picture can't be shown."))
        return cleaned
