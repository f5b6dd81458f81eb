"""The search on three nodes on loopback: everything is found, also while a node is dead and while the index is rebuilt."""

from collections.abc import Iterator

import pytest
from django.conf import settings

from search import outbox, rebuilds, service
from search.engines import elasticsearch
from search.models import Entry
from search.registry import EntryData
from search.service import Query
from tests.search.conftest import Shelf
from tests.services.daemon import wait_until
from tests.services.elasticsearch.node import Cluster
from tests.services.facade import Services

pytestmark = pytest.mark.django_db
NAME = "elasticsearch"
BROKEN = 30  # seconds in which two nodes have found out that the third is gone, and agreed on a master


@pytest.fixture
def cluster(elastic: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    """Three nodes, all named in the settings, with a copy of every index on a second one; `elastic` cleans up."""
    with Services().start([]) as services:
        nodes = services.start_cluster(3)
        monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", ",".join(nodes.urls))
        monkeypatch.setitem(settings.SEARCH, "REPLICAS", "1")
        monkeypatch.setitem(settings.SEARCH, "TIMEOUT", 10.0)  # three new nodes on two cores; speed is not asked here
        yield nodes
        elasticsearch.forget()


def found(text: str) -> list[str]:
    """The titles that Elasticsearch itself finds, and no other engine in its place."""
    results = service.search(Query(text))
    return [results.engine, *sorted(hit.title for hit in results.hits)]


def settle() -> None:
    outbox.push()
    elasticsearch.refresh()


def test_three_nodes_search_and_one_of_them_may_die(cluster: Cluster, shelf: Shelf) -> None:
    bridge = shelf.put(
        "Broen over fjorden", EntryData(kind="remark", title="Anna", url="/a/", body="Broen er smuk.", anchor="a")
    )
    hidden = shelf.put("Broen for medlemmer", access="members")
    settle()
    waiting = elasticsearch.client().options(request_timeout=60).cluster
    health = waiting.health(index=elasticsearch.alias(), wait_for_status="green", timeout="50s")
    assert (health["status"], health["active_shards"]) == ("green", 2), "on two nodes"
    assert found("broerne") == [NAME, "Anna", "Broen over fjorden"]
    assert [hit.title for hit in service.complete("bro")] == ["Broen over fjorden"]
    kinds = next(facet for facet in service.search(Query("broen")).facets if facet.name == "kind")
    assert {value.value: value.count for value in kinds.values} == {"story": 1, "remark": 1}

    cluster.nodes[2].kill()
    problem = wait_until(lambda: found("broen") == [NAME, "Anna", "Broen over fjorden"], timeout=BROKEN)
    assert not problem, "two nodes have everything"
    shelf.change(bridge, "Broen over fjorden åbner")
    shelf.put("Den nye bro")
    settle()
    assert found("broen") == [NAME, "Broen over fjorden åbner", "Den nye bro"]

    cluster.nodes[2].start()
    rebuilds.run(rebuilds.start())
    shelf.hide(hidden)
    settle()
    assert found("broen") == [NAME, "Broen over fjorden åbner", "Den nye bro"]
    assert elasticsearch.count() == Entry.objects.alive().count()
