"""From what was typed to what is looked for."""

import pytest

from search import plan, vocabulary, weights
from search.plan import Clause
from tests.search.conftest import Shelf

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("text", ["", "   ", "det er en", "*", '"', "\x00", "😀", "()&|!:", "-"])
def test_nothing_to_look_for(text: str) -> None:
    assert plan.make(text) is None


def test_the_typed_words_come_first_without_stop_words() -> None:
    made = plan.make("broen over fjorden og byen")
    assert made is not None
    assert made.must[0] == Clause(("bro", "over", "fjord", "by"))
    assert Clause(("broen", "over", "fjorden", "byen"), weights.EXACT, field="exact") in made.should


def test_a_synonym_and_both_parts_of_a_compound_count_less() -> None:
    made = plan.make("stormflod")
    assert made is not None
    assert Clause(("oversvøm",), weights.SYNONYM, every=True) in made.must
    assert Clause(("storm", "flod"), weights.COMPOUND, every=True) in made.must


def test_synonyms_can_be_left_out() -> None:
    made = plan.make("oversvømmelse", related=False)
    assert made is not None
    assert made.must == (Clause(("oversvøm",)),)


def test_neighbours_are_joined_when_the_collection_has_the_word() -> None:
    assert plan.make("skole lukning", related=False).must == (Clause(("skol", "lukning")),)
    vocabulary.learn(["skolelukning"])
    assert Clause(("skolelukning",), weights.JOINED) in plan.make("skole lukning").must


def test_a_word_that_nothing_has_is_corrected_and_the_correction_suggested(shelf: Shelf) -> None:
    shelf.put("Biblioteket på havnen")
    made = plan.make("bibliotkeet ved havnen")
    assert made is not None
    assert made.suggestion == "biblioteket ved havnen"
    assert any(clause.terms == ("bibliotek",) and clause.boost == weights.FUZZY for clause in made.must)


def test_a_known_word_is_never_corrected() -> None:
    vocabulary.learn(["bande", "bane"])
    assert plan.make("bande").suggestion == ""


def test_what_is_made_from_a_typed_word_is_looked_for_where_the_collection_has_it() -> None:
    vocabulary.learn(["betaling", "betale"])
    assert Clause(("betaling",), weights.FAMILY, every=True) in plan.make("betale").must
    assert Clause(("betal",), weights.FAMILY, every=True) in plan.make("betaling").must
    assert "betaling" not in plan.make("betale", related=False).terms


def test_a_short_number_beside_words_only_adds_to_the_score() -> None:
    assert plan.make("formel 1").must[0].terms == ("formel",)
    assert plan.make("7").must[0].terms == ("7",)
    assert plan.make("broen 1934").must[0].terms == ("bro", "1934")


def test_an_endless_question_is_cut() -> None:
    made = plan.make("ord " + " ".join(f"ord{n}" for n in range(5000)))
    assert made is not None
    assert len(made.must[0].terms) <= plan.MAX_WORDS
