"""Passkeys: each can sign in alone, since it asks for a finger, a face or a PIN."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasskeyForm(AddWebAuthnForm):
    """A new passkey. One that does not check who holds it is refused (`passwordless` makes allauth ask)."""

    passwordless = forms.BooleanField(widget=forms.HiddenInput, initial=True)
    field_order = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the passkey")
        self.fields["name"].max_length = 60
        self.fields["name"].help_text = _("So that you can tell it from others, for example “My phone”.")


class RenameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("Name of the passkey"), max_length=60)
