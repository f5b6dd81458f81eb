"""The Danish analysis."""

import pytest

from search import danish


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("bøgerne", "bog"), ("mændene", "mand"), ("børnenes", "barn"), ("gæs", "gås"), ("køerne", "ko"),
        ("tænder", "tand"), ("brødrene", "bror"),
        ("byen", "by"), ("øen", "ø"), ("broen", "bro"), ("bibliotekets", "bibliotek"),
        ("åbningstiderne", "åbningstid"), ("debatterne", "debat"), ("museet", "museum"), ("cyklerne", "cykel"),
        ("aabningen", "åbning"), ("Xyzzy".lower(), "xyzzy"),
    ],
)  # fmt: skip
def test_base_forms(written: str, base: str) -> None:
    assert danish.base(written) == base


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nørreby", "Noerreby"), ("Ågård", "Aagaard"), ("Sønderengen", "Sönderengen"), ("færge", "faerge"),
        ("idé", "ide"), ("café", "cafe"), ("BOGEN", "bøger"), ("skolen", "skolernes"),
    ],
)  # fmt: skip
def test_one_term_for_all_spellings_and_forms(one: str, other: str) -> None:
    assert danish.terms(one) == danish.terms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("koen", "køn"), ("har", "have"), ("kan", "kande"), ("borg", "by"), ("and", "vand")],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert danish.terms(one) != danish.terms(other)


@pytest.mark.parametrize(
    ("compound", "halves"),
    [
        ("skolelukning", ("skole", "lukning")), ("biblioteksmøde", ("bibliotek", "møde")), ("vandværket",
        ("vand", "værk")),
        ("stormfloden", ("storm", "flod")), ("landsbyskole", ("landsby", "skole")), ("børnebøger", ("børne", "bog")),
    ],
)  # fmt: skip
def test_compounds_are_split_at_known_words(compound: str, halves: tuple[str, str]) -> None:
    assert danish.split(compound) == halves


def test_the_parts_of_a_compound_are_split_once_more() -> None:
    assert danish.parts("landsbyskolen") == ("landsby", "skol", "land", "by")


@pytest.mark.parametrize(
    "word", ["forening", "udstilling", "bestyrelse", "forældre", "sand", "skole", "1934", "undervisning"]
)
def test_what_is_no_compound_is_left_whole(word: str) -> None:
    assert danish.split(word) is None
    assert danish.parts(word) == ()


def test_stop_words_are_left_out_and_text_is_kept_in_order() -> None:
    found = danish.analyse("Det er en bro over fjorden, og broen er af jern.")
    assert found.terms == "bro over fjord bro jern"
    assert found.exact == "bro over fjorden broen jern"


def test_hyphenated_words_are_also_one_word() -> None:
    assert "ebog" in danish.analyse("E-bog").parts.split()


def test_an_endless_word_is_cut_and_an_endless_text_too() -> None:
    assert danish.words("a" * 1000) == ["a" * danish.MAX_WORD]
    assert len(danish.analyse("ord " * danish.MAX_TEXT).terms) <= danish.MAX_TEXT


def test_terms_hold_nothing_but_letters_and_digits() -> None:
    """Both database engines rely on it when they quote."""
    text = "\"quote' OR 1=1; -- \\ \x00 😀 \u202eabc a_b ½ ² ﷺ İstanbul ß"
    assert all(char.isalnum() for term in danish.terms(text) for char in term)
