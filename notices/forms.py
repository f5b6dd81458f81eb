"""Forms about notices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notices import registry
from notices.actions import ways_of
from notices.models import Way
from notices.push import is_push_service


class ChoicesForm(forms.Form):
    """How the person wants to be told of each kind: one question a kind."""

    def __init__(self, *args: Any, person: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = ways_of(person)
        for kind in registry.kinds_for(person):
            self.fields[kind.slug] = forms.ChoiceField(
                label=str(kind.label), choices=Way.choices, initial=ways[kind.slug], widget=forms.RadioSelect
            )


class DeviceForm(forms.Form):
    """What a browser tells about itself when somebody wants pushes in it."""

    endpoint = forms.URLField(max_length=1000, assume_scheme="https")
    p256dh = forms.RegexField(r"^[A-Za-z0-9_-]{80,120}={0,2}$")
    auth = forms.RegexField(r"^[A-Za-z0-9_-]{16,60}={0,2}$")

    def clean_endpoint(self) -> str:
        endpoint: str = self.cleaned_data["endpoint"]
        if not is_push_service(endpoint):
            raise forms.ValidationError(_("This browser's push service is not one that we know."))
        return endpoint
