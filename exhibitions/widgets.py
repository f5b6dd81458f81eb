"""Controls of our own."""

from typing import Any

from django import forms

from exhibitions.danish_dates import parse


class DateBox(forms.TextInput):
    """A box for "ca. 1910" or "sommeren 1943" that reads back, below itself, what it understood."""

    template_name = "exhibitions/date_box.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = context["widget"]["value"] or ""
        context["typed"], context["dated"] = typed.strip(), parse(typed)
        return context
