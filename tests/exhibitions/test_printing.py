"""Labels and posters for the house: tagged, in Danish, with codes; only for those who may edit the exhibition."""

from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exhibitions.models import Consent, ConsentKind, ExhibitionPage, TourStop
from exhibitions.printing import labels_of, poster_of, set_well
from tests import factories
from tests.factories import House, make_association, make_exhibition


def text_of(pdf: bytes) -> str:
    """What is printed on all its pages."""
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


@pytest.fixture
def show(house: House) -> ExhibitionPage:
    page = make_exhibition(
        house, 'Havnens "lys" #1', works=9, place="Salen", associations=[make_association("Brovig Fotoklub")]
    )
    works = page.ordered_works
    for work in works:
        work.picture = factories.make_picture()
    works[0].maker, works[0].date, works[0].size = "Asta Lind", "ca. 1910", "40 × 60 cm"
    works[0].description = "Et *værk* med $tegn# og \\ og ” og [klammer]."
    works[0].stops = [TourStop(title="Kranen", text="Se op.", left=1, top=1, width=5, height=5)]
    page.works = works
    page.save_revision().publish()
    return ExhibitionPage.objects.get(pk=page.pk)


@pytest.mark.parametrize("make", [labels_of, poster_of])
def test_it_is_tagged_and_danish(show: ExhibitionPage, make: Any) -> None:
    pdf = make(show)
    assert all(mark in pdf for mark in (b"StructTreeRoot", b"pdfuaid", b"/Lang(da"))


def test_labels_say_what_people_wrote_as_they_wrote_it(show: ExhibitionPage) -> None:
    pdf = labels_of(show)
    text = text_of(pdf).replace("\xa0", " ")
    assert "1. Værk 1" in text
    assert "9. Værk 9" in text
    assert "Asta Lind, ca. 1910, 40 × 60 cm" in text
    assert "Et *værk* med $tegn# og \\ og ” og [klammer]." in text
    assert "Kranen" in text
    assert len(pypdfium2.PdfDocument(pdf)) == 2  # ten labels, eight on a sheet


def test_a_picture_that_is_taken_down_is_on_no_print(show: ExhibitionPage) -> None:
    first, second = show.ordered_works[:2]
    with_it = len(poster_of(show))
    for work in show.ordered_works:
        if work != second:
            Consent.objects.create(
                picture=work.picture, kind=ConsentKind.PERSON, name="Asta", withdrawn_at=timezone.now()
            )
    text = text_of(labels_of(show))
    assert first.title not in text
    assert "2. Værk 2" in text.replace("\xa0", " ")
    Consent.objects.create(picture=second.picture, kind=ConsentKind.CHILD, name="Asta", withdrawn_at=timezone.now())
    assert len(poster_of(show)) < with_it
    assert "Havnens" in text_of(poster_of(show))


@pytest.mark.parametrize(
    ("written", "well"),
    [
        ("40 × 60 cm", "40\xa0×\xa060\xa0cm"),
        ("ca. 1910, nr. 3", "ca.\xa01910, nr.\xa03"),
        ('Han sagde "ja"  nu', "Han sagde »ja« nu"),
        ("1. maj – 3. juni", "1. maj\xa0– 3. juni"),
    ],
)
def test_danish_care(written: str, well: str) -> None:
    assert set_well(written) == well


def test_only_those_who_edit_print(show: ExhibitionPage, client: Client, cast: Any, signed_in: Any) -> None:
    address = reverse("exhibition-labels", args=[show.pk])
    assert client.get(address).status_code == 302
    response = signed_in(cast.editor).get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert signed_in(cast.editor).get(reverse("exhibition-poster", args=[999999])).status_code == 404
