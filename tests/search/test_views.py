"""The result page and the suggestions."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from search import service
from search.engines.base import MAX_HITS
from tests.reading import words
from tests.search.bad import BAD, ODD
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
    (picked,) = topics["values"]
    assert (picked["label"], picked["count"], picked["checked"]) == ("Byen", 1, True)
    assert topics["more"] == []
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


API = "/api/v1/search"


def test_no_question_is_an_error(client: Client, shelf: Shelf, asked: Asked) -> None:
    """On the page, its feed, the suggestions and the API, with both engines."""
    shelf.put("Broen")
    asked.settle()
    for text in BAD:
        page = get(client, q=text)
        addresses = ("/soeg/feed/", "/soeg/forslag/", API, "/api/v1/suggest")
        others = [client.get(address, {"q": text}) for address in addresses]
        expected = 400 if "\x00" in text else 200  # that sign is refused by the house for every address
        assert {answer.status_code for answer in (page, *others)} == {expected}, repr(text[:80])
        if expected == 200:
            assert not page.context["results"].degraded, f"the engine choked on {text[:80]!r}"
            assert others[2].json()["engine"] in (asked.engine.name, ""), repr(text[:80])


def test_no_parameter_is_an_error(client: Client, shelf: Shelf, asked: Asked) -> None:
    """The page leaves out what it cannot read; the API says which it was."""
    shelf.put("Broen")
    asked.settle()
    for params in ODD:
        for question in ({"q": "broen"}, {}):
            response = get(client, **question, **params)
            assert response.status_code == 200, params
            assert not response.context["results"].degraded, params
            answer = client.get(API, {**question, **params})
            assert answer.status_code in (200, 422), params
            if answer.status_code == 422:
                assert {wrong["name"] for wrong in answer.json()["errors"]} == set(params)


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
    assert response.json() == {
        "suggestions": [{"title": "Åbningstider", "url": "/tider/", "kind": "Story", "group": "pages"}]
    }
    topics = client.get(f"{reverse('search-suggest')}?{urlencode({'q': 'åben'})}").json()["suggestions"]
    assert [(topic["title"], topic["url"]) for topic in topics] == [("Åbenhed og tillid", "/soeg/?topic=aabenhed")]
    assert "public" in response["Cache-Control"]


def test_each_facet_is_counted_without_its_own_choice(client: Client, shelf: Shelf, asked: Asked) -> None:
    for topic, place in (("by", "Havnen"), ("by", "Torvet"), ("vand", "Havnen")):
        shelf.put("Broen", topics=((topic, topic.title()),), place=place)
    asked.settle()
    facets = {
        facet["name"]: facet for facet in get(client, q="broen", topic=["by"], place=["Havnen"]).context["facets"]
    }
    counts = {name: {value["value"]: value["count"] for value in facets[name]["values"]} for name in ("topic", "place")}
    assert counts == {"topic": {"by": 1, "vand": 1}, "place": {"Havnen": 1, "Torvet": 1}}


def test_what_is_open_follows_the_clock(client: Client, shelf: Shelf, asked: Asked) -> None:
    now, day = timezone.now(), dt.timedelta(days=1)
    minute = dt.timedelta(minutes=1)
    shelf.put("Broen nu", kind="talk", starts=now - day, ends=now + minute)
    shelf.put("Broen før", kind="talk", starts=now - 2 * day, ends=now - minute)
    shelf.put("Broen senere", kind="talk", starts=now + minute, ends=now + day)
    shelf.put("Broen for sig", starts=now - day, ends=now + day)
    asked.settle()
    context = get(client, q="broen", state="open").context
    assert [(hit.title, hit.state) for hit in context["results"].hits] == [("Broen nu", "open")]
    states = next(facet for facet in context["facets"] if facet["name"] == "state")
    assert [(value["value"], value["count"]) for value in states["values"]] == [
        ("open", 1),
        ("announced", 1),
        ("closed", 1),
    ]
    both = get(client, q="broen", state=["open", "closed"]).context["results"]
    assert {hit.title for hit in both.hits} == {"Broen nu", "Broen før"}
    assert get(client, q="broen", state="nonsense").context["results"].total == 0


@pytest.mark.parametrize(
    ("params", "wrong"),
    [
        ({"from": "i går"}, {"from"}),
        ({"from": "1934", "to": "31.2.1935"}, {"to"}),
        ({"from": "1935", "to": "1934"}, {"to"}),
        ({"from": "1.5.1934", "to": "1/6-1934"}, set()),
        ({"from": "1.5.1934", "to": "hele 1934"}, {"to"}),
    ],
)
def test_a_time_that_cannot_be_read_is_told_at_its_field(
    client: Client, shelf: Shelf, no_elasticsearch: None, params: dict, wrong: set[str]
) -> None:
    shelf.put("Broen")
    response = get(client, q="broen", **params)
    assert set(response.context["errors"]) == wrong
    for name in wrong:
        assert f'id="facet-{name}-error"' in response.content.decode()
    for name, text in params.items():  # what was typed is still there
        assert f'name="{name}" value="{text}"' in response.content.decode()


def test_nothing_found_leads_somewhere(client: Client, shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen", topics=(("by", "Byen"),))
    shelf.put("Skjult", topics=(("hemmeligt", "Det hemmelige"),), access="members")
    asked.settle()
    context = get(client, q="broen", place="Månen").context
    assert (context["unfiltered_total"], context["clear_url"]) == (1, "/soeg/?q=broen")
    assert context["ways_on"] == [{"label": "Byen", "url": "/soeg/?topic=by"}]
    assert get(client).context["ways_on"] == [{"label": "Byen", "url": "/soeg/?topic=by"}]


def test_the_feed_has_what_became_findable_last_first(client: Client, shelf: Shelf, asked: Asked) -> None:
    shelf.put("Broen & fjorden", year=2020, url="/a/")
    shelf.put("Broen for længe siden", year=1921, url="/b/", lead="Et resumé.")
    shelf.put("Broen for medlemmer", access="members")
    asked.settle()
    response = client.get("/soeg/feed/", {"q": "broen", "period": ["1920s", "2020"]})
    assert response["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(response.content)
    entries = [
        (entry.find(f"{atom}title").text, entry.find(f"{atom}link").get("href")) for entry in root.iter(f"{atom}entry")
    ]
    assert entries == [("Broen for længe siden", "http://testserver/b/"), ("Broen & fjorden", "http://testserver/a/")]
    assert root.find(f"{atom}link[@rel='self']").get("href").startswith("http://testserver/soeg/feed/?q=broen")
    assert "/soeg/feed/?q=broen&amp;place=Havnen" in get(client, q="broen", place="Havnen").content.decode()


def test_browsers_can_add_the_search(client: Client, shelf: Shelf, no_elasticsearch: None) -> None:
    response = client.get("/soeg/opensearch.xml")
    assert response["Content-Type"] == "application/opensearchdescription+xml"
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    addresses = {
        url.get("type"): url.get("template") for url in ElementTree.fromstring(response.content).iter(f"{space}Url")
    }
    assert addresses["text/html"] == "http://testserver/soeg/?q={searchTerms}"
    assert 'href="/soeg/opensearch.xml"' in get(client).content.decode()


def test_a_topic_alone_has_its_name_and_can_be_followed(
    client: Client, shelf: Shelf, no_elasticsearch: None, signed_in: Callable[[User], Client]
) -> None:
    shelf.put("Broen", topics=(("by", "Byen"),))
    assert "<h1>Byen</h1>" in get(client, topic="by").content.decode()
    assert "Log ind for at følge emnet Byen" in words(get(client, topic="by"))
    assert "Log ind for at følge denne søgning" in words(get(client, topic="by", q="broen"))
    assert "<h1>Byen</h1>" not in get(client, topic=["by", "nogetandet"]).content.decode()
    browser = signed_in(User.objects.create_user("karen@brovig.example", display_name="Karen Holm"))
    assert "Følg emnet Byen" in words(get(browser, topic="by"))
    browser.post("/soeg/foelg/", {"search": "topic=by"})
    assert "Byen" in words(browser.get("/soeg/mine/"))
