"""Files that not everybody may see yet: kept apart from the public ones, shown only to those whom a room lets in.

A picture is private or public as a whole: its file and all its sizes lie below `PRIVATE_ROOT` or below `MEDIA_ROOT`.

    register(lambda request, picture: …)   # a room says who else may see a private picture
    register_folder("works", lambda request, name: …)  # a room answers for files of its own
"""

import re
from collections.abc import Callable
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest
from wagtail.permissions import policy_registry

from home.models import Picture, Rendition
from home.storage import PREFIX

Guard = Callable[[HttpRequest, Picture], bool]
FolderGuard = Callable[[HttpRequest, str], bool]
_guards: list[Guard] = []
_folders: dict[str, FolderGuard] = {}
# A picture's own file or one of its sizes: both begin with the picture's generated name.
_OF_PICTURE = re.compile(r"(?:original_images|images)/([0-9a-f]{32})[\w.|-]*")
_IN_FOLDER = re.compile(r"(\w+)/[\w.-]+")
_listeners: list[Callable[[Picture], None]] = []


def register(guard: Guard) -> None:
    """Let a room say who may see a private picture beside the library's own people."""
    _guards.append(guard)


def register_folder(folder: str, guard: FolderGuard) -> None:
    """Let a room say who may have the private files below a folder, by their names without `privat/`."""
    _folders[folder] = guard


def on_move(listener: Callable[[Picture], None]) -> None:
    """Have `listener` called with each picture that became private or public, in the same transaction."""
    _listeners.append(listener)


def may_see(request: HttpRequest, picture: Picture) -> bool:
    """Whether this visitor may see the picture: one that is public, or one that they have to do with."""
    if not picture.is_private:
        return True
    policy = policy_registry.get_by_type(Picture)
    if policy.user_has_any_permission_for_instance(request.user, ["change", "choose"], picture):
        return True
    return any(guard(request, picture) for guard in _guards)


def where_is(request: HttpRequest, name: str) -> str | None:
    """The name under which a file lies now, for a visitor who may have it; `name` is without `privat/`.

    A page that is open while its pictures are moved asks for them where they were. None when there is no such file, or
    none for this visitor.
    """
    of_picture, in_folder = _OF_PICTURE.fullmatch(name), _IN_FOLDER.fullmatch(name)
    guard = _folders.get(in_folder[1]) if in_folder else None
    if not of_picture and not guard:
        return None
    stored = next((each for each in (name, PREFIX + name) if default_storage.exists(each)), None)
    if stored is None:
        return None
    if of_picture:
        original = f"original_images/{of_picture[1]}."
        found = Picture.objects.filter(Q(file__startswith=original) | Q(file__startswith=PREFIX + original)).first()
        return stored if found is not None and may_see(request, found) else None
    return stored if guard and (not stored.startswith(PREFIX) or guard(request, name)) else None


@transaction.atomic
def set_private(picture_id: int, *, private: bool) -> None:
    """Move a picture's file and sizes to the private or to the public files. Doing it again does nothing.

    What was at the old addresses is gone when the change is committed.
    """
    picture = Picture.objects.select_for_update().filter(pk=picture_id).first()
    if picture is None or picture.is_private == private:
        return
    picture.is_private = private
    left: list[str] = []
    moved: dict[str, str] = {}
    fields: list[Any] = [picture.file, *(rendition.file for rendition in Rendition.objects.filter(image=picture))]
    for field in fields:
        old, old_url = field.name, field.url
        new = PREFIX + old if private else old.removeprefix(PREFIX)
        with default_storage.open(old) as content:
            field.name = default_storage.save(new, content)
        left.append(old)
        moved[old_url] = field.url
        if field.instance is not picture:
            Rendition.objects.filter(pk=field.instance.pk).update(file=field.name)
    picture.sources = {
        name: [[width, moved.get(url, url)] for width, url in sizes] for name, sizes in picture.sources.items()
    }
    Picture.objects.filter(pk=picture.pk).update(is_private=private, file=picture.file.name, sources=picture.sources)
    for listener in _listeners:
        listener(picture)
    transaction.on_commit(lambda: _delete(left))


def _delete(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
