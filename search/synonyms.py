"""Words that mean the same: the shipped list with the editors' own on top. A change counts at once in every process."""

from typing import NamedTuple

from django.db.models import Count, Max, Sum

from search import danish, lexicon
from search.desk import Synonyms, phrases_of

Meanings = dict[str, tuple[tuple[str, ...], ...]]


class _Known(NamedTuple):
    """The list as it was when the table had this stamp."""

    stamp: tuple[object, ...]
    meanings: Meanings


_known: _Known | None = None


def current() -> Meanings:
    """Base forms of a word or phrase → the phrases that mean the same. Asks the table only whether it has changed."""
    global _known  # noqa: PLW0603 - one list a process
    stamp = tuple(Synonyms.objects.aggregate(Count("pk"), Sum("pk"), Max("updated")).values())
    if _known is None or _known.stamp != stamp:
        _known = _Known(stamp, _merged())
    return _known.meanings


def _merged() -> Meanings:
    found: dict[str, list[tuple[str, ...]]] = {phrase: list(others) for phrase, others in lexicon.synonyms().items()}
    rows = list(Synonyms.objects.all())
    for row in rows:
        typed, meant = _phrases(row.typed), _phrases(row.meant)
        if row.direction == Synonyms.Direction.ONE_WAY:
            _add(found, typed, meant)
        elif row.direction == Synonyms.Direction.BOTH:
            _add(found, typed + meant, typed + meant)
    for row in rows:  # what an editor forbids, no other row allows
        if row.direction == Synonyms.Direction.NEVER:
            typed, meant = _phrases(row.typed), _phrases(row.meant)
            for ours, theirs in ((typed, meant), (meant, typed)):
                for phrase in ours:
                    key = " ".join(phrase)
                    found[key] = [other for other in found.get(key, []) if other not in theirs]
    return {phrase: tuple(dict.fromkeys(others)) for phrase, others in found.items() if others}


def _add(found: dict[str, list[tuple[str, ...]]], typed: list[tuple[str, ...]], meant: list[tuple[str, ...]]) -> None:
    for phrase in typed:
        found.setdefault(" ".join(phrase), []).extend(other for other in meant if other != phrase)


def _phrases(text: str) -> list[tuple[str, ...]]:
    """The base forms of each phrase of a list with commas."""
    return [tuple(map(danish.base, words)) for phrase in phrases_of(text) if (words := danish.words(phrase))]
