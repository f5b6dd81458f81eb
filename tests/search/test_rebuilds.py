"""Rebuilding: how far it is stands in a row, anybody can help, and what is killed can go on."""

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search import outbox, rebuilds, service, tasks
from search.engines import elasticsearch
from search.models import Entry, Rebuild
from search.service import Query
from tests.search.conftest import Shelf
from tests.search.proxy import Proxy
from tests.search.test_outbox import held, table

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db


def indexes() -> list[str]:
    return list(elasticsearch.client().indices.get(index=f"{elasticsearch.alias()}*"))


class Killed(BaseException):
    """What SIGKILL is to a process."""


@pytest.fixture
def slices_of_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilds, "SLICE", 2)


def break_off(rebuild: Rebuild, after: int) -> Rebuild:
    """Run a rebuild until it has done so many slices."""

    def told(row: Rebuild) -> None:
        if row.sent >= 2 * after:
            raise Killed

    with pytest.raises(Killed):
        rebuilds.run(rebuild, told=told)
    rebuild.refresh_from_db()
    return rebuild


def test_a_row_tells_how_far_it_is(shelf: Shelf, elastic: str, slices_of_two: None) -> None:
    for number in range(5):
        shelf.put(f"Havnen {number}")
    seen: list[tuple[str, int, int]] = []
    done = rebuilds.run(rebuilds.start(), told=lambda row: seen.append((row.state, row.sent, row.total)))
    assert seen == [("describing", 5, 5), ("sending", 2, 5), ("sending", 4, 5), ("sending", 5, 5)]
    assert (done.state, done.running, done.percent) == (Rebuild.State.DONE, False, 100)
    assert done.finished is not None
    assert rebuilds.current() is None
    assert not Entry.objects.pending().exists()


def test_what_was_broken_off_leaves_the_old_index_serving_and_goes_on_where_it_was(
    shelf: Shelf, elastic: str, slices_of_two: None
) -> None:
    for number in range(7):
        shelf.put(f"Havnen {number}")
    outbox.push()
    (serving,) = indexes()
    rebuild = break_off(rebuilds.start(describe=False), after=2)
    assert (rebuild.sent, rebuild.total) == (4, 7)
    assert len(held()) == 7
    assert elasticsearch.is_served(serving)

    shelf.put("Broen")  # goes to both
    outbox.push()
    again = rebuilds.start(describe=False)
    assert again.pk == rebuild.pk
    assert rebuilds.run(again).sent == 7  # not eleven: what was sent is not counted twice
    assert held() == table()
    assert indexes() == [again.index]


def test_a_slice_that_was_taken_and_not_finished_is_handed_out_again(
    shelf: Shelf, elastic: str, slices_of_two: None
) -> None:
    for number in range(5):
        shelf.put(f"Havnen {number}")
    outbox.push()
    rebuild = break_off(rebuilds.start(describe=False), after=1)
    assert rebuilds._take(rebuild) is not None
    assert rebuilds.run(rebuild).sent == 5
    assert held() == table()


def test_an_index_that_was_lost_meanwhile_is_begun_again(shelf: Shelf, elastic: str, slices_of_two: None) -> None:
    for number in range(5):
        shelf.put(f"Havnen {number}")
    outbox.push()
    rebuild = break_off(rebuilds.start(describe=False), after=1)
    elasticsearch.give_up()
    assert rebuilds.run(rebuild).sent == 5
    assert held() == table()


def test_only_one_is_under_way(shelf: Shelf, elastic: str) -> None:
    first = rebuilds.start("story")
    assert rebuilds.start("story").pk == first.pk
    with pytest.raises(rebuilds.Busy):
        rebuilds.start()
    Rebuild.objects.update(seen=timezone.now() - rebuilds.SILENT - dt.timedelta(seconds=1))
    second = rebuilds.start()
    first.refresh_from_db()
    assert (first.state, second.kind) == (Rebuild.State.ABANDONED, "")
    assert rebuilds.start("story").pk == second.pk  # everything is sent: the kind too


def test_one_that_was_given_up_leaves_no_index_behind(shelf: Shelf, elastic: str, slices_of_two: None) -> None:
    for number in range(4):
        shelf.put(f"Havnen {number}")
    outbox.push()
    serving = indexes()
    rebuild = break_off(rebuilds.start(describe=False), after=1)
    rebuilds.give_up(rebuild)
    assert indexes() == serving
    assert rebuilds.run(rebuild).state == Rebuild.State.ABANDONED


def test_a_kind_is_sent_again_and_the_index_stays(shelf: Shelf, elastic: str) -> None:
    shelf.put("Havnen")
    shelf.put("Broen", kind="piece")
    outbox.push()
    before = indexes()
    for pk in Entry.objects.values_list("pk", flat=True):
        spoilt = {"index": before[0], "id": str(pk), "version": 1, "version_type": "external_gte"}
        elasticsearch.client().index(**spoilt, document={"title": "?"})
    done = rebuilds.run(rebuilds.start("piece"))
    assert (done.sent, done.state) == (1, Rebuild.State.DONE)
    assert {title for title, _ in held().values()} == {"?", "Broen"}
    assert indexes() == before


