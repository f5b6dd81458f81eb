"""The collection's own words."""

import pytest

from search import vocabulary
from search.models import Topic, Word
from tests.search.conftest import Shelf


@pytest.mark.parametrize(
    ("one", "other", "off"),
    [("skole", "skole", 0), ("skole", "skloe", 1), ("skole", "skoler", 1), ("skole", "skol", 1), ("skole", "stole", 1),
     ("bibliotek", "bibloitk", 2), ("skole", "fjord", 3), ("", "ab", 2)],
)  # fmt: skip
def test_distance(one: str, other: str, off: int) -> None:
    assert vocabulary.distance(one, other, 2) == off


@pytest.mark.django_db
def test_learned_words_are_known_once_with_their_base_forms_and_parts() -> None:
    vocabulary.learn(["stormfloden", "bøgerne"])
    vocabulary.learn(["bøgerne"])
    assert set(Word.objects.values_list("word", flat=True)) == {
        "stormfloden",
        "stormflod",
        "storm",
        "flod",
        "bøgerne",
        "bog",
    }
    assert vocabulary.known(["bog", "stormflod", "xyzzy"]) == {"bog", "stormflod"}


@pytest.mark.django_db
def test_a_misspelling_finds_the_nearest_words_first(shelf: Shelf) -> None:
    shelf.put("Bibliotek, biblioteker, bibel, skole")
    assert vocabulary.alike("bibliotekk")[0] == "bibliotek"
    assert "bibel" not in vocabulary.alike("bibliotekk")
    assert vocabulary.alike("pibliotek") == []  # the first letter is right,
    assert vocabulary.alike("ibbliotek")[0] == "bibliotek"  # or swapped with the second


@pytest.mark.django_db
def test_the_words_of_a_text_are_forgotten_where_nothing_public_has_them(shelf: Shelf) -> None:
    shelf.put("Gamle bøgerne")
    vocabulary.learn(["Gryndelhave", "bøgerne"])
    vocabulary.forget("Gryndelhave skrev om bøgerne")
    left = set(Word.objects.values_list("word", flat=True))
    assert "gryndelhave" not in left
    assert {"bøgerne", "bog"} <= left


@pytest.mark.django_db
def test_a_topic_takes_its_newest_name() -> None:
    vocabulary.learn_topics({"havnen": "Havnen"})
    vocabulary.learn_topics({"havnen": "Den nye havn"})
    assert Topic.objects.get().name == "Den nye havn"
