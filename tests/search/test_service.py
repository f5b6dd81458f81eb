"""What the rest of the house asks of the search."""

import time

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import outbox, service
from search.engines import elasticsearch
from search.engines.base import MAX_HITS
from search.models import Entry
from search.service import Query
from tests.search.conftest import Asked, Shelf
from tests.search.proxy import Proxy

pytestmark = pytest.mark.django_db


def find(asked: Asked, text: str, **fields: object) -> service.Results:
    asked.settle()
    return service.search(Query(text=text, **fields))


def test_a_hit_tells_all_that_a_result_shows(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broens <b>åbning</b>", lead="Et resumé.", body="Intet her. Tusinde gik over broen. Slut.", url="/bro/")
    results = find(asked, "bro")
    (hit,) = results.hits
    assert hit.title_html == "<mark>Broens</mark> &lt;b&gt;åbning&lt;/b&gt;"
    assert hit.highlight == "Tusinde gik over <mark>broen</mark>."
    assert (hit.url, hit.lead, hit.kind.slug, hit.image) == ("/bro/", "Et resumé.", "story", None)
    assert (results.total, results.engine, results.degraded) == (1, asked.engine.name, False)


def test_without_a_match_in_the_text_the_lead_is_shown(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen", lead="Et resumé.")
    assert find(asked, "bro").hits[0].highlight == "Et resumé."


def test_what_was_hidden_a_moment_ago_is_not_shown(shelf: Shelf, asked: Asked) -> None:
    """The index may be behind; the database is asked before anything is shown."""
    group = shelf.put("Broen")
    shelf.put("Broen til")
    asked.settle()
    shelf.hide(group)
    results = service.search(Query(text="broen"))
    assert [hit.title for hit in results.hits] == ["Broen til"]
    assert "Broen" not in {hit.title for hit in service.complete("broe")}


@pytest.mark.parametrize("text", ["", "  ", "det er en", "*", "\x00"])
def test_nothing_to_look_for_has_no_results(shelf: Shelf, asked: Asked, text: str) -> None:
    shelf.put("Broen")
    assert find(asked, text).hits == []


def test_a_filter_alone_shows_everything_it_leaves(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen", topics=(("by", "Byen"),))
    shelf.put("Havnen")
    assert [hit.title for hit in find(asked, "", chosen={"topic": ("by",)}).hits] == ["Broen"]


def test_facets_have_labels_and_picked_values_stay_visible(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen", topics=(("by", "Byen"),), year=1934)
    results = find(asked, "broen", chosen={"kind": ("piece",)})
    facets = {facet.name: facet for facet in results.facets}
    assert [(value.value, value.label, value.count, value.checked) for value in facets["kind"].values] == [
        ("story", "Stories", 1, False),
        ("piece", "Pieces", 0, True),
    ]
    labels = {facet.name: facet for facet in find(asked, "broen").facets}
    assert labels["topic"].values[0].label == "Byen"
    assert "1930" in str(labels["period"].values[0].label)
    assert str(labels["language"].values[0].label).lower() == "dansk"


def test_a_better_spelling_is_suggested(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Biblioteket")
    results = find(asked, "bibloteket")
    assert results.suggestion == "biblioteket"
    assert len(results.hits) == 1


def test_deep_pages_are_refused_without_asking(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen")
    results = find(asked, "broen", page=MAX_HITS)
    assert results.too_deep
    assert results.hits == []


def test_completions_start_with_titles_that_start_so_and_come_once(shelf: Shelf, asked: Asked) -> None:
    for title in ("Den gamle bro", "Broen", "Broen", "Åbningstider"):
        shelf.put(title)
    asked.settle()
    assert [hit.title for hit in service.complete("bro")] == ["Broen", "Den gamle bro"]
    assert [hit.title for hit in service.complete("aabn")] == ["Åbningstider"]
    assert [hit.title for hit in service.complete("ÅBN")] == ["Åbningstider"]
    assert service.complete("b") == []
    assert service.complete('*"') == []


def test_a_search_asks_the_database_a_fixed_number_of_times(shelf: Shelf, asked: Asked) -> None:
    for number in range(15):
        shelf.put(f"Broen {number}", topics=((f"t{number}", f"T{number}"),))
    asked.settle()
    service.search(Query(text="broen skolelukning"))
    with CaptureQueriesContext(
        connection,
    ) as few:
        service.search(Query(text="broen", size=1))
    with CaptureQueriesContext(connection) as many:
        service.search(Query(text="broen", size=15))
    assert len(many) == len(few)
    # Savepoints and planner settings go with a question; what it costs is what is read.
    assert sum(query["sql"].startswith(("SELECT", "WITH")) for query in many.captured_queries) <= 8


def test_status_of_the_database_engine(shelf: Shelf, no_elasticsearch: None) -> None:
    shelf.put("Broen")
    status = service.status()
    assert (status.engine, status.reachable, status.entries, status.indexed, status.lag) == (
        "database",
        True,
        1,
        None,
        0,
    )


def test_status_tells_how_far_elasticsearch_is_behind(shelf: Shelf, elastic: str) -> None:
    shelf.put("Broen")
    outbox.push()
    elasticsearch.refresh()
    shelf.put("Havnen")
    status = service.status()
    assert (status.engine, status.reachable, status.entries, status.indexed, status.lag) == (
        "elasticsearch",
        True,
        2,
        1,
        1,
    )


@pytest.fixture
def proxied(elastic: str) -> Proxy:
    """Elasticsearch behind a proxy that the test can cut."""
    with Proxy(elastic) as proxy:
        settings.SEARCH["ELASTICSEARCH_URL"] = proxy.url
        yield proxy
        settings.SEARCH["ELASTICSEARCH_URL"] = elastic


@pytest.mark.parametrize("fault", ["cut", "hang"])
def test_when_elasticsearch_fails_the_database_answers_soon_and_afterwards_it_is_caught_up(
    shelf: Shelf, proxied: Proxy, fault: str
) -> None:
    shelf.put("Broen før")
    outbox.push()
    elasticsearch.refresh()
    assert service.search(Query(text="broen")).engine == "elasticsearch"

    getattr(proxied, fault)()
    written = time.monotonic()
    shelf.put("Broen under")
    assert time.monotonic() - written < 0.5  # a save never waits for Elasticsearch
    asked = time.monotonic()
    results = service.search(Query(text="broen"))
    assert time.monotonic() - asked < 1.5
    assert {hit.title for hit in results.hits} == {"Broen før", "Broen under"}
    assert (results.engine, results.degraded) == ("database", True)
    assert service.status().reachable is False
    assert [hit.title for hit in service.complete("broen u")] == ["Broen under"]

    proxied.cut()
    proxied.mend()
    time.sleep(0.2)
    outbox.push()
    elasticsearch.refresh()
    results = service.search(Query(text="broen"))
    assert {hit.title for hit in results.hits} == {"Broen før", "Broen under"}
    assert (results.engine, results.degraded) == ("elasticsearch", False)
    assert not Entry.objects.pending().exists()


def test_while_elasticsearch_hangs_only_one_search_waits_for_it(shelf: Shelf, proxied: Proxy) -> None:
    shelf.put("Broen")
    outbox.push()
    elasticsearch.breaker = elasticsearch.Breaker(first=30)
    proxied.hang()
    service.search(Query(text="broen"))
    asked = time.monotonic()
    assert service.search(Query(text="broen")).degraded
    assert time.monotonic() - asked < 0.5
