"""Delete what has been kept long enough, by the rules in each room's `personal_data.py`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.personal import rules


class Command(BaseCommand):
    help = "Delete what has been kept as long as its rule says. --dry-run only tells how much that would be."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Count, and delete nothing.")

    def handle(self, *_args: Any, dry_run: bool = False, verbosity: int, **_options: Any) -> None:
        now = timezone.now()
        for rule in rules():
            if rule.due is None:
                continue
            rows = rule.due(now)
            count = rows.count()
            if not dry_run and count:
                rule.end(rows) if rule.end else rows.delete()
            if verbosity:
                self.stdout.write(f"{rule.label} ({rule.what}): {count}")
