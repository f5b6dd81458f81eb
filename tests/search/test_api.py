"""The public API: its shape, its document, its errors, its limits, and who may read it."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from guard.limits import Rate
from search import api
from search.engines.base import MAX_HITS
from tests.search.conftest import Asked, Shelf

pytestmark = pytest.mark.django_db

SEARCH, SUGGEST = "/api/v1/search", "/api/v1/suggest"


@pytest.fixture
def fits(client: Client, db: None) -> Any:
    """Tells what in an answer is not as the document says."""
    document = client.get("/api/v1/openapi.json").json()

    def problems(path: str, response: Any) -> list[str]:
        answers = document["paths"][path]["get"]["responses"]
        schema = answers[str(response.status_code)]["content"][response["Content-Type"].split(";")[0]]["schema"]
        validator = Draft202012Validator({**schema, "components": document["components"]})
        return [error.message for error in validator.iter_errors(response.json())]

    return problems


def test_a_search_answers_in_the_promised_shape(client: Client, shelf: Shelf, asked: Asked, fits: Any) -> None:
    shelf.put("Broen", body="Tusinde gik over broen.", url="/bro/", date=dt.date(2025, 1, 2), topics=(("by", "Byen"),))
    shelf.put("Broen for medlemmer", access="members")
    asked.settle()
    response = client.get(SEARCH, {"q": "bro"})
    assert fits(SEARCH, response) == []
    answer = response.json()
    assert list(answer) == ["total", "engine", "results", "facets", "suggestion", "next"]
    assert answer["results"] == [
        {
            "title": "Broen",
            "url": "http://testserver/bro/",
            "kind": "story",
            "highlight": "Tusinde gik over <mark>broen</mark>.",
            "date": "2025-01-02",
        }
    ]
    assert (answer["total"], answer["engine"], answer["suggestion"], answer["next"]) == (
        1,
        asked.engine.name,
        None,
        None,
    )
    assert answer["facets"]["topic"] == [{"value": "by", "label": "Byen", "count": 1}]


def test_pages_lead_on_until_the_last(client: Client, shelf: Shelf, no_elasticsearch: None) -> None:
    for number in range(5):
        shelf.put(f"Broen {number}")
    seen, address = [], f"{SEARCH}?q=broen&size=2&kind=story"
    while address:
        answer = client.get(address).json()
        seen += [result["title"] for result in answer["results"]]
        address = answer["next"]
    assert len(seen) == len(set(seen)) == answer["total"] == 5


def test_suggestions_fit_the_document(client: Client, shelf: Shelf, asked: Asked, fits: Any) -> None:
    shelf.put("Broen", url="/bro/")
    shelf.put("Noget", topics=(("broer", "Broer"),))
    asked.settle()
    response = client.get(SUGGEST, {"q": "bro"})
    assert fits(SUGGEST, response) == []
    assert [(s["title"], s["url"], s["group"]) for s in response.json()["suggestions"]] == [
        ("Broer", "http://testserver/soeg/?topic=broer", "topics"),
        ("Broen", "http://testserver/bro/", "pages"),
    ]


@pytest.mark.parametrize(
    ("params", "names"),
    [
        ({"page": "0"}, ["page"]),
        ({"page": "x", "size": "101"}, ["page", "size"]),
        ({"sort": "size"}, ["sort"]),
        ({"from": "før krigen"}, ["from"]),
        ({"from": "1935", "to": "1934"}, ["to"]),
        ({"state": "ajar"}, ["state"]),
        ({"page": str(MAX_HITS)}, ["page"]),
    ],
)
def test_what_cannot_be_read_is_named_in_a_problem(
    client: Client, shelf: Shelf, no_elasticsearch: None, fits: Any, params: dict[str, str], names: list[str]
) -> None:
    response = client.get(SEARCH, {"q": "broen", **params})
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert fits(SEARCH, response) == []
    problem = response.json()
    assert (problem["status"], problem["instance"]) == (422, SEARCH)
    assert [wrong["name"] for wrong in problem["errors"]] == names


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", SEARCH, 405),
        ("delete", SUGGEST, 405),
        ("get", "/api/v1/nothing/", 404),
        ("get", f"{SEARCH}?q=%00", 400),
    ],
)
def test_every_refusal_is_a_problem(client: Client, shelf: Shelf, method: str, address: str, status: int) -> None:
    response = getattr(client, method)(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status
    assert response["Access-Control-Allow-Origin"] == "*"


def test_any_site_may_read_and_none_may_write(client: Client, shelf: Shelf, no_elasticsearch: None) -> None:
    response = client.get(SEARCH, {"q": "broen"}, headers={"origin": "https://else.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert not response.cookies
    before = client.options(SEARCH, headers={"origin": "https://else.example", "access-control-request-method": "POST"})
    assert (before.status_code, before["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")


def test_an_answer_is_kept_until_it_changes(client: Client, shelf: Shelf, no_elasticsearch: None) -> None:
    shelf.put("Broen")
    first = client.get(SEARCH, {"q": "broen"})
    assert "max-age" in first["Cache-Control"]
    known = {"if-none-match": first["ETag"]}
    again = client.get(SEARCH, {"q": "broen"}, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    shelf.put("Broen til")
    assert client.get(SEARCH, {"q": "broen"}, headers=known).status_code == 200
    assert client.head(SEARCH, {"q": "broen"}).status_code == 200


def test_too_many_requests_are_told_when_to_come_back(
    client: Client, shelf: Shelf, no_elasticsearch: None, fits: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(api.LIMIT, "rates", (Rate(2, 60),))
    far = {"REMOTE_ADDR": "2001:db8:1:2::77"}
    assert [client.get(SEARCH, {"q": "broen"}, **far).status_code for _ in range(2)] == [200, 200]
    response = client.get(SUGGEST, {"q": "broen"}, REMOTE_ADDR="2001:db8:1:2::78")  # the same household
    assert response.status_code == 429
    assert fits(SUGGEST, response) == []
    assert 0 < int(response["Retry-After"]) <= 61
    assert client.get(SUGGEST, {"q": "broen"}, REMOTE_ADDR="2001:db8:1:3::78").status_code == 200


def test_people_read_what_machines_read(client: Client, shelf: Shelf, no_elasticsearch: None) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert document["openapi"].startswith("3.")
    page = client.get("/api/v1/").content.decode()
    for path, item in document["paths"].items():
        assert path in page
        for parameter in item["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
            assert parameter["description"]
