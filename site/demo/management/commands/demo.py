"""`manage.py demo`: a believable library of a believable municipality, built through the actions that people use."""

import os
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction
from django.test.utils import override_settings

from demo import chores, english, finding, forum, moderation, pages, people, stories, submissions
from demo.gallery import LONG_SIDE, Easel, Gallery
from demo.hanging import complete_associations
from demo.library import articles, pictures_of, read
from demo.scale import multiply
from demo.stream import Recording

SECTIONS = ("exhibitions", "debates", "livestreams")


class Command(BaseCommand):
    help = "Build the Danish demo library. Running it again adds what is missing and changes nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=int, default=1, help="Multiply articles and contributions, for benchmarks.")
        parser.add_argument("--once", action="store_true", help="Do nothing when the demo library is there.")
        parser.add_argument("--side", type=int, default=LONG_SIDE, help="The longer side of the pictures, in pixels.")

    def handle(self, *_args: Any, scale: int, once: bool, side: int, **_options: Any) -> None:
        call_command("setup", verbosity=0)
        if not (once and people.are_there()):
            with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
                self._build_all(scale, side)  # the people do not exist
        self.stdout.write(f"Demo accounts, all with the password {people.PASSWORD}:")
        for name, email, role in people.shown_accounts():
            self.stdout.write(f"  {email:<32} {role:<12} {name}")

    def _build_all(self, scale: int, side: int) -> None:
        started = time.monotonic()
        everything = [articles(), *(read(name) for name in SECTIONS), read("stories")]
        with ProcessPoolExecutor(os.cpu_count()) as pool:
            easel = Easel(pool, side)
            recordings = forum.record_all(pool)
            with transaction.atomic():
                easel.order(pictures_of(everything))
                self._build(scale, recordings)
            call_command("search_follow_up", verbosity=0)
            with self._bar("Pictures", len(easel)) as step:
                for _picture in easel.hang():
                    step()
        chores.do_at_once()
        self.stdout.write(f"The demo library is ready after {time.monotonic() - started:.0f} seconds.")

    def _build(self, scale: int, recordings: dict[str, Future[Recording]]) -> None:
        gallery = Gallery()
        topics = people.build_topics()
        home, sections = pages.build_sections()
        call_command("setup", verbosity=0)  # attaches the review to the overview of exhibitions
        associations = people.build_associations(topics)
        persons = people.build_people(associations)
        complete_associations()
        with self._bar("Articles", len(articles())) as step:
            written = {}
            for item in articles():
                written[item["slug"]] = pages.build_article(item, sections, topics, persons, gallery)
                step()
            pages.relate_articles(written)
        with self._bar("Exhibitions", len(read("exhibitions"))) as step:
            for item in read("exhibitions"):
                pages.build_exhibition(item, sections["udstillinger"], topics, associations, persons, gallery)
                step()
        submissions.build(persons)
        debates = self._debates(sections, topics, persons, gallery)
        with self._bar("Livestreams", len(read("livestreams"))) as step:
            for item in read("livestreams"):
                recording = recordings.get(item["slug"])
                forum.build_livestream(item, sections["livestream"], debates, topics, persons, gallery, recording)
                step()
        pages.compose_front(home, sections, written)
        english.build(home, sections, written, gallery, persons["redaktoer"])
        finding.build(written["aabningstider-og-kontakt"])
        stories.build(home, sections, topics, persons, gallery)
        if scale > 1:
            with self._bar("Multiplied", scale - 1) as step:
                for number in range(2, scale + 1):
                    multiply(number, sections, debates, persons)
                    step()

    def _debates(self, sections: dict, topics: dict, persons: dict, gallery: Gallery) -> dict[str, Any]:
        debates = {}
        total = sum(_count(item.get("comments", [])) for item in read("debates"))
        with self._bar("Debates", total) as step:
            for item in read("debates"):
                debate = forum.build_debate(item, sections["debat"], topics, persons, gallery)
                for _comment in forum.write_contributions(item, debate, persons):
                    step()
                forum.conclude(item, debate, persons)
                debates[item["slug"]] = debate
        moderation.moderate(next(debate for debate in debates.values() if debate.is_writable()), persons)
        return debates

    @contextmanager
    def _bar(self, label: str, total: int) -> Iterator[Any]:
        """A progress bar on the terminal; a single line where there is none."""
        done = 0

        def step(count: int = 1) -> None:
            nonlocal done
            done += count
            if self.stdout.isatty():
                filled = round(30 * done / max(total, 1))
                self.stdout.write(f"\r{label:<14} [{'█' * filled}{'·' * (30 - filled)}] {done}/{total}", ending="")
                self.stdout.flush()

        yield step
        if self.stdout.isatty():
            self.stdout.write("")
        else:
            self.stdout.write(f"{label}: {done}")


def _count(comments: list[dict[str, Any]]) -> int:
    return sum(1 + _count(comment.get("replies", [])) for comment in comments)
