"""When an exhibition is published, or its pictures are, its tiles are made; a picture that becomes private has none.

The sounds and films of its works become public with it, and private again.
"""

from typing import Any

from wagtail.signals import page_published, page_unpublished

from exhibitions.media_files import names_of
from exhibitions.models import ExhibitionPage, Work, WorkPicture
from exhibitions.tasks import make_tiles, sort_media
from exhibitions.tiles import remove_tiles
from home.models import Picture
from home.private import on_move


def _published(instance: Any, **_signal: Any) -> None:
    if isinstance(instance, ExhibitionPage):
        make_tiles.enqueue(instance.pk)
        _sort_media(instance)


def _unpublished(instance: Any, **_signal: Any) -> None:
    if isinstance(instance, ExhibitionPage):
        _sort_media(instance)  # now, with their names: the page may be on its way to be deleted


def _sort_media(page: ExhibitionPage) -> None:
    if names := names_of(page):
        sort_media.enqueue(sorted(names))


# Wagtail publishes by its own actions, which call no code of ours otherwise.
page_published.connect(_published, dispatch_uid="exhibitions.tiles")  # nosemgrep: no-business-in-signals
page_unpublished.connect(_unpublished, dispatch_uid="exhibitions.media")  # nosemgrep: no-business-in-signals


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
