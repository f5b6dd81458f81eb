"""Why something was found: its title and the sentence around the match, as safe HTML with <mark>."""

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from search import danish

MAX_FRAGMENT = 240
MAX_SCANNED = 50_000
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+(?=\s|$)|[.!?](?=\S)|\n|$)|[.!?]+")


@lru_cache(maxsize=200_000)
def _keys(word: str) -> tuple[str, ...]:
    """The terms by which a word is found: its own, and those of its parts. A stop word has none."""
    lower = word.lower()[: danish.MAX_WORD]
    return () if danish.exact(lower) in danish.STOP_WORDS else (danish.term(lower), *danish.parts(lower))


def _match(word: str, terms: frozenset[str]) -> str | None:
    """By which of the terms a word matches, itself or by a part of it."""
    for key in _keys(word[: danish.MAX_WORD]):
        if key in terms:
            return key
    return None


def mark(text: str, terms: frozenset[str]) -> SafeString:
    """The whole text, escaped, with the matching words marked."""
    if not terms:
        return SafeString(escape(text))
    pieces: list[str] = []
    end = 0
    for found in _WORD.finditer(text):
        if _match(found.group(), terms):
            pieces += [escape(text[end : found.start()]), "<mark>", escape(found.group()), "</mark>"]
            end = found.end()
    pieces.append(escape(text[end:]))
    return mark_safe("".join(pieces))  # noqa: S308 - every piece of text is escaped above


def fragment(text: str, terms: frozenset[str]) -> SafeString:
    """The sentence that has most of the terms (the first of equals), about MAX_FRAGMENT characters; "" without any."""
    best, most = "", 0
    for found in _SENTENCE.finditer(text[:MAX_SCANNED]):
        having = {own for word in _WORD.findall(found.group()) if (own := _match(word, terms))}
        if len(having) > most:
            best, most = found.group().strip(), len(having)
            if most == len(terms):
                break
    if not most:
        return SafeString("")
    return mark(_around(best, terms), terms)


def line(text: str, terms: frozenset[str]) -> int:
    """The number of the line (from 0) that has most of the terms, the first of equals."""
    counted = [len({own for word in _WORD.findall(each) if (own := _match(word, terms))}) for each in text.split("\n")]
    return counted.index(max(counted))


def _around(sentence: str, terms: frozenset[str]) -> str:
    """The part of a long sentence around its first match, cut between words."""
    if len(sentence) <= MAX_FRAGMENT:
        return sentence
    first = next(found.start() for found in _WORD.finditer(sentence) if _match(found.group(), terms))
    start = max(0, min(first - MAX_FRAGMENT // 3, len(sentence) - MAX_FRAGMENT))
    end = start + MAX_FRAGMENT
    cut = sentence[start:end]
    if start:
        cut = "… " + cut.partition(" ")[2]
    return cut if end >= len(sentence) else cut.rpartition(" ")[0] + " …"
