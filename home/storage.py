"""Where uploaded files lie: public ones below `MEDIA_ROOT`, private ones below `PRIVATE_ROOT`."""

from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils._os import safe_join

from accounts.records import PrivateStorage

PREFIX = "privat/"


class HouseStorage(FileSystemStorage):
    """Uploaded files. A name that starts with `privat/` lies where no web server looks and leads to a view."""

    def path(self, name: str) -> str:
        return str(safe_join(settings.PRIVATE_ROOT, name)) if name.startswith(PREFIX) else super().path(name)

    def url(self, name: str | None) -> str:
        if name and name.startswith(PREFIX):
            return reverse("private-file", args=[name.removeprefix(PREFIX)])
        return super().url(name)

    def _save(self, name: str, content: File) -> str:
        keep: Any = getattr(PrivateStorage() if name.startswith(PREFIX) else super(), "_save")  # noqa: B009 - Django's hook
        try:
            return str(keep(name, content))
        except OSError:  # a full disk: nothing is left of what could not be written whole
            self.delete(name)
            raise
