"""How hard a Danish text is to read: its LIX, and its longest sentences.

LIX (Björnsson 1968; in Danish Jakobsen 1971) is words per sentence plus the share of words longer than six letters.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

LONG_WORD = 6  # letters; a longer word is a long one
WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,]*")
# A full stop ends a sentence where something follows that begins one; not in "kl. 4", "23. oktober", "bl.a. Hviid".
END = re.compile(r"(?<=[.!?…:])[«»”\")]*\s+(?=[«»“\"(]*[A-ZÆØÅ0-9])")
SHORT = frozenset(
    [
        "bl.a.",
        "ca.",
        "dr.",
        "d.",
        "dvs.",
        "evt.",
        "f.eks.",
        "fr.",
        "frk.",
        "hr.",
        "jf.",
        "kl.",
        "mio.",
        "mia.",
        "mr.",
        "nr.",
        "osv.",
        "pkt.",
        "s.",
        "skt.",
        "st.",
        "tlf.",
        "vha.",
    ]
)
# From which LIX on a text is called what, hardest first.
GRADES = (
    (55, _("very hard, as in laws and science")),
    (45, _("hard, as in specialist books")),
    (35, _("middling, as in newspapers")),
    (25, _("easy, for everybody")),
    (0, _("very easy, as in books for children")),
)
HARD = 45


@dataclass(frozen=True)
class Sentence:
    """A sentence's place in its text (first character, and the one after the last) and its number of words."""

    start: int
    end: int
    words: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of a paragraph, in order."""
    ends = [match.end() for match in END.finditer(text) if not _is_short(text[: match.start()])]
    borders = [0, *ends, len(text)]
    found = [
        Sentence(start, start + len(text[start:end].rstrip()), len(WORD.findall(text[start:end])))
        for start, end in pairwise(borders)
    ]
    return [sentence for sentence in found if sentence.words]


def _is_short(before: str) -> bool:
    """Whether the full stop belongs to a short form, an initial or an ordinal number."""
    last = before.rsplit(maxsplit=1)[-1].lower().lstrip('(»“"')
    return last in SHORT or bool(re.fullmatch(r"[a-zæøå]\.|\d{1,2}\.", last))


def lix(paragraphs: list[str]) -> int | None:
    """The LIX of these paragraphs, rounded; None for no words."""
    words = [word for text in paragraphs for word in WORD.findall(text)]
    if not words:
        return None
    count = sum(len(sentences(text)) for text in paragraphs)
    long = sum(len(word) > LONG_WORD for word in words)
    return round(len(words) / count + 100 * long / len(words))


def grade(number: int) -> str:
    """What a text of this LIX is like, in words."""
    return str(next(words for floor, words in GRADES if number >= floor))
