"""Exhibitions over time, their order in lists, their works' pages."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from exhibitions.models import ExhibitionPage, Run, Work
from tests import factories
from tests.factories import DAY, House, make_association, make_exhibition
from tests.reading import content, danish, inline_code, words

FIRST, LAST = dt.date(2026, 11, 1), dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("day", "both", "only_first", "only_last"),
    [
        (dt.date(2026, 10, 31), Run.COMING, Run.COMING, Run.OPEN),
        (FIRST, Run.OPEN, Run.OPEN, Run.OPEN),
        (dt.date(2026, 11, 23), Run.OPEN, Run.OPEN, Run.OPEN),
        (dt.date(2026, 11, 24), Run.LAST_DAYS, Run.OPEN, Run.LAST_DAYS),
        (LAST, Run.LAST_DAYS, Run.OPEN, Run.LAST_DAYS),
        (dt.date(2026, 12, 1), Run.PAST, Run.OPEN, Run.PAST),
    ],
)
def test_where_an_exhibition_is_in_its_time(db: None, day: dt.date, both: Run, only_first: Run, only_last: Run) -> None:
    assert ExhibitionPage(title="x", starts_on=FIRST, ends_on=LAST).run(day) is both
    assert ExhibitionPage(title="x", starts_on=FIRST).run(day) is only_first
    assert ExhibitionPage(title="x", ends_on=LAST).run(day) is only_last
    assert ExhibitionPage(title="x").run(day) is Run.OPEN


@pytest.mark.parametrize("day", [FIRST - DAY, FIRST, LAST, LAST + DAY])
def test_the_queries_agree_with_the_run(house: House, day: dt.date) -> None:
    page = make_exhibition(house, starts_on=FIRST, ends_on=LAST)
    is_past = page.run(day) is Run.PAST
    assert ExhibitionPage.objects.past(day).filter(pk=page.pk).exists() is is_past
    assert ExhibitionPage.objects.current(day).filter(pk=page.pk).exists() is not is_past


@pytest.mark.parametrize(
    ("day", "run"),
    [(-40, Run.COMING), (-10, Run.OPEN), (0, Run.LAST_DAYS), (3, Run.OPEN), (54, Run.LAST_DAYS), (70, Run.PAST)],
)
def test_the_house_and_online_are_one_exhibition(house: House, day: int, run: Run) -> None:
    page = make_exhibition(
        house, starts_on=LAST - 20 * DAY, ends_on=LAST, online_from=LAST - 15 * DAY, online_until=LAST + 60 * DAY
    )
    at = LAST + day * DAY
    assert page.run(at) is run
    assert ExhibitionPage.objects.past(at).filter(pk=page.pk).exists() is (run is Run.PAST)
    assert ExhibitionPage.objects.current(at).filter(pk=page.pk).exists() is not (run is Run.PAST)


def test_an_end_before_the_beginning_is_told_at_the_field(db: None) -> None:
    with pytest.raises(ValidationError) as error:
        ExhibitionPage(title="x", slug="x", starts_on=LAST, ends_on=FIRST).clean()
    assert list(error.value.message_dict) == ["ends_on"]
    with pytest.raises(ValidationError) as error:
        ExhibitionPage(title="x", slug="x", online_from=LAST, online_until=FIRST).clean()
    assert list(error.value.message_dict) == ["online_until"]


def test_the_overview_shows_what_is_open_then_what_comes_then_the_archive(house: House, client: Client) -> None:
    today = timezone.localdate()
    days = {
        "Snart forbi": (-20, 3),
        "Kommer": (5, 60),
        "Forbi i går": (-30, -1),
        "Forbi for længst": (-300, -200),
        "Altid åben": (None, None),
        "Åben længe": (-3, 40),
    }
    for title, (starts, ends) in days.items():
        make_exhibition(
            house,
            title,
            starts_on=None if starts is None else today + starts * DAY,
            ends_on=None if ends is None else today + ends * DAY,
        )
    listing = client.get("/udstillinger/").context["listing"]
    assert [page.title for page in listing.object_list] == [
        "Snart forbi", "Åben længe", "Altid åben", "Kommer", "Forbi i går", "Forbi for længst"
    ]  # fmt: skip
    assert [page.title for page in house.exhibitions.highlights(8)][-1] == "Kommer"
    assert not {"Forbi i går", "Forbi for længst"} & {page.title for page in house.exhibitions.highlights(8)}


def test_the_page_of_an_exhibition(house: House, client: Client) -> None:
    club = make_association("Brovig Fotoklub")
    page = make_exhibition(house, works=3, place="Havnehuset, 1. sal", associations=[club], curator="Asta Lind")
    response = client.get(page.url)
    text = words(response)
    for expected in (
        "Havnens lys",
        "Havnehuset, 1. sal",
        "Brovig Fotoklub",
        "Asta Lind",
        "Værk 1",
        "Værk 3",
        danish("Open now"),
    ):
        assert expected in text
    assert text.index("Værk 1") < text.index("Værk 2") < text.index("Værk 3")
    assert 'href="/foreninger/brovig-fotoklub/"' in content(response)
    assert inline_code(response) == []


def test_walking_along_the_works(house: House, client: Client) -> None:
    page = make_exhibition(house, works=3)
    first, second, third = page.ordered_works
    seen = [client.get(page.work_url(work)) for work in (first, second, third)]
    assert [response.status_code for response in seen] == [200, 200, 200]
    for number, response in enumerate(seen, start=1):
        assert danish("work %(number)s of %(count)s", number=number, count=3) in words(response)
        assert f"Værk {number}" in words(response)
        assert inline_code(response) == []
    assert 'rel="prev"' not in content(seen[0])
    assert f'href="{page.work_url(second)}" rel="next"' in content(seen[0])
    assert f'href="{page.work_url(first)}" rel="prev"' in content(seen[1])
    assert f'href="{page.work_url(third)}" rel="next"' in content(seen[1])
    assert 'rel="next"' not in content(seen[2])


@pytest.mark.parametrize("key", ["findesikke", "a", "../../admin", "æøå", "%00"])
def test_a_work_that_is_not_there(house: House, client: Client, key: str) -> None:
    page = make_exhibition(house, works=1)
    assert client.get(f"{page.url}vaerk/{key}/").status_code == (400 if key == "%00" else 404)


def test_a_work_of_another_exhibition_or_of_a_draft_is_not_there(house: House, client: Client) -> None:
    one, two = make_exhibition(house, "En", works=1), make_exhibition(house, "To", works=1)
    key = one.ordered_works[0].key
    assert client.get(f"{two.url}vaerk/{key}/").status_code == 404
    one.unpublish()
    assert client.get(f"{one.url}vaerk/{key}/").status_code == 404


def test_a_works_address_stays_when_works_are_moved_and_renamed(house: House, client: Client) -> None:
    page = make_exhibition(house, works=2)
    key = page.ordered_works[0].key
    draft = page.get_latest_revision_as_object()
    works = draft.ordered_works
    works[0].title, works[0].sort_order, works[1].sort_order = "Nyt navn", 2, 1
    draft.works.set(works)
    draft.save_revision().publish()
    response = client.get(f"{page.url}vaerk/{key}/")
    assert "Nyt navn" in words(response)
    assert response.context["number"] == 2


def test_work_keys_are_plain_and_all_different() -> None:
    keys = {Work(title="x").key for _ in range(500)}
    assert len(keys) == 500
    assert all(len(key) == 8 and key.isascii() and not set(key) & set("il10o") for key in keys)


def test_a_long_exhibition_takes_as_many_queries_as_a_short_one(house: House, client: Client, queries: Any) -> None:
    short, long = make_exhibition(house, "Kort", works=2), make_exhibition(house, "Lang", works=40)
    for page in (short, long):
        for work in page.ordered_works:
            Work.objects.filter(pk=work.pk).update(picture=factories.make_picture())
    client.get(short.url)
    count = len(queries(lambda: client.get(short.url)))
    assert len(queries(lambda: client.get(long.url))) <= count <= 20
    one = len(queries(lambda: client.get(short.work_url(short.ordered_works[0]))))
    assert len(queries(lambda: client.get(long.work_url(long.ordered_works[20])))) <= one


# Associations -----------------------------------------------------------------------------------------------------------


def test_the_directory_and_an_association(house: House, client: Client, queries: Any) -> None:
    club = make_association("Nørrebys Vævere", place="Havnehuset", contact_email="foto@brovig.example")
    make_association("Skjult Forening", is_public=False)
    open_one = make_exhibition(house, "Havnens lys", associations=[club])
    make_exhibition(house, "En kladde", associations=[club]).unpublish()
    response = client.get("/foreninger/")
    assert "Nørrebys Vævere" in words(response)
    assert "Skjult Forening" not in content(response)
    page = client.get(club.get_absolute_url())
    for expected in ("Vi mødes om onsdagen.", "foto@brovig.example", "Havnens lys"):
        assert expected in words(page)
    assert open_one.url in content(page)
    assert "En kladde" not in content(page)
    assert client.get("/foreninger/skjult-forening/").status_code == 404
    assert client.get("/foreninger/findes-ikke/").status_code == 404
    assert client.post("/foreninger/").status_code == 405
    assert client.post("/foreninger/brovig-fotoklub/").status_code == 405
    few = len(queries(lambda: client.get("/foreninger/")))
    shown = len(queries(lambda: client.get(club.get_absolute_url())))
    for number in range(30):
        make_association(f"Forening {number}", picture=factories.make_picture())
    for number in range(10):
        make_exhibition(house, f"Udstilling {number}", associations=[club], picture=factories.make_picture())
    assert len(queries(lambda: client.get("/foreninger/"))) <= few + 1
    assert len(queries(lambda: client.get(club.get_absolute_url()))) <= shown + 1  # the pictures


@pytest.mark.parametrize("address", ["/foreninger/", "/foreninger/brovig-fotoklub/"])
def test_asking_for_the_head_only_is_reading_too(house: House, client: Client, address: str) -> None:
    make_association("Brovig Fotoklub")
    assert client.head(address).status_code == 200
