"""The forms of the review: the editors', the association's, and that of somebody without an account."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from exhibitions.models import ReviewLink
from guard.forms import RefusesCpr, WithoutCpr


class AssignForm(forms.Form):
    """Who looks at it, and until when."""

    assignee = forms.ModelChoiceField(User.objects.none(), label=_("Looked at by"), required=False, empty_label="–")
    due_on = forms.DateField(
        label=_("Answer due"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        editors = User.objects.filter(groups__name=Role.EDITOR, is_active=True).order_by("display_name")
        self.fields["assignee"].queryset = editors  # type: ignore[attr-defined]


class RemarkForm(RefusesCpr, forms.Form):
    """A remark, pinned to what its place says: `field`, or `work:field`."""

    place = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    text = forms.CharField(label=_("Remark"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(WithoutCpr, forms.Form):
    """Words that go with a decision."""

    note = forms.CharField(
        label=_("What should the association do or know?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AcceptForm(WithoutCpr, forms.Form):
    """Accepting, now or for a day to come."""

    publish_at = forms.DateTimeField(
        label=_("Publish it on"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        help_text=_("Empty: at once."),
    )

    def clean_publish_at(self) -> dt.datetime | None:
        at: dt.datetime | None = self.cleaned_data["publish_at"]
        if at is not None and at <= timezone.now():
            raise forms.ValidationError(_("Choose a time to come, or leave it empty."))
        return at


class AskForm(WithoutCpr, forms.Form):
    """Whom to ask by mail."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))


class AnswerForm(WithoutCpr, forms.Form):
    """What somebody without an account answers."""

    answer = forms.ChoiceField(
        label=_("Do you approve it?"), choices=ReviewLink.Answer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What do you want to say about it?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class WithdrawForm(WithoutCpr, forms.Form):
    """Taking an exhibition back."""

    note = forms.CharField(
        label=_("Why do you withdraw it?"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only the library sees it."),
    )


class RenewForm(WithoutCpr, forms.Form):
    """A consent given anew."""

    name = forms.CharField(label=_("Who says yes?"), max_length=120, help_text=_("Only the library sees it."))
    valid_until = forms.DateField(
        label=_("Until when may it be shown?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave it empty if there is no end to it."),
    )

    def clean_valid_until(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["valid_until"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come, or leave it empty."))
        return day


class InviteForm(forms.Form):
    """Whom the chair invites."""

    email = forms.EmailField(label=_("E-mail address"))


class JoinForm(WithoutCpr, forms.Form):
    """Asking to act for an association."""

    text = forms.CharField(
        label=_("What do you do in the association?"), max_length=600, widget=forms.Textarea(attrs={"rows": 3})
    )
