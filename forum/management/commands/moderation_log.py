"""`manage.py moderation_log --verify`: whether the log of moderation is whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forum.chain import verify


class Command(BaseCommand):
    help = (
        "Follow the chain of the log of moderation and tell its length and last hash. Keep the hash somewhere else: "
        "lines cut off at the end show only by it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--verify", action="store_true", required=True, help="Follow the chain.")
        parser.add_argument("--expect", default="", help="A hash kept earlier, which must still be in the chain.")

    def handle(self, *_args: Any, expect: str, **_options: Any) -> None:
        from forum.models import LogLine

        verdict = verify()
        if verdict.problem:
            raise CommandError(f"After {verdict.lines} sound lines: {verdict.problem}.")
        if expect and not LogLine.objects.filter(hash=expect).exists():
            raise CommandError("The hash kept earlier is not in the log: lines were cut off.")
        self.stdout.write(f"{verdict.lines} lines, all sound. Last hash: {verdict.last}")
