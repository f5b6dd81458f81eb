"""`manage.py search_status`: which engine answers, what it holds and how far behind it is."""

from typing import Any

from django.core.management.base import BaseCommand

from search import service


class Command(BaseCommand):
    """The same facts as the admin's status page."""

    help = "Tell which engine answers, what it holds and how far behind it is."

    def handle(self, **_options: Any) -> None:
        """Run it."""
        status = service.status()
        self.stdout.write(
            f"engine     {status.engine}{'' if status.reachable else ' (does not answer; the database does)'}"
        )
        self.stdout.write(f"entries    {status.entries}")
        if status.engine == "elasticsearch":
            self.stdout.write(f"indexed    {'unknown' if status.indexed is None else status.indexed}")
            self.stdout.write(f"health     {status.health or 'unknown'}")
            self.stdout.write(f"lag        {status.lag}")
            if status.behind_since:
                self.stdout.write(f"since      {status.behind_since:%Y-%m-%d %H:%M:%S %Z}")
            if status.retrying:
                self.stdout.write("retrying   took nothing at the last attempt; the database answers")
        if status.rebuild:
            self.stdout.write(f"rebuild    {status.rebuild} {status.rebuild.problem}".rstrip())
        self.stdout.write(f"newest     {status.newest or '-'}")
