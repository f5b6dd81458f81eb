"""Mails through a real mail server that takes, refuses, hangs, and dies: nothing is lost, nothing comes twice."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from home.models import ArticlePage
from notices import actions, letters
from notices.models import Letter, LetterState, Notice, Way
from notices.tasks import deliver, send_letters
from notices.unsubscribing import SALT
from tests import factories
from tests.factories import Cast, House
from tests.reading import words
from tests.services.smtp import Behaviour, Mailbox

NOON = dt.datetime(2026, 11, 18, 12, tzinfo=timezone.get_default_timezone())  # a Wednesday


@pytest.fixture
def article(house: House) -> ArticlePage:
    return factories.make_article(house)


def work() -> None:
    """Do the tasks of this room that are enqueued, here: a worker of its own sees nothing of this transaction."""
    for row in DBTaskResult.objects.order_by("enqueued_at"):
        if row.task_path in (deliver.module_path, send_letters.module_path):
            row.task.func(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        row.delete()


def tell(person: Any, article: ArticlePage, key: object, way: str = Way.ONCE, at: dt.datetime | None = None) -> Notice:
    actions.tell([person], f"news-{way}", article, key=key)
    notice = Notice.objects.get(person=person, key=str(key), kind=f"news-{way}")
    if at:
        Notice.objects.filter(pk=notice.pk).update(created=at)
    return notice


def test_a_mail_at_once_is_plain_danish_with_a_link(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    tell(cast.citizen, article, 1)
    work()
    mail = mailbox.wait_for(to=cast.citizen.email)
    assert mail.subject == "Nyt i Stormfloden 1921: 1"
    assert "Hej Karen Holm" in mail.text
    assert f"http://127.0.0.1:8000{article.url}" in mail.text
    assert f'<a href="http://127.0.0.1:8000{article.url}">' in mail.html
    assert '<html lang="da">' in mail.html
    assert "style" not in mail.html, "the reader's own colours and size"
    assert "<img" not in mail.html
    assert factories.TEXT[3:-4] not in mail.text
    assert mail.email["Auto-Submitted"] == "auto-generated"
    assert Letter.objects.get().state == LetterState.SENT


def test_what_is_told_together_comes_in_one_mail(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    tell(cast.citizen, article, 1)
    tell(cast.citizen, article, 2)
    work()
    (mail,) = mailbox.messages(to=cast.citizen.email)
    assert mail.subject == "2 beskeder fra Torvet"
    assert mail.text.count("Nyt i Stormfloden") == 2
    assert mail.text.splitlines().count("Stormfloden 1921") == 1, "grouped under what it is about"


def test_a_task_that_runs_twice_sends_once(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    notice = tell(cast.citizen, article, 1)
    deliver.func([str(notice.pk)])
    deliver.func([str(notice.pk)])
    (letter,) = Letter.objects.all()
    assert letters.send(letter.pk) is None
    assert len(mailbox.messages()) == 1


@pytest.mark.parametrize("behaviour", [Behaviour.BUSY, Behaviour.HANG])
def test_a_server_that_does_not_take_it_is_tried_again(
    cast: Cast, article: ArticlePage, mailbox: Mailbox, behaviour: Behaviour
) -> None:
    mailbox.behave(behaviour)
    tell(cast.citizen, article, 1)
    with override_settings(EMAIL_TIMEOUT=0.3):
        work()
    letter = Letter.objects.get()
    assert letter.state == LetterState.WAITING
    assert letter.due_at > timezone.now()
    mailbox.behave(Behaviour.ACCEPT)
    assert letters.look_after(letter.due_at) == [letter.pk]
    assert letters.look_after(letter.due_at) == [], "handed out once"
    send_letters.func([letter.pk, letter.pk])
    (mail,) = mailbox.messages()
    assert mail.email["Message-ID"] == letter.message_id


def test_no_server_at_all_is_tried_again(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    with override_settings(EMAIL_PORT=9):
        tell(cast.citizen, article, 1)
        work()
    assert Letter.objects.get().state == LetterState.WAITING
    call_command("deliver_notices")
    Letter.objects.update(due_at=timezone.now())
    call_command("deliver_notices")
    work()
    assert len(mailbox.messages()) == 1


def test_a_refused_address_is_not_tried_again(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    mailbox.behave(Behaviour.REFUSE)
    notice = tell(cast.citizen, article, 1)
    work()
    assert Letter.objects.get().state == LetterState.REFUSED
    assert letters.look_after(timezone.now() + dt.timedelta(hours=1)) == []
    assert notice in Notice.objects.of(cast.citizen).unread(), "it stands in the list all the same"


@pytest.mark.parametrize(("behaviour", "arrived"), [(Behaviour.DROP, 0), (Behaviour.DROP_KEPT, 1)])
def test_a_server_that_dies_after_the_data_is_not_given_it_twice_and_the_next_mail_says_so(
    cast: Cast, article: ArticlePage, mailbox: Mailbox, behaviour: Behaviour, arrived: int
) -> None:
    mailbox.behave(behaviour)
    notice = tell(cast.citizen, article, 1)
    work()
    assert Letter.objects.get().state == LetterState.DOUBTFUL
    mailbox.behave(Behaviour.ACCEPT)
    assert letters.look_after(timezone.now() + dt.timedelta(hours=2)) == []
    work()
    assert len(mailbox.messages()) == arrived
    assert notice in Notice.objects.of(cast.citizen).unread(), "not lost: the list has it"
    tell(cast.citizen, article, 2)
    work()
    assert "Vores sidste mail til dig er måske ikke kommet frem" in mailbox.messages()[-1].text
    tell(cast.citizen, article, 3)
    work()
    assert "måske ikke kommet frem" not in mailbox.messages()[-1].text
    assert len(mailbox.messages()) == arrived + 2


def test_a_worker_that_died_while_sending_leaves_a_letter_in_doubt(
    cast: Cast, article: ArticlePage, mailbox: Mailbox
) -> None:
    tell(cast.citizen, article, 1)
    (pk,) = letters.write_letters(Way.ONCE, "", timezone.now())
    Letter.objects.filter(pk=pk).update(state=LetterState.SENDING, claimed_at=timezone.now() - dt.timedelta(hours=1))
    letters.look_after(timezone.now())
    assert letters.send(pk) is None
    assert Letter.objects.get().state == LetterState.DOUBTFUL
    assert mailbox.messages() == []


def test_a_mail_that_nobody_takes_for_days_is_given_up(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    mailbox.behave(Behaviour.BUSY)
    tell(cast.citizen, article, 1)
    (pk,) = letters.write_letters(Way.ONCE, "", timezone.now())
    Letter.objects.update(created=timezone.now() - dt.timedelta(days=4))
    assert letters.send(pk) == LetterState.REFUSED


def test_digests_come_in_the_morning_once(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    early = NOON.replace(hour=6)
    tell(cast.citizen, article, 1, Way.DAILY, NOON - dt.timedelta(days=1))
    tell(cast.citizen, article, 2, Way.DAILY, early)
    tell(cast.citizen, article, 3, Way.DAILY, NOON)
    assert len(letters.write_digests(early)) == 0, "yesterday's morning was before all of them"
    (today,) = letters.write_digests(NOON)
    assert letters.write_digests(NOON) == []
    assert Letter.objects.get(pk=today).notices.count() == 2
    (tomorrow,) = letters.write_digests(NOON + dt.timedelta(days=1))
    assert list(Letter.objects.get(pk=tomorrow).notices.values_list("key", flat=True)) == ["3"]


def test_the_weekly_mail_comes_on_monday(cast: Cast, article: ArticlePage) -> None:
    tell(cast.citizen, article, 1, Way.WEEKLY, NOON)
    assert letters.write_digests(NOON + dt.timedelta(days=4)) == []
    (monday,) = letters.write_digests(NOON + dt.timedelta(days=5))
    assert Letter.objects.get(pk=monday).key == "2026-11-23"
    assert letters.write_digests(NOON + dt.timedelta(days=6)) == []


def test_what_is_hidden_is_in_no_mail_and_comes_when_it_is_shown_again(
    cast: Cast, house: House, article: ArticlePage, mailbox: Mailbox
) -> None:
    other = factories.make_article(house, "Havnen")
    tell(cast.citizen, article, 1)
    tell(cast.citizen, other, 2)
    article.unpublish()
    work()
    (mail,) = mailbox.messages()
    assert "Stormfloden" not in mail.text + mail.html + mail.subject
    article.save_revision().publish()
    letters.look_after(timezone.now() + dt.timedelta(minutes=2))
    send_letters.func(list(Letter.objects.filter(state=LetterState.WAITING).values_list("pk", flat=True)))
    assert "Stormfloden" in mailbox.messages()[-1].text


def test_what_is_hidden_between_writing_and_sending_is_not_sent(
    cast: Cast, article: ArticlePage, mailbox: Mailbox
) -> None:
    notice = tell(cast.citizen, article, 1)
    (pk,) = letters.write_letters(Way.ONCE, "", timezone.now())
    article.unpublish()
    assert letters.send(pk) == LetterState.REFUSED
    assert mailbox.messages() == []
    notice.refresh_from_db()
    assert notice.letter is None


def way_out(mailbox: Mailbox) -> str:
    """The path of the way out in the newest mail, which stands in the header and in both texts."""
    mail = mailbox.messages()[-1]
    address = mail.email["List-Unsubscribe"].strip(" <>")
    assert mail.email["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.text
    assert address in mail.html
    return re.sub(r"^https?://[^/]+", "", address)


def test_looking_at_the_way_out_changes_nothing_and_sending_acts_signed_out(
    cast: Cast, article: ArticlePage, mailbox: Mailbox
) -> None:
    tell(cast.citizen, article, 1)
    work()
    path, client = way_out(mailbox), Client(enforce_csrf_checks=True)
    for look in (client.get, client.head, client.get):
        assert look(path).status_code == 200
    assert actions.ways_of(cast.citizen)["news-once"] == Way.ONCE
    assert "Nyheder (once)" in words(client.get(path))
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200, "RFC 8058: no redirect"
    assert client.post(path).status_code == 200
    assert actions.ways_of(cast.citizen)["news-once"] == Way.SITE
    assert actions.ways_of(cast.neighbour)["news-once"] == Way.ONCE
    tell(cast.citizen, article, 2)
    work()
    assert len(mailbox.messages()) == 1
    assert Notice.objects.of(cast.citizen).count() == 2


def test_the_way_out_of_a_digest_ends_the_digest(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    tell(cast.citizen, article, 1, Way.DAILY, NOON - dt.timedelta(days=1))
    (pk,) = letters.write_digests(NOON)
    letters.send(pk)
    Client().post(way_out(mailbox))
    assert Way.DAILY not in actions.ways_of(cast.citizen).values()
    assert actions.ways_of(cast.citizen)["news-weekly"] == Way.WEEKLY


def test_a_forged_or_broken_way_out_is_refused(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    tell(cast.citizen, article, 1)
    work()
    path = way_out(mailbox)
    for wrong in (path[:-3] + "x/", "/konto/beskeder/afmeld/x/", path.replace(":", ";")):
        assert Client().post(wrong).status_code == 404, wrong
    from django.core import signing

    other = signing.dumps([cast.citizen.pk, "once", []], salt="other")
    assert SALT != "other"
    assert Client().post(f"/konto/beskeder/afmeld/{other}/").status_code == 404
    assert actions.ways_of(cast.citizen)["news-once"] == Way.ONCE


def test_the_way_out_of_an_erased_person_is_harmless(cast: Cast, article: ArticlePage, mailbox: Mailbox) -> None:
    tell(cast.stranger, article, 1)
    work()
    cast.stranger.memberships.all().delete()
    cast.stranger.delete()
    assert Client().post(way_out(mailbox)).status_code == 200
