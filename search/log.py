"""What was asked and which hit was followed, counted by day for the editors: no person, no address, no session.

    log_search("åbningstider", total=12)      # the result page, once for its first page
    log_before("åbningstider")                # the same while the engine still looks: most find what they found before
    log_click("åbningstider", entry_pk)       # a hit was followed

Neither ever fails or holds up what called it: when it cannot be counted it is not. Words that look like a person's
data (a CPR number, an e-mail address, a telephone number) are not counted at all; all others are kept as a keyed digest
only, until they were asked on desk.MIN_DAYS days. After desk.KEPT_DAYS it is forgotten (`manage.py search_forget`).
"""

import datetime as dt
import hashlib
import hmac
import logging
import re

from django.conf import settings
from django.db import DatabaseError, IntegrityError, models, transaction
from django.utils import timezone

from guard.cpr import Certainty, find_cpr
from search import danish
from search.desk import KEPT_DAYS, MIN_DAYS, Asked, AskedDay, Click, increment
from search.models import PUBLIC, Entry

log = logging.getLogger(__name__)

MAX_CHARACTERS = 80
MAX_WORDS = 8
MAX_NEW_A_DAY = 20_000
"""Different words that are counted on one day: a machine that asks at random fills no table."""

_PERSONAL = re.compile(r"@|\d[\d\s.+-]{5,}\d")  # an address, or a number long enough to call or to name somebody


def countable(text: str) -> str:
    """The words as they are counted, in lower case; "" for what is too long or looks like a person's data."""
    if _PERSONAL.search(text) or find_cpr(text) is not Certainty.NONE:
        return ""
    words = danish.words(text[: MAX_CHARACTERS + 1])
    joined = " ".join(words)
    return joined if len(text) <= MAX_CHARACTERS and 0 < len(words) <= MAX_WORDS and len(joined) > 1 else ""


def log_before(text: str) -> bool:
    """Count a search before its answer is there, when the same was asked on this day and found something last.

    Returns whether it was counted; tell `log_search` then. Most searches are, and take one statement.
    """
    words = countable(text)
    try:
        return bool(words) and increment(_again(words, found=True, day=timezone.localdate()), searches=1)
    except DatabaseError:
        log.warning("A search was not counted.", exc_info=True)
        return False


def log_search(text: str, total: int | None, *, day: dt.date | None = None, counted: bool = False) -> None:
    """Count a search with its number of hits, on the Danish day `day` (today when not given).

    `counted`: `log_before` has counted it as one with hits. Without a number (None) it is not counted at all.
    """
    words = countable(text)
    if not words or (counted and total):
        return
    found, on = bool(total), day or timezone.localdate()
    try:
        if counted:
            increment(_again(words, found=True, day=on), searches=-1)
        if total is not None and not increment(_again(words, found=found, day=on), searches=1, empty=int(not found)):
            with transaction.atomic():
                _count(words, found=found, day=on)
    except DatabaseError:
        log.warning("A search was not counted.", exc_info=True)


def _again(words: str, *, found: bool, day: dt.date) -> "models.QuerySet[AskedDay]":
    """The row of these words on that day, when they were asked before and the outcome was the same."""
    return AskedDay.objects.filter(asked__digest=_digest(words), asked__found_last=found, day=day)


def log_click(text: str, entry_id: int, *, day: dt.date | None = None) -> None:
    """Count that a hit of these words was followed, if they were asked before and the entry is public."""
    words = countable(text)
    if not words:
        return
    try:
        with transaction.atomic():
            asked = Asked.objects.filter(digest=_digest(words)).first()
            entry = Entry.objects.visible_to(frozenset({PUBLIC})).filter(pk=entry_id).only("pk").first()
            if asked is None or entry is None:
                return
            on = {"asked": asked, "entry": entry, "day": day or timezone.localdate()}
            if not increment(Click.objects.filter(**on), clicks=1) and not _made(Click(**on)):
                increment(Click.objects.filter(**on), clicks=1)
    except DatabaseError:
        log.warning("A click was not counted.", exc_info=True)


def forget(today: dt.date | None = None) -> int:
    """Forget what is older than KEPT_DAYS, and the words of what is asked too rarely by now; returns the rows gone."""
    first = (today or timezone.localdate()) - dt.timedelta(days=KEPT_DAYS)
    gone, _ = Click.objects.filter(day__lt=first).delete()
    days, _ = AskedDay.objects.filter(day__lt=first).delete()
    idle, _ = Asked.objects.filter(days__isnull=True).delete()
    Asked.objects.exclude(words="").exclude(pk__in=Asked.objects.readable().values("pk")).update(words="")
    return gone + days + idle


def _count(words: str, *, found: bool, day: dt.date) -> None:
    asked = Asked.objects.filter(digest=_digest(words)).first()
    if asked is None:
        if AskedDay.objects.filter(day=day).count() >= MAX_NEW_A_DAY:
            return
        asked, _new = Asked.objects.get_or_create(digest=_digest(words), defaults={"found_last": found})
    if asked.found_last != found:
        Asked.objects.filter(pk=asked.pk).update(found_last=found)
    today = AskedDay.objects.filter(asked=asked, day=day)
    if increment(today, searches=1, empty=int(not found)):
        return
    if not _made(AskedDay(asked=asked, day=day, empty=int(not found))):
        increment(today, searches=1, empty=int(not found))
    elif not asked.words and asked.days.count() >= MIN_DAYS:
        Asked.objects.filter(pk=asked.pk).update(words=words)


def _made(row: Click | AskedDay) -> bool:
    """Insert a row; False when another process was first."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _digest(words: str) -> str:
    """Of the words, keyed with the installation's secret: without it nobody can try words out."""
    return hmac.new(settings.SECRET_KEY.encode(), words.encode(), hashlib.sha256).hexdigest()
