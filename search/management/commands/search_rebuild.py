"""`manage.py search_rebuild`: describe everything again and build a new index, without a gap."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import actions, outbox, registry
from search.engines.base import EngineDown


class Command(BaseCommand):
    """Reads every source again; with Elasticsearch, fills a new index beside the serving one and swaps them."""

    help = "Describe everything that can be found again, and build a new index in Elasticsearch when it is configured."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--kind: only sources of this kind, and no new index."""
        parser.add_argument("--kind", help="only the sources that have entries of this kind; the index stays")

    def handle(self, **options: Any) -> None:
        """Run it."""
        kind = options["kind"]
        if kind and registry.kind(kind) is None:
            known = ", ".join(known.slug for known in registry.kinds()) or "none"
            raise CommandError(f"There is no kind {kind!r}. Known: {known}.")
        changed = actions.reindex(kind)
        self.stdout.write(f"{changed} entries changed.")
        if not outbox.is_needed():
            return
        try:
            sent = outbox.push() if kind else outbox.rebuild()
        except EngineDown as error:
            raise CommandError(
                f"{error} The entries are kept and will be sent later; the old index goes on serving."
            ) from error
        self.stdout.write(f"{sent} entries sent to Elasticsearch.")
