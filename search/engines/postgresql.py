"""A plan in the words of PostgreSQL's full text: ts_rank of each term, times how rare the term is."""

from math import log

from django.db import connection

from search import weights
from search.models import PUBLIC
from search.plan import Clause, Plan

SCORE = "m.score"
"""How the score of a match goes into the ranking, with m for the match and e for the entry."""

_TOP = weights.TITLE  # ts_rank wants weights of at most 1
_FTS = [weight / _TOP for weight in (weights.BODY, weights.TOPICS, weights.LEAD, weights.TITLE)]
_PARTS = [weights.BODY * weights.PARTS / _TOP, 0.0, 0.0, weights.TITLE * weights.PARTS / _TOP]
_EXACT = [0.0, weights.BODY / _TOP, weights.TITLE / _TOP, 0.0]
"""Weights of the letters D, C, B, A; engines/schema.py tells which column is behind which letter."""

_LONG = 1
"""ts_rank's normalisation: divided by 1 + the logarithm of the entry's length."""


def matches(plan: Plan) -> tuple[str, list[object]]:
    """The statement that yields (id, score) of every entry that matches the plan, and its values."""
    clauses = (*plan.must, *plan.should)
    rarity = _rarity(sorted({term for clause in clauses for term in clause.terms}))
    scores = [_score(clause, rarity) for clause in clauses]
    wanted = [_condition(clause) for clause in plan.must]
    sql = (
        f"SELECT id, {' + '.join(sql for sql, _ in scores)} AS score FROM search_entry "  # noqa: S608 - values are bound
        f"WHERE {' OR '.join(sql for sql, _ in wanted)}"
    )
    return sql, [value for _, values in (*scores, *wanted) for value in values]


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
    count = "(SELECT count(*) FROM search_entry WHERE fts @@ %s::tsquery OR fts_inner @@ %s::tsquery)"
    counts = ", ".join([count] * len(terms))
    bound = [_quoted(term) for term in terms for _ in range(2)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT count(*) FROM search_entry), {counts}", bound)  # noqa: S608 - values are bound
        total, *having = cursor.fetchone()
    return {term: log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in zip(terms, having, strict=True)}


def _score(clause: Clause, rarity: dict[str, float]) -> tuple[str, list[object]]:
    """What a clause adds to an entry's score."""
    vectors = [("fts_inner", _EXACT)] if clause.field == "exact" else [("fts", _FTS), ("fts_inner", _PARTS)]
    ranks, values = [], []
    for term in clause.terms:
        for vector, letters in vectors[: 1 if clause.field == "phrase" else 2]:
            ranks.append(f"%s * ts_rank(%s::real[], {vector}, %s::tsquery, {_LONG})")
            values += [clause.boost * rarity[term], letters, _quoted(term)]
    total = f"({' + '.join(ranks)})"
    if clause.every:
        condition, bound = _condition(clause)
        return f"CASE WHEN {condition} THEN {total} ELSE 0 END", [*bound, *values]
    return total, values


def _condition(clause: Clause) -> tuple[str, list[object]]:
    """Whether an entry has what a clause looks for."""
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
