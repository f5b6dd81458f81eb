"""Our own word lists (search/words/*.txt) and what the collection itself teaches, read once per process.

Every list is plain text, one entry a line, `#` starts a comment. Words are normalised when they are read.
"""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


def lines(name: str) -> list[str]:
    """The lines of a list without comments and blanks."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return [line for raw in text.splitlines() if (line := raw.partition("#")[0].strip())]


def _normal(word: str) -> str:
    from search.danish import exact

    return exact(word.lower())


@cache
def base_forms() -> dict[str, str]:
    """Form → base form, by hand: irregular nouns and the homographs that the dictionary gets wrong."""
    forms: dict[str, str] = {}
    for line in lines("base_forms"):
        base, _, inflected = line.partition(":")
        head = _normal(base.strip())
        forms[head] = head
        forms.update((_normal(form), head) for form in inflected.split())
    return forms


@cache
def _heads() -> frozenset[str]:
    return frozenset(_normal(word) for line in lines("compound_parts") for word in line.split() if word[0] != "-")


@cache
def _modifiers() -> frozenset[str]:
    return _heads() | frozenset(_normal(word) for line in lines("compound_modifiers") for word in line.split())


@cache
def not_compounds() -> frozenset[str]:
    """Words that look like compounds and are none."""
    return frozenset(_normal(word) for line in lines("not_compounds") for word in line.split())


@cache
def names() -> frozenset[str]:
    """Words that are also names of people."""
    return frozenset(_normal(word) for line in lines("names") for word in line.split())


def is_head(word: str) -> bool:
    """Whether a compound may end in this word."""
    return word in _heads()


def is_modifier(word: str) -> bool:
    """Whether a compound may begin with this word."""
    return word in _modifiers()


def _base(word: str) -> str:
    from search.danish import base

    return base(word.lower())


@cache
def synonyms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Base forms of a word or phrase → the phrases that mean the same. A line: `bil, automobil` or `vej => gade`."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in lines("synonyms"):
        one_way, arrow, target = line.partition("=>")
        group = [tuple(map(_base, phrase.split())) for phrase in one_way.split(",")]
        others = [tuple(map(_base, phrase.split())) for phrase in target.split(",")] if arrow else group
        for phrase in group:
            found.setdefault(" ".join(phrase), []).extend(other for other in others if other != phrase)
    return {phrase: tuple(dict.fromkeys(others)) for phrase, others in found.items()}


@cache
def _families() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in lines("families"):
        group = [_base(word) for word in line.split()]
        for word in group:
            found.setdefault(word, []).extend(other for other in group if other != word)
    return {word: tuple(dict.fromkeys(others)) for word, others in found.items()}


def family(word: str) -> tuple[str, ...]:
    """The relatives of a base form (cykel: cyklist, cykle)."""
    return _families().get(word, ())


@cache
def _intents() -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
    found = []
    for line in lines("intents"):
        asked, _, meant = line.partition("=>")
        found.append((frozenset(map(_base, asked.split())), tuple(map(_base, meant.split()))))
    return tuple(found)


def intents(typed: frozenset[str]) -> list[tuple[str, ...]]:
    """What a question is about (hvornår … åbent => åbningstid), when all words of its left side were typed."""
    return [meant for asked, meant in _intents() if asked <= typed]
