"""Tiles for deep zoom: made by a task when an exhibition is published, gone as soon as a picture may not be shown."""

import tempfile
import uuid
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

import pyvips
from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction

from exhibitions.models import ExhibitionPage, TileSet, Work, WorkPicture
from exhibitions.showing import pictures_that_may_be_shown
from home.models import Picture

TILE = 512  # pixels
ROOT = "tiles"


def pictures_without_tiles(page: ExhibitionPage) -> list[Picture]:
    """The pictures of the exhibition's works that may be shown and have no tiles of their present file."""
    keys = {
        *Work.objects.filter(exhibition=page).values_list("picture", flat=True),
        *WorkPicture.objects.filter(work__exhibition=page).values_list("picture", flat=True),
    }
    shown = pictures_that_may_be_shown().filter(pk__in=keys).select_related("tiles")
    return [picture for picture in shown if not hasattr(picture, "tiles") or picture.tiles.file != picture.file.name]


def make_tiles(picture: Picture) -> TileSet | None:
    """Cut the picture and keep the tiles. None when it may not be shown any more by the time that they are ready."""
    folder = f"{ROOT}/{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory() as temporary:
        size = _cut(picture, Path(temporary) / Path(folder).name)
        try:
            for path in (path for path in Path(temporary).rglob("*") if path.is_file()):
                _keep(path, f"{ROOT}/{path.relative_to(temporary).as_posix()}")
            with transaction.atomic():
                # Whoever withdraws a consent waits for this row or finds the tiles.
                still = Picture.objects.select_for_update().get(pk=picture.pk)
                if still.file.name == picture.file.name and pictures_that_may_be_shown().filter(pk=still.pk).exists():
                    remove_tiles([picture.pk])
                    return TileSet.objects.create(
                        picture=still, folder=folder, file=still.file.name, width=size[0], height=size[1]
                    )
        except BaseException:
            _delete_folder(folder)  # what was kept before it failed
            raise
    _delete_folder(folder)
    return None


def remove_tiles(picture_ids: list[int]) -> None:
    """Forget the pictures' tiles; their files are gone when the change is committed."""
    folders = list(TileSet.objects.filter(picture__in=picture_ids).values_list("folder", flat=True))
    TileSet.objects.filter(folder__in=folders).delete()
    transaction.on_commit(partial(_delete_folders, folders))


def _cut(picture: Picture, target: Path) -> tuple[int, int]:
    """Write the tiles below `target`; returns the width and height in pixels. The picture is never held as a whole."""
    with tempfile.NamedTemporaryFile(suffix=Path(picture.file.name).suffix) as copy, picture.open_file() as file:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        image = pyvips.Image.new_from_file(copy.name, access="sequential")
        if image.hasalpha():
            image = image.flatten(background=[255, 255, 255])
        # IIIF Image API 3.0, section 5.1: the id is the service's absolute address.
        service = urljoin(settings.WAGTAILADMIN_BASE_URL, default_storage.url(ROOT)).rstrip("/")
        image.dzsave(str(target), layout="iiif3", tile_size=TILE, suffix=".jpg[Q=82,optimize_coding]", id=service)
        return image.width, image.height


def _keep(path: Path, name: str) -> None:
    with path.open("rb") as content:
        default_storage.save(name, File(content))


def _delete_folders(folders: list[str]) -> None:
    for folder in folders:
        _delete_folder(folder)


def _delete_folder(folder: str) -> None:
    if not folder.startswith(f"{ROOT}/") or not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    for name in files:
        default_storage.delete(f"{folder}/{name}")
    for name in folders:
        _delete_folder(f"{folder}/{name}")
    default_storage.delete(folder)
