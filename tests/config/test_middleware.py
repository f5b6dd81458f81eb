"""Around every request: transactions, bad input, error pages, headers."""

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import override_settings
from django.urls import path
from django.utils.translation import override

from config.urls import urlpatterns
from home.models import Topic
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, inline_code, words


def write_and(outcome: str) -> Any:
    """A view that writes a topic and then ends in this way."""

    def view(request: HttpRequest) -> HttpResponse:
        Topic.objects.create(name=request.GET.get("n", "skrevet"), slug=request.GET.get("n", "skrevet"))
        if outcome == "crash":
            raise RuntimeError("som aftalt")
        if outcome == "missing":
            raise Http404
        if outcome == "forbidden":
            raise PermissionDenied
        return HttpResponse(status=int(outcome))

    return view


OUTCOMES = {
    "200": True,
    "302": True,
    "400": True,
    "422": True,
    "missing": True,
    "forbidden": True,
    "500": False,
    "503": False,
    "crash": False,
}
urls = ModuleType("urls")
urls.urlpatterns = [*(path(f"proeve/{outcome}/", write_and(outcome)) for outcome in OUTCOMES), *urlpatterns]  # type: ignore[attr-defined]


@pytest.fixture
def trial() -> Iterator[Client]:
    """A browser at a site that has the views above besides its own; crashes become pages."""
    with override_settings(ROOT_URLCONF=urls):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize(("outcome", "kept"), OUTCOMES.items())
def test_what_is_written_is_undone_by_a_server_error_only(
    house: House, trial: Client, outcome: str, kept: bool
) -> None:
    trial.post(f"/proeve/{outcome}/")
    assert Topic.objects.filter(slug="skrevet").exists() is kept


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_every_way_of_writing_is_one_transaction(house: House, trial: Client, method: str) -> None:
    getattr(trial, method)("/proeve/crash/")
    assert not Topic.objects.exists()


def test_reading_takes_no_transaction(house: House, queries: Any, client: Client) -> None:
    client.get("/")  # the library's settings get their row
    made = queries(lambda: client.get("/"))
    assert [query for query in made if "SAVEPOINT" in query or query == "BEGIN"] == []


