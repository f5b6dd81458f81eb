from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Discovers what each room tells of a person (`<room>/made_by.py`)."""

    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        autodiscover_modules("made_by")
