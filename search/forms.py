"""What a visitor may ask for, read leniently: what cannot be understood is left out, never an error."""

import datetime as dt
import re

from django.http import QueryDict

from search.engines.base import FACETS, MAX_HITS, Query
from search.plan import MAX_CHARACTERS

PAGE_SIZE = 20
MAX_PICKED = 20
_YEAR = re.compile(r"\d{4}")


def read(params: QueryDict) -> Query:
    """A query from the parameters q, kind, topic, period, place, language, from, to, sort, page.

    `from` and `to` are a year or a day (1934, 1934-05-01). Page 0, a negative one or a word is the first page.
    """
    return Query(
        text=clean(params.get("q", "")),
        chosen={
            name: tuple(dict.fromkeys(map(_value, params.getlist(name)[:MAX_PICKED])))
            for name in FACETS
            if params.get(name)
        },
        since=_day(params.get("from", ""), last=False),
        until=_day(params.get("to", ""), last=True),
        sort="date" if params.get("sort") == "date" else "relevance",
        page=_page(params.get("page", "")),
        size=PAGE_SIZE,
    )


def clean(text: str) -> str:
    """Typed text without control characters, in one line, at most MAX_CHARACTERS."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * MAX_CHARACTERS]).split())[:MAX_CHARACTERS]


def _value(text: str) -> str:
    return clean(text)[:120]


def _day(text: str, *, last: bool) -> dt.date | None:
    """A typed year or day; a year is its last day for the end of a range."""
    text = text.strip()
    if _YEAR.fullmatch(text) and text.isascii() and int(text):
        return dt.date(int(text), 12, 31) if last else dt.date(int(text), 1, 1)
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(max(1, int(text[:9])), MAX_HITS)
