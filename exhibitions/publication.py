"""What is to be done when an exhibition is published: its tiles are made."""

from typing import Any

from wagtail.signals import page_published

from exhibitions.models import ExhibitionPage
from exhibitions.tasks import make_tiles


def _published(instance: Any, **_signal: Any) -> None:
    if isinstance(instance, ExhibitionPage):
        make_tiles.enqueue(instance.pk)


# Wagtail publishes by its own actions, which call no code of ours otherwise.
page_published.connect(_published, dispatch_uid="exhibitions.tiles")  # nosemgrep: no-business-in-signals
