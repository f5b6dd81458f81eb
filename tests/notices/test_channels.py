"""Whichever way notices arrive, they are the same ones: list, mails, feed and pushes compared over many courses."""

import datetime as dt
import random
import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from notices import actions, letters, push
from notices.models import Letter, LetterState, Notice, Way
from notices.reading import described
from tests import factories
from tests.factories import Cast, House
from tests.services.push import PushService, encoded
from tests.services.smtp import Behaviour, Mailbox


@pytest.mark.parametrize("seed", range(3))
def test_the_same_notices_arrive_whichever_way(
    cast: Cast, house: House, mailbox: Mailbox, settings: Any, seed: int
) -> None:
    """Random events, choices, hidings and mail server troubles; in the end everything that may be shown has arrived."""
    chance = random.Random(seed)  # noqa: S311 - which course, nothing secret
    service = PushService()
    settings.VAPID_PRIVATE_KEY, settings.PUSH_SERVICES = encoded(bytes(range(1, 33))), [service.host]
    articles = [factories.make_article(house, f"Sted {number}") for number in range(3)]
    actions.add_device(cast.citizen, **service.subscription())
    start = timezone.now().replace(hour=12) - dt.timedelta(days=40)
    for step in range(24):
        now = start + dt.timedelta(hours=9 * step)
        article = chance.choice(articles)
        way = chance.choice([Way.ONCE, Way.DAILY, Way.WEEKLY])
        actions.tell([cast.citizen], f"news-{way}", article, key=step)
        Notice.objects.filter(key=step).update(created=now - dt.timedelta(minutes=2))
        push.address([str(pk) for pk in Notice.objects.filter(key=step).values_list("pk", flat=True)])
        push.send_due(now)
        if chance.random() < 0.3:
            hidden = chance.choice(articles)
            hidden.unpublish() if hidden.live else hidden.save_revision().publish()
            hidden.refresh_from_db()
        mailbox.behave(chance.choice([Behaviour.ACCEPT, Behaviour.ACCEPT, Behaviour.BUSY]))
        for pk in letters.look_after(now):
            letters.send(pk)
    mailbox.behave(Behaviour.ACCEPT)
    for article in articles:
        article.save_revision().publish()
    for hours in (1, 24, 24 * 8):
        Letter.objects.filter(state=LetterState.WAITING).update(due_at=now)
        for pk in letters.look_after(now + dt.timedelta(hours=hours)):
            letters.send(pk)
    service.stop()

    notices = Notice.objects.of(cast.citizen)
    listed = {told.line.sentence for told in described(notices)}
    assert len(listed) == 24
    sentences = re.compile(r"^- (Nyt i .*?)\r?$", re.MULTILINE)
    mailed = Counter(line for mail in mailbox.messages() for line in sentences.findall(mail.text))
    assert set(mailed) == listed
    assert set(mailed.values()) == {1}, "nothing twice"
    feed = Client().get(f"/konto/beskeder/feed/{actions.renew_feed(cast.citizen).key}/").content.decode()
    assert set(re.findall(r"<title>(Nyt i [^<]*)</title>", feed)) == listed
    assert {message["body"] for message in service.messages} <= listed


def test_everything_visible_is_pushed(cast: Cast, house: House, settings: Any) -> None:
    service = PushService()
    settings.VAPID_PRIVATE_KEY, settings.PUSH_SERVICES = encoded(bytes(range(1, 33))), [service.host]
    actions.add_device(cast.citizen, **service.subscription())
    article = factories.make_article(house)
    for number, way in enumerate(Way):
        actions.tell([cast.citizen], f"news-{way}", article, key=number)
    push.address([str(pk) for pk in Notice.objects.values_list("pk", flat=True)])
    push.send_due(timezone.now())
    service.stop()
    assert {message["body"] for message in service.messages} == {
        told.line.sentence for told in described(Notice.objects.of(cast.citizen))
    }
    assert settings.VAPID_PRIVATE_KEY
