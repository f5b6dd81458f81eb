"""The pictures of an export: found beside it, nowhere else, and taken in as an upload is."""

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from accounts.models import User
from home.models import Picture
from home.moving.records import RefusedError
from home.pictures import CleanPicture, clean_picture

# What WordPress adds to the name of a smaller size.
_SIZE = re.compile(r"-\d+x\d+(?=\.\w+$)|-scaled(?=\.\w+$)")


class Files:
    """The folder of an export. A file is read once a run and kept once for all: same content, same picture."""

    def __init__(self, folder: Path, user: User | None, *, dry_run: bool) -> None:
        self.folder, self.user, self.dry_run = folder.resolve(), user, dry_run
        self._known: dict[Path, Picture | None] = {}

    def find(self, name: str) -> Path:
        """The file with this path or address: below the folder, by its whole path, a part of its end, or its name.

        Raises `RefusedError` when there is none. A path that leads out of the folder, by dots or a link, finds nothing.
        """
        parts = [part for part in unquote(urlsplit(name).path).replace("\\", "/").split("/") if part not in {"", "."}]
        if ".." not in parts and not any("\x00" in part or len(part) > 255 for part in parts):
            for start in range(len(parts)):
                for tail in dict.fromkeys([parts[-1], _SIZE.sub("", parts[-1])]):
                    path = self.folder.joinpath(*parts[start:-1], tail)
                    if path.is_file() and path.resolve().is_relative_to(self.folder):
                        return path.resolve()
        raise RefusedError(_("The picture “%(name)s” is not beside the export.") % {"name": name[:120]})

    def picture(self, name: str, alt: str, title: str) -> Picture | None:
        """The picture of a file, made when it is new; None in a dry run, which only judges it.

        Raises `RefusedError` in plain words for a file that is not there or can't be used.
        """
        path = self.find(name)
        if path not in self._known:
            with path.open("rb") as file:
                try:
                    clean = clean_picture(File(file, name=path.name))
                except ValidationError as fault:
                    raise RefusedError(f"{path.name}: {fault.messages[0]}") from None
            self._known[path] = None if self.dry_run else self._kept(clean, alt, title or path.stem)
        return self._known[path]

    def _kept(self, clean: CleanPicture, alt: str, title: str) -> Picture:
        digest = hashlib.sha1(clean.file.read(), usedforsecurity=False).hexdigest()
        clean.file.seek(0)
        same = Picture.objects.filter(file_hash=digest).first()
        if same is not None:
            return same
        picture = Picture(
            title=title[:255],
            description=alt[:255],
            file=clean.file,
            width=clean.width,
            height=clean.height,
            file_size=clean.file.size,
            file_hash=digest,
            uploaded_by_user=self.user,
        )
        picture.save()
        return picture
