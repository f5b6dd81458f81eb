"""The pages that nginx shows when it can't ask Torvet, written where it finds them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.template.loader import render_to_string
from django.utils import translation

STATUSES = (413, 503)


class Command(BaseCommand):
    help = (
        "Write the pages for 413 (too large) and 503 (closed for a moment) to STATIC_ROOT/errors, after collectstatic."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        folder = Path(settings.STATIC_ROOT) / "errors"
        folder.mkdir(parents=True, exist_ok=True)
        with translation.override(settings.LANGUAGE_CODE):
            for status in STATUSES:
                (folder / f"{status}.html").write_text(render_to_string(f"{status}.html"), encoding="utf-8")
