"""What people are told: one row for each event and person, however it is delivered."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Discovers what each room tells people (`<room>/notice_kinds.py`)."""

    name = "notices"
    verbose_name = _("Notices")

    def ready(self) -> None:
        autodiscover_modules("notice_kinds")
