"""Web push: a notice as an encrypted message to a browser (RFC 8030, 8188, 8291, 8292). Off without a key."""

import base64
import datetime as dt
import json
import logging
from collections.abc import Sequence
from typing import Any, cast
from urllib.parse import urlsplit

import requests  # nosemgrep: no-request-leaves-the-house - by tasks only, to the push services that the settings name
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import override
from py_vapid import Vapid02
from pywebpush import WebPushException, webpush

from notices.models import Device, Notice, Push
from notices.reading import described

logger = logging.getLogger(__name__)

TIMEOUT = 5  # seconds
DAY = dt.timedelta(days=1)  # so long the push service keeps a message, and we try to give it one
REFUSED, FAILED = 400, 500
UNREACHABLE = 503
GONE = {404, 410}  # the person has turned it off, or the browser is no more (RFC 8030, 7.3)
BUSY = {408, 429}


def is_on() -> bool:
    """Whether this house has a key to sign pushes with."""
    return bool(settings.VAPID_PRIVATE_KEY)


def public_key() -> str:
    """What a browser asks for when it subscribes: the public half of our key, base64url."""
    key = Vapid02.from_string(settings.VAPID_PRIVATE_KEY).public_key
    raw = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def is_push_service(endpoint: str) -> bool:
    """Whether the address belongs to a push service that we speak to. The browser names it, so any could be given."""
    parts = urlsplit(endpoint)
    allowed = [*settings.PUSH_SERVICES]
    if ":" in parts.netloc and parts.netloc in allowed:  # with its port: a service of one's own
        return True
    host = parts.hostname or ""
    return (
        parts.scheme == "https"
        and parts.port is None
        and any(host == name or host.endswith(f".{name}") for name in allowed)
    )


def address(notices: list[str]) -> None:
    """Note for each of these notices (keys) which devices it goes to. Again: nothing more."""
    if not is_on():
        return
    devices: dict[int, list[int]] = {}
    people = dict(Notice.objects.filter(pk__in=notices).values_list("pk", "person_id"))
    for device, person in Device.objects.filter(person__in=set(people.values())).values_list("pk", "person_id"):
        devices.setdefault(person, []).append(device)
    Push.objects.bulk_create(
        [
            Push(notice_id=notice, device_id=device)
            for notice, person in people.items()
            for device in devices.get(person, [])
        ],
        ignore_conflicts=True,
    )


def send_due(at: dt.datetime, notices: Sequence[Any] | None = None) -> int:
    """Send what is due, of these notices when given. Returns how many were taken.

    A message that is sent twice shows once: the browser replaces one with the same tag.
    """
    if not is_on():
        return 0
    Push.objects.filter(notice__created__lt=at - DAY).delete()
    due = Push.objects.filter(due_at__lte=at).select_related("notice", "device").order_by("due_at")
    if notices is not None:
        due = due.filter(notice__in=notices)
    pushes = list(due[:500])
    with override(settings.LANGUAGE_CODE):
        lines = {one.notice.pk: one.line for one in described([push.notice for push in pushes])}
    taken = 0
    gone: set[int] = set()
    for push in pushes:
        line = lines.get(push.notice_id)
        if line is None:  # hidden now; the list shows it, should it be shown again
            push.delete()
        elif push.device_id not in gone:
            message = {"title": line.group or "Torvet", "body": line.sentence, "tag": str(push.notice_id)}
            status = _send(push.device, {**message, "url": _opened(push.notice)})
            taken += status < REFUSED
            if status in GONE:
                gone.add(push.device_id)
                push.device.delete()
            elif status in BUSY or status >= FAILED:
                wait = dt.timedelta(minutes=5 * 2 ** min(push.attempts, 5))
                Push.objects.filter(pk=push.pk).update(attempts=F("attempts") + 1, due_at=at + wait)
            else:
                push.delete()
    return taken


def _opened(notice: Notice) -> str:
    from django.urls import reverse

    return reverse("notices-open", args=[notice.pk])


def _send(device: Device, message: dict[str, Any]) -> int:
    """Send one message. Returns the status of the push service, 503 when it can't be reached."""
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = 0
    try:
        response = webpush(
            {"endpoint": device.endpoint, "keys": {"p256dh": device.p256dh, "auth": device.auth}},
            json.dumps(message),
            vapid_private_key=settings.VAPID_PRIVATE_KEY,
            vapid_claims={"sub": f"mailto:{_contact()}"},
            ttl=int(DAY.total_seconds()),
            timeout=TIMEOUT,
            requests_session=session,
        )
    except WebPushException as error:
        return error.response.status_code if error.response is not None else REFUSED
    except requests.RequestException as error:
        logger.warning("A push service could not be reached: %s.", type(error).__name__)
        return UNREACHABLE
    return cast("requests.Response", response).status_code


def _contact() -> str:
    """Whom a push service may write to about us (RFC 8292, 2.1)."""
    from email.utils import parseaddr

    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def due_now() -> bool:
    """Whether anything waits to be pushed again."""
    return is_on() and Push.objects.filter(due_at__lte=timezone.now()).exists()
