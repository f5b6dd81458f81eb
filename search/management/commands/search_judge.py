"""`manage.py search_judge`: nDCG@10 per engine and slice over judged queries."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search import judging

COLLECTIONS = [Path(__file__).parents[3] / "tests" / "search" / name for name in ("judged", "citizens")]


class Command(BaseCommand):
    """Loads the collection in a transaction that is rolled back, and into an index of its own."""

    help = "Judge the engines by queries with known answers. Writers wait while it runs; nothing is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """--collection, --unrelated, --worst."""
        parser.add_argument("--collection", type=Path, help="folder with documents and queries; ours without it")
        parser.add_argument("--unrelated", action="store_true", help="without synonyms, families and intents")
        parser.add_argument(
            "--worst", type=int, default=0, metavar="N", help="also the N worst queries of the open half"
        )

    def handle(self, **options: Any) -> None:
        """Run it."""
        for folder in [options["collection"]] if options["collection"] else COLLECTIONS:
            self._judge(folder, options)

    def _judge(self, folder: Path, options: dict[str, Any]) -> None:
        if not (folder / "queries.txt").is_file():
            raise CommandError(f"{folder} holds no judged collection.")
        texts, queries = judging.read_documents(folder), judging.read_queries(folder)
        self.stdout.write(f"\n{folder.name}: {len(texts)} texts, {len(queries)} queries")
        with judging.only(texts) as keys:
            for engine in judging.engines():
                outcomes = judging.judge(engine, queries, keys, related=not options["unrelated"])
                self._print(judging.engine_name(engine), outcomes, options["worst"])

    def _print(self, name: str, outcomes: list[judging.Outcome], worst: int) -> None:
        self.stdout.write(f"\n{name:<22}{'queries':>8}{'nDCG@10':>9}{'MRR':>7}{'recall':>8}{'empty':>7}")
        for slice_ in dict.fromkeys(each.judged.slice for each in outcomes):
            self._line(slice_, [each for each in outcomes if each.judged.slice == slice_])
        answerable = judging.answerable(outcomes)
        self._line("ALL", answerable)
        self._line("open half", [each for each in answerable if not each.judged.held])
        self._line("held back", [each for each in answerable if each.judged.held])
        for each in sorted((each for each in outcomes if not each.judged.held), key=lambda each: each.ndcg)[:worst]:
            self.stdout.write(f"  {each.ndcg:.2f} {each.judged.slice}: {each.judged.text}")

    def _line(self, name: str, outcomes: list[judging.Outcome]) -> None:
        mean = judging.summary(outcomes)
        self.stdout.write(
            f"{name:<22}{mean.queries:>8}{mean.ndcg:>9.3f}{mean.mrr:>7.3f}{mean.recall:>8.3f}{mean.empty:>7.2f}"
        )
