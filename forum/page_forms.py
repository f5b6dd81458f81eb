"""What editors' forms of pages check beyond their fields."""

from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from forum.captions import read_text


class LivestreamForm(WagtailAdminPageForm):
    """A livestream: its caption file can be read, and no two points of its agenda overlap."""

    def clean_captions(self) -> Any:
        file = self.cleaned_data.get("captions")
        if file and hasattr(file, "content_type"):  # uploaded now
            read_text(file.read())
            file.seek(0)
        return file

    def is_valid(self) -> bool:
        valid = super().is_valid()
        agenda = self.formsets.get("agenda")
        if agenda is None or not agenda.is_valid():
            return bool(valid)
        return _check_agenda(agenda) and bool(valid)


def _check_agenda(agenda: Any) -> bool:
    """Put the fault at the point that begins before the one before it is over."""
    forms = [form for form in agenda.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
    forms.sort(key=lambda form: form.cleaned_data["minute"])
    sound = True
    for before, after in pairwise(forms):
        begins, ends = (
            before.cleaned_data["minute"],
            before.cleaned_data["minute"] + (before.cleaned_data["lasts"] or 1),
        )
        if after.cleaned_data["minute"] < ends:
            sentence = _("This overlaps “%(title)s”, which lasts from minute %(begins)d to minute %(ends)d.")
            values = {"title": before.cleaned_data["title"], "begins": begins, "ends": ends}
            after.add_error("minute", ValidationError(sentence % values))
            sound = False
    return sound
