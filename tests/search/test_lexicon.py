"""Our own word lists."""

import pytest

from search import danish, lexicon


@pytest.mark.parametrize(
    "name", ["base_forms", "compound_parts", "compound_modifiers", "not_compounds", "synonyms", "families", "intents"]
)
def test_every_list_is_there(name: str) -> None:
    assert len(lexicon.lines(name)) > 3


def test_a_form_has_one_base_form() -> None:
    seen: dict[str, str] = {}
    for line in lexicon.lines("base_forms"):
        base, _, forms = line.partition(":")
        for form in {base.strip(), *forms.split()}:
            assert seen.setdefault(form, base) == base, f"{form} belongs to {seen[form]} and {base}"


def test_no_exception_of_the_splitter_is_superfluous_by_name_only() -> None:
    for line in lexicon.lines("not_compounds"):
        for word in line.split():
            assert danish.split(word) is None


def test_synonyms_go_both_ways_unless_an_arrow_says_otherwise() -> None:
    assert ("stormflod",) in lexicon.synonyms()["oversvømmelse"]
    assert ("oversvømmelse",) in lexicon.synonyms()["stormflod"]


def test_a_question_needs_all_its_words() -> None:
    assert ("åbningstid",) in lexicon.intents(frozenset({"hvornår", "åben", "bibliotek"}))
    assert lexicon.intents(frozenset({"hvornår"})) == []


def test_a_family_leaves_the_word_itself_out() -> None:
    assert "cyklist" in lexicon.family("cykel")
    assert "cykel" not in lexicon.family("cykel")
    assert lexicon.family("xyzzy") == ()
