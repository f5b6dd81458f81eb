"""`manage.py import_articles FILE`: the pages of an old site, from JSON lines or a WordPress export."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from accounts.models import User
from home.moving.importer import Importer, Report
from home.moving.records import read_jsonl
from home.moving.wordpress import read_wordpress

OUTCOMES = {"made": "made", "updated": "brought up to date", "unchanged": "unchanged", "refused": "refused"}


class Command(BaseCommand):
    help = "Take in articles: one JSON object a line, or a WordPress export (.xml), with the pictures beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--section", default="", help="Address or title of the section, where a record names none.")
        parser.add_argument("--user", default="", help="E-mail address of whose work it is in the pages' history.")
        parser.add_argument("--drafts", action="store_true", help="Publish nothing: every page becomes a draft.")
        parser.add_argument("--dry-run", action="store_true", help="Judge every record and change nothing.")

    def handle(self, *_args: Any, file: Path, user: str, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        author = User.objects.filter(email__iexact=user).first() if user else None
        if user and author is None:
            raise CommandError(f"Nobody has the address {user}.")
        with translation.override("da"):
            importer = Importer(
                file.parent, user=author, section=options["section"], drafts=options["drafts"], dry_run=dry_run
            )
            read = read_wordpress if file.suffix.lower() == ".xml" else read_jsonl
            total = _count(file)
            for done, record in enumerate(read(file), 1):
                importer.take(record)
                self._bar(done, total)
        self._tell(importer.report, dry_run=dry_run)

    def _bar(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            filled = min(30, round(30 * done / max(total, 1)))
            self.stderr.write(f"\r[{'█' * filled}{'·' * (30 - filled)}] {done}/{total}", ending="")

    def _tell(self, report: Report, *, dry_run: bool) -> None:
        if sys.stderr.isatty():
            self.stderr.write("")
        for line, note in report.notes:
            self.stdout.write(f"line {line}: {note}")
        for refusal in report.refusals:
            self.stdout.write(f"line {refusal.line}: REFUSED: {refusal.reason}")
        counts = ", ".join(f"{report.outcomes[name]} {word}" for name, word in OUTCOMES.items())
        self.stdout.write(f"{'Nothing was changed. It would be: ' if dry_run else ''}{counts}.")


def _count(file: Path) -> int:
    """How many records there are about: lines, or items of an export."""
    with file.open("rb") as lines:
        return sum(b"<item>" in line if file.suffix.lower() == ".xml" else bool(line.strip()) for line in lines)
