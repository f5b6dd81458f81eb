"""Forms about people."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from guard.forms import WithoutCpr


class SignupExtra(WithoutCpr, forms.Form):
    """What sign-up asks for beyond the e-mail address (allauth's `ACCOUNT_SIGNUP_FORM_CLASS`)."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        help_text=_("The name that others see beside what you write. Your first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_display_name(self) -> str:
        return " ".join(self.cleaned_data["display_name"].split())

    def signup(self, request: HttpRequest, user: User, **_kwargs: Any) -> None:  # noqa: ARG002 - allauth's signature
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])
