"""A plan in the words of SQLite's FTS5: bm25 with a weight for each column."""

from contextlib import nullcontext

from django.db import connection

from search import weights
from search.models import PUBLIC
from search.plan import Clause, Plan

SCORE = """m.score
    * (1.25 + 0.75 * e.length / max(1, (SELECT avg(length) FROM search_entry)))
    / (1.7 + 0.3 * e.length / max(1, (SELECT avg(length) FROM search_entry)))"""
"""FTS5's bm25 fixes b at 0.75, which hides long texts behind short ones; this brings it near b = 0.3, which measured
best. It is the one's (2 - b + b * length / average) over the other's: exact for a term that weighs k1."""

_TEXT = "{title_terms lead_terms topic_terms body_terms title_parts body_parts}"
_COLUMNS = {"text": _TEXT, "exact": "{title_exact exact}", "phrase": "{title_terms lead_terms body_terms}"}
_WEIGHTS = (
    weights.TITLE,
    weights.LEAD,
    weights.TOPICS,
    weights.BODY,
    weights.TITLE * weights.PARTS,
    weights.BODY * weights.PARTS,
    weights.TITLE,
    weights.BODY,
)
_BM25 = f"-bm25(search_fts, {', '.join(map(str, _WEIGHTS))})"
_HEAD = "{title_terms lead_terms topic_terms title_parts}"
_HEAD_WEIGHTS = (weights.TITLE, weights.LEAD, weights.TOPICS, weights.TITLE * weights.PARTS)
_HEAD_BM25 = f"-bm25(search_head, {', '.join(map(str, _HEAD_WEIGHTS))})"


def matches(plan: Plan) -> tuple[str, str, str, list[object]]:
    """The score, source and condition of a statement over entries `e` that match the plan, and its values."""
    one = f"SELECT rowid AS id, {_BM25} * %s AS score, %s AS must FROM search_fts WHERE search_fts MATCH %s"  # noqa: S608
    head = f"SELECT rowid AS id, {_HEAD_BM25} * %s AS score, 0 AS must FROM search_head WHERE search_head MATCH %s"  # noqa: S608
    values: list[object] = []
    for clauses, must in ((plan.must, 1), (plan.should, 0)):
        for clause in clauses:
            values += [clause.boost, must, expression(clause)]
    for clause in plan.must:
        values += [clause.boost * weights.HEAD, expression(clause, _HEAD)]
    union = " UNION ALL ".join([one] * (len(plan.must) + len(plan.should)) + [head] * len(plan.must))
    found = f"SELECT id, sum(score) AS score FROM ({union}) GROUP BY id HAVING max(must) = 1"  # noqa: S608
    return SCORE, f"({found}) m JOIN search_entry e ON e.id = m.id", "1", values


def scores(_plan: Plan, _pks: list[int]) -> dict[int, float] | None:
    """None: the statement of `matches` has scored them already."""
    return None


by_index = nullcontext
"""FTS5 has no other way."""


def expression(clause: Clause, columns: str = "") -> str:
    """A clause as an FTS5 expression. Terms hold letters and digits only, and are quoted all the same."""
    quoted = [_quoted(term) for term in clause.terms]
    if clause.field == "phrase":
        inner = f"NEAR({' '.join(quoted)}, {weights.PHRASE_SLOP})"
    else:
        inner = (" AND " if clause.every else " OR ").join(quoted)
    return f"{columns or _COLUMNS[clause.field]} : ({inner})"


def complete(words: list[str], limit: int) -> list[int]:
    """Entries whose title has these words, the last one as a beginning."""
    if not words:
        return []
    inner = " AND ".join(map(_quoted, words)) + " *"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM search_fts WHERE search_fts MATCH %s LIMIT %s", [f"title_exact : ({inner})", limit]
        )
        return [row[0] for row in cursor.fetchall()]


def held(words: list[str], terms: list[str]) -> set[str]:
    """Those of the exact words, and of the terms, that an entry open to everybody has."""
    one = (
        "SELECT EXISTS (SELECT 1 FROM search_fts f JOIN search_entry e ON e.id = f.rowid "
        "WHERE f.search_fts MATCH %s AND NOT e.deleted AND e.access = %s)"
    )
    queries = [(word, f"{_COLUMNS['exact']} : {_quoted(word)}") for word in words]
    queries += [(term, f"{_COLUMNS['text']} : {_quoted(term)}") for term in terms]
    found = set()
    with connection.cursor() as cursor:
        for wanted, query in queries:
            cursor.execute(one, [query, PUBLIC])
            if cursor.fetchone()[0]:
                found.add(wanted)
    return found


def _quoted(term: str) -> str:
    return '"' + term.replace('"', '""') + '"'
