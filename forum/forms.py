"""Forms of the forum. Each carries a key, so that the same form sent twice is taken once."""

import uuid
from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Mandate
from forum.models import Speaker
from forum.models.comments import MAX_LENGTH
from forum.models.questions import QUESTION_LENGTH
from guard.forms import WarnsOfCpr


class KeyedForm(forms.Form):
    """A form that is recognised when it is sent again."""

    key = forms.UUIDField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("The form is not complete. Try again."),
            "invalid": _("The form is not complete. Try again."),
        },
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["key"].initial = uuid.uuid4


class CommentForm(WarnsOfCpr, KeyedForm):
    """A contribution, or a reply when `parent` is given."""

    text = forms.CharField(
        label=_("Your contribution"),
        max_length=MAX_LENGTH,
        widget=forms.Textarea(attrs={"rows": 6, "maxlength": MAX_LENGTH}),
        help_text=_(
            "Write to the point and to the others as you would across a table. "
            "Don't write anybody's CPR number or illness."
        ),
        error_messages={"required": _("Write something before you send.")},
    )
    parent = forms.IntegerField(widget=forms.HiddenInput, required=False)
    to = forms.ModelMultipleChoiceField(
        label=_("Ask somebody in the panel"),
        queryset=Mandate.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("They are told of your question, and everybody can see whether it is answered."),
        error_messages={"invalid_choice": _("One of those you ask is not in the panel of this debate.")},
    )

    def __init__(self, *args: Any, panel: Collection[Mandate] = (), **kwargs: Any) -> None:
        """`panel` are those who can be asked; with none, as in a reply, the form does not offer it."""
        super().__init__(*args, **kwargs)
        if panel:
            asked = cast("forms.ModelMultipleChoiceField", self.fields["to"])
            asked.queryset = Mandate.objects.filter(pk__in=[one.pk for one in panel]).select_related("user")
        else:
            del self.fields["to"]


class EditForm(WarnsOfCpr, forms.Form):
    """What one wrote, to be changed."""

    text = CommentForm.base_fields["text"]


class QuestionForm(WarnsOfCpr, KeyedForm):
    """A question to the speakers of a livestream."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=QUESTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": QUESTION_LENGTH}),
        help_text=_("Short questions are the ones that are answered. Don't write anything private."),
        error_messages={"required": _("Write your question before you send.")},
    )
    topic = forms.ChoiceField(
        label=_("What it is about"),
        required=False,
        error_messages={"invalid_choice": _("This point is no longer on the agenda. Choose another one, or none.")},
    )
    to = forms.ChoiceField(
        label=_("To whom"),
        required=False,
        error_messages={
            "invalid_choice": _("They are no longer among the speakers. Choose somebody else, or everybody.")
        },
    )

    def __init__(
        self, *args: Any, topics: Collection[str] = (), speakers: Collection[Speaker] = (), **kwargs: Any
    ) -> None:
        """`topics` and `speakers` are what can be chosen; a field without a choice is left out."""
        super().__init__(*args, **kwargs)
        self.speakers = {str(speaker.pk): speaker for speaker in speakers}
        self._offer("topic", _("The evening in general"), [(topic, topic) for topic in topics])
        self._offer("to", _("Everybody"), [(key, str(speaker)) for key, speaker in self.speakers.items()])

    def _offer(self, name: str, nothing: Any, choices: list[tuple[str, str]]) -> None:
        if choices:
            cast("forms.ChoiceField", self.fields[name]).choices = [("", nothing), *choices]
        else:
            del self.fields[name]

    @property
    def asked(self) -> Speaker | None:
        """Who is asked by a valid form; None for everybody."""
        return self.speakers.get(self.cleaned_data.get("to", ""))
