"""Forms of the producer's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forum.actions.broadcasts import TEXT_LENGTH
from forum.actions.questions import REASON_LENGTH
from forum.captions import LARGEST, parse
from forum.forms import KeyedForm
from guard.forms import RefusesCpr


class LiveTextForm(RefusesCpr, KeyedForm):
    """A piece of the running summary."""

    text = forms.CharField(
        label=_("What happens now"),
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": TEXT_LENGTH}),
        help_text=_("Two or three sentences for those who can't watch: who said what, and what was decided."),
        error_messages={"required": _("Write something before you send.")},
    )


class DismissForm(RefusesCpr, forms.Form):
    """Why a question is not taken up."""

    reason = forms.CharField(
        label=_("Why it is not taken up"),
        max_length=REASON_LENGTH,
        error_messages={"required": _("Write why the question is not taken up. Everybody can read it.")},
    )


class CaptionsForm(RefusesCpr, forms.Form):
    """The captions of a recording, as a WebVTT text."""

    text = forms.CharField(
        label=_("Captions (WebVTT)"),
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
        error_messages={"required": _("Line 1: a caption file begins with the word WEBVTT.")},
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n")
        parse(text)
        return text
