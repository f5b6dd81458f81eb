"""The page store: what is kept, for whom, for how long, and what empties it."""

import datetime as dt
import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from exhibitions.models import Association
from forum.models import DebateIndexPage
from home import changes, store
from home.models import HomePage, HouseSettings, Topic
from search.models import Asked, Entry
from tests import factories
from tests.factories import Cast, House, make_article, make_debate, make_exhibition, make_livestream
from tests.reading import content

DAY = dt.timedelta(days=1)


def kept(address: str) -> bool:
    return store.find(address) is not None


def test_a_page_is_kept_and_answered_from_the_store_without_a_query(
    house: House, pages: Path, client: Client, queries: Any
) -> None:
    article = make_article(house)
    first = client.get(article.url)
    again: list[HttpResponse] = []
    assert queries(lambda: again.append(client.get(article.url))) == []
    assert again[0].content == first.content
    assert again[0]["ETag"] == first["ETag"]
    assert again[0]["Cache-Control"] == first["Cache-Control"] == "no-cache"
    assert again[0]["Content-Language"] == "da"
    assert "content-security-policy" in {name.lower() for name in again[0].headers}
    assert again[0]["X-Frame-Options"] == "SAMEORIGIN"
    file = store.find(article.url)
    assert file is not None
    assert gzip.decompress(file.with_name("index.html.gz").read_bytes()) == file.read_bytes()


