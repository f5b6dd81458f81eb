"""The embedded engine asked for 1,000 and for 10,000 hits: its time grows no faster than they do.

`python -m tests.bench.growth` does it in the SQLite of its settings and prints the seconds; the measure gives it one.
"""

import json
import os
import subprocess
import sys
import tempfile

from tests.bench.rows import Row

FEW, MANY, ROUNDS = 1_000, 10_000, 5
WORDS = {FEW: "kvistfugl", MANY: "mosegris"}  # each in so many entries, and nowhere else


def sqlite_growth() -> list[Row]:
    """Searching in SQLite among 1,000 and 10,000 hits"""
    beside = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    with tempfile.TemporaryDirectory(prefix="torvet-sqlite-") as folder:
        settings = {"DJANGO_SETTINGS_MODULE": "config.settings.development", "TORVET_VAR": folder}
        command = [sys.executable, "-m", "tests.bench.growth"]
        done = subprocess.run(command, env={**beside, **settings}, check=True, stdout=subprocess.PIPE, text=True)
    few, many = json.loads(done.stdout.splitlines()[-1])
    ratio = many / few
    what = f"SQLite: a search with {MANY:,} hits / one with {FEW:,}"
    return [Row(what, f"{many * 1000:.0f} ms", f"{few * 1000:.0f} ms", f"{ratio:.1f}", "≤ 10", ratio <= 10)]


def main() -> None:
    """Fill an empty database, and ask."""
    import django

    django.setup()
    from django.core.management import call_command

    from search import service
    from tests.bench import entries
    from tests.bench.measures import turns

    call_command("migrate", verbosity=0)
    entries.fill(FEW + MANY, word_of=lambda number: WORDS[FEW if number < FEW else MANY])

    def ask(count: int) -> None:
        found = service.search(service.Query(text=WORDS[count]))
        if (found.total, found.engine) != (count, "database"):
            raise RuntimeError(f"{found.engine} finds {found.total} instead of {count}.")

    print(json.dumps(turns(ROUNDS, lambda: ask(FEW), lambda: ask(MANY))))


if __name__ == "__main__":
    main()
