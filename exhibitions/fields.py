"""The fields of a step with what stands beside them: remarks of the library, and what somebody else wrote meanwhile."""

import dataclasses
from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext as _

from exhibitions.merging import Conflict
from exhibitions.models import Remark

SHORT = {"starts_on", "ends_on", "opening_at", "online_from", "date", "position", "valid_until", "branch"}
COUNTED = {"lead", "text"}


@dataclasses.dataclass(frozen=True)
class Row:
    """A field of a form; `css` and `limit` are for components/form_field.html."""

    field: forms.BoundField
    remarks: list[Remark] = dataclasses.field(default_factory=list)
    conflict: Conflict | None = None
    css: str = ""
    limit: int | None = None

    @property
    def theirs(self) -> str:
        """What somebody else wrote here, in words."""
        return words_of(self.field, self.conflict.theirs) if self.conflict else ""


def value_of(bound: forms.BoundField, value: Any) -> str:
    """A stored value as the field's own control holds it."""
    held = bound.field.widget.format_value(bound.field.prepare_value(value))
    held = held[0] if isinstance(held, list) and held else held
    return str(held or "")


def words_of(bound: forms.BoundField, value: Any) -> str:
    """A stored value as somebody reads it: the words of a choice, a day as we write it."""
    choices = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    held = value_of(bound, value)
    return choices.get(held, str(localize(value))) if held else _("(nothing)")


def rows(
    form: forms.BaseForm,
    remarks: dict[tuple[str, str], list[Remark]],
    conflicts: dict[str, Conflict],
    work_key: str = "",
) -> list[Row]:
    """The form's visible fields in order, each with what is said about it."""
    return [
        Row(
            bound,
            remarks.get((work_key, bound.name), []),
            conflicts.get(bound.name),
            "field--short" if bound.name in SHORT else "",
            getattr(bound.field, "max_length", None) if bound.name in COUNTED else None,
        )
        for bound in form.visible_fields()
    ]
