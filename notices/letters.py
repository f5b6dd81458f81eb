"""Mails: written from notices, claimed, sent at most once.

A mail server that takes a message and dies before it says so can't be told from one that dies before it took it. We
send such a mail no second time: its notices stand in the list on the site all the same, and the person's next mail
says that one may be missing. So nothing is doubled and nothing is lost.
"""

import datetime as dt
import logging
import uuid
from itertools import groupby
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import models, transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from notices import post
from notices.models import Letter, LetterState, Notice, Person, Way
from notices.reading import Told, described, grouped
from notices.unsubscribing import make_token

logger = logging.getLogger(__name__)

FRESH = dt.timedelta(days=14)  # what no mail could bring for so long, since it was hidden, is left to the list
PATIENCE = dt.timedelta(days=3)  # a mail that the server won't take is tried so long (RFC 5321, 4.5.4.1: 4-5 days)
WAITS = [1, 5, 15, 60, 240]  # minutes before each new attempt; the last one holds for all that follow
CLAIM = dt.timedelta(minutes=15)  # a worker that has not ended a mail by then is dead
MORNING = dt.time(7)  # when digests are written, Danish time


@transaction.atomic
def write_letters(way: str, key: str, before: dt.datetime, people: list[Any] | None = None) -> list[int]:
    """Put what was told `before` and no mail of this way has brought into a letter a person. Returns their keys.

    `key` names the digest (a person has one of each name); without one it gets any number of letters.
    `people` (keys) limits it to them. Notices that are hidden now wait for a later letter.
    """
    pending = Notice.objects.unsent(way).filter(created__lte=before, created__gt=before - FRESH)
    if people is not None:
        pending = pending.filter(person__in=people)
    if key:
        pending = pending.exclude(
            models.Exists(Letter.objects.filter(person=models.OuterRef("person"), way=way, key=key))
        )
    rows = list(pending.order_by("person", "created", "pk").select_for_update(of=("self",)))
    letters = []
    for person, told in groupby(described(rows), key=lambda one: one.notice.person_id):
        name = uuid.uuid4()
        letter = Letter.objects.create(
            person_id=person,
            way=way,
            key=key or str(name),
            message_id=f"<{name}@{_host()}>",
            due_at=before,
        )
        Notice.objects.filter(pk__in=[one.notice.pk for one in told]).update(letter=letter)
        letters.append(letter.pk)
    return letters


def write_digests(at: dt.datetime) -> list[int]:
    """The letters of the day, and those of the week, that are due at `at`, if nobody wrote them yet."""
    now = timezone.localtime(at)
    morning = now.replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    if now < morning:
        morning -= dt.timedelta(days=1)
    monday = morning - dt.timedelta(days=morning.weekday())
    return [
        *write_letters(Way.DAILY, morning.date().isoformat(), morning),
        *write_letters(Way.WEEKLY, monday.date().isoformat(), monday),
    ]


def send(pk: int) -> LetterState | None:
    """Claim a letter and send it. None when it is not waiting, so that of two workers one sends it.

    The claim is committed before the mail server is spoken to: a worker that dies in between leaves a letter in doubt.
    """
    with transaction.atomic(durable=True):
        claimed = Letter.objects.filter(pk=pk, state=LetterState.WAITING).update(
            state=LetterState.SENDING, claimed_at=timezone.now(), attempts=F("attempts") + 1
        )
    if not claimed:
        return None
    letter = Letter.objects.select_related("person").get(pk=pk)
    notices = list(letter.notices.order_by("created", "pk"))
    with override(settings.LANGUAGE_CODE):
        told = described(notices)
    hidden = {notice.pk for notice in notices} - {one.notice.pk for one in told}
    Notice.objects.filter(pk__in=hidden).update(letter=None)  # the next one brings them, should they be shown again
    if not told or not letter.person.is_active or not letter.person.email:
        return _end(letter, LetterState.REFUSED)
    outcome = post.hand_over(compose(letter, told))
    if outcome is post.Outcome.LATER:
        return _again(letter)
    return _end(letter, _STATES[outcome])


