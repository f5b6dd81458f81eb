"""In which order debates and livestreams are listed, and what is worth the front page."""

import datetime as dt
from typing import Any

from django.test import Client
from django.utils import timezone

from tests.factories import DAY, House, make_debate, make_livestream
from tests.reading import danish, words


def test_debates_by_their_deadline_then_the_announced_then_the_closed(house: House, client: Client) -> None:
    now = timezone.now()
    for title, opens, closes in (
        ("Lukket for længst", -99, -50), ("Åben længe", -1, 20), ("Kommer senere", 9, 30), ("Lukker snart", -9, 2),
        ("Lige lukket", -9, -1), ("Kommer først", 3, 25),
    ):  # fmt: skip
        make_debate(house, title, opens_at=now + opens * DAY, closes_at=now + closes * DAY)
    listing = client.get("/debat/").context["listing"]
    titles = ["Lukker snart", "Åben længe", "Kommer først", "Kommer senere", "Lige lukket", "Lukket for længst"]
    assert [page.title for page in listing.object_list] == titles
    assert [page.title for page in house.debates.highlights(3)] == ["Lukker snart", "Åben længe", "Kommer først"]


def test_livestreams_the_next_on_top_then_the_latest_recording(house: House, client: Client) -> None:
    now = timezone.now()
    for title, day in (("Om en måned", 30), ("For et år siden", -365), ("I morgen", 1), ("I går", -1), ("Nu", 0)):
        start = now + day * DAY - dt.timedelta(minutes=10)
        make_livestream(house, title, starts_at=start, ends_at=start + dt.timedelta(hours=1))
    listing = client.get("/livestream/").context["listing"]
    assert [page.title for page in listing.object_list] == ["Nu", "I morgen", "Om en måned", "I går", "For et år siden"]
    assert [page.title for page in house.livestreams.highlights(2)] == ["Nu", "I morgen"]


def test_without_anything_planned_the_latest_recordings_are_shown(house: House) -> None:
    now = timezone.now()
    for day in (-9, -3):
        make_livestream(house, f"{day}", starts_at=now + day * DAY, ends_at=now + day * DAY + dt.timedelta(hours=1))
    assert [page.title for page in house.livestreams.highlights(1)] == ["-3"]


def test_an_overview_counts_what_everybody_can_read(house: House, cast: Any, client: Client) -> None:
    from tests import factories

    debate = make_debate(house)
    factories.write(debate, cast.official)
    factories.write(debate, cast.official)
    factories.write(debate, cast.councillor)
    factories.write_held(debate, cast.citizen)
    page = client.get("/debat/").context["listing"].object_list[0]
    assert (page.contributions, page.voices) == (3, 2)


def test_empty_overviews_say_so(house: House, client: Client) -> None:
    for address in ("/debat/", "/livestream/", "/udstillinger/", "/lokalhistorie/"):
        assert danish("There is nothing here yet.") in words(client.get(address))
