"""A plan in the words of PostgreSQL's full text: ts_rank of each term, times how rare the term is.

Ranking means reading and unpacking an entry's vectors, so it is done for candidates only, and once for each: what
matches is found by the GIN indexes alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import log
from typing import Any

from django.db import connection, transaction

from search import weights
from search.engines.schema import TITLES
from search.models import PUBLIC
from search.plan import Clause, Plan

CANDIDATES = 2_000
"""How many matches are ranked. When there are more: those with a term in their title, then the newest."""

COMMON = 5_000
"""Terms that more entries have count as rare as this: counting further would cost more than it tells."""

_TOP = weights.TITLE  # ts_rank wants weights of at most 1
_FTS = [weight / _TOP for weight in (weights.BODY, weights.TOPICS, weights.LEAD, weights.TITLE)]
_PARTS = [weights.BODY * weights.PARTS / _TOP, 0.0, 0.0, weights.TITLE * weights.PARTS / _TOP]
_EXACT = [0.0, weights.BODY / _TOP, weights.TITLE / _TOP, 0.0]
"""Weights of the letters D, C, B, A; engines/schema.py tells which column is behind which letter."""

_LONG = 1
"""ts_rank's normalisation: divided by 1 + the logarithm of the entry's length."""


def matches(plan: Plan) -> tuple[str, str, str, list[object]]:
    """The score, source and condition of a statement over entries `e` that match the plan, and its values."""
    wanted = [_condition(clause) for clause in plan.must]
    found = " OR ".join(sql for sql, _ in wanted)
    # OFFSET keeps the other conditions out, by whose indexes every visible entry's vectors would be read.
    source = f"(SELECT * FROM search_entry WHERE {found} OFFSET 0) e"  # noqa: S608 - values are bound
    return "cast(0 AS double precision)", source, "true", [value for _, bound in wanted for value in bound]


def scores(plan: Plan, pks: list[int]) -> dict[int, float]:
    """How well these entries match, by key; those that are no candidates are left out."""
    clauses = (*plan.must, *plan.should)
    texts = sorted({term for clause in clauses if clause.field != "exact" for term in clause.terms})
    exacts = sorted({term for clause in clauses if clause.field == "exact" for term in clause.terms})
    phrases = [clause for clause in clauses if clause.field == "phrase"]
    ranks = [(vector, letters, term) for term in texts for vector, letters in (("fts", _FTS), ("fts_inner", _PARTS))]
    ranks += [("fts_inner", _EXACT, term) for term in exacts]
    columns = [f"ts_rank(%s::real[], {vector}, %s::tsquery, {_LONG})" for vector, _, _ in ranks]
    values: list[Any] = [value for _, letters, term in ranks for value in (letters, _quoted(term))]
    for phrase in phrases:
        near, bound = _condition(phrase)
        columns.append(near)
        values += bound
    rows = "SELECT id, fts, fts_inner FROM search_entry WHERE id = ANY(%s)"
    values.append(_candidates(pks, texts))
    rarity = _rarity([*texts, *exacts])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, {', '.join(columns)} FROM ({rows}) c", values)  # noqa: S608 - values are bound
        found = cursor.fetchall()
    scored = {}
    for pk, *told in found:
        heard = iter(told)
        text = {term: (next(heard), next(heard)) for term in texts}
        exact = {term: next(heard) for term in exacts}
        together = dict(zip(phrases, heard, strict=True))
        scored[pk] = sum(_score(clause, text, exact, rarity, together) for clause in clauses)
    return scored


def _candidates(pks: list[int], terms: list[str]) -> list[int]:
    """The entries to rank of those that match: first those with a term in their title, then the newest rows."""
    if len(pks) <= CANDIDATES:
        return pks
    with connection.cursor() as cursor:
        titled = f"SELECT id FROM search_entry WHERE {TITLES} @@ %s::tsquery LIMIT {COMMON}"  # noqa: S608
        cursor.execute(titled, [" | ".join(map(_quoted, terms))])
        first = {row[0] for row in cursor.fetchall()}
    return sorted(pks, key=lambda pk: (pk in first, pk), reverse=True)[:CANDIDATES]


def _score(
    clause: Clause,
    text: dict[str, tuple[float, float]],
    exact: dict[str, float],
    rarity: dict[str, float],
    together: dict[Clause, bool],
) -> float:
    """What a clause adds to an entry's score."""
    if clause.field == "exact":
        return clause.boost * sum(rarity[term] * exact[term] for term in clause.terms)
    if clause.field == "phrase":
        near = together[clause]
        return clause.boost * sum(rarity[term] * text[term][0] for term in clause.terms) if near else 0.0
    ranks = {term: sum(text[term]) for term in clause.terms}
    if clause.every and not all(ranks.values()):
        return 0.0
    return clause.boost * sum(rarity[term] * rank for term, rank in ranks.items())


