"""Names that nobody else can have, one's own page, and the page that others see."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.actions import change_profile, take_name
from accounts.models import Profile, TakenName, User
from accounts.names import skeleton
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, words

Browser = Callable[[User], Client]
EDIT = "/konto/min-side/profil/"


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Karen Holm", "karen  HOLM"),
        ("Karen Holm", "\u041aar\u0435n \u041d\u043elm"),  # Cyrillic
        ("Helle", "\u0397elle"),  # Greek
        ("Søren Åby", "Soeren Aaby"),
        ("Søren", "Sören"),
        ("Ida", "1da"),
        ("Anna B", "Anna\u200bB"),
        ("Åse", "A\u030ase"),
        ("Jens Dam", "Jens-Dam."),
        ("Bo", "\uff22\uff4f"),  # full width
    ],
)
def test_names_that_look_alike_are_one_name(name: str, alike: str) -> None:
    assert skeleton(name) == skeleton(alike)


@pytest.mark.parametrize(("name", "other"), [("Bo", "Ba"), ("Maria", "Mario"), ("Søren", "Saren"), ("Åse", "Ase")])
def test_other_names_are_other_names(name: str, other: str) -> None:
    assert skeleton(name) != skeleton(other)


def test_a_name_is_one_persons(cast: Cast) -> None:
    take_name(cast.citizen, "Karen Holm")
    for name in ("KAREN HOLM", "Karen H0lm", "Niels Bro"):
        with pytest.raises(ValidationError, match="En anden har dette navn"):
            take_name(cast.member, name)
    take_name(cast.citizen, "Karen Holm")
    take_name(cast.citizen, "Karen Åholm")
    take_name(cast.member, "Karen Holm")
    assert "Karen" not in "".join(TakenName.objects.values_list("key", flat=True)), "no list of names beside the names"


def test_nobody_takes_the_name_of_a_councillor_or_an_official(cast: Cast) -> None:
    for name in ("Birte Krogh", "birte krögh".replace("ö", "o"), "B\u0456rte Krogh", "Jens-Dam"):
        with pytest.raises(ValidationError, match="politiker eller en embedsperson"):
            take_name(cast.citizen, name)
    take_name(cast.councillor, "Birte Krogh")


def test_signing_up_with_a_taken_name_is_told_at_the_field(cast: Cast) -> None:
    answer = Client().post("/konto/signup/", {"email": "ny@brovig.example", "display_name": "Birte  KROGH"})
    assert "politiker eller en embedsperson" in words(answer)
    assert not User.objects.filter(email="ny@brovig.example").exists()


def test_changing_ones_name_and_what_goes_wrong_with_it(cast: Cast, signed_in: Browser) -> None:
    browser = signed_in(cast.citizen)
    assert browser.post(EDIT, {"display_name": "Karen H. Holm", "is_open": "on"}).status_code == 302
    cast.citizen.refresh_from_db()
    assert cast.citizen.display_name == "Karen H. Holm"
    for wrong in ("Niels Bro", "", "...", "010190-1234"):
        answer = browser.post(EDIT, {"display_name": wrong, "is_open": "on"})
        assert answer.status_code == 422, wrong
        assert "error-summary" in content(answer)
    cast.citizen.refresh_from_db()
    assert cast.citizen.display_name == "Karen H. Holm"


def test_ones_picture_is_seen_where_the_page_is_seen(
    cast: Cast, signed_in: Browser, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    browser, chosen = signed_in(cast.citizen), {"display_name": "Karen Holm", "is_open": "on"}
    answer = browser.post(EDIT, {**chosen, "picture": SimpleUploadedFile("mig.jpg", b"GIF89a")})
    assert answer.status_code == 422
    assert "error-summary" in content(answer)
    files = []
    for name in ("en.jpg", "to.jpg"):
        with django_capture_on_commit_callbacks(execute=True):
            sent = browser.post(EDIT, {**chosen, "picture": factories.upload(factories.image_bytes((900, 500)), name)})
        assert sent.status_code == 302
        files.append(Path(Profile.objects.get(user=cast.citizen).picture.path))
    profile = Profile.objects.get(user=cast.citizen)
    assert [file.exists() for file in files] == [False, True], "the first one is gone"
    path = f"{profile.get_absolute_url()}billede/"
    assert path in content(Client().get(profile.get_absolute_url()))
    with Image.open(io.BytesIO(Client().get(path).content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("WEBP", (320, 320), {})
    change_profile(cast.citizen, "Karen Holm", is_open=False)
    assert browser.get(path).status_code == 200
    assert [other.get(path).status_code for other in (Client(), signed_in(cast.admin))] == [404, 404]
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(EDIT, {**chosen, "without_picture": "on"})
    assert browser.get(path).status_code == 404
    assert not files[1].exists()


def test_a_page_is_closed_until_its_owner_opens_it(cast: Cast, house: House, signed_in: Browser) -> None:
    debate = factories.make_debate(house)
    factories.write(debate, cast.official, "Skolen koster 4 millioner.")
    profile = change_profile(cast.official, "Jens Dam", is_open=False)
    path = profile.get_absolute_url()
    assert signed_in(cast.official).get(path).status_code == 200
    for browser in (Client(), signed_in(cast.citizen), signed_in(cast.admin)):
        assert browser.get(path).status_code == 404
    assert path not in content(Client().get(debate.url))
    change_profile(cast.official, "Jens Dam", is_open=True)
    page = Client().get(path)
    assert "Skolen koster 4 millioner." in words(page)
    assert "Planchef, Plan og By" in words(page)
    assert cast.official.email not in content(page)
    assert path in content(Client().get(debate.url))
    cast.official.is_active = False
    cast.official.save()
    assert Client().get(path).status_code == 404


def test_the_open_page_shows_only_what_everybody_can_read(cast: Cast, house: House, signed_in: Browser) -> None:
    debate, hidden = factories.make_debate(house), factories.make_debate(house, "Lukket debat")
    factories.write(debate, cast.citizen, "Til at læse.")
    factories.write_held(debate, cast.citizen, "Venter: 010190-1234.")
    factories.write(hidden, cast.citizen, "Bag en dør.")
    hidden.view_restrictions.create(restriction_type="groups")
    path = change_profile(cast.citizen, "Karen Holm", is_open=True).get_absolute_url()
    for page in (words(Client().get(path)), words(signed_in(cast.neighbour).get(path))):
        assert "Til at læse." in page
        assert "Venter:" not in page
        assert "Bag en dør." not in page
    own = words(signed_in(cast.citizen).get("/konto/min-side/"))
    assert "Venter:" in own
    assert "Bag en dør." not in own


def test_the_lists_cost_the_same_however_long_they_are(
    cast: Cast, house: House, signed_in: Browser, queries: Callable[[Callable[[], Any]], list[str]]
) -> None:
    debate = factories.make_debate(house)
    factories.write(debate, cast.official)
    path = change_profile(cast.official, "Jens Dam", is_open=True).get_absolute_url()
    browser = signed_in(cast.official)
    for address in (path, "/konto/min-side/", "/konto/min-side/indlaeg/"):
        browser.get(address)
        few = len(queries(lambda address=address: browser.get(address)))  # type: ignore[misc]
        for number in range(4):
            factories.write(debate, cast.official, f"Mere {number}")
        browser.get(address)
        assert len(queries(lambda address=address: browser.get(address))) <= few, address  # type: ignore[misc]
    assert browser.get("/konto/min-side/ukendt/").status_code == 404
    assert Profile.objects.count() == 1
