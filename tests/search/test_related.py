"""What to read on: kept in rows, without the thing itself, without what is hidden, and without waiting for an index."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.template import Context, Template

from search import related, service
from search.models import Entry, Related
from search.registry import EntryData
from tests.search.conftest import Asked, Shelf

pytestmark = pytest.mark.django_db


def titles(group: Group, anchor: str = "") -> list[str]:
    return [hit.title for hit in service.related(group, anchor)]


def settle(asked: Asked) -> None:
    asked.settle()
    related.relate()


def test_what_resembles_a_thing_without_itself_its_parts_and_what_is_hidden(shelf: Shelf, asked: Asked) -> None:
    part = EntryData(kind="story", title="Broen i sne", url="/x/#w", anchor="w")
    group = shelf.put("Broen over fjorden", part, body="Broen blev bygget af jern.")
    shelf.put("Fjorden i sne", body="Broen blev bygget af jern og is.")
    shelf.put("Kirken", body="Tårn.")
    shelf.put("Broen for medlemmer", access="members", body="Broen blev bygget af jern.")
    shelf.put("Broen, sagde han", kind="remark", body="Broen blev bygget af jern.")
    settle(asked)
    assert titles(group) == ["Fjorden i sne"]
    assert titles(group, "w")[0] == "Fjorden i sne"
    assert "Broen over fjorden" not in titles(group, "w")


def test_a_topic_in_common_is_enough(shelf: Shelf, asked: Asked) -> None:
    group = shelf.put("Fyret", topics=(("havnen", "Havnen"),))
    shelf.put("Slæbestedet", topics=(("havnen", "Havnen"),))
    shelf.put("Skolen", topics=(("boern", "Børn"),))
    settle(asked)
    assert titles(group) == ["Slæbestedet"]


def test_what_is_hidden_later_is_gone_at_once(shelf: Shelf, asked: Asked) -> None:
    group, other = shelf.put("Broen a"), shelf.put("Broen b")
    settle(asked)
    assert titles(group) == ["Broen b"]
    shelf.change(other, "Broen b", access="members")
    assert titles(group) == []
    shelf.change(other, "Broen b")
    assert titles(group) == ["Broen b"]
    shelf.hide(other)
    assert titles(group) == []


def test_a_new_neighbour_is_found_by_those_that_were_there(shelf: Shelf, asked: Asked) -> None:
    old = shelf.put("Broen over fjorden")
    settle(asked)
    assert titles(old) == []
    shelf.put("Broen om natten")
    settle(asked)
    assert titles(old) == ["Broen om natten"]
    assert not related.is_waiting()


def test_nothing_is_found_out_twice(shelf: Shelf, asked: Asked) -> None:
    group = shelf.put("Broen")
    settle(asked)
    assert related.relate() == 0
    shelf.change(group, "Broen og fjorden")
    assert related.is_waiting()
    assert related.relate() == 1


def test_a_page_asks_rows_only(
    shelf: Shelf, no_elasticsearch: None, queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = [shelf.put(f"Broen {number}") for number in range(10)]
    related.relate()
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", "http://127.0.0.1:9")
    template = Template("{% load related %}{% related thing %}")
    template.render(Context({"thing": groups[0]}))
    assert len(queries(lambda: template.render(Context({"thing": groups[0]})))) == 1
    assert template.render(Context({"thing": groups[0]})).count("card__title") == 4
    assert "Broen 0<" not in template.render(Context({"thing": groups[0]}))


def test_a_row_that_is_gone_takes_its_links_along(shelf: Shelf, no_elasticsearch: None) -> None:
    shelf.put("Broen a")
    other = shelf.put("Broen b")
    related.relate()
    assert Related.objects.count() == 2
    shelf.hide(other)
    assert Related.objects.count() == 0
    assert Entry.objects.count() == 1
