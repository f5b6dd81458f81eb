"""`python -m tests.services run -- python -m tests.bench [NAME…]`: build a library in a database of its own, measure, tell.

Names are those of measures (`searching`, `photograph`, …); without one, all are measured.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.bench.rows import Row
from tests.services import migrated

ROOT = Path(__file__).parents[2]
DATABASE = "torvet_bench"

Measure = Callable[[], list[Row]]


def prepare(folder: str) -> None:
    """A database without rows and an empty index, named in the environment."""
    os.environ["DATABASE_URL"] = migrated.prepared(os.environ["DATABASE_URL"], DATABASE)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    os.environ["TORVET_VAR"] = folder
    os.environ["TORVET_INDEX_PREFIX"] = "torvet-bench"


def manage(*arguments: str) -> float:
    """Run a command of manage.py; returns its seconds."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def chosen(names: list[str], measures: Iterable[Measure]) -> list[Measure]:
    """The measures of these names, all when there is none. Ends with a sentence at a name that no measure has."""
    known = {measure.__name__: measure for measure in measures}
    unknown = sorted(set(names) - set(known))
    if unknown:
        sys.exit(f"No measure is called {', '.join(unknown)}; these are: {', '.join(known)}.")
    return [known[name] for name in names or known]


def main() -> int:
    """Build, measure, print the table. Says what is beyond its target, and does not fail for it: machines differ."""
    if not os.environ.get("DATABASE_URL"):
        print("The bench needs services: python -m tests.services run -- python -m tests.bench", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="torvet-bench-") as folder:
        prepare(folder)
        import django

        django.setup()
        from config.interpreter import settle
        from tests.bench import audits, exhibitions, measures, pages, stock
        from tests.forum import crowds

        wanted = chosen(sys.argv[1:], (*measures.ALL, *pages.ALL, *stock.ALL, *audits.ALL, *exhibitions.ALL))
        print("Building the demo library …", flush=True)
        manage("migrate", "--verbosity", "0")
        migrated.keep(os.environ["DATABASE_URL"], DATABASE)
        built = manage("demo")
        manage("search_rebuild")
        crowds.unhurried(setattr)
        settle()  # as the server is
        print(measures.line(measures.HEAD))
        print(measures.line(Row("the demo library, built", f"{built:.1f} s", "–", "–", "≤ 60 s", built <= 60)))
        for measure in wanted:
            for row in measure():
                print(measures.line(row), flush=True)
        print(measures.conditions())
    return 0


if __name__ == "__main__":
    sys.exit(main())
