"""How good the search is, measured on our judged queries; and that the measure itself is right."""

from pathlib import Path

import pytest

from search import judging
from search.judging import Judged
from tests.search.conftest import Asked, Shelf

FOLDERS = [Path(__file__).parent / name for name in ("judged", "citizens")]


def judged(**grades: int) -> Judged:
    return Judged("slice", "text", grades, held=False)


@pytest.mark.parametrize(
    ("hits", "ndcg", "mrr", "recall"),
    [
        (["a", "b"], 1.0, 1.0, 1.0),
        (["b", "a"], (1 + 3 / 1.5849625) / (3 + 1 / 1.5849625), 1.0, 1.0),
        (["x", "a"], (3 / 1.5849625) / (3 + 1 / 1.5849625), 0.5, 0.5),
        (["x"] * 10 + ["a"], 0.0, 0.0, 0.0),
        ([], 0.0, 0.0, 0.0),
    ],
)
def test_the_measure(hits: list[str], ndcg: float, mrr: float, recall: float) -> None:
    outcome = judging.outcome(judged(a=3, b=1), hits)
    assert (outcome.ndcg, outcome.mrr, outcome.recall) == pytest.approx((ndcg, mrr, recall))
    assert outcome.empty == (not hits)


def test_where_nothing_may_be_found_only_an_empty_answer_is_right() -> None:
    assert judging.outcome(judged(), []).ndcg == 1
    assert judging.outcome(judged(), ["x"]).ndcg == 0


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_collection_is_sound(folder: Path) -> None:
    texts, queries = judging.read_documents(folder), judging.read_queries(folder)
    assert len(texts) >= 80
    assert len(queries) >= 120
    assert len({query.slice for query in queries}) >= 10
    assert {key for query in queries for key in query.grades} <= texts.keys()
    assert {grade for query in queries for grade in query.grades.values()} == {1, 2, 3}
    assert len({query.text for query in queries}) == len(queries)
    for query in queries:
        assert bool(query.grades) == (query.slice != judging.NONE)


@pytest.mark.django_db
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_both_engines_answer_well(shelf: Shelf, asked: Asked, folder: Path) -> None:
    """The held half: 0.88 with the shipped synonyms and 0.78 without; nothing where nothing may be found."""
    queries = judging.read_queries(folder)
    with judging.only(judging.read_documents(folder)) as keys:
        with_words = judging.judge(asked.engine, queries, keys)
        without = judging.judge(asked.engine, queries, keys, related=False)
    held = [each for each in judging.answerable(with_words) if each.judged.held]
    assert judging.summary(held).ndcg >= 0.88
    assert judging.summary(held).empty <= 0.05
    assert judging.summary([each for each in judging.answerable(without) if each.judged.held]).ndcg >= 0.78
    assert all(each.empty for each in with_words if each.judged.slice == judging.NONE)
