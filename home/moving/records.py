"""What an export holds, whatever its format: records, and what is refused with its place and a plain reason."""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import escape
from django.utils.translation import gettext as _

from home.models.editorial import FIRST_YEAR, LAST_YEAR

MAX_LINE = 5 * 1024 * 1024  # bytes: more than any article has, and less than a machine notices
TEXTS = ("id", "old_url", "title", "lead", "section", "place", "language", "image", "image_alt", "status")
YEARS = ("year_from", "year_to")
KNOWN = {*TEXTS, *YEARS, "body", "topics", "date"}


class RefusedError(Exception):
    """A record that can't be taken in; its text is one plain sentence for whoever moves in."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that was refused: the number of its line (of its item in a WordPress export), and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One page of the old site. `body` is HTML. `key` knows it again when the file is read once more."""

    line: int
    key: str
    title: str
    body: str = ""
    lead: str = ""
    old_url: str = ""
    section: str = ""
    topics: tuple[str, ...] = ()
    date: dt.date | None = None
    place: str = ""
    year_from: int | None = None
    year_to: int | None = None
    language: str = "da"
    image: str = ""
    image_alt: str = ""
    is_draft: bool = False
    notes: list[str] = field(default_factory=list, compare=False)


def read_jsonl(path: Path) -> Iterator[Record | Refusal]:
    """The records of a file with one JSON object a line. Blank lines are passed over; a bad line is refused alone."""
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE + 1):
            number += 1
            if len(line) > MAX_LINE:
                while line and not line.endswith(b"\n"):
                    line = file.readline(MAX_LINE)
                yield Refusal(number, _("The line is longer than 5 MB."))
                continue
            if line.strip():
                yield _judged(number, line)


def _judged(number: int, line: bytes) -> Record | Refusal:
    try:
        return _record(number, _object(line))
    except RefusedError as refused:
        return Refusal(number, str(refused))


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise RefusedError(_("The line is not UTF-8.")) from None
    except json.JSONDecodeError as error:
        raise RefusedError(_("The line is not JSON: see character %(column)d.") % {"column": error.colno}) from None
    except (RecursionError, ValueError):  # thousands of brackets, or a number of thousands of digits
        raise RefusedError(_("The line is not JSON that can be read.")) from None
    if not isinstance(value, dict):
        raise RefusedError(_("The line is no JSON object."))
    return value


def _record(number: int, value: dict[str, Any]) -> Record:
    texts = {name: _text(value, name) for name in TEXTS}
    key = texts["id"] or texts["old_url"]
    if not key:
        raise RefusedError(_("Neither “id” nor “old_url” is given."))
    if not texts["title"]:
        raise RefusedError(_("“title” is missing."))
    unknown = sorted(map(str, value.keys() - KNOWN))
    return Record(
        line=number,
        key=key,
        body=_body(value.get("body")),
        topics=_topics(value.get("topics")),
        date=day_of(_text(value, "date")),
        year_from=_year(value, "year_from"),
        year_to=_year(value, "year_to"),
        is_draft=_is_draft(texts.pop("status")),
        language=texts.pop("language") or "da",
        notes=[_("Not used: %(names)s.") % {"names": ", ".join(unknown)[:200]}] if unknown else [],
        **{name: text for name, text in texts.items() if name != "id"},
    )


def _text(value: dict[str, Any], name: str) -> str:
    given = value.get(name)
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise RefusedError(_("“%(name)s” is no text.") % {"name": name})
    return _sound(str(given).strip(), name)


def _sound(text: str, name: str) -> str:
    """The text, when a database can hold it: without NUL and without halves of characters."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "\x00"
    if "\x00" in text:
        raise RefusedError(_("“%(name)s” holds a character that no text has.") % {"name": name})
    return text


def _body(given: Any) -> str:
    """HTML as it is, or a list of paragraphs of plain text as HTML."""
    if isinstance(given, list) and all(isinstance(paragraph, str) for paragraph in given):
        given = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in given)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise RefusedError(_("“body” is neither HTML nor a list of paragraphs."))
    return _sound(given, "body")


def _topics(given: Any) -> tuple[str, ...]:
    names = [given] if isinstance(given, str) else given or []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RefusedError(_("“topics” is no list of words."))
    return tuple(_sound(name.strip(), "topics") for name in names if name.strip())


def day_of(text: str) -> dt.date | None:
    """The day in an ISO date or moment; None for an empty text. Raises `RefusedError` for anything else."""
    if not text:
        return None
    try:
        moment = parse_datetime(text)
        day = moment.date() if moment else parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise RefusedError(_("“%(text)s” is no date. Write it as 2019-05-31.") % {"text": text[:40]})
    return day


def _year(value: dict[str, Any], name: str) -> int | None:
    text = _text(value, name)
    if not text:
        return None
    year = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LAST_YEAR)) else 0
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise RefusedError(_("“%(text)s” is no year.") % {"text": text[:40]})
    return year


def _is_draft(status: str) -> bool:
    if status not in {"", "draft", "published"}:
        raise RefusedError(_("“status” is “draft” or “published”."))
    return status == "draft"
