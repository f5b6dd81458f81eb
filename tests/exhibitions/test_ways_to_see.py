"""The ways to see an exhibition, what machines read of it, and that a picture that may not be shown is in none of them."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from exhibitions.hanging import hang
from exhibitions.models import (
    Branch,
    Consent,
    ConsentKind,
    ExhibitionPage,
    Organiser,
    TileSet,
    TourStop,
    Work,
    WorkPicture,
)
from exhibitions.tiles import make_tiles, pictures_without_tiles, remove_tiles
from home.models import Picture
from home.pictures import make_sizes
from search.models import Entry
from tests import factories
from tests.factories import DAY, House, make_association, make_exhibition
from tests.reading import content, danish, inline_code, words

WAYS = ("", "vaeg/", "skaerm/")


@pytest.fixture
def show(house: House) -> ExhibitionPage:
    """Three works in two sections; the first has two pictures and a tour, every picture its sizes."""
    branch = Branch.objects.create(
        name="Havnehuset", street="Østre Kaj 1", postcode="9999", town="Brovig", latitude="56.1", longitude="10.2"
    )
    page = make_exhibition(
        house,
        works=3,
        branch=branch,
        place="Salen",
        associations=[make_association("Brovig Fotoklub")],
        opening_at=timezone.now() + DAY,
        opening_text="Asta spiller </script> på harmonika",
    )
    page.organisers = [Organiser(name="Asta Lind", role="tekster")]
    works = page.ordered_works
    for work in works:
        work.picture, work.description = factories.make_picture(), f"Om {work.title}"
        make_sizes(work.picture)
    works[0].rights, works[0].date = "by-sa", "ca. 1910"
    works[1].section, works[1].section_text = "Ude på kajen", "Her blæser det."
    works[0].more_pictures = [WorkPicture(picture=factories.make_picture(), alt="Bagsiden")]
    make_sizes(works[0].more_pictures.first().picture)
    works[0].stops = [TourStop(title="Kranen", text="Se op.", left="10", top="20", width="30", height="40")]
    page.works = works
    page.save_revision().publish()
    return ExhibitionPage.objects.get(pk=page.pk)


def addresses(page: ExhibitionPage) -> list[str]:
    key = page.ordered_works[0].key
    return [page.url + way for way in (*WAYS, f"vaerk/{key}/", f"vaerk/{key}/stort/", f"vaerk/{key}/rundtur/")]


def test_every_way_shows_the_works_in_order_without_a_script(show: ExhibitionPage, client: Client) -> None:
    for address in addresses(show):
        response = client.get(address)
        assert response.status_code == 200, address
        assert inline_code(response) == []
        assert "Værk 1" in words(response)
        assert 'alt="Kaj nummer 1"' in content(response)
        assert "openseadragon" not in re.sub(r"data-library=\"[^\"]*\"", "", content(response))
    walk = words(client.get(show.url))
    assert walk.index("Værk 1") < walk.index("Ude på kajen") < walk.index("Her blæser det.") < walk.index("Værk 2")
    for expected in (
        "Salen, Havnehuset",
        "Østre Kaj 1, 9999 Brovig",
        "Asta Lind",
        danish("Take the tour of the picture"),
    ):
        assert expected in walk


def test_a_work_tells_everything_and_a_tour_is_plain_text_too(show: ExhibitionPage, client: Client) -> None:
    first, second = show.ordered_works[:2]
    one = client.get(show.work_url(first))
    for expected in ("ca. 1910", "CC BY-SA 4.0", "Om Værk 1"):
        assert expected in words(one)
    assert "http://creativecommons.org/licenses/by-sa/4.0/" in content(one)
    assert 'alt="Bagsiden"' in content(one)
    tour = client.get(show.work_url(first) + "rundtur/")
    assert "1. Kranen Se op." in words(tour)
    width, height = (hang(show).works[0].tour[0].image_width, hang(show).works[0].tour[0].image_height)
    box = [round(width * 0.1), round(height * 0.2), round(width * 0.3), round(height * 0.4)]
    assert f'viewBox="{" ".join(map(str, box))}"' in content(tour)
    assert client.get(show.work_url(second) + "rundtur/").status_code == 404


def test_structured_data_is_one_event_that_no_text_can_end(show: ExhibitionPage, client: Client) -> None:
    show.lead = "</script><b>"
    show.save_revision().publish()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', content(client.get(show.url)), re.DOTALL)
    event = json.loads(found[0])
    assert (event["@type"], event["description"]) == ("ExhibitionEvent", "</script><b>")
    assert event["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert event["location"][0]["address"]["addressLocality"] == "Brovig"
    assert {"Brovig Fotoklub", "Asta Lind"} <= {who["name"] for who in event["organizer"]}
    assert event["startDate"] == show.starts_on.isoformat()


def test_the_calendar_file_holds_the_days_and_the_opening(show: ExhibitionPage, client: Client) -> None:
    response = client.get(show.url + "kalender/")
    assert response["Content-Type"].startswith("text/calendar")
    days, opening = Calendar.from_ical(content(response)).walk("VEVENT")
    assert days["DTSTART"].dt == show.starts_on
    assert days["DTEND"].dt == show.ends_on + DAY
    assert "Østre Kaj 1" in days["LOCATION"]
    assert abs((opening["DTSTART"].dt - show.opening_at).total_seconds()) < 1
    assert days["UID"] != opening["UID"]


def test_the_manifest_is_iiif(show: ExhibitionPage, client: Client, tmp_path: Path) -> None:
    for picture in pictures_without_tiles(show):
        make_tiles(picture)
    response = client.get(show.url + "iiif/manifest/")
    assert response["Access-Control-Allow-Origin"] == "*"
    manifest = json.loads(content(response))
    assert [len(manifest["items"]), manifest["structures"][0]["label"]] == [4, {"da": ["Ude på kajen"]}]
    body = manifest["items"][0]["items"][0]["items"][0]["body"]
    assert body["service"][0]["profile"] == "level0"
    (tmp_path / "manifest.json").write_text(content(response))
    read = "import sys, iiif_prezi3; m = iiif_prezi3.Manifest.model_validate_json(open(sys.argv[1]).read()); print(len(m.items))"
    apart = {**os.environ, "PYTHONPATH": str(Path(sys.executable).parents[1] / "iiif")}
    checked = subprocess.run(
        [sys.executable, "-c", read, str(tmp_path / "manifest.json")],
        env=apart,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.stdout.strip(), checked.returncode) == ("4", 0), checked.stderr


# Tiles ------------------------------------------------------------------------------------------------------------------


def test_tiles_are_made_once_and_are_an_image_service(show: ExhibitionPage, client: Client) -> None:
    lacking = pictures_without_tiles(show)
    assert len(lacking) == 4
    made = [make_tiles(picture) for picture in lacking]
    assert pictures_without_tiles(show) == []
    tiles = made[0]
    assert tiles is not None
    with default_storage.open(f"{tiles.folder}/info.json") as file:
        info = json.load(file)
    assert info["id"].endswith(tiles.url)
    assert (info["width"], info["profile"], info["type"]) == (lacking[0].width, "level0", "ImageService3")
    page = content(client.get(show.work_url(show.ordered_works[0])))
    assert f'data-tiles="{show.ordered_works[0].picture.tiles.url}"' in page
    Picture.objects.filter(pk=lacking[0].pk).update(file=lacking[1].file.name)
    assert [picture.pk for picture in pictures_without_tiles(show)] == [lacking[0].pk]


def test_tiles_that_may_not_be_shown_any_more_leave_no_file(
    show: ExhibitionPage, django_capture_on_commit_callbacks: Any
) -> None:
    picture = show.ordered_works[0].picture
    before = set(default_storage.listdir("tiles")[0]) if default_storage.exists("tiles") else set()
    with django_capture_on_commit_callbacks(execute=True):
        tiles = make_tiles(picture)
        remove_tiles([picture.pk])
    assert tiles is not None
    assert not default_storage.exists(f"{tiles.folder}/info.json")
    Consent.objects.create(picture=picture, kind=ConsentKind.PERSON, name="Asta", withdrawn_at=timezone.now())
    assert make_tiles(picture) is None  # withdrawn while they were made
    assert set(default_storage.listdir("tiles")[0]) == before
    assert not TileSet.objects.filter(picture=picture).exists()


# A picture that may not be shown ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["consent", "private"])
def test_a_picture_that_may_not_be_shown_is_nowhere(show: ExhibitionPage, client: Client, why: str) -> None:
    for picture in pictures_without_tiles(show):
        make_tiles(picture)
    show.picture = show.ordered_works[0].picture
    show.save_revision().publish()
    hidden = show.picture
    places = [*addresses(show)[:-1], "/udstillinger/", "/", show.url + "iiif/manifest/"]
    marks = [hidden.largest[1], hidden.tiles.folder]
    seen = "".join(content(client.get(place)) for place in places)
    assert all(mark in seen for mark in marks)
    if why == "consent":
        Consent.objects.create(
            picture=hidden, kind=ConsentKind.CHILD, name="Asta", valid_until=timezone.localdate() - DAY
        )
    else:
        Picture.objects.filter(pk=hidden.pk).update(is_private=True)
    show.save_revision().publish()  # as the task that acts on a consent's end does
    for place in places:
        response = client.get(place)
        assert response.status_code == 200
        assert not any(mark in content(response) for mark in marks), place
    assert client.get(addresses(show)[-1]).status_code == 404  # a tour of a picture that isn't shown
    assert not Entry.objects.filter(image_id=hidden.pk).exists()
    assert 'alt="Bagsiden"' in content(client.get(addresses(show)[3]))  # its other picture stays


def test_a_work_whose_every_picture_is_taken_down_says_so(show: ExhibitionPage, client: Client) -> None:
    work = show.ordered_works[1]
    Work.objects.filter(pk=work.pk).update(medium="sound", media="works/lyd.mp3")
    assert "lyd.mp3" in content(client.get(show.work_url(work)))
    Consent.objects.create(picture=work.picture, kind=ConsentKind.PERSON, name="Asta", withdrawn_at=timezone.now())
    for address in (show.url, show.work_url(work), show.work_url(work) + "stort/"):
        text = words(client.get(address))
        assert danish("The picture is taken down, because somebody no longer agrees to it being shown.") in text
    assert "lyd.mp3" not in content(client.get(show.work_url(work)))


def test_an_unpublished_exhibition_answers_nothing(show: ExhibitionPage, client: Client) -> None:
    places = [*addresses(show), show.url + "kalender/", show.url + "iiif/manifest/"]
    show.unpublish()
    assert {client.get(place).status_code for place in places} == {404}


def test_forty_works_take_as_many_queries_as_three(
    show: ExhibitionPage, house: House, client: Client, queries: Any
) -> None:
    client.get(show.url)
    few = {way: len(queries(lambda way=way: client.get(show.url + way))) for way in (*WAYS, "iiif/manifest/")}
    works = [Work(title=f"Nyt {n}", picture=factories.make_picture(), sort_order=10 + n) for n in range(40)]
    for work in works:
        work.stops = [TourStop(title="Her", text="Se.", left=1, top=1, width=5, height=5)]
    show.works = [*show.ordered_works, *works]
    show.save_revision().publish()
    for way, count in few.items():
        assert len(queries(lambda way=way: client.get(show.url + way))) <= count <= 24


def test_the_archive_by_year(house: House, client: Client) -> None:
    today = timezone.localdate()
    make_exhibition(house, "Åben nu")
    for years in (1, 2):
        last = today.replace(month=6, day=1, year=today.year - years)
        make_exhibition(house, f"Fra {last.year}", starts_on=last - DAY, ends_on=last)
    response = client.get("/udstillinger/")
    assert response.context["years"] == [today.year - 1, today.year - 2]
    listing = client.get(f"/udstillinger/?aar={today.year - 2}").context["listing"]
    assert [page.title for page in listing.object_list] == [f"Fra {today.year - 2}"]
    for bad in ("1066", "æ", "-1", "99999999999999999999"):
        assert len(client.get("/udstillinger/", {"aar": bad}).context["listing"].object_list) == 3
