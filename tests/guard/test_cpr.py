"""CPR numbers are found; what only looks like one is not."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from hypothesis import assume, given
from hypothesis import strategies as st

from guard.cpr import Certainty, find_cpr, refuse_cpr

WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
SEPARATORS = st.sampled_from(["", "-", "–", " ", "\xa0"])
AROUND = st.sampled_from(["", "Mit nummer er ", "(", "nr.:", "\n", "cpr "])
BIRTHS = st.dates(dt.date(1900, 3, 1), dt.date(1999, 12, 31))


def remainder(digits: str) -> int:
    """Modulus 11 of the ten digits, as in CPR-kontoret's description."""
    return sum(int(digit) * weight for digit, weight in zip(digits, WEIGHTS, strict=True)) % 11


def isbn_remainder(digits: str) -> int:
    """Modulus 11 of an ISBN-10 (ISO 2108:1992)."""
    return sum(int(digit) * weight for digit, weight in zip(digits, range(10, 0, -1), strict=True)) % 11


@st.composite
def fitting(draw: st.DrawFn, weigh: Callable[[str], int]) -> str:
    """Ten digits that begin with a date and that `weigh` gives the remainder 0, the last one being the check digit."""
    begin = f"{draw(BIRTHS):%d%m%y}{draw(st.integers(0, 399)):03}"
    last = (-weigh(f"{begin}0")) % 11
    assume(last < 10)
    return f"{begin}{last}"


@given(fitting(remainder), SEPARATORS, AROUND, AROUND)
def test_a_number_with_a_fitting_check_digit_is_certain(digits: str, separator: str, before: str, after: str) -> None:
    assume(isbn_remainder(digits) != 0)
    assert find_cpr(f"{before}{digits[:6]}{separator}{digits[6:]}{after and f' {after}'}") is Certainty.CERTAIN


@given(BIRTHS, st.integers(0, 3999), SEPARATORS)
def test_a_date_whose_check_digit_does_not_fit_is_a_warning(birth: dt.date, serial: int, separator: str) -> None:
    digits = f"{birth:%d%m%y}{serial:04}"
    assume(remainder(digits) != 0)
    assume(isbn_remainder(digits) != 0)
    assume((birth.day, birth.month) != (1, 1))
    assert find_cpr(f"{digits[:6]}{separator}{digits[6:]}") is Certainty.POSSIBLE


@given(st.integers(1937, 1999), st.integers(0, 9999))
def test_first_of_january_is_certain_whatever_the_check_digit(year: int, serial: int) -> None:
    digits = f"0101{year % 100:02}{serial:04}"
    assume(isbn_remainder(digits) != 0)
    assert find_cpr(digits) is Certainty.CERTAIN


@given(fitting(isbn_remainder))
def test_an_isbn_with_a_right_check_digit_never_stops_anybody(digits: str) -> None:
    assert find_cpr(f"ISBN {digits}") is not Certainty.CERTAIN
    refuse_cpr(f"ISBN {digits}")


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.integers(0, 9999))
def test_what_is_no_date_is_no_number(day: int, month: int, year: int, serial: int) -> None:
    assume(not (1 <= day <= 31 and 1 <= month <= 12))
    assert find_cpr(f"{day:02}{month:02}{year:02}-{serial:04}") is Certainty.NONE


@given(st.text(max_size=200))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    assert find_cpr(text) in Certainty


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("Ring på 12 34 56 78", Certainty.NONE),
        ("Ring på 12345678", Certainty.NONE),
        ("+45 12 34 56 78", Certainty.NONE),
        ("+4512345678", Certainty.NONE),
        ("004512345678", Certainty.NONE),
        ("Sag 2024-010190-1234", Certainty.NONE),  # a case number goes on to the left
        ("Sag 010190-1234-7", Certainty.NONE),
        ("Sagsnr. 24/010190", Certainty.NONE),
        ("Konto 1234 0101901234567", Certainty.NONE),
        ("ISBN 978-87-7062-123-4", Certainty.NONE),
        ("EAN 5798000412345", Certainty.NONE),
        ("Det var 3. november 1921 klokken 1430", Certainty.NONE),
        ("290299-1235", Certainty.NONE),  # 1999 was no leap year
        ("290200-4000", Certainty.POSSIBLE),  # 2000 was one, and the seventh digit says 2000
        ("290200-1000", Certainty.NONE),  # but 1900 was not
        ("Født 010190-1234", Certainty.CERTAIN),
        ("010190–1234", Certainty.CERTAIN),
        ("010190 1234", Certainty.CERTAIN),
        ("først 311299-1234, så 010190-1234", Certainty.CERTAIN),
    ],
)
def test_what_stands_in_texts(text: str, certainty: Certainty) -> None:
    assert find_cpr(text) is certainty


def test_refusing_says_what_to_do_and_never_repeats_the_number() -> None:
    with pytest.raises(ValidationError) as refused:
        refuse_cpr("Hej, 010190-1234 her")
    assert refused.value.code == "cpr"
    assert "010190" not in refused.value.message
    assert "CPR" in refused.value.message
    refuse_cpr("311299-1234")  # possible only: a warning, no refusal
