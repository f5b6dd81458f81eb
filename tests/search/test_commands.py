"""The commands of the search room."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from search.engines import elasticsearch
from search.models import Entry
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_rebuild_describes_everything_again(shelf: Shelf, no_elasticsearch: None) -> None:
    shelf.put("Broen")
    Entry.objects.all().delete()
    assert "1 described again" in run("search_rebuild")
    assert Entry.objects.get().title == "Broen"


def test_rebuild_makes_a_new_index_and_with_a_kind_sends_what_is_of_it(shelf: Shelf, elastic: str) -> None:
    shelf.put("Broen")
    assert "1 entries sent" in run("search_rebuild")
    (before,) = elasticsearch.client().indices.get_alias(name=elasticsearch.alias())
    shelf.put("Havnen", kind="piece")
    assert "1 entries sent" in run("search_rebuild", "--kind", "piece")
    assert list(elasticsearch.client().indices.get_alias(name=elasticsearch.alias())) == [before]


def test_rebuild_names_the_known_kinds(shelf: Shelf, no_elasticsearch: None) -> None:
    with pytest.raises(CommandError, match="story"):
        run("search_rebuild", "--kind", "nonsense")


def test_push_and_status(shelf: Shelf, elastic: str) -> None:
    shelf.put("Broen")
    assert "lag        1" in run("search_status")
    assert run("search_push") == "1 entries sent.\n"
    elasticsearch.refresh()
    status = run("search_status")
    assert "engine     elasticsearch\n" in status
    assert "indexed    1" in status
    assert "lag        0" in status


def test_status_says_that_elasticsearch_does_not_answer(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", "http://127.0.0.1:9")
    assert "does not answer" in run("search_status")
    for command in ("search_push", "search_rebuild"):
        with pytest.raises(CommandError, match="Elasticsearch"):
            run(command)


def test_push_without_elasticsearch_says_what_is_missing(shelf: Shelf, no_elasticsearch: None) -> None:
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        run("search_push")


def test_judge_prints_every_slice_and_keeps_nothing(shelf: Shelf, no_elasticsearch: None) -> None:
    shelf.put("Broen")
    printed = run("search_judge")
    for name in ("inflection", "compound_part", "typo", "none", "held back"):
        assert name in printed
    assert [entry.title for entry in Entry.objects.all()] == ["Broen"]


def test_judge_wants_a_collection(tmp_path: object) -> None:
    with pytest.raises(CommandError, match="judged"):
        run("search_judge", "--collection", str(tmp_path))