_STATES = {
    post.Outcome.TAKEN: LetterState.SENT,
    post.Outcome.REFUSED: LetterState.REFUSED,
    post.Outcome.DOUBTFUL: LetterState.DOUBTFUL,
}


def compose(letter: Letter, told: list[Told]) -> EmailMultiAlternatives:
    """The mail: sentences with links, plain and as simple HTML, in Danish, with a way out in one click (RFC 8058)."""
    with override(settings.LANGUAGE_CODE):
        way_out = absolute(reverse("notices-unsubscribe", args=[make_token(letter, told)]))
        count = len(told)
        subject = told[0].line.sentence
        if letter.way != Way.ONCE or count > 1:
            subject = ngettext("%(count)d notice from Torvet", "%(count)d notices from Torvet", count) % {
                "count": count
            }
        groups = [
            {
                "title": group.title,
                "lines": [{"sentence": one.line.sentence, "url": absolute(one.line.url)} for one in group.told],
            }
            for group in grouped(told)
        ]
        context = {
            "subject": subject,
            "groups": groups,
            "name": letter.person.display_name,
            "one_may_be_missing": _one_may_be_missing(letter),
            "list_url": absolute(reverse("notices")),
            "choices_url": absolute(reverse("notices-choices")),
            "way_out": way_out,
            "why": {
                Way.ONCE: _("You get this mail because you have chosen to be told at once."),
                Way.DAILY: _("You get this mail once a day, when there is something to tell."),
                Way.WEEKLY: _("You get this mail once a week, when there is something to tell."),
            }[Way(letter.way)],
        }
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string("notices/mail/letter.txt", context),
            from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.person.email],
            headers={
                "Message-ID": letter.message_id,
                "List-Unsubscribe": f"<{way_out}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        message.attach_alternative(render_to_string("notices/mail/letter.html", context), "text/html")
        return message


def look_after(at: dt.datetime) -> list[int]:
    """What the clock does: give up the dead, write what is due. Returns the letters that are to be sent now.

    A letter that is handed out here is handed out again only after ten minutes, should its task be lost.
    """
    dead = Letter.objects.abandoned(at - CLAIM).update(state=LetterState.DOUBTFUL, ended_at=at)
    if dead:
        logger.warning("%d mails were given up: their worker died while it sent them.", dead)
    # What is told at once has its task; the clock finds what was hidden then, or whose task was lost.
    write_letters(Way.ONCE, "", at - dt.timedelta(minutes=1))
    write_digests(at)
    due = list(Letter.objects.due(at).order_by("due_at").values_list("pk", flat=True)[:500])
    Letter.objects.filter(pk__in=due).update(due_at=at + dt.timedelta(minutes=10))
    return due


def absolute(url: str) -> str:
    """The full address of one of ours."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, url)


def _host() -> str:
    return urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname or "localhost"


def _one_may_be_missing(letter: Letter) -> bool:
    """Whether the mail before this one may not have arrived."""
    earlier = Letter.objects.filter(person=letter.person, ended_at__isnull=False).exclude(pk=letter.pk)
    last = earlier.order_by("-ended_at").first()
    return last is not None and last.state == LetterState.DOUBTFUL


def _end(letter: Letter, state: LetterState) -> LetterState:
    Letter.objects.filter(pk=letter.pk).update(state=state, ended_at=timezone.now())
    return state


def _again(letter: Letter) -> LetterState:
    """Have it tried later, or give it up when it is too old."""
    now = timezone.now()
    if now - letter.created > PATIENCE:
        return _end(letter, LetterState.REFUSED)
    wait = dt.timedelta(minutes=WAITS[min(letter.attempts, len(WAITS)) - 1])
    Letter.objects.filter(pk=letter.pk).update(state=LetterState.WAITING, due_at=now + wait)
    return LetterState.WAITING


def people_of(notices: list[str]) -> list[Person]:
    """Keys of those who are to be mailed at once about these notices."""
    return list(
        Notice.objects.filter(pk__in=notices, way=Way.ONCE, letter__isnull=True)
        .order_by("person")
        .values_list("person_id", flat=True)
        .distinct()
    )
