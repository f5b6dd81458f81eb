"""What every form that takes words from people has in common."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guard.cpr import Certainty, find_cpr, refuse_cpr

NO_CPR = "no_cpr"  # the field in which one says so


class RefusesCpr(forms.BaseForm):
    """A form in which no text, and no name of a file, may hold what is certainly a CPR number. The field says so.

    For the staff's forms and for searching, where the ten digits of a case are looked for and written often.
    """

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # Django has no public step after the fields, before `clean`
        for name, value in list(self.cleaned_data.items()):
            try:
                refuse_cpr(_said(value))
            except ValidationError as error:
                self.add_error(name, error)


class Checkbox(forms.CheckboxInput):
    """Whoever takes the number out need not tick it."""

    def use_required_attribute(self, initial: Any) -> bool:  # noqa: ARG002 - Django's signature
        """Never."""
        return False


class WarnsOfCpr(forms.BaseForm):
    """A form that asks once when a text may hold a CPR number (a valid date, but no check digit that fits).

    Whoever says that it is something else gets through: a case number may look the same. What stood in the form before
    is not asked about again. Contributions and questions are such forms: a certain number holds them
    (`forum.actions.moderation.reason_to_hold`), so that what was written in the heat of a debate is not lost.
    """

    def _clean_fields(self) -> None:
        super()._clean_fields()  # type: ignore[misc]  # as in `RefusesCpr`
        doubtful = [
            name
            for name, value in self.cleaned_data.items()
            if name in self.changed_data and find_cpr(_said(value)) is Certainty.POSSIBLE
        ]
        if not doubtful:
            return
        names = list(self.fields)
        names.insert(names.index(doubtful[0]) + 1, NO_CPR)
        self.fields[NO_CPR] = forms.BooleanField(label=_("It is no CPR number"), widget=Checkbox)  # judged here alone
        self.order_fields(names)
        if not self.data.get(self.add_prefix(NO_CPR)):
            for name in doubtful:
                self.add_error(
                    name, _("There is a number here that may be a CPR number. Remove it, or say below that it is none.")
                )


class WithoutCpr(RefusesCpr, WarnsOfCpr):
    """A form that refuses what is certainly a CPR number, and asks about what may be one."""


def _said(value: Any) -> str:
    """The words in a field's value: a text, or the names of uploaded files."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return "\n".join(_said(part) for part in value)
    return str(getattr(value, "name", "") or "") if hasattr(value, "chunks") else ""
