"""Writing what can be found."""

import datetime as dt
import threading
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction

from search import actions, registry
from search.models import Entry, Topic, Word
from search.registry import EntryData
from tests.search.conftest import Shelf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_elasticsearch")]


def part(anchor: str, title: str = "Et værk") -> EntryData:
    return EntryData(kind="piece", title=title, url=f"/x/#{anchor}", anchor=anchor)


def test_an_object_gets_its_entries_with_everything_that_is_told(shelf: Shelf) -> None:
    start = dt.datetime(2026, 5, 1, 22, 30, tzinfo=dt.UTC)
    shelf.put(
        "Havnen", part("w1"), topics=(("havn", "Havn"), ("by", "By")), starts=start, ends=start + dt.timedelta(days=3)
    )
    entry, work = Entry.objects.order_by("anchor")
    assert (work.kind, work.anchor) == ("piece", "w1")
    assert entry.topics == [["havn", "Havn"], ["by", "By"]]
    assert entry.topic_keys == "|havn|by|"
    assert (entry.first_day, entry.last_day) == (dt.date(2026, 5, 2), dt.date(2026, 5, 5))  # Danish days
    assert (entry.year, entry.period, entry.version, entry.indexed_version) == (2026, "2026", 1, 0)
    assert (entry.title_terms, entry.title_exact) == ("havn", "havnen")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"year": 1934}, (1934, "1930s", dt.date(1934, 1, 1), dt.date(1934, 12, 31))),
        ({"year": 1934, "date": dt.date(2026, 1, 2)}, (1934, "1930s", dt.date(1934, 1, 1), dt.date(1934, 12, 31))),
        ({"date": dt.date(1999, 1, 2)}, (1999, "1990s", dt.date(1999, 1, 2), dt.date(1999, 1, 2))),
        ({"date": dt.date(2000, 1, 2)}, (2000, "2000", dt.date(2000, 1, 2), dt.date(2000, 1, 2))),
        ({"year": -300}, (-300, "-300s", None, None)),
        ({}, (None, "", None, None)),
    ],
)
def test_days_and_periods(shelf: Shelf, fields: dict, expected: tuple) -> None:
    shelf.put("Noget", **fields)
    entry = Entry.objects.get()
    assert (entry.year, entry.period, entry.first_day, entry.last_day) == expected


def test_the_same_again_writes_nothing(shelf: Shelf) -> None:
    group = shelf.put("Havnen")
    before = Entry.objects.values().get()
    assert actions.index_many(Group, [group.pk]) == 0
    assert Entry.objects.values().get() == before


def test_a_change_raises_the_version_and_keeps_the_key_and_the_clock(shelf: Shelf) -> None:
    group = shelf.put("Havnen", part("w1"))
    before = Entry.objects.get(anchor="")
    untouched = Entry.objects.values().get(anchor="w1")
    shelf.change(group, "Broen", part("w1"))
    after = Entry.objects.get(anchor="")
    assert (after.pk, after.version, after.title) == (before.pk, 2, "Broen")
    assert after.visible_since == before.visible_since
    assert after.updated > before.updated
    assert Entry.objects.values().get(anchor="w1") == untouched


def test_a_part_that_is_gone_and_an_object_that_is_hidden_are_removed(shelf: Shelf) -> None:
    group = shelf.put("Havnen", part("w1"), part("w2"))
    shelf.change(group, "Havnen", part("w2"))
    assert set(Entry.objects.values_list("anchor", flat=True)) == {"", "w2"}
    shelf.hide(group)
    assert not Entry.objects.exists()


def test_remove_takes_the_object_with_its_parts(shelf: Shelf) -> None:
    group = shelf.put("Havnen", part("w1"))
    kept = shelf.put("Broen")
    actions.remove(group)
    assert Entry.objects.get().object_id == str(kept.pk)


def test_two_parts_with_one_anchor_are_refused(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="w1"):
        shelf.put("Havnen", part("w1"), part("w1"))


def test_a_model_that_nobody_describes_is_refused() -> None:
    with pytest.raises(LookupError, match="search"):
        actions.index(Word(word="x"))


def test_what_is_rolled_back_is_not_found(shelf: Shelf) -> None:
    group = shelf.put("Havnen")
    with transaction.atomic():
        shelf.entries[group.name] = []
        actions.index(group)
        transaction.set_rollback(True)
    assert Entry.objects.get().title == "Havnen"


def test_text_that_databases_refuse_or_cut_is_cleaned(shelf: Shelf) -> None:
    shelf.put("a\x00b " + "ord " * 200, body="slut\x00")
    entry = Entry.objects.get()
    assert len(entry.title) == 255
    assert "\x00" not in entry.title + entry.body


def test_words_of_what_not_everybody_may_read_are_not_learned(shelf: Shelf) -> None:
    shelf.put("Hemmelighed", access="members")
    shelf.put("Offentlighed")
    assert set(Word.objects.values_list("word", flat=True)) >= {"offentlighed"}
    assert not Word.objects.filter(word="hemmelighed").exists()


def test_reindex_finds_what_was_missed_and_removes_what_is_gone(shelf: Shelf) -> None:
    kept, lost = shelf.put("Havnen"), shelf.put("Broen")
    missed = Group.objects.create(name="missed")
    shelf.entries["missed"] = [EntryData(kind="story", title="Overset", url="/o/")]
    del shelf.entries[lost.name]
    Entry.objects.filter(object_id=kept.pk).update(title="forkert", fingerprint="")
    assert actions.reindex() == 3
    assert dict(Entry.objects.values_list("object_id", "title")) == {str(kept.pk): "Havnen", str(missed.pk): "Overset"}
    assert actions.reindex() == 0


def test_reindex_forgets_words_and_topics_that_no_entry_has(shelf: Shelf) -> None:
    """A name in a removed contribution must not come back as a suggested spelling."""
    shelf.put("Broen", topics=(("by", "Byen"),))
    group = shelf.put("Petersen", topics=(("havn", "Havnen"),))
    shelf.hide(group)
    actions.reindex()
    assert not Word.objects.filter(word__startswith="petersen").exists()
    assert Word.objects.filter(word="bro").exists()
    assert [topic.slug for topic in Topic.objects.all()] == ["by"]


def test_reindex_forgets_the_entries_of_a_source_that_is_gone(shelf: Shelf) -> None:
    shelf.put("Havnen")
    registry.unregister(Group)
    actions.reindex()
    assert not Entry.objects.exists()


@pytest.fixture
def threads() -> Iterator[list[threading.Thread]]:
    started: list[threading.Thread] = []
    yield started
    for thread in started:
        thread.join(30)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_writers_of_the_same_new_thing_leave_one_entry_with_the_newest_text(
    shelf: Shelf, threads: list[threading.Thread]
) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite in memory lets no two threads write; PostgreSQL is what `make test` runs on.")
    group = Group.objects.create(name="contested")
    shelf.entries["contested"] = [EntryData(kind="story", title="Havnen", url="/x/")]
    problems: list[BaseException] = []
    start = threading.Barrier(6)

    def write() -> None:
        try:
            start.wait(10)
            actions.index(group)
        except BaseException as problem:  # noqa: BLE001 - told to the test
            problems.append(problem)
        finally:
            connection.close()

    for _ in range(6):
        threads.append(threading.Thread(target=write))
        threads[-1].start()
    for thread in threads:
        thread.join(30)
    assert not problems
    assert Entry.objects.get().title == "Havnen"
