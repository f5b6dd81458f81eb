"""What every form that takes words from people has in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guard.cpr import refuse_cpr


class WithoutCpr(forms.BaseForm):
    """A form in which no text, and no name of a file, may hold a CPR number. The fault stands at its field.

    Contributions and questions are held instead (`forum.actions.moderation.reason_to_hold`): what was written in the
    heat of a debate is not lost.
    """

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django has no public step after the fields, before `clean`
        for name, value in list(self.cleaned_data.items()):
            try:
                refuse_cpr(_said(value))
            except ValidationError as error:
                self.add_error(name, error)


def _said(value: Any) -> str:
    """The words in a field's value: a text, or the names of uploaded files."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "\n".join(_said(part) for part in value)
    return str(getattr(value, "name", "") or "") if hasattr(value, "chunks") else ""