def test_who_has_the_page_is_told_that_it_is_the_same(house: House, pages: Path, client: Client) -> None:
    article = make_article(house)
    etag = client.get(article.url)["ETag"]
    answer = client.get(article.url, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    store.empty(copies=False)  # made again it reads the same, so it is the same
    assert client.get(article.url, headers={"if-none-match": etag}).status_code == 304
    article.title = "Stormfloden i 1921"
    article.save_revision().publish()
    changed = client.get(article.url, headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert changed["ETag"] != etag


def test_head_and_what_advertisers_add_are_answered_too(
    house: House, pages: Path, client: Client, queries: Any
) -> None:
    article = make_article(house)
    client.get(article.url)
    assert queries(lambda: client.head(article.url)) == []
    assert queries(lambda: client.get(f"{article.url}?utm_source=nyhedsbrev&fbclid=1")) == []
    assert queries(lambda: client.get(f"{article.url}?side=2")) != []


def test_only_those_without_a_session_get_the_kept_page(
    cast: Cast, house: House, pages: Path, client: Client, signed_in: Callable[..., Client]
) -> None:
    article = make_article(house)
    own = signed_in(cast.citizen)
    assert cast.citizen.display_name in content(own.get(article.url))
    assert not kept(article.url), "what somebody saw who is signed in is never kept"
    client.get(article.url)
    assert cast.citizen.display_name in content(own.get(article.url))
    client.cookies["messages"] = "something to be told"
    assert "ETag" not in client.get(article.url)


def test_the_corner_alone_is_that_of_whoever_asks_and_never_kept(
    cast: Cast, house: House, pages: Path, client: Client, signed_in: Callable[..., Client]
) -> None:
    own = signed_in(cast.citizen).get("/konto/hjoerne/?fra=/foreninger/")
    assert cast.citizen.display_name in content(own)
    assert "csrfmiddlewaretoken" in content(own)
    assert "<html" not in content(own)
    assert "?next=/foreninger/" in content(client.get("/konto/hjoerne/?fra=/foreninger/"))
    assert "evil" not in content(client.get("/konto/hjoerne/?fra=//evil.example/"))
    assert "no-store" in own["Cache-Control"]
    assert not kept("/konto/hjoerne/")


@pytest.mark.parametrize("kind", ["front", "section", "article", "exhibition", "debate", "livestream", "associations"])
def test_every_kind_of_page_is_kept_and_holds_nobodys_token(
    house: House, pages: Path, client: Client, kind: str
) -> None:
    address = {
        "front": lambda: "/",
        "section": lambda: house.history.url,
        "article": lambda: make_article(house).url,
        "exhibition": lambda: make_exhibition(house).url,
        "debate": lambda: make_debate(house).url,
        "livestream": lambda: make_livestream(house).url,
        "associations": lambda: "/foreninger/",
    }[kind]()
    assert client.get(address).status_code == 200
    assert kept(address)
    assert "csrfmiddlewaretoken" not in (store.last_copy(address) or Path()).read_text()


def test_what_is_not_offered_is_not_kept(
    cast: Cast, house: House, pages: Path, client: Client, signed_in: Callable[..., Client]
) -> None:
    article, private = make_article(house), make_article(house, "Kun for os")
    private.view_restrictions.create(restriction_type="password", password="abc")
    for address in ("/soeg/", "/konto/login/", "/deltag/anmeld/", "/ingenting/", private.url, article.url.rstrip("/")):
        client.get(address)
        client.get(address, {"side": "2"})
        client.get(address, headers={"hx-request": "true"})
        assert not kept(address), address
        assert store.last_copy(address) is None, address
    client.get("/foreninger/", headers={"hx-request": "true"})
    assert not kept("/foreninger/")
    assert not list(pages.rglob("index.html"))
    client.head(article.url)
    assert not kept(article.url)


def test_an_answer_that_sets_a_cookie_or_says_so_is_not_kept(house: House, pages: Path, monkeypatch: Any) -> None:
    for spoil in (
        lambda response: response.set_cookie("seen", "1"),
        lambda response: response.headers.__setitem__("Cache-Control", "private"),
        lambda response: response.headers.__setitem__("Vary", "Accept"),
        lambda response: response.headers.__setitem__("Content-Type", "application/json"),
        lambda response: setattr(response, "status_code", 404),
    ):
        serve = HomePage.serve

        def spoilt(page: Any, request: Any, *args: Any, serve: Any = serve, spoil: Any = spoil, **kwargs: Any) -> Any:
            response = serve(page, request, *args, **kwargs)
            spoil(response)
            return response

        with monkeypatch.context() as patched:
            patched.setattr(HomePage, "serve", spoilt)
            Client().get("/")
        assert not kept("/")
    Client().get("/")
    assert kept("/")


# What empties it ------------------------------------------------------------------------------------------------------


def test_whatever_readers_may_see_empties_the_store(cast: Cast, house: House, pages: Path) -> None:
    article, debate, livestream = make_article(house), make_debate(house), make_livestream(house)
    topic = Topic.objects.create(name="Havnen", slug="havnen")
    show = make_exhibition(house)
    association = Association.objects.get_or_create(name="Strikkeklubben", slug="strik")[0]
    comment = factories.write(debate, cast.official)

    def moved() -> None:
        Page.objects.get(pk=article.pk).move(house.debates, "last-child")

    def translated() -> None:
        from wagtail.models import Locale

        house.home.copy_for_translation(Locale.objects.get(language_code="en"))

    def tagged() -> None:
        article.topics.add(topic)
        article.save()

    changes_of_what_is_read: list[Callable[[], object]] = [
        lambda: article.save_revision().publish(),
        lambda: Page.objects.get(pk=show.pk).unpublish(),
        moved,
        translated,
        tagged,
        lambda: Topic.objects.filter(pk=topic.pk).update(name="Ved havnen"),
        lambda: Association.objects.filter(pk=association.pk).update(name="Garn"),
        lambda: HouseSettings.objects.update(hours="Altid"),
        lambda: User.objects.filter(pk=cast.official.pk).update(display_name="Ny"),
        lambda: type(comment).objects.filter(pk=comment.pk).update(recommended=3),
        lambda: factories.write(debate, cast.citizen),
        lambda: article.view_restrictions.create(restriction_type="login"),
        livestream.delete,
    ]
    for number, change in enumerate(changes_of_what_is_read):
        before = store.place()
        change()
        after = store.place()
        assert before is not None
        assert after is not None
        assert after.now != before.now, number


def test_what_no_reader_sees_leaves_it_alone(cast: Cast, house: House, pages: Path, client: Client) -> None:
    article = make_article(house)
    client.get(article.url)
    article.title = "Kladde"
    article.save_revision(user=cast.editor)
    client.force_login(cast.citizen)
    client.get("/soeg/", {"q": "stormflod"})
    Entry.objects.update(indexed_version=1)
    Asked.objects.all().delete()
    call_command("clearsessions")
    assert kept(article.url)
    connection.cursor().execute("WITH a AS (SELECT 1) SELECT * FROM a")
    assert kept(article.url)


def test_a_scheduled_expiry_takes_the_page_out(house: House, pages: Path, client: Client) -> None:
    article = make_article(house)
    article.expire_at = timezone.now() - dt.timedelta(seconds=1)
    article.save()
    assert client.get(article.url).status_code == 200
    call_command("publish_scheduled", verbosity=0)
    assert client.get(article.url).status_code == 404
    assert store.last_copy(article.url) is None, "not in bad times either"


def test_a_contribution_is_seen_at_once_and_leaves_the_last_copies(
    cast: Cast, house: House, pages: Path, client: Client
) -> None:
    article, debate = make_article(house), make_debate(house)
    client.get(debate.url)
    client.get(article.url)
    factories.write(debate, cast.moderator, "En cykelsti, tak.")
    assert "En cykelsti, tak." in content(client.get(debate.url))
    assert store.last_copy(article.url) is not None
    article.unpublish()
    assert store.last_copy(article.url) is None


def test_a_page_begun_before_a_change_is_never_served_after_it(house: House, pages: Path) -> None:
    begun = store.place()
    assert begun is not None
    store.empty()
    store.keep(begun, "/foreninger/", b"old", store.Life())
    assert not kept("/foreninger/")
    assert store.last_copy("/foreninger/") is None


def test_changes_of_a_transaction_that_is_undone_empty_nothing(
    settings: Any, tmp_path: Path, house: House, django_capture_on_commit_callbacks: Any
) -> None:
    settings.PAGE_STORE = tmp_path
    with django_capture_on_commit_callbacks() as told, transaction.atomic():
        for word in ("a", "b", "c"):
            Topic.objects.update(synonyms=word)
    assert told == [changes._changed], "once, however many rows"
    with django_capture_on_commit_callbacks() as told, transaction.atomic():
        Topic.objects.update(synonyms="d")
        transaction.set_rollback(True)
    assert not told


def test_every_table_named_as_private_exists() -> None:
    tables = set(connection.introspection.django_table_names())
    assert set(changes.UNSEEN) | changes.ADDS <= tables
    assert not [table for table in changes.UNSEEN | dict.fromkeys(changes.ADDS) if changes.PRIVATE.match(table)]
    shown = {"home_topic", "wagtailcore_page", "wagtailcore_pageviewrestriction", "forum_suspension", "home_picture"}
    assert not [table for table in shown if changes.PRIVATE.match(table)]


# How long -------------------------------------------------------------------------------------------------------------


def life_of(address: str, client: Client) -> str:
    """The window in which a page is kept: "1000", "10", or "" for none."""
    client.get(address)
    file = store.find(address)
    return "" if file is None else str(file.relative_to(store._root() or "")).split("/")[1]


def test_pages_that_show_the_time_are_kept_as_long_as_they_stay_true(
    house: House, pages: Path, client: Client, monkeypatch: Any
) -> None:
    at = 1_700_000_000.0  # the beginning of a window of 1000 seconds
    now = dt.datetime.fromtimestamp(at, dt.UTC)
    monkeypatch.setattr(time, "time", lambda: at + 1)
    monkeypatch.setattr(timezone, "now", lambda: now + dt.timedelta(seconds=1))
    article, debate = make_article(house), make_debate(house)
    assert life_of(article.url, client) == "1000"
    for closes, window in ((5000, "1000"), (1000, "1000"), (999, "10"), (10, "10"), (9, "")):
        debate.opens_at, debate.closes_at = now - DAY, now + dt.timedelta(seconds=closes)
        debate.save_revision().publish()
        assert life_of(debate.url, client) == window, closes
    debate.closes_at = now + DAY
    debate.save_revision().publish()
    assert life_of(DebateIndexPage.objects.get().url, client) == "10", "a list in the order of the time"


def test_tidying_removes_what_has_ended_and_keeps_what_is_served(
    house: House, pages: Path, client: Client, monkeypatch: Any
) -> None:
    client.get("/")
    store.empty()
    article = make_article(house)
    client.get(article.url)
    monkeypatch.setattr(store, "GRACE", -1)
    call_command("tidy_pages")
    assert kept(article.url)
    assert len([folder for folder in pages.iterdir() if not folder.is_symlink()]) == 2
    later = time.time() + 3 * store.WINDOWS[0]
    monkeypatch.setattr(time, "time", lambda: later)
    call_command("tidy_pages")
    assert not list((pages / "now").rglob("index.html"))
    assert store.last_copy(article.url) is not None
    call_command("tidy_pages", "--empty")
    assert store.last_copy(article.url) is not None


def test_without_room_on_the_disk_pages_are_shown_all_the_same(
    house: House, pages: Path, client: Client, monkeypatch: Any
) -> None:
    def full(*_args: Any, **_kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    assert client.get(make_article(house).url).status_code == 200
    assert not list(pages.rglob("index.html"))


def test_while_the_database_is_away_everybody_reads_the_last_copy(
    cast: Cast, house: House, pages: Path, monkeypatch: Any, signed_in: Callable[..., Client]
) -> None:
    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("connection refused")

    article, own = make_article(house), signed_in(cast.citizen)
    page = content(Client().get(article.url))
    store.empty(copies=False)
    monkeypatch.setattr(CursorWrapper, "execute", away)
    for client in (Client(raise_request_exception=False), own):
        client.raise_request_exception = False
        answer = client.get(article.url)
        assert (answer.status_code, content(answer)) == (200, page)
        assert (answer["Cache-Control"], answer["Server-Timing"]) == ("no-store", "kept")
        refused = client.get("/soeg/", {"q": "havn"})
        assert (refused.status_code, refused["Retry-After"]) == (503, "60")
        assert client.get("/lokalhistorie/aldrig-vist/").status_code == 503
