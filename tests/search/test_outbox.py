"""From the table to Elasticsearch: after every kind of interruption both hold the same."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django_tasks_db.models import DBTaskResult

from search import actions, outbox, rebuilds, tasks
from search.engines import elasticsearch
from search.engines.base import EngineDown
from search.models import Entry, Rebuild
from search.registry import EntryData
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


def held(name: str | None = None) -> dict[int, tuple[str, int]]:
    """What an index holds: title and version by key."""
    elasticsearch.refresh()
    answer = elasticsearch.client().search(index=name or elasticsearch.alias(), size=1000, version=True)
    return {int(hit["_id"]): (hit["_source"]["title"], hit["_version"]) for hit in answer["hits"]["hits"]}


def table() -> dict[int, tuple[str, int]]:
    return {pk: (title, version) for pk, title, version in Entry.objects.alive().values_list("pk", "title", "version")}


def rebuild(jobs: int = 1) -> Rebuild:
    return rebuilds.run(rebuilds.start(describe=False), jobs=jobs)


def pushes() -> int:
    return DBTaskResult.objects.filter(task_path=tasks.push.module_path).count()


def test_a_push_brings_new_changed_and_removed_rows(shelf: Shelf, elastic: str) -> None:
    kept, gone = shelf.put("Havnen"), shelf.put("Broen")
    assert outbox.push() == 2
    shelf.change(kept, "Den nye havn")
    shelf.hide(gone)
    shelf.put("Kirken")
    assert Entry.objects.filter(deleted=True).count() == 1  # a tombstone until Elasticsearch knows
    assert outbox.push() == 3
    assert held() == table()
    assert sorted(title for title, _ in held().values()) == ["Den nye havn", "Kirken"]
    assert not Entry.objects.filter(deleted=True).exists()
    assert outbox.push() == 0


def test_a_tombstone_keeps_nothing_of_the_text(shelf: Shelf, elastic: str) -> None:
    group = shelf.put("Hemmelighed", lead="hemmelig", body="hemmelig", keywords="hemmelig", author="hemmelig")
    shelf.hide(group)
    row = Entry.objects.values().get()
    assert "emmelig" not in str(row)
    assert row["deleted"]


def test_something_removed_and_shown_again_before_a_push_lives(shelf: Shelf, elastic: str) -> None:
    group = shelf.put("Havnen")
    outbox.push()
    shelf.hide(group)
    shelf.change(group, "Havnen igen")
    assert Entry.objects.get().version == 3
    outbox.push()
    assert held() == table()


def test_without_elasticsearch_rows_go_at_once_and_no_task_is_made(shelf: Shelf, no_elasticsearch: None) -> None:
    shelf.hide(shelf.put("Havnen"))
    assert not Entry.objects.exists()
    assert pushes() == 0


def test_one_task_a_transaction_committed_with_it(shelf: Shelf, elastic: str) -> None:
    one, two = (Group.objects.create(name=name) for name in ("one", "two"))
    for group in (one, two):
        shelf.entries[group.name] = [EntryData(kind="story", title=group.name, url="/x/")]
    with transaction.atomic():
        actions.index(one)
        transaction.set_rollback(True)
    assert pushes() == 0
    with transaction.atomic():
        actions.index(one)
        actions.index(two)
    assert pushes() == 1


def test_an_older_version_never_overwrites_a_newer_one(shelf: Shelf, elastic: str) -> None:
    group = shelf.put("Gammel")
    outbox.push()
    late = list(Entry.objects.all())
    shelf.change(group, "Ny")
    outbox.push()
    elasticsearch.write(late)
    outbox.acknowledge(late)
    assert held() == table()
    assert Entry.objects.get().indexed_version == 2


def test_a_row_changed_while_it_was_sent_stays_pending(shelf: Shelf, elastic: str) -> None:
    outbox.push()
    group = shelf.put("Gammel")
    rows = list(Entry.objects.pending())
    shelf.change(group, "Ny")
    elasticsearch.write(rows)
    outbox.acknowledge(rows)
    assert Entry.objects.pending().count() == 1
    outbox.push()
    assert held() == table()


def test_a_worker_killed_after_sending_sends_again_without_harm(shelf: Shelf, elastic: str) -> None:
    outbox.push()
    shelf.put("Havnen")
    elasticsearch.write(Entry.objects.pending())
    assert outbox.push() == 1
    assert held() == table()


def test_a_lost_index_is_filled_again_by_the_next_push(shelf: Shelf, elastic: str) -> None:
    shelf.put("Havnen")
    outbox.push()
    elasticsearch.forget()
    shelf.put("Broen")
    assert outbox.push() == 2
    assert held() == table()


def test_an_unreachable_elasticsearch_leaves_everything_pending_and_one_retry_waiting(
    shelf: Shelf, elastic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", "http://127.0.0.1:9")
    shelf.put("Havnen")
    before = pushes()
    for _ in range(5):
        assert tasks.push.call() == 0
    assert pushes() == before + 1
    assert Entry.objects.pending().count() == 1
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", elastic)
    elasticsearch.breaker.worked()  # its pause is over
    assert tasks.push.call() == 1
    assert held() == table()


def test_a_write_to_a_missing_index_creates_none(shelf: Shelf, elastic: str) -> None:
    shelf.put("Havnen")
    with pytest.raises(EngineDown):
        elasticsearch.write(Entry.objects.pending())
    assert not elasticsearch.client().indices.exists(index=elasticsearch.alias())


def test_a_rebuild_serves_everything_from_a_new_index_and_leaves_no_other(shelf: Shelf, elastic: str) -> None:
    shelf.put("Havnen")
    outbox.push()
    (before,) = elasticsearch.client().indices.get_alias(name=elasticsearch.alias())
    Entry.objects.update(title="Havnen, rettet uden om alt")
    assert rebuild().sent == 1
    (after,) = elasticsearch.client().indices.get_alias(name=elasticsearch.alias())
    assert before != after
    assert held() == table()
    assert list(elasticsearch.client().indices.get(index=f"{elasticsearch.alias()}*")) == [after]
    assert not Entry.objects.pending().exists()


def test_what_is_written_during_a_rebuild_is_in_the_new_index(shelf: Shelf, elastic: str) -> None:
    groups = [shelf.put(f"Havnen {number}") for number in range(6)]
    outbox.push()

    def meanwhile() -> Any:
        rows = list(Entry.objects.alive().order_by("pk"))
        yield rows[0]
        shelf.change(groups[1], "Ændret undervejs")
        shelf.hide(groups[2])
        shelf.put("Ny undervejs")
        outbox.push()
        yield from rows[1:]

    elasticsearch.rebuild(meanwhile)
    assert held() == table()
    assert "Ny undervejs" in {title for title, _ in held().values()}


def test_a_killed_rebuild_leaves_the_old_index_serving_and_nothing_behind_at_the_next(
    shelf: Shelf, elastic: str
) -> None:
    shelf.put("Havnen")
    outbox.push()

    def killed() -> Any:
        yield Entry.objects.get()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        elasticsearch.rebuild(killed)
    shelf.put("Broen")
    outbox.push()
    assert held() == table()
    rebuild()
    assert len(elasticsearch.client().indices.get(index=f"{elasticsearch.alias()}*")) == 1
    assert held() == table()


def test_a_write_that_meets_the_swap_is_sent_again(shelf: Shelf, elastic: str) -> None:
    """A bulk request under way when the old index is removed finds nothing behind the alias for a moment."""
    shelf.put("Havnen")
    outbox.push()
    es, alias = elasticsearch.client(), elasticsearch.alias()
    serving = next(iter(es.indices.get_alias(name=alias)))
    es.indices.delete_alias(index=serving, name=alias)
    back = threading.Timer(elasticsearch.SWAP_WAIT, es.indices.put_alias, kwargs={"index": serving, "name": alias})
    shelf.put("Broen")
    back.start()
    elasticsearch.write(list(Entry.objects.pending()))
    back.join()
    assert held() == table()


class Town:
    """Twelve things that three people change, hide and show, while pushes go on; problems are kept for the test."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.groups = [Group.objects.create(name=f"g{number}") for number in range(12)]
        self.problems: list[BaseException] = []
        self.done = threading.Event()
        for group in self.groups:
            self._describe(group, 0)

    def write(self, start: int) -> None:
        """What one of the people does with a third of the things."""
        with self._kept():
            for turn in range(6):
                for group in self.groups[start::3]:
                    with transaction.atomic():
                        Group.objects.select_for_update().get(pk=group.pk)
                        self._describe(group, turn)
                        actions.index(group)

    def push(self) -> None:
        """What the worker does."""
        with self._kept():
            while not self.done.wait(0.05):
                outbox.push()

    def _describe(self, group: Group, turn: int) -> None:
        entry = EntryData(kind="story", title=f"Havnen {group.pk}, {turn}", url=f"/{group.pk}/")
        self.shelf.entries[group.name] = [] if (group.pk + turn) % 4 == 0 else [entry]

    @contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except BaseException as problem:  # noqa: BLE001 - told to the test
            self.problems.append(problem)
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_people_write_while_it_is_pushed_and_rebuilt(shelf: Shelf, elastic: str) -> None:
    """In the end the table and the index hold the same, nothing lost and nothing twice."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory lets no two threads write; PostgreSQL is what `make test` runs on.")
    town = Town(shelf)
    writers = [threading.Thread(target=town.write, args=(start,)) for start in range(3)]
    pusher = threading.Thread(target=town.push)
    outbox.push()
    for thread in (*writers, pusher):
        thread.start()
    for _ in range(2):
        rebuild(jobs=2)
    for thread in writers:
        thread.join(60)
    town.done.set()
    pusher.join(60)
    assert not town.problems
    outbox.push()
    assert held() == table()
    assert len(table()) == sum(bool(shelf.entries[group.name]) for group in town.groups)
    assert not Entry.objects.pending().exists()
