"""The search room: one index over everything that may be found."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Discovers what each app has to say about its own entries (`<app>/search_entries.py`)."""

    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Collect the sources, then listen to the changes of pages."""
        from search import pages
        from search.documents import public
        from search.engines.schema import install

        autodiscover_modules("search_entries")
        pages.connect()
        public.connect()
        post_migrate.connect(install, sender=self, dispatch_uid="search.install")
