"""Forms about people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.actions import take_name
from accounts.models import User
from accounts.names import refuse_taken
from guard.forms import WithoutCpr


class SignupExtra(WithoutCpr, forms.Form):
    """What sign-up asks for beyond the e-mail address (allauth's `ACCOUNT_SIGNUP_FORM_CLASS`)."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        help_text=_("The name that others see beside what you write. Your first name is enough."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    under_15 = forms.BooleanField(
        label=_("I am under 15"),
        required=False,
        help_text=_("Then a parent or guardian must say yes before you can write. You can read everything meanwhile."),
    )
    guardian_email = forms.EmailField(
        label=_("Your parent's or guardian's e-mail address"),
        required=False,
        help_text=_("Only if you are under 15. We write to them when you have confirmed your own address."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("under_15") and not cleaned.get("guardian_email") and "guardian_email" not in self.errors:
            self.add_error("guardian_email", _("Write the address of a grown-up who answers for you."))
        if cleaned.get("guardian_email") and cleaned["guardian_email"].lower() == cleaned.get("email", "").lower():
            self.add_error("guardian_email", _("Write another address than your own."))
        return cleaned

    def clean_display_name(self) -> str:
        name = " ".join(self.cleaned_data["display_name"].split())
        refuse_taken(name, self._begun_before())
        return name

    def _begun_before(self) -> User | None:
        """The account of an earlier sign-up with this address that was never confirmed: its name is theirs still."""
        begun = User.objects.filter(email=str(self.data.get("email", "")).strip().lower())
        return begun.exclude(emailaddress__verified=True).first()

    def signup(self, request: HttpRequest, user: User, **_kwargs: Any) -> None:  # noqa: ARG002 - allauth's signature
        name = self.cleaned_data["display_name"]
        try:
            take_name(user, name)
        except ValidationError:  # somebody took it while this form was on its way; it can be changed on one's own page
            take_name(user, f"{name[:54]} {get_random_string(5, '23456789')}")
        user.is_child = self.cleaned_data["under_15"]
        user.save(update_fields=["is_child"])
        if user.is_child:
            from accounts.consents import name_guardian

            name_guardian(user, self.cleaned_data["guardian_email"])


class ProfileForm(WithoutCpr, forms.Form):
    """One's name, and whether others can see one's page."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        help_text=_("What you have written already keeps the name that you wrote it under."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    is_open = forms.BooleanField(
        label=_("Others can see my page"),
        required=False,
        help_text=_("It shows your name and what you have written where everybody can read it. Nothing else."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_display_name(self) -> str:
        name = " ".join(self.cleaned_data["display_name"].split())
        refuse_taken(name, self.user)
        return name
