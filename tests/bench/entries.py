"""A hundred thousand entries of a Danish town, made from a seed: varied enough that words are as uneven as in life.

Sentences are drawn from a pool that is analysed once, so that making the rows costs little; a row's terms are what
`search.actions.build` would have made of the same text. Sixty in a hundred are contributions of a few sentences, fifteen
are moments of recordings, twenty articles of up to 25 sentences, five records of an archive.
"""

import datetime as dt
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from search import danish, lexicon, vocabulary
from search.actions import period
from search.models import Entry

SENTENCES, TITLES, CHUNK = 12_000, 6_000, 1_000
KINDS = (("comment", 60, (2, 6)), ("moment", 15, (1, 3)), ("page", 20, (8, 25)), ("archive", 5, (3, 8)))
PLACES = (
    "Nørreby", "Søndergade", "Østhavnen", "Vesterbro", "Kirkebakken", "Torvet", "Fjordparken", "Mølleåen",
    "Stationspladsen", "Lindholm", "Bakkehuset", "Åparken", "Skovlunden", "Strandvejen", "Kulturværftet",
)  # fmt: skip
NOUNS = (
    "havnen", "skolen", "biblioteket", "broen", "stationen", "cykelstien", "byrådet", "budgettet", "børnene",
    "udstillingen", "vandet", "trafikken", "parken", "boligerne", "butikkerne", "billederne", "foreningen", "kirken",
    "museet", "fabrikken", "stormfloden", "fiskerne", "lærerne", "naboerne", "høringen", "arkivet", "jernbanen",
    "torvedagen", "legepladsen", "svømmehallen", "haven", "skoven", "stranden", "markedet", "musikken", "historien",
    "fotografierne", "værkstedet", "klimaet", "regnvandet", "bussen", "parkeringen", "lokalplanen", "kajen", "skibet",
    "jernstøberiet", "sommeren", "vinteren", "besættelsen", "krigen", "aftenskolen", "koncerten", "festivalen",
)  # fmt: skip
VERBS = (
    "ligger ved", "blev bygget efter", "fortæller om", "viser", "minder om", "handler om", "kommer før", "lukker mod",
    "åbner ved", "får plads til", "mangler", "hører til", "samler", "skal flyttes til", "har altid fulgt", "vokser med",
    "betaler for", "spiller en rolle for", "blev tegnet af", "kæmper for",
)  # fmt: skip
ADJECTIVES = (
    "gamle", "nye", "store", "lille", "grønne", "smalle", "smukke", "dyre", "stille", "travle", "glemte", "fælles",
    "offentlige", "unge", "lokale", "tomme", "blå", "varme", "våde", "berømte",
)  # fmt: skip
OPENINGS = (
    "I dag", "Dengang", "Jeg synes, at", "Mange mener, at", "Det siges, at", "Om morgenen", "Efter mødet", "I foråret",
    "Udvalget foreslår, at", "Mine børn ved, at", "Som barn hørte jeg, at", "Til sidst", "Hver tirsdag", "Ingen ved, om",
)  # fmt: skip
NAMES = (
    "Anna",
    "Bent",
    "Karen",
    "Mogens",
    "Fatima",
    "Jens",
    "Inger",
    "Ole",
    "Sofie",
    "Aage",
    "Else",
    "Yusuf",
    "Grethe",
)
FAMILIES = ("Holm", "Krogh", "Madsen", "Nygaard", "Bruun", "Vestergaard", "Friis", "Thygesen", "Ravn", "Kjær", "Dam")
TOPICS = tuple((f"emne-{number}", noun.capitalize()) for number, noun in enumerate(NOUNS[:40]))

