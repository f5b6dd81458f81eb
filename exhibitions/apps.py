from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExhibitionsConfig(AppConfig):
    """Follows Wagtail's workflow, and says who may see the pictures of a draft."""

    name = "exhibitions"
    verbose_name = _("Exhibitions")

    def ready(self) -> None:
        from exhibitions import insight, media_files, publication, workflow  # noqa: F401 - publication connects itself
        from home import private

        workflow.connect()
        private.register(insight.may_see)
        private.register_folder(media_files.FOLDER, media_files.may_have)
