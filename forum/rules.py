"""What the site holds by itself: the rules that administrators keep (`HoldRule`), asked of a text and its author."""

import re
import time
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Min

from accounts.models import User
from forum.models import Comment, HoldRule, Question, Report, Severity
from forum.states import State, explain
from guard.cpr import Certainty, find_cpr
from search.danish import base

Kind = HoldRule.Kind

_LINK = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "|": "i"}
)
_LOOKALIKES = str.maketrans("аеорсухіԁ", "aeopcyxid")  # Cyrillic letters that look Latin
_EDGES = ".,;:?()[]{}\"'»«“”„’…–—-_/\\*!"
_INSIDE = re.compile(r"[-_./,'’·+~\u00ad\u200b-\u200f\u2060]+")
_WORD = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_ENDINGS = {"", "e", "r", "n", "s", "t", "en", "et", "er", "es", "ne", "te", "ts", "de", "ene", "ens", "ers", "ets"}
_ENDINGS |= {"erne", "ende", "ernes", "enes", "tes"}
_SPELT_OUT = 4  # so many single letters in a row are a word; "i å" is not
_SHORTEST_WITH_STAR = 4


@dataclass(frozen=True)
class Hold:
    """Why something must wait: the code kept with it (`forum.states.explain`), and how urgent it is."""

    code: str
    severity: Severity


def why_hold(text: str, author: User, rules: Iterable[HoldRule] | None = None) -> Hold | None:
    """The first rule that holds a new text, the most serious first; None when none does."""
    for rule in HoldRule.objects.filter(active=True) if rules is None else rules:
        found = holds(rule, text)
        if found is None and rule.kind == Kind.FIRST and not is_known(author):
            found = Kind.FIRST
        if found is not None:
            return Hold(found[:200], Severity(rule.severity))
    return None


def holds(rule: HoldRule, text: str) -> str | None:
    """The code with what the rule found in the text; None when it finds nothing, or asks for more than the text."""
    if rule.kind == Kind.CPR:
        return Kind.CPR if find_cpr(text) is Certainty.CERTAIN else None
    if rule.kind == Kind.LINKS:
        count = len(_LINK.findall(text))
        return f"{Kind.LINKS}:{count}" if count > rule.number else None
    if rule.kind == Kind.WORDS:
        word = WordList(rule.entries).find(text)
        return f"{Kind.WORDS}:{word}" if word else None
    return None


def is_known(author: User) -> bool:
    """Whether the person had something published before, or speaks with a mandate or for the house."""
    if author.is_staff:
        return True
    published = {"state": State.PUBLISHED}
    return (
        Comment.objects.filter(user=author, **published).exists()
        or Question.objects.filter(author=author, **published).exists()
        or author.mandates.current().exists()
    )


def independent(reports: Iterable[Report]) -> int:
    """How many notices come from different people: no two of those counted share account, address or network."""
    seen: set[tuple[str, Any]] = set()
    count = 0
    for report in reports:
        traits = {
            (name, value)
            for name, value in (
                ("account", report.reporter_id),
                ("email", report.email.lower()),
                ("network", report.network),
            )
            if value
        }
        if traits and not traits & seen:
            count += 1
        seen |= traits
    return count


# Words ----------------------------------------------------------------------------------------------------------------


class WordList:
    """A list of words, found in a text whatever their ending and however they are disguised."""

    def __init__(self, entries: Iterable[str]) -> None:
        self.words: dict[str, str] = {}  # as compared -> as written
        self.phrases: dict[str, str] = {}
        for entry in entries:
            folded = _fold(entry)
            if " " in folded:
                self.phrases[f" {' '.join(folded.split())} "] = entry
            elif folded:
                self.words[folded] = entry
        self.bases = {base(word): entry for word, entry in self.words.items()}

    def find(self, text: str) -> str | None:
        """The first entry that the text holds, as it is written on the list."""
        text = _fold(text)
        plain = " ".join(["", *_WORD.findall(text), ""])
        for phrase, entry in self.phrases.items():
            if phrase in plain:
                return entry
        for word in _candidates(text):
            match = self._match(word)
            if match:
                return match
        return None

    def _match(self, word: str) -> str | None:
        if "*" in word:
            pattern = re.compile(re.escape(word).replace(r"\*", "[^\\W_]") + "(?:en|er|et|e|s)?")
            return next((entry for known, entry in self.words.items() if pattern.fullmatch(known)), None)
        for form in _undrawn(word):
            if form in self.words:
                return self.words[form]
            for cut in range(1, min(5, len(form) - 1) + 1):
                stem, ending = form[:-cut], form[-cut:]
                if ending not in _ENDINGS:
                    continue
                if stem in self.words:
                    return self.words[stem]
                # klam → klamme
                if len(stem) > 2 and stem[-1] == stem[-2] and stem[:-1] in self.words:
                    return self.words[stem[:-1]]
                # tøsen ← tøse: the entry's own last e is part of the ending
                if ending.startswith("e") and f"{stem}e" in self.words:
                    return self.words[f"{stem}e"]
            if form in self.bases or base(form) in self.bases:
                return self.bases.get(form) or self.bases[base(form)]
        return None


