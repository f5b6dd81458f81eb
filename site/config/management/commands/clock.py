"""What happens by the clock: scheduled pages are published and taken down, and old rows are tidied away."""

import logging
import signal
import threading
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, transaction

logger = logging.getLogger(__name__)

MINUTE, DAY = 60, 24 * 60 * 60
# Command -> how often it is due, in seconds.
JOBS = {
    "publish_scheduled": MINUTE,
    "tell_overdue": MINUTE,
    "tell_debates": MINUTE,
    "tell_livestreams": MINUTE,
    "tidy_pages": MINUTE,
    "tend_exhibitions": 10 * MINUTE,
    "search_catch_up": MINUTE,
    "search_follow_up": MINUTE,
    "clearsessions": DAY,
    "search_forget": DAY,
    "remind_checks": DAY,
    "search_documents": DAY,
    "search_people": DAY,
    "prune_db_task_results": DAY,
    "forget_limits": DAY,
    "ask_associations": DAY,
    "retain": DAY,
}


class Command(BaseCommand):
    help = "Publish and take down scheduled pages every minute, and tidy up once a day. Runs until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Do everything once, and end.")

    def handle(self, *_args: Any, once: bool, **_options: Any) -> None:
        if once:
            for job in JOBS:
                _do(job)
            return
        ended = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: ended.set())
        due = dict.fromkeys(JOBS, time.monotonic())
        while not ended.wait(max(0.0, min(due.values()) - time.monotonic())):
            job = min(due, key=due.__getitem__)
            due[job] = time.monotonic() + JOBS[job]
            close_old_connections()  # the database may have been restarted since
            _do(job)


def _do(job: str) -> None:
    """Do a job in one transaction. A database that is away is asked again when the job is due again."""
    try:
        with transaction.atomic():
            call_command(job, verbosity=0)
    except DatabaseError:
        logger.exception("%s failed; trying again when it is due again.", job)
