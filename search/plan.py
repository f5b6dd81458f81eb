"""From what was typed to what is looked for: the clauses of a query, the same for every engine.

A plan is built from the typed words, their synonyms and families, the two parts of a typed compound, neighbours
written as one word, and, for words that nothing has, the collection's words that are spelled alike.
"""

from dataclasses import dataclass
from itertools import chain, pairwise

from search import danish, lexicon, synonyms, vocabulary, weights

MAX_CHARACTERS = 300
MAX_WORDS = 16
SIMILAR_TERMS = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """Terms to look for. `field` is "text" (terms and parts), "exact" or "phrase" (in this order, near each other).

    `every`: all terms must be in the entry, wherever; otherwise one is enough and more count more.
    """

    terms: tuple[str, ...]
    boost: float = 1.0
    every: bool = False
    field: str = "text"


@dataclass(frozen=True, slots=True)
class Plan:
    """A hit matches any clause of `must`; `should` only adds to its score. `suggestion` is a better spelling, or ""."""

    must: tuple[Clause, ...]
    should: tuple[Clause, ...] = ()
    suggestion: str = ""

    @property
    def terms(self) -> frozenset[str]:
        """All terms that a hit can have matched by; what is highlighted."""
        return frozenset(term for clause in self.must for term in clause.terms)


def make(text: str, *, related: bool = True) -> Plan | None:
    """The plan of a typed text; None when it holds no word to look for. `related`: with synonyms and word families."""
    typed = danish.words(text[:MAX_CHARACTERS])[:MAX_WORDS]
    kept = [word for word in typed if danish.exact(word) not in danish.STOP_WORDS]
    if not kept:
        return None
    terms = tuple(dict.fromkeys(map(danish.term, kept)))
    glued = _glued(typed)
    kin = {word: danish.derived(word) for word in map(danish.base, kept)} if related else {}
    known = vocabulary.known({danish.term(word) for word in (*kept, *glued, *chain.from_iterable(kin.values()))})
    spellings = _spellings(kept, known)
    must = [
        Clause(tuple(dict.fromkeys(chain.from_iterable(map(_as_typed, _telling(kept)))))),
        *(_related(kept) if related else ()),
        *_derived(kin, known),
        *_compounds(kept, related=related),
        *(Clause((term,), weights.JOINED) for term in dict.fromkeys(map(danish.term, glued)) if term in known),
    ]
    corrections = tuple(dict.fromkeys(danish.term(word) for found in spellings.values() for word in found))
    if corrections:
        must.append(Clause(corrections, weights.FUZZY))
    should = [Clause(tuple(dict.fromkeys(map(danish.exact, kept))), weights.EXACT, field="exact")]
    if len(terms) > 1:
        should.append(Clause(terms, weights.PHRASE, every=True, field="phrase"))
    return Plan(tuple(dict.fromkeys(must)), tuple(should), _suggestion(typed, spellings))


def _related(kept: list[str]) -> list[Clause]:
    """Each synonym of a typed word or phrase, and each relative of a typed word's family."""
    base = [danish.base(word) for word in kept]
    found = []
    meanings = synonyms.current()
    for length in (1, 2, 3):
        for start in range(len(base) - length + 1):
            phrase = " ".join(base[start : start + length])
            found += [(words, weights.SYNONYM) for words in meanings.get(phrase, ())]
    found += [((word,), weights.FAMILY) for own in base for word in lexicon.family(own)]
    found += [(words, weights.SYNONYM) for words in lexicon.intents(frozenset(base))]
    return [Clause(tuple(map(danish.term, words)), boost, every=True) for words, boost in found]


def _compounds(kept: list[str], *, related: bool) -> list[Clause]:
    """A typed compound also finds texts that have both of its parts, or for the second one a relative of its family."""
    halves = [halves for word in kept if (halves := danish.split(word))]
    pairs = [(a, b) for a, head in halves for b in (head, *(lexicon.family(head) if related else ()))]
    return [Clause((danish.term(a), danish.term(b)), weights.COMPOUND, every=True) for a, b in pairs]


def _as_typed(word: str) -> list[str]:
    """What a typed word is in the index: its term, and the one that it has where it is somebody's name."""
    name = danish.name_term(word)
    return [danish.term(word), name] if name else [danish.term(word)]


def _telling(kept: list[str]) -> list[str]:
    """The typed words without short numbers, which are in texts about anything; those only add to a score."""
    telling = [word for word in kept if not (word.isdigit() and len(word) < 3)]
    return list(dict.fromkeys(telling or kept))


def _derived(kin: dict[str, tuple[str, ...]], known: set[str]) -> list[Clause]:
    """Each word of the collection that is made from a typed one, or it from that (betale: betaling)."""
    terms = {word: danish.term(word) for words in kin.values() for word in words}
    own = set(map(danish.term, kin))
    return [Clause((term,), weights.FAMILY, every=True) for term in terms.values() if term in known and term not in own]


def _glued(typed: list[str]) -> list[str]:
    """The one word that two typed neighbours make, with or without a linking letter."""
    pairs = [(danish.base(a), danish.base(b)) for a, b in pairwise(typed)]
    return [a + link + b for a, b in pairs if a.isalpha() and b.isalpha() for link in ("", "s", "e")]


def _spellings(kept: list[str], known: set[str]) -> dict[str, list[str]]:
    """For each word that nothing has: the collection's words that are spelled alike, nearest first."""
    strange = [word for word in kept if danish.term(word) not in known and len(word) > 3 and word.isalpha()]
    return {word: found for word in strange if (found := vocabulary.alike(danish.exact(word)))}


def _suggestion(typed: list[str], spellings: dict[str, list[str]]) -> str:
    """What was perhaps meant."""
    return " ".join(spellings[word][0] if word in spellings else word for word in typed) if spellings else ""


def similar(title_terms: str, topics: list[str], body_terms: str) -> Plan | None:
    """The plan that finds what resembles an entry: its title, its topics and what its text speaks of most."""
    counted: dict[str, int] = {}
    for term in body_terms.split():
        if len(term) > 4:
            counted[term] = counted.get(term, 0) + 1
    often = sorted(counted, key=lambda term: (-counted[term], term))[:SIMILAR_TERMS]
    title, about = tuple(dict.fromkeys(title_terms.split())), tuple(dict.fromkeys(danish.terms(" ".join(topics))))
    clauses = [Clause(terms, boost) for terms, boost in ((title, 1.0), (about, 1.0), (tuple(often), 0.5)) if terms]
    return Plan(tuple(clauses)) if clauses else None
