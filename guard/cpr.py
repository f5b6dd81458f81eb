"""Danish civil registration numbers (CPR): found before they are published.

A CPR number is `DDMMYY-SSSS`: a date of birth and four digits that tell the century. Numbers issued before October 2007
satisfy modulus 11; for people born on 1 January (where numbers ran out first) and for some later ones they do not
(CPR-kontoret: "Personnumre uden kontrolciffer (modulus 11 kontrol)").
"""

import datetime as dt
import re
from enum import IntEnum

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_CANDIDATE = re.compile(r"(?<![\d-])(\d{6})[-–\s]?(\d{4})(?![\d-])")


class Certainty(IntEnum):
    """How sure it is that a text holds a CPR number."""

    NONE = 0
    POSSIBLE = 1  # a valid date, but the check digit does not fit: warn
    CERTAIN = 2  # a valid date and modulus 11, or 1 January: hold


def find_cpr(text: str) -> Certainty:
    """The highest certainty among all candidates in the text. An ISBN-10 with a valid check digit is no candidate."""
    return max((_judge(*match.groups()) for match in _CANDIDATE.finditer(text)), default=Certainty.NONE)


def refuse_cpr(text: str) -> None:
    """Raise `ValidationError` with a plain sentence when the text certainly holds a CPR number."""
    if find_cpr(text) is Certainty.CERTAIN:
        raise ValidationError(_("This looks like a CPR number. Remove it, so that nobody else reads it."), code="cpr")


def mask_cpr(text: str) -> str:
    """The text with everything that may be a CPR number taken out: for logs, where a number too many does no harm."""
    return _CANDIDATE.sub(lambda match: "[cpr]" if _judge(*match.groups()) else match[0], text)


def _judge(birth: str, serial: str) -> Certainty:
    digits = birth + serial
    if not _is_date(birth, serial):
        return Certainty.NONE
    fits = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0
    if fits:
        return Certainty.POSSIBLE if _is_isbn10(digits) else Certainty.CERTAIN
    if _is_isbn10(digits):
        return Certainty.NONE
    return Certainty.CERTAIN if birth.startswith("0101") else Certainty.POSSIBLE


def _is_date(birth: str, serial: str) -> bool:
    """Whether day, month and year form a date; the seventh digit gives the century (CPR-kontoret's table)."""
    day, month, short_year = int(birth[:2]), int(birth[2:4]), int(birth[4:])
    seventh = int(serial[0])
    if seventh <= 3 or (seventh in {4, 9} and short_year >= 37):
        year = 1900 + short_year
    elif seventh in {4, 9} or short_year <= 57:
        year = 2000 + short_year
    else:
        year = 1800 + short_year
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _is_isbn10(digits: str) -> bool:
    """ISBN-10: digits weighted 10 to 1 sum to a multiple of 11 (ISO 2108:1992)."""
    return sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11 == 0
