"""What editors steer: synonyms and recommended pages, the same on both engines and at once."""

import datetime as dt

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from search import danish, service, synonyms
from search.danish import terms
from search.desk import Promotion, Synonyms
from search.engines.base import Query
from search.models import Entry, Topic
from search.promotions import fits
from tests.search.conftest import Asked, Shelf

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def titles(words: str) -> list[str]:
    return [hit.title for hit in service.search(Query(words)).hits]


def test_a_synonym_counts_at_once_without_a_new_index(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Rejsepas til børn")
    shelf.put("Havnen")
    asked.settle()
    assert titles("legitimation") == []
    row = Synonyms.objects.create(typed="legitimation, billed-id", meant="pas, rejsepas")
    assert titles("legitimation") == ["Rejsepas til børn"]
    assert titles("billed-id") == ["Rejsepas til børn"]
    row.typed = "kørekort"
    row.save()
    assert titles("legitimation") == []
    row.delete()
    assert titles("kørekort") == []


def test_a_synonym_finds_no_name(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Kajen bliver fornyet", body="Arbejdet ved en kaj.")
    shelf.put("Formanden", body="Det sagde Kaj Mikkelsen. Kajs Mikkelsens svar kom senere.")
    asked.settle()
    assert titles("havnen") == ["Kajen bliver fornyet"]
    assert set(titles("kaj")) == {"Kajen bliver fornyet", "Formanden"}
    assert titles("kaj mikkelsen")[0] == "Formanden"
    assert titles("Mikkelsen") == ["Formanden"]


def test_a_hit_of_a_recording_leads_to_the_second_where_it_is_said(shelf: Shelf, asked: Asked) -> None:
    shelf.put(
        "Mødet (10:00)", url="/moede/?t=600", body="Velkommen til alle.\nNu taler vi om slusen.\nTak for i aften.",
        seconds=(600, 617, 655),
    )  # fmt: skip
    asked.settle()
    assert [hit.url for hit in service.search(Query("sluser")).hits] == ["/moede/?t=617"]
    assert [hit.url for hit in service.search(Query("mødet")).hits] == ["/moede/?t=600"]


def test_one_way_and_never(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Bil søges")
    shelf.put("Automobil søges")
    asked.settle()
    assert set(titles("automobil")) == {"Bil søges", "Automobil søges"}  # the shipped list says so
    Synonyms.objects.create(typed="automobil", meant="bil", direction=Synonyms.Direction.NEVER)
    assert titles("automobil") == ["Automobil søges"]
    Synonyms.objects.create(typed="folkevogn", meant="automobil", direction=Synonyms.Direction.ONE_WAY)
    assert titles("folkevogn") == ["Automobil søges"]
    assert titles("automobil") == ["Automobil søges"]


def test_a_change_in_another_process_is_seen(queries: "object") -> None:
    synonyms.current()
    Synonyms.objects.bulk_create([Synonyms(typed="pas", meant="rejsedokument")])  # no signal of ours is sent
    assert ("rejsedokument",) in synonyms.current()[danish.base("pas")]
    assert len(queries(synonyms.current)) == 1  # type: ignore[operator]


@pytest.mark.parametrize(
    ("typed", "meant"), [("", "pas"), ("pas", " , "), ("en to tre fire", "pas"), ("pas", "!?"), ("pas, id", "id, pas")]
)
def test_what_search_cannot_use_is_refused(typed: str, meant: str) -> None:
    with pytest.raises(ValidationError):
        Synonyms(typed=typed, meant=meant).full_clean()


@pytest.mark.parametrize(
    ("pattern", "query", "fitting"),
    [
        ("åbningstider", "åbningstid", True),
        ("nyt pas", "pas nyt", True),
        ("pas", "nyt pas", False),
        ("pas *", "nyt pas", True),
        ("pas *", "pasta", False),
        ("*", "pas", False),
        ("og", "og", False),
    ],
)
def test_patterns(pattern: str, query: str, fitting: bool) -> None:
    assert fits(pattern, frozenset(terms(query))) is fitting


def promote(queries: str, **fields: "dt.date | None") -> Entry:
    """Recommend the root page, which has an entry of its own here."""
    page = Page.objects.first()
    assert page is not None
    entry, _ = Entry.objects.get_or_create(
        content_type=ContentType.objects.get_for_id(page.content_type_id), object_id=str(page.pk), anchor="",
        defaults={"kind": "story", "title": "Bestil tid", "url": "/pas/", "title_terms": "bestil tid"},
    )  # fmt: skip
    Promotion.objects.create(queries=queries, page=page, **fields)
    return entry


def test_a_recommended_page_comes_first_and_once(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Tid til et pas")
    promote("pas *")
    asked.settle()
    found = service.search(Query("tid til pas"))
    assert [hit.title for hit in found.promoted] == ["Bestil tid"]
    assert [hit.title for hit in found.hits] == ["Tid til et pas"]
    for narrowed in (Query("pas", chosen={"kind": ("story",)}), Query("pas", page=2), Query("pas", sort="date")):
        assert service.search(narrowed).promoted == []
    assert service.search(Query("pasta")).promoted == []


def test_a_hidden_page_is_never_recommended(shelf: Shelf, no_elasticsearch: None) -> None:
    entry = promote("pas")
    Entry.objects.filter(pk=entry.pk).update(access="members")
    assert service.search(Query("pas")).promoted == []
    Entry.objects.filter(pk=entry.pk).update(access="public", deleted=True)
    assert service.search(Query("pas")).promoted == []


@pytest.mark.parametrize(
    ("starts", "ends", "shown"),
    [(0, 0, True), (None, None, True), (-1, None, True), (1, None, False), (None, -1, False), (-9, 9, True)],
)
def test_a_recommendation_has_a_period(
    shelf: Shelf, no_elasticsearch: None, starts: int | None, ends: int | None, shown: bool
) -> None:
    first, last = (None if days is None else TODAY + dt.timedelta(days=days) for days in (starts, ends))
    promote("pas", starts=first, ends=last)
    assert bool(service.search(Query("pas")).promoted) is shown


def test_nothing_that_was_removed_is_suggested(shelf: Shelf, asked: Asked) -> None:
    group = shelf.put("Ovendrup mejeri", topics=(("mejerier", "Mejerier"),))
    shelf.put("Havnen")
    asked.settle()
    assert service.search(Query("Ovndrup")).suggestion == "ovendrup"
    assert [topic.name for topic in service.topics("mej")] == ["Mejerier"]
    shelf.hide(group)
    asked.settle()
    assert service.search(Query("Ovndrup")).suggestion == ""
    assert service.topics("mej") == []
    assert Topic.objects.exists()  # the table forgets at the next rebuild; nobody is told what it holds till then


def test_see_also_offers_topics_of_the_hits_and_words_that_mean_the_same(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Et automobil i 1911", topics=(("trafik", "Trafik"),))
    shelf.put("Bil og vej", topics=(("trafik", "Trafik"), ("veje", "Veje")))
    shelf.put("Havnen", topics=(("havn", "Havn"),))
    asked.settle()
    words: list[str] = []
    found = service.search(Query("bil"), meanwhile=lambda: words.extend(service.other_words("bil")))
    assert [str(topic.label) for topic in service.other_topics(found)] == ["Trafik", "Veje"]
    assert "automobil" in words
    assert "tohjuler" not in words
    assert len(words) == len(set(words))  # looked up once
    narrowed = service.search(Query("bil", chosen={"topic": ("trafik",)}))
    assert [str(topic.label) for topic in service.other_topics(narrowed)] == ["Veje"]
