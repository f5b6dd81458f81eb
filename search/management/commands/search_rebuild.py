"""`manage.py search_rebuild`: describe everything again and build a new index, without a gap."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import outbox, rebuilds, registry
from search.engines.base import EngineDown
from search.models import Rebuild


class Command(BaseCommand):
    """Reads every source again; with Elasticsearch, fills a new index beside the serving one and swaps them.

    Run again while one is under way, it helps; after one was killed, it goes on where that one was.
    """

    help = "Describe everything that can be found again, and build a new index in Elasticsearch when it is configured."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--kind, --index-only, --jobs, --give-up."""
        parser.add_argument("--kind", default="", help="only what is of this kind; the index stays")
        parser.add_argument("--index-only", action="store_true", help="do not read the sources again")
        parser.add_argument("--jobs", type=int, default=1, metavar="N", help="threads that send to Elasticsearch")
        parser.add_argument("--give-up", action="store_true", help="end the rebuild that is under way; start none")

    def handle(self, **options: Any) -> None:
        """Run it."""
        if options["give_up"]:
            self._give_up()
            return
        kind = options["kind"]
        if kind and registry.kind(kind) is None:
            known = ", ".join(known.slug for known in registry.kinds()) or "none"
            raise CommandError(f"There is no kind {kind!r}. Known: {known}.")
        try:
            rebuild = rebuilds.start(kind, describe=not options["index_only"])
            done = rebuilds.run(rebuild, jobs=options["jobs"], told=self._tell if options["verbosity"] > 1 else _silent)
        except rebuilds.Busy as error:
            raise CommandError(f"{error} Wait for it, or end it with --give-up.") from error
        except EngineDown as error:
            raise CommandError(
                f"{error} The rebuild goes on by itself, or with this command; the old index goes on serving."
            ) from error
        if done.state != Rebuild.State.DONE:
            raise CommandError(f"The rebuild was ended by somebody else ({done}).")
        self.stdout.write(
            f"{done.sent} entries sent to Elasticsearch." if outbox.is_needed() else f"{done.sent} described again."
        )

    def _give_up(self) -> None:
        present = rebuilds.current()
        if present is None:
            raise CommandError("No rebuild is under way.")
        rebuilds.give_up(present)
        self.stdout.write("Given up. The old index goes on serving.")

    def _tell(self, rebuild: Rebuild) -> None:
        self.stdout.write(str(rebuild))


def _silent(_rebuild: Rebuild) -> None:
    """Nothing."""
