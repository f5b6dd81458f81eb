"""Write docs/privacy.md anew."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.privacy_document import PATH, document


class Command(BaseCommand):
    help = "Write docs/privacy.md from the tables in the rooms' personal_data.py."

    def handle(self, *_args: Any, **_options: Any) -> None:
        PATH.write_text(document(), encoding="utf-8")
