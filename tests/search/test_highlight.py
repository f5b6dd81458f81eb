"""Why something was found."""

from search import highlight

BRO = frozenset({"bro"})


def test_every_form_of_a_word_is_marked_and_compounds_by_their_parts() -> None:
    assert highlight.mark("Broen, broerne", BRO) == "<mark>Broen</mark>, <mark>broerne</mark>"
    assert highlight.mark("en skolelukning", frozenset({"lukning"})) == "en <mark>skolelukning</mark>"


def test_text_is_escaped_around_and_inside_the_marks() -> None:
    assert (
        highlight.mark('<b>bro</b> & "bro"', BRO)
        == "&lt;b&gt;<mark>bro</mark>&lt;/b&gt; &amp; &quot;<mark>bro</mark>&quot;"
    )


def test_the_sentence_with_most_of_the_words_is_shown() -> None:
    text = "En bro er lang. Fjorden er dyb! Broen over fjorden åbnede. Slut."
    assert (
        highlight.fragment(text, frozenset({"bro", "fjord"})) == "<mark>Broen</mark> over <mark>fjorden</mark> åbnede."
    )


def test_nothing_is_shown_where_nothing_matches() -> None:
    assert highlight.fragment("Her er intet.", BRO) == ""
    assert highlight.fragment("", BRO) == ""


def test_a_long_sentence_is_cut_around_its_match_between_words() -> None:
    shown = highlight.fragment("ord " * 200 + "broen " + "slut " * 200, BRO)
    assert "<mark>broen</mark>" in shown
    assert shown.startswith("… ord")
    assert shown.endswith("slut …")
    assert len(shown) < highlight.MAX_FRAGMENT + 40


def test_a_huge_text_is_scanned_in_part() -> None:
    assert highlight.fragment("ord " * highlight.MAX_SCANNED + "bro", BRO) == ""
