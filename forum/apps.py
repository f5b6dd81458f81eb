from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Debate")

    def ready(self) -> None:
        from forum import people, snapshots
        from forum.announcing import LIVESTREAM
        from home import live

        people.connect()
        live.describe_with(LIVESTREAM, snapshots.change)
