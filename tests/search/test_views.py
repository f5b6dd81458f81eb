"""The result page and the suggestions."""

import datetime as dt
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from search import service
from search.engines.base import MAX_HITS
from tests.search.conftest import Asked, Shelf

pytestmark = pytest.mark.django_db


def get(client: Client, **params: object) -> object:
    return client.get(reverse("search"), params)


def test_addresses() -> None:
    assert reverse("search") == "/soeg/"
    assert reverse("search-suggest") == "/soeg/forslag/"


def test_a_search_shows_its_hits_marked(client: Client, shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen <over> fjorden", body="Tusinde gik over broen.", url="/bro/")
    asked.settle()
    response = get(client, q="bro")
    assert response.status_code == 200
    assert "search/results.html" in [template.name for template in response.templates]
    text = response.content.decode()
    assert "<mark>Broen</mark> &lt;over&gt; fjorden" in text
    assert 'href="/bro/"' in text
    assert 'value="bro"' in text


def test_without_a_question_there_is_only_the_form(client: Client, shelf: Shelf, asked: Asked) -> None:
    response = get(client)
    assert response.status_code == 200
    assert response.context["is_blank"]
    assert response.context["tabs"] == []


def test_nothing_found_says_so_and_repeats_the_question_escaped(client: Client, shelf: Shelf, asked: Asked) -> None:
    asked.settle()
    response = get(client, q="<script>xyzzy")
    assert response.context["results"].total == 0
    assert "<script>xyzzy" not in response.content.decode()
    assert "&lt;script&gt;xyzzy" in response.content.decode()


def test_the_context_holds_tabs_facets_and_addresses(client: Client, shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen a", topics=(("by", "Byen"),), date=dt.date(2025, 1, 1))
    shelf.put("Broen b", kind="piece", year=1934)
    asked.settle()
    context = get(client, q="broen", topic="by", sort="date").context
    everything, articles = context["tabs"]
    assert (everything["count"], everything["checked"], everything["url"]) == (
        1,
        True,
        "/soeg/?q=broen&topic=by&sort=date",
    )
    assert (articles["label"], articles["url"]) == ("Stories", "/soeg/?q=broen&kind=story&topic=by&sort=date")
    topics = next(facet for facet in context["facets"] if facet["name"] == "topic")
    assert topics["values"] == [
        {"value": "by", "label": "Byen", "count": 1, "checked": True, "url": "/soeg/?q=broen&sort=date"}
    ]
    assert context["active"] == [{"label": "Byen", "url": "/soeg/?q=broen&sort=date"}]
    assert context["kept"] == [("topic", "by")]
    assert context["clear_url"] == "/soeg/?q=broen&sort=date"
    assert context["sorts"]["relevance"] == "/soeg/?q=broen&topic=by"
    assert "place" not in {facet["name"] for facet in context["facets"]}


@pytest.mark.parametrize(
    ("params", "finds"),
    [
        ({"from": "1934", "to": "1934"}, {"Broen b"}),
        ({"from": "2025-01-01"}, {"Broen a"}),
        ({"kind": "piece"}, {"Broen b"}),
        ({"period": ["1930s", "2025"]}, {"Broen a", "Broen b"}),
        ({"from": "nonsense", "to": "0000"}, {"Broen a", "Broen b"}),
    ],
)
def test_parameters_narrow(client: Client, shelf: Shelf, asked: Asked, params: dict, finds: set[str]) -> None:
    shelf.put("Broen a", date=dt.date(2025, 1, 1))
    shelf.put("Broen b", kind="piece", year=1934)
    asked.settle()
    assert {hit.title for hit in get(client, q="broen", **params).context["results"].hits} == finds


def test_pages_are_linked(client: Client, shelf: Shelf, asked: Asked) -> None:
    for number in range(41):
        shelf.put(f"Broen {number}")
    asked.settle()
    context = get(client, q="broen", page=2).context
    assert [link["number"] for link in context["page_links"]] == [1, 2, 3]
    assert [link["current"] for link in context["page_links"]] == [False, True, False]
    assert context["previous_url"] == "/soeg/?q=broen"
    assert context["next_url"] == "/soeg/?q=broen&page=3"
    beyond = get(client, q="broen", page=7)
    assert beyond.context["results"].hits == []
    assert beyond.status_code == 200


def test_deep_paging_stops_with_a_sentence(client: Client, shelf: Shelf, asked: Asked) -> None:
    response = get(client, q="broen", page=99999)
    assert response.status_code == 200
    assert response.context["results"].too_deep
    assert str(MAX_HITS)[:2] in response.content.decode()


def test_a_better_spelling_is_linked(client: Client, shelf: Shelf, asked: Asked) -> None:
    shelf.put("Biblioteket")
    asked.settle()
    response = get(client, q="bibloteket")
    assert response.context["suggestion_url"] == "/soeg/?q=biblioteket"
    assert "/soeg/?q=biblioteket" in response.content.decode()


def test_the_notice_of_a_stand_in(client: Client, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.put("Broen")
    monkeypatch.setitem(service.outbox.settings.SEARCH, "ELASTICSEARCH_URL", "http://127.0.0.1:9")
    response = get(client, q="broen")
    assert response.status_code == 200
    assert response.context["results"].degraded
    assert [hit.title for hit in response.context["results"].hits] == ["Broen"]


BAD = [
    "", " ", "a" * 10_000, "ord " * 2_500, '"', '""', "'", '"unbalanced', "(", ")))(((", "*", "a*", "AND",
    "OR NOT", "NEAR(",
    "a AND", "title_terms:x", "^", "~", "a~2", "a\\", "\\", "\x00", "a\x00b", "😀", "😀 bro", "\u202eabc",
    "مرحبا", "שלום", "%", "_", "%s",
    "{}", "{{ 7*7 }}", "';DROP TABLE search_entry;--", "<script>", "&amp;", "\ud800".encode("utf-8",
    "replace").decode(),
    "a" * 300 + " b", "-", "--", "-bro", "+bro", "bro:*", "bro & !", "!bro", "<->", "1e309", "½", "ﷺ",
    "\n\r\t", "ß", "İ",
]  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_no_question_is_an_error(client: Client, shelf: Shelf, asked: Asked, text: str) -> None:
    shelf.put("Broen")
    asked.settle()
    response = get(client, q=text)
    suggestions = client.get(reverse("search-suggest"), {"q": text})
    if "\x00" in text:  # refused by the house for every address
        assert response.status_code == suggestions.status_code == 400
        return
    assert response.status_code == 200
    assert not response.context["results"].degraded, "the engine choked on it"
    assert suggestions.status_code == 200
    assert isinstance(suggestions.json()["suggestions"], list)


ODD = [
    {"page": "0"}, {"page": "-1"}, {"page": "abc"}, {"page": "99999"}, {"page": "9" * 400}, {"page": "½"},
    {"page": "1.5"},
    {"kind": "unknown"}, {"topic": "x" * 5000}, {"place": "'\""}, {"period": "😀"}, {"language": "xx"},
    {"kind": ["a"] * 500}, {"sort": "nonsense"}, {"from": "9999-99-99"}, {"from": "99999"}, {"from": "０１２３"},
    {"from": "2025-W01"}, {"facet": "unknown"}, {"size": "1000000"},
]  # fmt: skip


@pytest.mark.parametrize("params", ODD, ids=range(len(ODD)))
def test_no_parameter_is_an_error(client: Client, shelf: Shelf, asked: Asked, params: dict[str, object]) -> None:
    shelf.put("Broen")
    asked.settle()
    for question in ({"q": "broen"}, {}):
        response = get(client, **question, **params)
        assert response.status_code == 200
        assert not response.context["results"].degraded


def test_bytes_that_are_no_text(client: Client, shelf: Shelf, no_elasticsearch: None) -> None:
    assert client.get("/soeg/?q=%ff%fe&kind=%ff").status_code == 200


@pytest.mark.parametrize("name", ["search", "search-suggest"])
def test_only_reading_is_allowed(client: Client, name: str) -> None:
    assert client.post(reverse(name), {"q": "bro"}).status_code == 405


def test_suggestions(client: Client, shelf: Shelf, asked: Asked) -> None:
    shelf.put("Åbningstider", url="/tider/")
    shelf.put("Åbning for medlemmer", access="members")
    shelf.put("Noget", topics=(("aabenhed", "Åbenhed og tillid"), ("by", "Byen")))
    shelf.put("Skjult", topics=(("hemmeligt", "Åbenbaring"),), access="members")
    asked.settle()
    response = client.get(f"{reverse('search-suggest')}?{urlencode({'q': 'åbn'})}")
    assert response.json() == {"suggestions": [{"title": "Åbningstider", "url": "/tider/", "kind": "Stories"}]}
    topics = client.get(f"{reverse('search-suggest')}?{urlencode({'q': 'åben'})}").json()["suggestions"]
    assert [(topic["title"], topic["url"]) for topic in topics] == [("Åbenhed og tillid", "/soeg/?topic=aabenhed")]
    assert "public" in response["Cache-Control"]
