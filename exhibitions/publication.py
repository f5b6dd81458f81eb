"""When an exhibition is published, or its pictures are, its tiles are made; a picture that becomes private has none."""

from typing import Any

from wagtail.signals import page_published

from exhibitions.models import ExhibitionPage, Work, WorkPicture
from exhibitions.tasks import make_tiles
from exhibitions.tiles import remove_tiles
from home.models import Picture
from home.private import on_move


def _published(instance: Any, **_signal: Any) -> None:
    if isinstance(instance, ExhibitionPage):
        make_tiles.enqueue(instance.pk)


# Wagtail publishes by its own actions, which call no code of ours otherwise.
page_published.connect(_published, dispatch_uid="exhibitions.tiles")  # nosemgrep: no-business-in-signals


def _moved(picture: Picture) -> None:
    if picture.is_private:
        remove_tiles([picture.pk])
        return
    shown_in = {
        *Work.objects.filter(picture=picture).values_list("exhibition", flat=True),
        *WorkPicture.objects.filter(picture=picture).values_list("work__exhibition", flat=True),
    }
    for page in shown_in:
        make_tiles.enqueue(page)


on_move(_moved)
