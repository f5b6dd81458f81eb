"""What was asked and followed is counted, and nobody can read from it who asked."""

import datetime as dt

import pytest
from django.utils import timezone

from search.desk import KEPT_DAYS, MIN_DAYS, Asked, AskedDay, Click
from search.log import MAX_CHARACTERS, countable, forget, log_before, log_click, log_search
from search.models import Entry
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def ask(words: str, total: int = 0, days: int = MIN_DAYS, before: int = 0) -> None:
    """Ask once a day on so many days, the last one `before` days ago."""
    for day in range(days):
        log_search(words, total, day=TODAY - dt.timedelta(days=before + days - 1 - day))


def test_words_are_unreadable_until_they_were_asked_on_three_days() -> None:
    ask("Kajs Pølsevogn", days=MIN_DAYS - 1)
    log_search("kajs pølsevogn", 0, day=TODAY)  # the same words once more on the last of the days
    assert Asked.objects.get().words == ""
    assert list(Asked.objects.told()) == []
    log_search("kajs pølsevogn", 0, day=TODAY - dt.timedelta(days=MIN_DAYS))
    (told,) = Asked.objects.fruitless()
    assert (told.words, told.searches, told.empty) == ("kajs pølsevogn", 4, 4)


def test_one_day_is_not_enough_however_often() -> None:
    for _ in range(20):
        log_search("nabo holm larmer", 0)
    assert AskedDay.objects.get().searches == 20
    assert Asked.objects.get().words == ""


@pytest.mark.parametrize(
    "text",
    ["010190-1111", "min cpr 0101901111", "lise@example.org", "ring 20 30 40 50", "+4520304050", "", "!", "x" * 200],
)
def test_what_looks_like_a_persons_data_is_not_counted(text: str) -> None:
    ask(text)
    assert not Asked.objects.exists()


def test_many_words_are_a_sentence_of_somebody() -> None:
    assert not countable("en to tre fire fem seks syv otte ni")


@pytest.mark.parametrize("text", ["1934", "broen i 1934", "a-kasse", "kl. 10-12", "8000 aarhus"])
def test_years_and_short_numbers_are_words(text: str) -> None:
    assert countable(text)
    assert len(countable(text)) <= MAX_CHARACTERS


def test_what_finds_something_by_now_is_not_fruitless() -> None:
    ask("pas")
    log_search("pas", 3)
    assert list(Asked.objects.fruitless()) == []
    (told,) = Asked.objects.frequent()
    assert (told.searches, told.empty) == (4, 3)


def test_clicks_are_counted_for_public_entries_of_asked_words(shelf: Shelf, no_elasticsearch: None) -> None:
    group = shelf.put("Pas og kørekort")
    entry = Entry.objects.get()
    log_click("pas", entry.pk)
    assert not Click.objects.exists()
    ask("pas", 1)
    log_click("Pas", entry.pk)
    log_click("pas", entry.pk)
    log_click("pas", 2**62)
    assert Click.objects.get().clicks == 2
    shelf.hide(group)
    assert not Click.objects.exists()
    log_click("pas", entry.pk)
    assert not Click.objects.exists()


@pytest.mark.parametrize(("total", "counts"), [(3, (3, 0)), (0, (3, 1)), (None, (2, 0))])
def test_counted_before_the_answer_is_the_same_as_after_it(total: int | None, counts: tuple[int, int]) -> None:
    assert not log_before("pas")  # nobody asked on this day
    log_search("pas", 1)
    log_search("pas", 1)
    assert log_before("Pas")
    log_search("pas", total, counted=True)
    day = AskedDay.objects.get()
    assert (day.searches, day.empty) == counts
    assert Asked.objects.get().found_last is (total != 0)


def test_what_found_nothing_last_is_counted_after_the_answer() -> None:
    log_search("pas", 0)
    assert not log_before("pas")
    assert not log_before("lise@example.org")


def test_the_old_is_forgotten_and_what_became_rare_is_unreadable_again() -> None:
    ask("old", before=KEPT_DAYS + 1)
    ask("rare", before=KEPT_DAYS - 1)
    ask("fresh")
    assert forget(TODAY) > 0
    assert sorted(Asked.objects.values_list("words", flat=True)) == ["", "fresh"]


def test_counting_makes_few_queries(queries: "object") -> None:
    ask("åbningstider", 3)
    assert len(queries(lambda: log_search("åbningstider", 3))) <= 4  # type: ignore[operator]
