"""What a visitor may ask for. What cannot be understood is left out of the query, and `errors` says what it was."""

import datetime as dt
import re

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.engines.base import FACETS, MAX_HITS, Query
from search.plan import MAX_CHARACTERS

PAGE_SIZE = 20
MAX_PICKED = 20
_YEAR = re.compile(r"\d{1,4}", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_DANISH_DAY = re.compile(r"(?P<day>\d{1,2})[./-] ?(?P<month>\d{1,2})[./-] ?(?P<year>\d{4})", re.ASCII)


def read(params: QueryDict, size: int = PAGE_SIZE) -> Query:
    """A query from the parameters q, kind, topic, period, place, language, state, from, to, sort, page.

    `from` and `to` are a year or a day (1934, 1934-05-01, 1.5.1934). Page 0, one below or a word is the first page.
    """
    since, until = day(params.get("from", "")), day(params.get("to", ""), last=True)
    return Query(
        text=clean(params.get("q", "")),
        chosen={
            name: tuple(dict.fromkeys(map(_value, params.getlist(name)[:MAX_PICKED])))
            for name in FACETS
            if params.get(name)
        },
        since=since,
        until=None if since and until and until < since else until,
        sort="date" if params.get("sort") == "date" else "relevance",
        page=_page(params.get("page", "")),
        size=size,
    )


def errors(params: QueryDict) -> dict[str, str]:
    """What could not be understood: the name of the parameter, and a sentence that says how to write it."""
    found = {}
    for name in ("from", "to"):
        if (typed := params.get(name, "").strip()) and day(typed) is None:
            found[name] = _("Write a year or a date, such as 1934 or 1.5.1934.")
    since, until = day(params.get("from", "")), day(params.get("to", ""), last=True)
    if since and until and until < since:
        found["to"] = _("This is before the time that you start from. Write a later year or date.")
    return found


def clean(text: str) -> str:
    """Typed text without control characters, in one line, at most MAX_CHARACTERS."""
    return " ".join("".join(c if c.isprintable() else " " for c in text[: 4 * MAX_CHARACTERS]).split())[:MAX_CHARACTERS]


def day(text: str, *, last: bool = False) -> dt.date | None:
    """A typed year or day, None when it is neither; `last`: a year is its last day, for the end of a range."""
    text = text.strip()
    try:
        if _YEAR.fullmatch(text):
            return dt.date(int(text), 12, 31) if last else dt.date(int(text), 1, 1)
        written = _ISO_DAY.fullmatch(text) or _DANISH_DAY.fullmatch(text)
        return dt.date(*(int(written[part]) for part in ("year", "month", "day"))) if written else None
    except ValueError:  # the year 0, the 31st of February
        return None


def _value(text: str) -> str:
    return clean(text)[:120]


def _page(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        return 1
    return min(max(1, int(text[:9])), MAX_HITS)
