"""The contract of the engines: everything here holds for both of them, on each database."""

import datetime as dt

import pytest
from django.utils import timezone

from search import plan
from search.engines.base import MAX_HITS, Found, Query
from search.models import Entry
from search.registry import EntryData
from tests.search.conftest import Asked, Shelf

pytestmark = pytest.mark.django_db


def ask(asked: Asked, text: str = "", **fields: object) -> Found:
    asked.settle()
    return asked.engine.search(Query(text=text, **fields), plan.make(text))


def titles(found: Found) -> list[str]:
    rows = Entry.objects.in_bulk(found.pks)
    return [rows[pk].title for pk in found.pks]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("bøgerne", "Om en bog"), ("lukning", "Skolelukning"), ("skole", "Skolelukning"), ("aabning", "Åbning"),
        ("skolelukning", "Skolelukning"), ("skole lukning", "Skolelukning"), ("åbnnig", "Åbning"),
        ("nordenfor", "Skolelukning"),
    ],
)  # fmt: skip
def test_danish(shelf: Shelf, asked: Asked, text: str, finds: str) -> None:
    shelf.put("Om en bog")
    shelf.put("Skolelukning", body="Noget sker nordenfor.")
    shelf.put("Åbning")
    assert titles(ask(asked, text)) == [finds]


