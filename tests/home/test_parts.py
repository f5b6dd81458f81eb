"""Parts of a page that are everybody's: kept for those to whom the page is made, and true all the same."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import PageViewRestriction

from home import parts, store
from home.models import Topic
from home.models.editorial import RelatedLink
from tests.factories import Cast, House, make_article, make_story
from tests.reading import content

PERSONAL = 4  # queries: the session, the account, the page, and the rules that let only some in
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    parts._parts.clear()
    yield
    parts._parts.clear()


def _main(response: HttpResponse) -> str:
    found = MAIN.search(content(response))
    assert found
    return found[0]


def _asked(**more: Any) -> HttpRequest:
    """A request as it comes to a template: offered to the store, and begun when the store was as it is."""
    request = RequestFactory().get("/en-side/", **more)
    request.place = store.place()  # type: ignore[attr-defined]
    store.offer(request)
    return request


@pytest.mark.parametrize("make", [make_article, make_story])
def test_who_is_signed_in_reads_what_everybody_reads_and_waits_for_little(
    cast: Cast, house: House, pages: Path, client: Client, signed_in: Callable[..., Client], queries: Any, make: Any
) -> None:
    page = make(house)
    page.topics.add(Topic.objects.get_or_create(name="Havnen", slug="havnen")[0])
    own = signed_in(cast.citizen)
    first = own.get(page.url)
    again: list[HttpResponse] = []
    asked = queries(lambda: again.append(own.get(page.url)))
    assert len(asked) == PERSONAL, asked
    assert content(again[0]).replace(_token(again[0]), "") == content(first).replace(_token(first), "")
    assert cast.citizen.display_name in content(again[0])
    assert _main(again[0]) == _main(client.get(page.url)) == _main(signed_in(cast.editor).get(page.url))
    other = signed_in(cast.member).get(page.url)
    assert cast.citizen.display_name not in content(other)
    assert cast.member.display_name in content(other)


def _token(response: HttpResponse) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', content(response))
    assert found
    return found[1]


def test_what_is_changed_shows_at_once(cast: Cast, house: House, pages: Path, signed_in: Callable[..., Client]) -> None:
    own, page, beside = signed_in(cast.citizen), make_article(house), make_article(house, title="Ved siden af")
    RelatedLink.objects.create(article=page, page=beside)
    assert "Ved siden af" in _main(own.get(page.url))
    assert own.get(page.url).status_code == 200
    beside.unpublish()
    assert "Ved siden af" not in _main(own.get(page.url))
    page.title = "Et helt andet navn"
    page.save_revision().publish()
    assert "Et helt andet navn" in _main(own.get(page.url))
    house.history.title = "Før i tiden"
    house.history.save_revision().publish()
    assert content(own.get(page.url)).count("Før i tiden") == 2  # in the menu, and in the trail


def test_a_page_that_only_some_may_read_is_kept_from_the_others(
    cast: Cast, house: House, pages: Path, client: Client, signed_in: Callable[..., Client]
) -> None:
    own, page = signed_in(cast.citizen), make_article(house)
    for _ in range(2):
        assert own.get(page.url).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for _ in range(2):
        assert own.get(page.url).status_code == 200
        assert client.get(page.url).status_code == 302


def test_each_language_and_address_has_parts_of_its_own(
    cast: Cast, house: House, pages: Path, signed_in: Callable[..., Client]
) -> None:
    own, one, other = signed_in(cast.citizen), make_article(house), make_article(house, title="Den anden")
    for _ in range(2):
        assert "Den anden" not in _main(own.get(one.url))
        assert "Den anden" in _main(own.get(other.url))


def test_it_is_made_each_time_for_what_is_not_everybodys(pages: Path, settings: Any) -> None:
    preview, sent, not_offered = _asked(), _asked(), _asked()
    preview.is_preview = True  # type: ignore[attr-defined]
    sent.method = "POST"
    not_offered.may_be_kept = False  # type: ignore[attr-defined]
    asked = [None, preview, sent, not_offered, _asked(query_params={"side": "2"})]
    settings.PAGE_STORE = None
    for request in [*asked, _asked()]:
        made = iter("ab")
        assert [parts.kept(request, "text", lambda made=made: SafeString(next(made))) for _ in range(2)] == ["a", "b"]


def test_what_was_read_before_a_change_is_not_kept_after_it(pages: Path) -> None:
    early = _asked()
    store.empty()  # somebody publishes while the page is being made
    assert parts.kept(early, "text", lambda: SafeString("as it was")) == "as it was"
    assert parts.kept(_asked(), "text", lambda: SafeString("as it is")) == "as it is"
    assert parts.kept(_asked(), "text", lambda: SafeString("never made")) == "as it is"


def test_it_lives_no_longer_than_what_it_shows_and_the_page_no_longer_than_its_parts(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = timezone.now() + dt.timedelta(hours=1)
    made = iter("abc")

    def make() -> SafeString:
        store.until(ends)
        return SafeString(next(made))

    for _ in range(2):  # made, then kept
        with store.making() as life:
            assert parts.kept(_asked(), "text", make) == "a"
        assert life.until == ends.timestamp()
    monkeypatch.setattr(parts.time, "time", ends.timestamp)
    assert parts.kept(_asked(), "text", make) == "b"


def test_what_is_chosen_by_the_clock_is_not_kept(pages: Path) -> None:
    made = iter("ab")

    def make() -> SafeString:
        store.now()
        return SafeString(next(made))

    with store.making() as life:
        assert [parts.kept(_asked(), "text", make) for _ in range(2)] == ["a", "b"]
    assert life.brief


def test_a_process_keeps_so_many_and_the_newest(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MANY", 3)
    for name in "abcd":
        parts.kept(_asked(), name, lambda: SafeString("x"))
    assert [key[-1] for key in parts._parts] == ["b", "c", "d"]
