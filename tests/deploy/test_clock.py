"""`manage.py clock`: what is due by the clock is done, and a failure stops neither the other jobs nor the clock."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from config.management.commands import clock
from home.models import ArticlePage

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def scheduled(db: None) -> ArticlePage:
    """An article that should have appeared an hour ago."""
    page = ArticlePage(title="Broen fylder år", live=False, slug="broen-fylder-aar")
    Page.get_first_root_node().add_child(instance=page)
    page.go_live_at = timezone.now() - HOUR
    page.save_revision(approved_go_live_at=page.go_live_at)
    return page


def test_a_scheduled_page_appears(scheduled: ArticlePage) -> None:
    call_command("clock", once=True)
    scheduled.refresh_from_db()
    assert scheduled.live


def test_a_page_whose_time_is_over_disappears(scheduled: ArticlePage) -> None:
    call_command("clock", once=True)
    ArticlePage.objects.update(expire_at=timezone.now() - HOUR)
    call_command("clock", once=True)
    scheduled.refresh_from_db()
    assert not scheduled.live


def test_a_database_error_is_told_and_does_not_stop_the_other_jobs(
    scheduled: ArticlePage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = clock.call_command

    def failing(job: str, **options: int) -> None:
        if job == "clearsessions":
            connection.cursor().execute("SELECT no_such_column")
        done(job, **options)

    monkeypatch.setattr(clock, "call_command", failing)
    monkeypatch.setattr(clock, "JOBS", {"clearsessions": 1, "publish_scheduled": 1})
    call_command("clock", once=True)
    assert "clearsessions failed" in caplog.text
    scheduled.refresh_from_db()
    assert scheduled.live
