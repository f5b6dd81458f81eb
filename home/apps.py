from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Discovers what each room tells of a person (`<room>/made_by.py`), and hears what changes."""

    name = "home"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from home import changes, house, languages, social, workflows

        connection_created.connect(changes.listen, dispatch_uid="home.changes")
        house.listen()
        social.connect()
        autodiscover_modules("made_by")
        languages.connect()
        workflows.connect()
