"""The status page: every part says how it is, and one that fails is a line."""

import datetime as dt
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.translation import override
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from config import status
from tests.factories import Cast, House, make_picture
from tests.reading import danish, words
from tests.services.smtp import Mailbox

ADDRESS = "/admin/status/"


def line(subject: str) -> status.Line:
    """The line about this part, in Danish."""
    with override("da"):
        return next(found for found in status.lines() if found.subject == danish(subject))


def test_all_parts_are_asked(house: House, mailbox: Mailbox) -> None:
    DBTaskResult.objects.all().delete()
    with override("da"):
        lines = status.lines()
    assert [found.subject for found in lines] == [
        danish(name) for name in ("Database", "Search", "Background tasks", "Mail", "Cache")
    ]
    assert [found for found in lines if not found.ok] == []
    assert lines[0].sentence == "PostgreSQL"
    assert lines[4].sentence == "Redis"
    assert mailbox.messages() == []  # asking sends nothing


def test_a_task_that_failed_or_waits_too_long_needs_attention(house: House) -> None:
    DBTaskResult.objects.all().delete()
    make_picture()
    assert line("Background tasks").ok
    DBTaskResult.objects.update(enqueued_at=timezone.now() - dt.timedelta(minutes=6))
    late = line("Background tasks")
    assert not late.ok
    assert danish("Some have waited for more than five minutes: is the worker running?") in late.sentence
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED, enqueued_at=timezone.now())
    assert not line("Background tasks").ok


def test_a_mail_server_that_is_away_is_a_line(house: House) -> None:
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=1
    ):
        found = line("Mail")
    assert not found.ok
    assert found.sentence
    assert mail.outbox == []


def test_a_cache_that_forgets_is_a_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "get", lambda *_arguments: None, raising=False)
    assert not line("Cache").ok


def test_an_elasticsearch_that_is_away_is_a_line(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", "http://127.0.0.1:1")
    assert not line("Search").ok


def test_whatever_fails_the_page_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> tuple[bool, str]:
        raise ZeroDivisionError("nul")

    found = status._asked(lambda: "Del", broken)
    assert (found.subject, found.ok) == ("Del", False)
    assert "nul" in found.sentence


def test_the_page_for_the_administrator(cast: Cast, house: House, signed_in: Any) -> None:
    browser = signed_in(cast.admin)
    response = browser.get(ADDRESS)
    assert response.status_code == 200
    for expected in ("PostgreSQL", "Redis", danish("Background tasks"), danish("In order")):
        assert expected in words(response)
    assert ADDRESS in browser.get("/admin/").content.decode()


@pytest.mark.parametrize("person", ["editor", "moderator", "citizen", "member", None])
def test_for_nobody_else(cast: Cast, house: House, signed_in: Any, client: Client, person: str | None) -> None:
    browser = signed_in(cast[person]) if person else client
    response = browser.get(ADDRESS, follow=True)
    assert "PostgreSQL" not in words(response)
    if person in {"citizen", "member"}:
        assert response.status_code == 403
        assert danish("Your account does not give you access to this page.") in words(response)
    else:  # to the admin's front page, or to sign in
        assert response.redirect_chain[0] == ("/admin/" if person else f"/konto/login/?next={ADDRESS}", 302)
