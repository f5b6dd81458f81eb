"""Things to find without any page: groups whose entries the tests write, and both engines over them."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import QuerySet

from search import actions, outbox, registry
from search.engines import elasticsearch
from search.engines.base import Engine
from search.engines.database import DatabaseEngine
from search.engines.elasticsearch import ElasticsearchEngine
from search.registry import EntryData, Kind, Source

KINDS = [
    Kind("story", "Stories", order=10, one="Story", is_page=True),
    Kind("piece", "Pieces", order=20),
    Kind("remark", "Remarks", order=30),
    Kind("talk", "Talks", order=40, opens=True),
]
Committed = Callable[[], AbstractContextManager[Any]]


class Shelf:
    """Puts things where search can find them, as a room's actions would."""

    def __init__(self, committed: Committed) -> None:
        self.entries: dict[str, list[EntryData]] = {}
        self._committed = committed

    def put(self, title: str = "En titel", /, *parts: EntryData, **fields: Any) -> Group:
        """A group with an entry of this title, and parts of it; found at once by the database engine."""
        group = Group.objects.create(name=uuid.uuid4().hex)
        return self.change(group, title, *parts, **fields)

    def change(self, group: Group, title: str, /, *parts: EntryData, **fields: Any) -> Group:
        """Describe the group anew."""
        own = EntryData(**({"kind": "story", "title": title, "url": f"/{group.pk}/"} | fields))
        self.entries[group.name] = [own, *parts]
        with self._committed(execute=True):
            actions.index(group)
        return group

    def hide(self, group: Group) -> None:
        """The group must not be found any more."""
        self.entries[group.name] = []
        with self._committed(execute=True):
            actions.index(group)


@pytest.fixture
def shelf(db: None, django_capture_on_commit_callbacks: Committed) -> Iterator[Shelf]:
    """An empty shelf; its source and the kinds are known while the test runs."""
    made = Shelf(django_capture_on_commit_callbacks)
    for kind in KINDS:
        registry.register_kind(kind)

    @registry.register
    class GroupSource(Source[Group]):
        model = Group

        def queryset(self) -> QuerySet[Group]:
            return Group.objects.filter(name__in=made.entries)

        def entries(self, obj: Group) -> list[EntryData]:
            return made.entries[obj.name]

    yield made
    registry.unregister(Group)
    for kind in KINDS:
        registry.unregister_kind(kind.slug)


@pytest.fixture
def no_elasticsearch(monkeypatch: pytest.MonkeyPatch) -> None:
    """None is configured: the database answers."""
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", None)


@pytest.fixture
def elastic(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a real Elasticsearch; the test has indexes of its own, which are removed."""
    url = settings.SEARCH["ELASTICSEARCH_URL"]
    if not url:
        pytest.skip("ELASTICSEARCH_URL is not set; `make test` starts an Elasticsearch.")
    monkeypatch.setitem(settings.SEARCH, "INDEX_PREFIX", f"torvet-test-{uuid.uuid4().hex[:12]}")
    monkeypatch.setattr(elasticsearch, "breaker", elasticsearch.Breaker(first=0.05, longest=0.05))
    yield url
    settings.SEARCH["ELASTICSEARCH_URL"] = url
    elasticsearch.breaker.worked()
    elasticsearch.forget()


class Asked:
    """One engine, asked after everything that was put on the shelf has reached it."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def settle(self) -> None:
        """Let what was written be found."""
        if isinstance(self.engine, ElasticsearchEngine):
            outbox.push()
            elasticsearch.refresh()


@pytest.fixture(params=["database", "elasticsearch"])
def asked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Both engines in turn; the whole service answers from the one under test."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elastic")
        monkeypatch.setitem(settings.SEARCH, "TIMEOUT", 10.0)  # what is found is asked here, not how soon
        return Asked(ElasticsearchEngine())
    request.getfixturevalue("no_elasticsearch")
    return Asked(DatabaseEngine())