@contextmanager
def by_index() -> Iterator[None]:
    """Have statements use the GIN indexes: the planner does not know how much reading vectors one by one costs."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        yield


def complete(words: list[str], limit: int) -> list[int]:
    """Entries whose title has these words, the last one as a beginning."""
    if not words:
        return []
    query = " & ".join([*(f"{_quoted(word)}:B" for word in words[:-1]), f"{_quoted(words[-1])}:*B"])
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM search_entry WHERE fts_inner @@ %s::tsquery LIMIT %s", [query, limit])
        return [row[0] for row in cursor.fetchall()]


def held(words: list[str], terms: list[str]) -> set[str]:
    """Those of the exact words, and of the terms, that an entry open to everybody has."""
    queries = [(word, f"{_quoted(word)}:BC") for word in words] + [(term, _quoted(term)) for term in terms]
    one = "EXISTS (SELECT 1 FROM search_entry WHERE NOT deleted AND access = %s AND "
    inner, text = f"{one} fts_inner @@ %s::tsquery)", f"{one} fts @@ %s::tsquery)"
    sql = f"SELECT {', '.join([inner] * len(words) + [text] * len(terms))}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _, query in queries for value in (PUBLIC, query)])
        return {wanted for (wanted, _), is_there in zip(queries, cursor.fetchone(), strict=True) if is_there}


def _rarity(terms: list[str]) -> dict[str, float]:
    """The inverse document frequency of each term, as BM25 has it."""
    having = f"SELECT 1 FROM search_entry WHERE fts @@ %s::tsquery OR fts_inner @@ %s::tsquery LIMIT {COMMON}"  # noqa: S608
    counts = ", ".join([f"(SELECT count(*) FROM ({having}) h)"] * len(terms))  # noqa: S608
    bound = [_quoted(term) for term in terms for _ in range(2)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT count(*) FROM search_entry), {counts}", bound)  # noqa: S608 - values are bound
        total, *found = cursor.fetchone()
    return {term: log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in zip(terms, found, strict=True)}


def _condition(clause: Clause) -> tuple[str, list[object]]:
    """Whether an entry has what a clause looks for.

    The letters keep an exact word that looks like another one's term from letting its entry in: a name is no synonym.
    """
    if clause.field == "phrase":
        pairs = zip(clause.terms, clause.terms[1:], strict=False)
        near = [
            " | ".join(f"{_quoted(a)} <{gap}> {_quoted(b)}" for gap in range(1, weights.PHRASE_SLOP + 2))
            for a, b in pairs
        ]
        return "fts @@ %s::tsquery", [" & ".join(f"({pair})" for pair in near)]
    if not clause.every:
        return "(fts @@ %s::tsquery OR fts_inner @@ %s::tsquery)", [
            " | ".join(_quoted(term) for term in clause.terms),
            " | ".join(f"{_quoted(term)}:AD" for term in clause.terms),
        ]
    each = "(fts @@ %s::tsquery OR fts_inner @@ %s::tsquery)"
    bound: list[object] = [value for term in clause.terms for value in (_quoted(term), f"{_quoted(term)}:AD")]
    return f"({' AND '.join([each] * len(clause.terms))})", bound


def _quoted(term: str) -> str:
    return "'" + term.replace("\\", "").replace("'", "''") + "'"
