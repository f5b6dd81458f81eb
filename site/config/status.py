"""How the installation is: the database, search, tasks, mail and cache, each with a sentence."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache, caches
from django.core.mail import get_connection
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config.cache import FallbackCache
from search import service

LATE = dt.timedelta(minutes=5)
VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@dataclass(frozen=True)
class Line:
    """One line of the status page: what it is about, whether all is well, and a sentence."""

    subject: str
    ok: bool
    sentence: str


def lines() -> list[Line]:
    """Ask every part how it is. A part that fails to answer is a line that says so, never an error."""
    return [_asked(subject, ask) for subject, ask in _PARTS]


def _asked(subject: Any, ask: Callable[[], tuple[bool, str]]) -> Line:
    try:
        ok, sentence = ask()
    except Exception as error:  # noqa: BLE001 - whatever is wrong with a part, the page says so
        ok, sentence = False, _("Does not answer: %(error)s") % {"error": error}
    return Line(str(subject()), ok, sentence)


def _database() -> tuple[bool, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    name = VENDORS.get(connection.vendor, connection.vendor)
    if connection.vendor == "sqlite":
        return True, _("%(name)s, embedded. Use PostgreSQL for a library's own installation.") % {"name": name}
    return True, name


def _search() -> tuple[bool, str]:
    status = service.status()
    if not settings.SEARCH["ELASTICSEARCH_URL"]:
        return True, _("The database answers searches (%(count)d entries). Elasticsearch is not set up.") % {
            "count": status.entries
        }
    about = {"count": status.entries, "lag": status.lag}
    if not status.reachable:
        sentence = _("Elasticsearch does not answer. The database answers searches meanwhile (%(count)d entries).")
        return False, sentence % about
    if status.retrying:
        sentence = _("Elasticsearch takes nothing new: is its disk full? The database answers searches meanwhile.")
    else:
        sentence = _("Elasticsearch answers (%(count)d entries, %(lag)d still to be sent).")
    sentences = [sentence % about]
    if status.is_late and status.behind_since:
        since = timezone.localtime(status.behind_since)
        sentences.append(
            _("Something has waited since %(time)s.") % {"time": date_format(since, "SHORT_DATETIME_FORMAT")}
        )
    rebuild = status.rebuild
    if rebuild and rebuild.running:
        sentences.append(_("The index is rebuilt (%(percent)d %%).") % {"percent": rebuild.percent})
    stuck = rebuild is not None and bool(rebuild.problem)
    if rebuild and stuck:
        sentences.append(_("The last rebuild stopped: %(problem)s") % {"problem": rebuild.problem})
    return not (status.is_late or status.retrying or stuck), " ".join(sentences)


def _tasks() -> tuple[bool, str]:
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).count()
    late = waiting.filter(enqueued_at__lt=timezone.now() - LATE).exists()
    sentence = _("%(waiting)d wait, %(failed)d failed.") % {"waiting": waiting.count(), "failed": failed}
    if late:
        sentence += " " + _("Some have waited for more than five minutes: is the worker running?")
    return not late and not failed, sentence


def _mail() -> tuple[bool, str]:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return True, _("Mail is printed in the terminal and not sent.")
    mail = get_connection()
    mail.open()
    mail.close()
    return True, _("The mail server answers.")


def _cache() -> tuple[bool, str]:
    cache.set("status", "1", 10)
    if cache.get("status") != "1":
        return False, _("Does not keep what it is given.")
    backend = caches["default"]
    if isinstance(backend, FallbackCache) and backend.is_away:
        return False, _("Redis does not answer. Each process keeps its own memory meanwhile.")
    if "locmem" in settings.CACHES["default"]["BACKEND"]:
        return True, _("The process's own memory. Use Redis when there is more than one process.")
    return True, "Redis"


_PARTS: list[tuple[Callable[[], str], Callable[[], tuple[bool, str]]]] = [
    (lambda: _("Database"), _database),
    (lambda: _("Search"), _search),
    (lambda: _("Background tasks"), _tasks),
    (lambda: _("Mail"), _mail),
    (lambda: _("Cache"), _cache),
]
