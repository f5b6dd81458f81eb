"""What the collection teaches: its own words, which misspellings are compared with, and the names of its topics."""

from collections.abc import Collection, Iterable

from django.db.models import Model, Q
from rapidfuzz import process
from rapidfuzz.distance import OSA
from simplemma import is_known

from search.danish import MAX_WORD, base, exact, learnable, split, term
from search.models import PUBLIC, Entry, Topic, Word

_CHUNK = 500
MAX_ALIKE = 5


def learn(words: Iterable[str]) -> None:
    """Remember words, their base forms and the parts of compounds.

    Called after the commit, in a transaction of its own and in sorted order: no writer waits for another.
    """
    folded = sorted(_all_forms(words))
    for start in range(0, len(folded), _CHUNK):
        chunk = folded[start : start + _CHUNK]
        present = set(Word.objects.filter(pk__in=chunk).values_list("pk", flat=True))
        rows = [
            Word(word=word, term=term(word), initial=word[0], length=len(word)) for word in chunk if word not in present
        ]
        Word.objects.bulk_create(rows, ignore_conflicts=True)


def _all_forms(words: Iterable[str]) -> set[str]:
    """The words as they are kept: normalised, with their base forms and parts."""
    words = list(words)
    seen = {exact(word) for word in words} | {base(word) for word in words}
    seen |= {part for word in words for part in split(word) or ()}
    return {word for word in seen if len(word) <= MAX_WORD}


def relearn() -> None:
    """Learn from every public entry again, and forget what no entry has any more, such as a name in a removed comment.

    What is learned meanwhile stays: only words that were there at the start are forgotten.
    """
    old_words = set(Word.objects.values_list("pk", flat=True))
    old_topics = set(Topic.objects.values_list("pk", flat=True))
    kept: set[str] = set()
    names: dict[str, str] = {}
    for entry in Entry.objects.visible_to(frozenset({PUBLIC})).only(*_TOLD).iterator(chunk_size=_CHUNK):
        names.update(dict(entry.topics))
        told = [getattr(entry, field) for field in _TOLD if field != "topics"]
        kept |= learnable("\n".join([*told, *dict(entry.topics).values()]))
    learn(kept)
    learn_topics(names)
    _forget(Word, old_words - _all_forms(kept))
    _forget(Topic, old_topics - names.keys())


def forget(text: str) -> None:
    """Forget the words of a text that nothing public has any more, such as the name of somebody who was erased."""
    forms = _all_forms(learnable(text))
    _forget(Word, forms - set(_held(forms)))


_TOLD = ("title", "lead", "body", "keywords", "author", "place", "topics")


def _forget(model: type[Model], pks: set[str]) -> None:
    gone = sorted(pks)
    for start in range(0, len(gone), _CHUNK):
        model._default_manager.filter(  # noqa: SLF001 - Django's documented name
            pk__in=gone[start : start + _CHUNK]
        ).delete()


def learn_topics(names: dict[str, str]) -> None:
    """Remember topics' names by their slugs; called after the commit like `learn`."""
    present = dict(Topic.objects.filter(pk__in=names).values_list("slug", "name"))
    rows = [Topic(slug=slug, name=name) for slug, name in sorted(names.items()) if present.get(slug) != name]
    if rows:
        Topic.objects.bulk_create(rows, update_conflicts=True, unique_fields=["slug"], update_fields=["name"])


def known(terms: Iterable[str]) -> set[str]:
    """Those of the terms that the collection has."""
    wanted = list(terms)
    return set(Word.objects.filter(term__in=wanted).values_list("term", flat=True)) if wanted else set()


def alike(word: str) -> list[str]:
    """Up to MAX_ALIKE words of the collection that are one letter off, two from eight letters on.

    A letter more, less, other, or two neighbours swapped is one off. The first letter is right, or swapped.
    """
    limit = 2 if len(word) >= 8 else 1
    first = Q(initial=word[0]) | Q(initial=word[1], word__startswith=word[1] + word[0])  # the first two swapped
    shape = first & Q(length__range=(len(word) - limit, len(word) + limit))
    words = Word.objects.filter(shape).values_list("word", flat=True)
    near = process.extract(word, list(words), scorer=OSA.distance, score_cutoff=limit, limit=None)
    nearest = sorted(near, key=lambda found: (found[1], found[0]))[: 4 * MAX_ALIKE]
    return _held([other for other, _off, _place in nearest])[:MAX_ALIKE]


def _held(words: Collection[str]) -> list[str]:
    """Those that a public entry holds now. The table also knows words of what was removed since the last rebuild."""
    from search.engines.database import vendor

    terms = {word: term(word) for word in words if is_known(word, lang="da")}  # a dictionary's word tells nothing
    held = vendor().held(list(words), sorted(set(terms.values()))) if words else set()
    return [word for word in words if word in held or terms.get(word) in held]
