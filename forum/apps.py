from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def _published(instance: Any, **_signal: Any) -> None:
    """A livestream may have new captions, and its open pages another picture."""
    from forum.announcing import announce_livestream
    from forum.models import LivestreamPage
    from forum.tasks import read_transcript

    if isinstance(instance, LivestreamPage):
        read_transcript.enqueue(instance.pk)
        announce_livestream(instance)


class ForumConfig(AppConfig):
    name = "forum"
    verbose_name = _("Debate")

    def ready(self) -> None:
        from wagtail.signals import page_published

        from forum import people, snapshots
        from forum.announcing import LIVESTREAM
        from home import live

        people.connect()
        page_published.connect(_published, dispatch_uid="forum.livestreams")  # nosemgrep: no-business-in-signals
        live.describe_with(LIVESTREAM, snapshots.change)