SEARCHES = (
    "havnen", "skolen i Nørreby", "stormfloden 1921", "broen over fjorden", "børn og billeder", "budgettet",
    "jernstøberi", "høring om lokalplanen", "Karen Krogh", "cykelsti Søndergade", "udstilling", "kajens historie",
    "parkering ved stationen", "regnvand", "bibloteket", "gamle fotografier", "svømmehallen lukker", "besættelsen",
    "den nye bro", "naboer og trafik",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """A sentence or title with its analysis."""

    text: str
    terms: str
    parts: str
    exact: str


def fill(count: int, seed: int = 8, word_of: Callable[[int], str] | None = None) -> None:
    """Put so many entries where there are none; `word_of` is one more word in the text of each, by its number."""
    chance = random.Random(seed)  # noqa: S311 - the same every time, not secret
    words: set[str] = set()
    content_type = ContentType.objects.get_for_model(Entry)
    rows = _rows(count, chance, words)
    if word_of:
        rows = (_with(row, word_of(number)) for number, row in enumerate(rows))
        words |= {word_of(number) for number in range(count)}
    while chunk := list(islice(rows, CHUNK)):
        for row in chunk:
            row.content_type = content_type
        _insert(chunk)
    vocabulary.learn(words)
    vocabulary.learn_topics(dict(TOPICS))


def _with(row: Entry, word: str) -> Entry:
    said = danish.analyse(word)
    row.body, row.body_terms, row.exact = (
        f"{row.body} {word}",
        f"{row.body_terms} {said.terms}",
        f"{row.exact} {said.exact}",
    )
    row.length += 1
    return row


def _insert(rows: list[Entry]) -> None:
    """Write rows as fast as the database takes them."""
    if connection.vendor != "postgresql":
        Entry.objects.bulk_create(rows)
        return
    fields = [field for field in Entry._meta.concrete_fields if not field.primary_key]
    columns = ", ".join(field.column for field in fields)
    with connection.cursor() as cursor, cursor.copy(f"COPY search_entry ({columns}) FROM STDIN") as copy:
        for row in rows:
            values = (getattr(row, field.attname) for field in fields)
            copy.write_row([json.dumps(value) if isinstance(value, list) else value for value in values])


def _rows(count: int, chance: random.Random, words: set[str]) -> Iterator[Entry]:
    compounds = [modifier + head for modifier in sorted(lexicon._modifiers()) for head in sorted(lexicon._heads())]
    nouns = [*NOUNS, *chance.sample(compounds, 4000)]
    uneven = [1 / (rank + 30) for rank in range(len(nouns))]  # as Zipf found: a few words are everywhere

    def noun() -> str:
        return chance.choices(nouns, uneven)[0]

    def sentence() -> str:
        text = f"{chance.choice(OPENINGS)} {noun()} {chance.choice(VERBS)} den {chance.choice(ADJECTIVES)} {noun()}"
        if chance.random() < 0.4:
            text += f" i {chance.choice(PLACES)}"
        if chance.random() < 0.2:
            text += f" {chance.randint(1890, 2026)}"
        if chance.random() < 0.2:
            text += f", siger {chance.choice(NAMES)} {chance.choice(FAMILIES)}"
        return text + "."

    def piece(text: str) -> _Piece:
        found = danish.analyse(text)
        words.update(found.words)
        return _Piece(text, found.terms, found.parts, found.exact)

    sentences = [piece(sentence()) for _ in range(SENTENCES)]
    titles = [piece(f"{chance.choice(ADJECTIVES)} {noun()} og {noun()}".capitalize()) for _ in range(TITLES)]
    topics = [piece(name) for _, name in TOPICS]
    today = timezone.localdate()
    for number in range(count):
        kind, _, (least, most) = chance.choices(KINDS, [share for _, share, _ in KINDS])[0]
        title, lead = chance.choice(titles), chance.choice(sentences)
        body = chance.choices(sentences, k=chance.randint(least, most))
        own = chance.sample(range(len(TOPICS)), chance.choice((0, 1, 1, 2)))
        year = chance.choices((today.year - chance.randint(0, 3), chance.randint(1890, 2020)), (7, 3))[0]
        day = dt.date(year, chance.randint(1, 12), chance.randint(1, 28))
        text = " ".join(each.text for each in body)
        exact = " ".join([lead.exact, *(each.exact for each in body)])
        body_terms = " ".join(each.terms for each in body)
        yield Entry(
            object_id=str(number),
            kind=kind,
            url=f"/{kind}/{number}/",
            title=title.text,
            lead=lead.text,
            body=text,
            date=day,
            first_day=day,
            last_day=day,
            year=year,
            period=period(year),
            place=chance.choice((*PLACES, "", "")),
            topics=[list(TOPICS[each]) for each in own],
            topic_keys="".join(f"|{TOPICS[each][0]}" for each in own) + ("|" if own else ""),
            fingerprint=str(number),
            title_terms=title.terms,
            lead_terms=lead.terms,
            topic_terms=" ".join(topics[each].terms for each in own),
            body_terms=body_terms,
            title_parts=title.parts,
            body_parts=" ".join(filter(None, (lead.parts, *(each.parts for each in body)))),
            title_exact=title.exact,
            exact=exact,
            length=len(title.terms.split()) + len(lead.terms.split()) + len(body_terms.split()),
        )
