"""The style sheets that every page links, sent as one file without its comments: asked for once, and lighter."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
PARTS = ("tokens", "base", "layout", "shell", "components", "lists", "pictures")
"""In this order: the first fixes that of the layers."""

_NOTHING_SHOWN = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


class SiteStyles(BaseFinder):
    """Finds `css/site.css`, made anew whenever one of its parts was edited."""

    def __init__(self, *_arguments: Any, **_named: Any) -> None:
        self.storage = FileSystemStorage(settings.VAR / "styles")
        self.parts = [settings.ASSETS / "css" / f"{name}.css" for name in PARTS]

    def check(self, **_named: Any) -> list[Any]:
        """Nothing can be set wrongly."""
        return []

    def find(  # type: ignore[override]  # Django 5.2 may call it with `all`
        self, path: str, find_all: bool = False, **_named: Any
    ) -> str | list[str]:
        """The path of the file, for its name; nothing for any other."""
        if path != NAME:
            return []
        made = self._made()
        return [made] if find_all or _named.get("all") else made

    def list(self, _ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        """The one file, for collectstatic."""
        self._made()
        yield NAME, self.storage

    def _made(self) -> str:
        target = settings.VAR / "styles" / NAME
        newest = max(source.stat().st_mtime for source in (*self.parts, Path(__file__)))
        if not target.exists() or target.stat().st_mtime < newest:
            target.parent.mkdir(parents=True, exist_ok=True)
            text = "\n".join(part.read_text(encoding="utf-8") for part in self.parts)
            new = target.with_name(uuid.uuid4().hex)
            new.write_text(_NOTHING_SHOWN.sub("", text), encoding="utf-8")
            new.replace(target)
        return str(target)