def test_a_missing_index_is_not_searched_before_it_is_complete(shelf: Shelf, elastic: str, slices_of_two: None) -> None:
    for number in range(5):
        shelf.put(f"Havnen {number}")
    rebuild = break_off(rebuilds.start(describe=False), after=1)
    results = service.search(Query(text="havnen"))
    assert (results.engine, results.degraded, results.total) == ("database", True, 5)
    rebuilds.run(rebuild)
    elasticsearch.refresh()
    results = service.search(Query(text="havnen"))
    assert (results.engine, results.degraded, results.total) == ("elasticsearch", False, 5)


def test_without_elasticsearch_it_waits_and_a_worker_goes_on(
    shelf: Shelf, elastic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.put("Havnen")
    outbox.push()
    rebuild = rebuilds.order()
    assert DBTaskResult.objects.filter(task_path=tasks.rebuild.module_path).count() == 1
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", "http://127.0.0.1:9")
    assert tasks.rebuild.call(rebuild.pk) == 0
    rebuild.refresh_from_db()
    assert (rebuild.running, rebuild.state) == (True, Rebuild.State.SENDING)
    assert "Elasticsearch" in rebuild.problem
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", elastic)
    elasticsearch.breaker.worked()
    assert tasks.rebuild.call(rebuild.pk) == 1
    rebuild.refresh_from_db()
    assert (rebuild.state, rebuild.problem) == (Rebuild.State.DONE, "")
    assert tasks.rebuild.call(rebuild.pk) == 0  # a late helper


def test_a_source_that_fails_ends_it_and_the_row_says_why(
    shelf: Shelf, elastic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    group = shelf.put("Havnen")
    outbox.push()
    monkeypatch.setitem(shelf.entries, group.name, None)
    with pytest.raises(TypeError):
        rebuilds.run(rebuilds.start())
    row = Rebuild.objects.first()
    assert (row.state, row.running) == (Rebuild.State.FAILED, False)
    assert "TypeError" in row.problem
    assert len(held()) == 1


def test_the_clock_has_a_worker_go_on_with_what_fell_silent(shelf: Shelf, elastic: str) -> None:
    assert not outbox.catch_up()
    shelf.put("Havnen")
    DBTaskResult.objects.all().delete()
    assert outbox.catch_up()
    assert not outbox.catch_up()  # a push waits already
    outbox.push()
    DBTaskResult.objects.all().delete()
    rebuilds.start(describe=False)
    assert not outbox.catch_up()  # somebody is at it
    Rebuild.objects.update(seen=timezone.now() - rebuilds.SILENT - dt.timedelta(seconds=1))
    assert outbox.catch_up()
    assert DBTaskResult.objects.get().task_path == tasks.rebuild.module_path


def test_a_row_that_is_refused_holds_nobody_up(shelf: Shelf, elastic: str) -> None:
    outbox.push()
    shelf.put("Umulig")
    Entry.objects.update(topics=[["x" * 40_000, "longer than any keyword may be"]])
    shelf.put("Havnen")
    assert outbox.push() == 2
    assert [title for title, _ in held().values()] == ["Havnen"]
    assert [entry.title for entry in Entry.objects.pending()] == ["Umulig"]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_process_that_is_killed_is_taken_up_by_two_others(shelf: Shelf, elastic: str) -> None:
    """Real processes on the real database; the first is killed while it sends, slowly, through a proxy."""
    content_type = ContentType.objects.get_for_model(Group)
    Entry.objects.bulk_create(
        Entry(content_type=content_type, object_id=str(number), kind="story", title=f"Havnen {number}")
        for number in range(2500)
    )
    outbox.push()
    (serving,) = indexes()
    with Proxy(elastic) as proxy:
        proxy.delay(0.1)
        slow = _rebuilding(proxy.url)
        _await(lambda: Rebuild.objects.running().filter(sent__gt=0).exists())
        slow.send_signal(signal.SIGKILL)
        slow.wait(20)
    broken_off = Rebuild.objects.running().get()
    assert 0 < broken_off.sent < broken_off.total
    assert elasticsearch.is_served(serving)
    helpers = [_rebuilding(elastic) for _ in range(2)]
    assert [helper.wait(60) for helper in helpers] == [0, 0]
    broken_off.refresh_from_db()
    assert (broken_off.state, broken_off.sent) == (Rebuild.State.DONE, 2500)
    elasticsearch.refresh()
    assert elasticsearch.count() == 2500
    assert indexes() == [broken_off.index]


def _rebuilding(url: str) -> subprocess.Popen[bytes]:
    database = connection.settings_dict
    address = f"postgres://{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    environment = os.environ | {
        "DATABASE_URL": f"{address}/{database['NAME']}",
        "ELASTICSEARCH_URL": url,
        "TORVET_INDEX_PREFIX": elasticsearch.alias(),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "manage.py", "search_rebuild", "--index-only"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)


def _await(condition: object, seconds: float = 40) -> None:
    waited = threading.Event()
    for _ in range(int(seconds / 0.05)):
        if condition():  # type: ignore[operator]
            return
        waited.wait(0.05)
    raise AssertionError("It did not come to that.")
