"""Web push through a push service that decrypts what it is sent."""

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notices import actions, push
from notices.models import Device, Notice, Push
from notices.tasks import deliver
from tests import factories
from tests.factories import Cast, House
from tests.services.push import PushService, encoded

Browser = Callable[[User], Client]
URL = "/konto/beskeder/enhed/"


@pytest.fixture
def service(settings: Any) -> Iterator[PushService]:
    service = PushService()
    settings.VAPID_PRIVATE_KEY = encoded(bytes(range(1, 33)))
    settings.PUSH_SERVICES = [service.host]
    yield service
    service.stop()


def tell(person: User, house: House, key: int = 1) -> Notice:
    article = factories.make_article(house, f"Havnen {key}")
    actions.tell([person], "news-site", article, key=key)
    return Notice.objects.get(key=str(key))


def test_a_notice_reaches_the_browser_encrypted_and_signed(
    cast: Cast, house: House, service: PushService, signed_in: Browser
) -> None:
    assert signed_in(cast.citizen).post(URL, service.subscription()).json() == {"on": True}
    notice = tell(cast.citizen, house)
    deliver.func([str(notice.pk)])
    (message,) = service.messages
    assert message == {
        "title": "Havnen 1",
        "body": "Nyt i Havnen 1: 1",
        "tag": str(notice.pk),
        "url": f"/konto/beskeder/{notice.pk}/",
    }
    scheme, _, credentials = service.headers[0]["Authorization"].partition(" ")
    assert scheme == "vapid"
    fields = dict(part.strip().split("=", 1) for part in credentials.split(","))
    assert fields["k"] == push.public_key()
    claims = json.loads(base64.urlsafe_b64decode(fields["t"].split(".")[1] + "=="))
    assert claims["aud"] == f"http://{service.host}"
    assert claims["sub"] == "mailto:torvet@brovig.example"
    deliver.func([str(notice.pk)])
    assert not Push.objects.exists()


def test_a_busy_service_is_asked_again_and_a_gone_browser_is_forgotten(
    cast: Cast, house: House, service: PushService
) -> None:
    actions.add_device(cast.citizen, **service.subscription())
    notice = tell(cast.citizen, house)
    push.address([str(notice.pk)])
    now = timezone.now()
    service.status = 503
    assert push.send_due(now) == 0
    assert push.send_due(now) == 0
    (waiting,) = Push.objects.all()
    assert waiting.attempts == 1, "not asked again before its time"
    service.status = 201
    assert push.send_due(waiting.due_at) == 1
    service.status = 410
    push.address([str(notice.pk)])
    push.send_due(now + dt.timedelta(hours=1))
    assert not Device.objects.exists()


def test_what_is_hidden_is_not_pushed(cast: Cast, house: House, service: PushService) -> None:
    actions.add_device(cast.citizen, **service.subscription())
    notice = tell(cast.citizen, house)
    notice.about.unpublish()
    deliver.func([str(notice.pk)])
    assert service.messages == []


@pytest.mark.parametrize(
    "endpoint",
    ["http://127.0.0.1:6379/", "https://169.254.169.254/", "https://evil.example/?fcm.googleapis.com", "ftp://x/", ""],
)
def test_no_other_address_is_spoken_to(cast: Cast, service: PushService, signed_in: Browser, endpoint: str) -> None:
    answer = signed_in(cast.citizen).post(URL, {**service.subscription(), "endpoint": endpoint})
    assert answer.status_code == 422
    assert not Device.objects.exists()


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/abc", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://notfcm.googleapis.com.evil.example/", False),
        ("https://fcm.googleapis.com@127.0.0.1/", False),
        ("https://fcm.googleapis.com:25/", False),
    ],
)
def test_the_browsers_services_are_known(endpoint: str, known: bool) -> None:
    assert push.is_push_service(endpoint) is known


def test_a_browser_is_turned_off_by_its_owner_alone(
    cast: Cast, house: House, service: PushService, signed_in: Browser
) -> None:
    mine = service.subscription()
    actions.add_device(cast.citizen, **mine)
    off = {"endpoint": mine["endpoint"], "off": "1"}
    signed_in(cast.neighbour).post(URL, off)
    assert Device.objects.count() == 1
    assert signed_in(cast.citizen).post(URL, off).json() == {"on": False}
    assert not Device.objects.exists()


def test_without_a_key_there_are_no_pushes(cast: Cast, house: House, signed_in: Browser) -> None:
    assert settings.VAPID_PRIVATE_KEY == ""
    assert signed_in(cast.citizen).post(URL, {}).status_code == 404
    assert "push-here" not in signed_in(cast.citizen).get("/konto/beskeder/valg/").content.decode()
    Device.objects.create(person=cast.citizen, endpoint="https://fcm.googleapis.com/x", p256dh="x", auth="x")
    push.address([str(tell(cast.citizen, house).pk)])
    assert not Push.objects.exists()
