"""Searches that people follow: told once of what becomes findable, of nothing hidden, the same with both engines."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from accounts.models import User
from notices.models import Notice
from notices.reading import described
from search import saved
from search.models import Entry, SavedSearch
from search.registry import EntryData
from tests.search.conftest import Asked, Shelf

pytestmark = pytest.mark.django_db

SignedIn = Callable[[User], Client]


@pytest.fixture
def reader(db: None) -> User:
    user: User = get_user_model().objects.create_user("karen@brovig.example", display_name="Karen Holm")
    return user


def told(person: User) -> list[str]:
    """Where the person's notices lead, as they would be shown now."""
    notices = Notice.objects.filter(person=person, kind=saved.NOTICE).order_by("created")
    return [told.line.url for told in described(notices)]


def test_what_becomes_findable_is_told_once(shelf: Shelf, asked: Asked, reader: User) -> None:
    shelf.put("Broen før", url="/foer/")
    saved.follow(reader, "q=broen")
    group = shelf.put("Den nye bro", url="/ny/")
    shelf.put("Kirken", url="/kirken/")
    assert saved.tell_followers() == 1
    assert told(reader) == ["/ny/"]
    assert saved.tell_followers() == 0
    shelf.change(group, "Den nye bro er åben", url="/ny/")
    assert saved.tell_followers() == 0
    shelf.hide(group)
    shelf.change(group, "Den nye bro er åben igen", url="/ny/")
    assert saved.tell_followers() == 0


def test_its_own_clock_counts_and_not_the_date_of_the_page(shelf: Shelf, asked: Asked, reader: User) -> None:
    saved.follow(reader, "q=broen")
    shelf.put("Broen i gamle dage", date=dt.date(1934, 5, 1), url="/gammel/")
    assert saved.tell_followers() == 1


def test_what_was_committed_late_is_not_missed(shelf: Shelf, asked: Asked, reader: User) -> None:
    search = saved.follow(reader, "q=broen")
    SavedSearch.objects.filter(pk=search.pk).update(created=timezone.now() - dt.timedelta(days=1))
    shelf.put("Broen", url="/bro/")
    Entry.objects.update(
        visible_since=timezone.now() - dt.timedelta(minutes=1)
    )  # written before the last run, seen after
    assert saved.tell_followers() == 1


def test_what_is_hidden_is_not_told_and_what_gets_hidden_is_not_shown(shelf: Shelf, asked: Asked, reader: User) -> None:
    saved.follow(reader, "q=broen")
    shelf.put("Broen for medlemmer", access="members", url="/hemmelig/")
    group = shelf.put("Broen", url="/bro/")
    assert saved.tell_followers() == 1
    shelf.change(group, "Broen", access="members", url="/bro/")
    assert told(reader) == []
    shelf.hide(group)
    assert told(reader) == []


def test_filters_count_and_a_thing_is_told_once_for_all_searches_and_parts(
    shelf: Shelf, asked: Asked, reader: User
) -> None:
    saved.follow(reader, "topic=by")
    saved.follow(reader, "q=broen&kind=story")
    moments = [EntryData(kind="remark", title=f"Broen {n}", url=f"/m/#{n}", anchor=str(n)) for n in range(3)]
    shelf.put("Broen", *moments, topics=(("by", "Byen"),), url="/a/")
    shelf.put("Broen", kind="piece", url="/b/")
    assert saved.tell_followers() == 1
    assert told(reader) == ["/a/"]


def test_following_twice_is_once_and_there_is_a_limit(shelf: Shelf, reader: User) -> None:
    assert saved.follow(reader, "q=bro") == saved.follow(reader, "q=bro")
    for number in range(saved.MAX_SAVED - 1):
        saved.follow(reader, f"q=bro{number}")
    with pytest.raises(saved.CannotFollow):
        saved.follow(reader, "q=havn")
    saved.follow(reader, "q=bro")
    assert SavedSearch.objects.filter(person=reader).count() == saved.MAX_SAVED


LONG = "&".join(f"place={number}{'x' * 110}" for number in range(19))


@pytest.mark.parametrize("address", ["", "q=", "q=det er en", "q=%22", LONG], ids=["", "q", "stop", "quote", "long"])
def test_what_cannot_be_followed_is_told(shelf: Shelf, reader: User, signed_in: SignedIn, address: str) -> None:
    response = signed_in(reader).post("/soeg/foelg/", {"search": address}, follow=True)
    assert response.status_code == 200
    assert len(response.context["messages"]) == 1
    assert not SavedSearch.objects.exists()


def test_one_follows_from_the_result_page_and_leaves_on_ones_own(
    shelf: Shelf, no_elasticsearch: None, reader: User, signed_in: SignedIn
) -> None:
    shelf.put("Broen", topics=(("by", "Byen"),))
    browser = signed_in(reader)
    page = browser.get("/soeg/", {"q": "broen", "topic": "by", "sort": "date", "page": "1"})
    assert page.context["search_address"] == "q=broen&topic=by"
    listed = browser.post("/soeg/foelg/", {"search": page.context["search_address"]}, follow=True)
    (search,) = listed.context["searches"]
    assert (search["label"], search["url"]) == ("broen · Byen", "/soeg/?q=broen&topic=by")
    stranger = get_user_model().objects.create_user("niels@brovig.example", display_name="Niels Bro")
    signed_in(stranger).post(f"/soeg/mine/{search['pk']}/fjern/")
    assert SavedSearch.objects.count() == 1
    browser.post(f"/soeg/mine/{search['pk']}/fjern/")
    assert SavedSearch.objects.count() == 0


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client, shelf: Shelf, no_elasticsearch: None) -> None:
    shelf.put("Broen")
    assert "/konto/login/?next=/soeg/%3Fq%3Dbroen" in client.get("/soeg/", {"q": "broen"}).content.decode()