def test_nothing_found(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Havnen")
    assert ask(asked, "xyzzy") == Found(
        [], 0, {name: {} for name in ("kind", "topic", "period", "place", "language", "state")}
    )


def test_the_title_counts_more_than_the_lead_and_that_more_than_the_text(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Tekst", lead="Noget andet her", body="En fjord er dyb")
    shelf.put("Titel om fjord", lead="Noget andet her", body="En ting er dyb")
    shelf.put("Resumé", lead="Noget om en fjord", body="En ting er dyb")
    assert titles(ask(asked, "fjord")) == ["Titel om fjord", "Resumé", "Tekst"]


def test_a_word_itself_counts_more_than_a_part_of_a_compound(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Skolelukning")
    shelf.put("Skole")
    assert titles(ask(asked, "skole")) == ["Skole", "Skolelukning"]


def test_a_long_text_does_not_hide_its_own_title(shelf: Shelf, asked: Asked) -> None:
    for number in range(8):
        shelf.put(f"Kort {number}", body="Her er intet.")
    shelf.put("Om huset", body="Find vejen til fjorden her.")
    shelf.put("Fjorden", lead="En fortælling.", body="Noget helt andet om mange ting og sager. " * 25)
    assert titles(ask(asked, "fjorden"))[0] == "Fjorden"


def test_what_a_kind_is_called_finds_it(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Gule sejl", kind="piece")
    shelf.put("Blå sejl")
    assert titles(ask(asked, "pieces")) == ["Gule sejl"]


def test_a_compound_finds_its_parts_and_their_relatives(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Skal vores skole lukke?")
    assert titles(ask(asked, "skolelukning")) == ["Skal vores skole lukke?"]


def test_more_of_the_words_and_a_rarer_word_count_more(shelf: Shelf, asked: Asked) -> None:
    for number in range(6):
        shelf.put(f"Havnen nummer {number}")
    shelf.put("Kirken på bakken")
    shelf.put("Kirken ved havnen")
    assert titles(ask(asked, "kirken havnen"))[:2] == ["Kirken ved havnen", "Kirken på bakken"]


def test_weight_and_freshness_decide_between_equals(shelf: Shelf, asked: Asked) -> None:
    today = timezone.localdate()
    shelf.put("Havnen", url="/old/", date=today - dt.timedelta(days=2000))
    shelf.put("Havnen", url="/new/", date=today)
    shelf.put("Havnen", url="/heavy/", weight=1.5)
    found = ask(asked, "havnen")
    assert [Entry.objects.get(pk=pk).url for pk in found.pks] == ["/heavy/", "/new/", "/old/"]


def test_only_what_the_visitor_may_see(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Havnen for alle")
    shelf.put("Havnen for medlemmer", access="members")
    assert titles(ask(asked, "havnen")) == ["Havnen for alle"]
    everything = ask(asked, "havnen", access=frozenset({"public", "members"}))
    assert set(titles(everything)) == {"Havnen for alle", "Havnen for medlemmer"}


@pytest.fixture
def faceted(shelf: Shelf) -> Shelf:
    """Four things about the harbour that differ in every facet."""
    harbour, town = ("havn", "Havn"), ("by", "By")
    shelf.put("Havnen a", kind="story", topics=(harbour,), place="Nørreby", date=dt.date(2024, 5, 1))
    shelf.put("Havnen b", kind="story", topics=(harbour, town), place="Brovig", date=dt.date(2025, 5, 1))
    shelf.put("Havnen c", kind="piece", topics=(town,), place="Brovig", year=1934)
    shelf.put("Havnen d", kind="remark", date=dt.date(2025, 12, 31), language="en")
    return shelf


def test_facets_count_everything_that_matches(faceted: Shelf, asked: Asked) -> None:
    assert ask(asked, "havnen").facets == {
        "kind": {"story": 2, "piece": 1, "remark": 1},
        "topic": {"havn": 2, "by": 2},
        "period": {"2025": 2, "2024": 1, "1930s": 1},
        "place": {"Brovig": 2, "Nørreby": 1},
        "language": {"da": 3, "en": 1},
        "state": {},
    }


def test_a_picked_value_narrows_the_others_but_not_its_own_facet(faceted: Shelf, asked: Asked) -> None:
    found = ask(asked, "havnen", chosen={"kind": ("story",), "topic": ("by",)})
    assert titles(found) == ["Havnen b"]
    assert found.total == 1
    assert found.facets["kind"] == {"story": 1, "piece": 1}
    assert found.facets["topic"] == {"havn": 2, "by": 1}
    assert found.facets["place"] == {"Brovig": 1}


def test_two_values_of_a_facet_widen_it(faceted: Shelf, asked: Asked) -> None:
    assert ask(asked, "havnen", chosen={"kind": ("story", "piece")}).total == 3


def test_an_unknown_value_finds_nothing(faceted: Shelf, asked: Asked) -> None:
    assert ask(asked, "havnen", chosen={"topic": ("nonsense",)}).total == 0


@pytest.mark.parametrize(
    ("since", "until", "finds"),
    [
        ("2025-01-01", None, {"Havnen b", "Havnen d"}),
        (None, "1934-01-01", {"Havnen c"}),
        ("1934-12-31", "2024-05-01", {"Havnen a", "Havnen c"}),
        ("2025-06-01", "2025-05-01", set()),
    ],
)
def test_days(faceted: Shelf, asked: Asked, since: str | None, until: str | None, finds: set[str]) -> None:
    days = {"since": since and dt.date.fromisoformat(since), "until": until and dt.date.fromisoformat(until)}
    found = ask(asked, "havnen", **days)
    assert set(titles(found)) == finds
    assert sum(found.facets["kind"].values()) == len(finds)


def test_without_a_text_everything_is_there_the_newest_first(faceted: Shelf, asked: Asked) -> None:
    assert titles(ask(asked)) == ["Havnen d", "Havnen b", "Havnen a", "Havnen c"]


def test_by_date(faceted: Shelf, asked: Asked) -> None:
    faceted.put("Havnen uden dag")
    assert titles(ask(asked, "havnen", sort="date"))[-2:] == ["Havnen c", "Havnen uden dag"]


def test_pages_do_not_overlap(shelf: Shelf, asked: Asked) -> None:
    for number in range(7):
        shelf.put(f"Havnen {number}")
    pages = [ask(asked, "havnen", page=page, size=3) for page in (1, 2, 3, 4)]
    assert [len(page.pks) for page in pages] == [3, 3, 1, 0]
    assert len({pk for page in pages for pk in page.pks}) == 7
    assert {page.total for page in pages} == {7}


def test_the_deepest_page_answers(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Havnen")
    assert ask(asked, "havnen", page=MAX_HITS // 20, size=20).pks == []


def test_a_change_and_a_removal_are_followed(shelf: Shelf, asked: Asked) -> None:
    group = shelf.put("Havnen")
    assert titles(ask(asked, "havnen")) == ["Havnen"]
    shelf.change(group, "Broen")
    assert (titles(ask(asked, "havnen")), titles(ask(asked, "broen"))) == ([], ["Broen"])
    shelf.hide(group)
    assert ask(asked, "broen").total == 0
    shelf.change(group, "Broen")
    assert titles(ask(asked, "broen")) == ["Broen"]


def test_parts_are_found_by_themselves(shelf: Shelf, asked: Asked) -> None:
    shelf.put("Udstilling", EntryData(kind="piece", title="Gule sejl", url="/x/#w1", anchor="w1"))
    assert titles(ask(asked, "gule sejl")) == ["Gule sejl"]


@pytest.mark.parametrize(
    ("words", "finds"),
    [(["havn"], {"Havnen i dag", "Den gamle havn"}), (["åb"], {"Åbningstider"}), (["gamle", "ha"], {"Den gamle havn"}),
     (["xy"], set()), (["dag", "havnen"], {"Havnen i dag"})],
)  # fmt: skip
def test_completions(shelf: Shelf, asked: Asked, words: list[str], finds: set[str]) -> None:
    shelf.put("Havnen i dag")
    shelf.put("Den gamle havn")
    shelf.put("Åbningstider", body="Havnen")
    shelf.put("Havnens hemmelighed", access="members")
    asked.settle()
    found = asked.engine.complete(words, frozenset({"public"}), 8)
    assert set(Entry.objects.filter(pk__in=found).values_list("title", flat=True)) == finds
