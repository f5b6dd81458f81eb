"""The collection's own words."""

import pytest

from search import vocabulary
from search.models import Topic, Word
from tests.search.conftest import Shelf


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
    assert vocabulary.alike("skloe") == ["skole"]  # two neighbours swapped are one off
    assert vocabulary.alike("sklea") == []  # two off, in a short word
    assert vocabulary.alike("bibloitk")[0] == "bibliotek"  # two off, in a long one


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