def _fold(text: str) -> str:
    """Lower case, one spelling for compatibility letters, Latin for letters that look it, no accents but the Danish."""
    text = unicodedata.normalize("NFKC", text).lower().translate(_LOOKALIKES)
    return "".join(
        letter
        if letter in "åæø"
        else "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
        for letter in unicodedata.normalize("NFC", text)
    )


def _candidates(text: str) -> Iterator[str]:
    """Everything in the text that may be a word: chunks with and without what stands inside, letters spelt out."""
    chunks = [chunk for chunk in (chunk.strip(_EDGES) or chunk for chunk in text.split()) if chunk]
    for chunk in chunks:
        if not any(letter.isalpha() for letter in chunk):
            continue
        yield from re.findall(r"[^\W\d_]+", chunk)
        plain = _INSIDE.sub("", chunk.translate(_LEET)).rstrip("!")
        if plain.isalpha() or _is_starred(plain):
            yield plain
    singles = [chunk.strip(_EDGES).translate(_LEET) or chunk.translate(_LEET) for chunk in re.findall(r"\S+", text)]
    for is_single, run in groupby(singles, key=lambda chunk: len(chunk) == 1 and chunk.isalpha()):
        letters = list(run)
        if is_single and len(letters) >= _SPELT_OUT:
            yield "".join(letters)


def _is_starred(word: str) -> bool:
    return "*" in word and len(word) >= _SHORTEST_WITH_STAR and word.replace("*", "").isalpha()


def _undrawn(word: str) -> list[str]:
    """The word, and if letters are drawn out (idioooot), with one and with two of each."""
    if not _DRAWN_OUT.search(word):
        return [word]
    return [word, _DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)]


# Trying a rule --------------------------------------------------------------------------------------------------------

TRIED_AT_MOST = 2000  # contributions, the latest first
TRIED_SECONDS = 2.0
SHOWN = 50


@dataclass(frozen=True)
class Caught:
    """A contribution that a tried rule would have held, and why in words."""

    comment: Comment
    why: str


@dataclass
class Trial:
    """What a rule would have held: `read` contributions were tried, `held` of them; `shown` are the latest of these."""

    read: int = 0
    held: int = 0
    shown: list["Caught"] = field(default_factory=list)
    complete: bool = True

    @property
    def percent(self) -> int:
        return round(100 * self.held / self.read) if self.read else 0


def try_rule(rule: HoldRule, *, at_most: int = TRIED_AT_MOST, seconds: float = TRIED_SECONDS) -> Trial:
    """Ask the rule, saved or not, about the latest contributions. Stops after so many seconds with what it has."""
    trial, ends = Trial(), time.monotonic() + seconds
    firsts, told = _firsts(rule), _told(rule)
    words = WordList(rule.entries)
    for comment in Comment.objects.select_related("debate", "user").order_by("-submit_date", "-pk")[:at_most]:
        if time.monotonic() > ends:
            trial.complete = False
            break
        trial.read += 1
        if rule.kind == Kind.WORDS:
            found = words.find(comment.comment)
            code = f"{Kind.WORDS}:{found}" if found else None
        elif rule.kind == Kind.FIRST:
            code = Kind.FIRST if comment.pk in firsts else None
        elif rule.kind == Kind.NOTICES:
            count = told.get(comment.pk, 0)
            code = f"{Kind.NOTICES}:{count}" if count >= rule.number else None
        else:
            code = holds(rule, comment.comment)
        if code:
            trial.held += 1
            if len(trial.shown) < SHOWN:
                trial.shown.append(Caught(comment, explain(code, to_author=False)))
    return trial


def _firsts(rule: HoldRule) -> set[int]:
    """The first contributions of people who are neither staff nor speak with a mandate."""
    if rule.kind != Kind.FIRST:
        return set()
    rows = Comment.objects.filter(user__is_staff=False, mandate=None).order_by().values("user")
    return set(rows.annotate(first=Min("pk")).values_list("first", flat=True))


def _told(rule: HoldRule) -> dict[int, int]:
    if rule.kind != Kind.NOTICES:
        return {}
    reports = Report.objects.filter(comment__isnull=False).order_by("comment_id", "pk")
    return {pk: independent(group) for pk, group in groupby(reports, key=lambda report: report.comment_id)}
