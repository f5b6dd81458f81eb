"""What people are told about their account."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Export
from notices.models import Notice, Way
from notices.registry import Kind, Line, register


def _export_ready(notice: Notice) -> Line | None:
    """While it can be fetched."""
    export = notice.about
    if not isinstance(export, Export) or not export.is_fetchable():
        return None
    return Line(_("The copy of your data is ready."), reverse("my-data"))


register(Kind("export-ready", gettext_lazy("A copy of my data is ready"), _export_ready, Way.ONCE))