@pytest.mark.parametrize(
    "address",
    [
        "/%00",
        "/lokalhistorie/%00/",
        "/soeg/?q=%00",
        "/?side=1%00",
        "/foreninger/a%00b/",
        "/deltag/debat/1/skriv/?svar=%00",
    ],
)
def test_a_nul_in_an_address_is_400_in_words(house: House, client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 400
    assert danish("We did not understand that") in words(response)


def test_a_nul_in_a_cookie_is_no_error(house: House) -> None:
    browser = Client(raise_request_exception=False)
    for name in ("sessionid", "csrftoken", "django_language"):
        response = browser.get("/konto/login/", HTTP_COOKIE=f'{name}="abcdefgh\\000ijklmnop"')
        assert response.status_code in {200, 400}, name


@pytest.mark.parametrize(
    "address",
    ["/findes-ikke/", "/lokalhistorie/findes-ikke/", "/%FF%FE/", "/deltag/debat/99999999999999999999/skriv/", "/..%2f..%2fetc/passwd",
     "/deltag/indlaeg/0/", "/indsend/x/om/", "/foreninger/Ø/", "/wp-login.php", "/" + "a" * 3000, "/en/findes-ikke/"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_404_with_a_way_on(
    cast: Cast, house: House, client: Client, signed_in: Any, address: str
) -> None:
    for browser in (client, signed_in(cast.citizen)):
        if browser is client and address.startswith("/deltag/debat/"):
            continue  # a visitor is asked to sign in first
        response = browser.get(address, follow=True)
        assert response.status_code == 404
        if not address.startswith("/en/"):
            assert danish("The page is not here") in words(response)
            assert '<html lang="da">' in content(response)
            assert danish("The page is not here") != "The page is not here"
        assert 'name="q"' in content(response)  # one can search
        assert "/lokalhistorie/" in content(response)
        assert inline_code(response) == []


@pytest.mark.parametrize(
    ("outcome", "status", "sentence"),
    [
        ("crash", 500, "Something went wrong here"),
        ("missing", 404, "The page is not here"),
        ("forbidden", 403, "This is not open to you"),
    ],
)
def test_an_error_has_its_page_in_danish(house: House, trial: Client, outcome: str, status: int, sentence: str) -> None:
    response = trial.get(f"/proeve/{outcome}/")
    assert response.status_code == status
    assert danish(sentence) in words(response)
    assert danish(sentence) != sentence
    assert '<html lang="da">' in content(response)
    assert "Traceback" not in content(response)
    assert "som aftalt" not in content(response)
    assert inline_code(response) == []


def test_the_page_of_a_server_error_asks_the_database_nothing(house: House) -> None:
    from django.views.defaults import server_error

    def broken(*_arguments: Any, **_options: Any) -> None:
        raise DatabaseError("væk")

    with connection.execute_wrapper(broken), override("da"):
        response = server_error(HttpRequest())
    assert response.status_code == 500
    assert danish("The mistake is ours, not yours, and we have been told about it.") in words(response)


def test_a_form_that_is_too_large_is_refused_and_not_a_server_error(cast: Cast, house: House, signed_in: Any) -> None:
    debate = factories.make_debate(house)
    browser = signed_in(cast.citizen, raise_request_exception=False)
    response = browser.post(f"/deltag/debat/{debate.pk}/skriv/", {"text": "a" * (6 * 1024 * 1024)})
    assert response.status_code in {400, 413}
    response = browser.post(f"/deltag/debat/{debate.pk}/skriv/", {f"f{number}": "" for number in range(5001)})
    assert response.status_code in {400, 413}


# Headers ----------------------------------------------------------------------------------------------------------------


def policy(response: HttpResponse) -> dict[str, str]:
    """The directives of the content security policy."""
    return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";") if part.strip())


@pytest.mark.parametrize(
    "address", ["/", "/lokalhistorie/", "/debat/", "/livestream/", "/udstillinger/", "/foreninger/", "/soeg/?q=havn", "/konto/login/",
                "/konto/signup/", "/findes-ikke/", "/was/"]
)  # fmt: skip
def test_public_pages_carry_a_strict_policy_and_keep_to_it(house: House, client: Client, address: str) -> None:
    response = client.get(address)
    directives = policy(response)
    assert "unsafe" not in response["Content-Security-Policy"]
    assert (
        directives["default-src"]
        == directives["script-src"]
        == directives["style-src"]
        == directives["connect-src"]
        == "'self'"
    )
    assert directives["object-src"] == "'none'"
    assert directives["base-uri"] == directives["form-action"] == directives["frame-ancestors"] == "'self'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in response["Permissions-Policy"]
    assert inline_code(response) == []
    outside = re.findall(r'(?:src|srcset|action)="(?:https?:)?//[^"]+"', content(response))
    # A canonical or alternate address names a page and fetches nothing.
    outside += re.findall(r'<link(?! rel="(?:canonical|alternate)")[^>]+href="(?:https?:)?//[^"]+"', content(response))
    assert outside == []  # nothing is fetched from elsewhere


def test_an_editors_view_of_a_public_page_keeps_to_the_policy_too(cast: Cast, house: House, signed_in: Any) -> None:
    response = signed_in(cast.editor).get("/")
    assert "unsafe" not in response["Content-Security-Policy"]


def test_cookies_are_kept_from_scripts_and_other_sites(cast: Cast, house: House, client: Client) -> None:
    cast.citizen.set_password("et langt kodeord")
    cast.citizen.save()
    response = client.post("/konto/login/", {"login": cast.citizen.email, "password": "et langt kodeord"})
    cookie = response.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    anonymous = Client()
    anonymous.get("/")
    assert list(anonymous.cookies) == []  # reading leaves nothing on the visitor's machine


def test_robots_and_sitemap(house: House, client: Client) -> None:
    robots = client.get("/robots.txt")
    assert robots["Content-Type"].startswith("text/plain")
    assert "/admin/" in content(robots)
    sitemap = client.get("/sitemap.xml")
    assert sitemap["Content-Type"] == "application/xml"
    assert "/lokalhistorie/" in content(sitemap)
    assert "/admin/" not in content(sitemap)
