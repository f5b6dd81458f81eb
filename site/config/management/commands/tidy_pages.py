"""The page store (home.store), looked after by the clock and at every start."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from home import store


class Command(BaseCommand):
    help = "Remove kept pages that nobody is shown any more; with --empty, let every page be made anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true", help="After an upgrade: templates may have changed.")

    def handle(self, *_args: Any, empty: bool, **_options: Any) -> None:
        if empty:
            store.empty(copies=False)  # the last copies are what is read until the new version answers
        store.tidy()
