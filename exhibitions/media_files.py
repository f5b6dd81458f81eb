"""Where the sounds, films and models of works lie: private until an exhibition plays them, and again afterwards.

A file keeps its name for good, for revisions hold it; where it lies says whether everybody may have it.
"""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.files.base import File
from django.db.models import Q
from django.http import HttpRequest

from home.storage import PREFIX, HouseStorage

if TYPE_CHECKING:
    from exhibitions.models import ExhibitionPage

FOLDER = "works"


class MediaStorage(HouseStorage):
    """Files of works. A new one is private."""

    def path(self, name: str) -> str:
        private = super().path(PREFIX + name)
        return private if Path(private).exists() else super().path(name)

    def url(self, name: str | None) -> str:
        is_private = bool(name) and Path(super().path(PREFIX + str(name))).exists()
        return super().url(f"{PREFIX}{name}" if is_private else name)

    def _save(self, name: str, content: File) -> str:
        return super()._save(PREFIX + name, content).removeprefix(PREFIX)

    def place(self, name: str, *, private: bool) -> bool:
        """Move a file to the private or the public ones; returns whether it lay elsewhere."""
        old, new = (Path(super(MediaStorage, self).path(each)) for each in (name, PREFIX + name))
        if not private:
            old, new = new, old
        if not old.exists():
            return False
        new.parent.mkdir(parents=True, exist_ok=True)
        arriving = new.with_name(f"{new.name}.part")  # whole or not at all, also from another disk
        shutil.move(old, arriving)
        arriving.replace(new)
        return True


def media_storage() -> MediaStorage:
    return MediaStorage()


def names_of(page: "ExhibitionPage") -> set[str]:
    """The files that the exhibition has, or had in an earlier revision."""
    rows = list(page.works.values_list("media", "captions"))
    for content in page.revisions.values_list("content", flat=True):
        rows += [(work.get("media"), work.get("captions")) for work in content.get("works", [])]
    return {name for row in rows for name in row if name}


def sort(names: Iterable[str]) -> bool:
    """Have public what an exhibition plays today, and nothing else of these; returns whether a file was moved."""
    wanted, storage = set(names), MediaStorage()
    played = {name for page in _pages_with(wanted) for name in _played_by(page)}
    moved = [name for name in wanted if storage.place(name, private=name not in played)]
    return bool(moved)


def may_have(request: HttpRequest, name: str) -> bool:
    """Whether a visitor may have a file that is private: the editors, and whoever may see a page that plays it."""
    from exhibitions.permissions import user_can_review_any

    if user_can_review_any(request.user):
        return True
    return any(
        name in _played_by(page) and all(rule.accept_request(request) for rule in page.get_view_restrictions())
        for page in _pages_with({name})
    )


def _pages_with(names: set[str]) -> Iterable["ExhibitionPage"]:
    from exhibitions.models import ExhibitionPage

    has = Q(works__media__in=names) | Q(works__captions__in=names)
    # Pages that not everybody may read are asked one by one.
    live = ExhibitionPage.objects.live()  # nosemgrep: live-without-public
    found: Iterable[ExhibitionPage] = live.filter(has).distinct()
    return found


def _played_by(page: "ExhibitionPage") -> Iterator[str]:
    from exhibitions.hanging import hang

    for item in hang(page).works:
        if item.plays:
            yield str(item.work.media)
            if item.work.captions:
                yield str(item.work.captions)
