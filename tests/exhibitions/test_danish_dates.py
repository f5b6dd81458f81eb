"""The Danish date box: what is written, in EDTF, and back in words."""

import datetime as dt
import html

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from exhibitions.danish_dates import from_edtf, parse
from exhibitions.danish_dates.points import Dated, Form, Point, Width
from exhibitions.widgets import DateBox
from tests.reading import danish


@pytest.mark.parametrize(
    ("written", "edtf", "words"),
    [
        ("1910", "1910", "1910"),
        ("i 1910", "1910", "1910"),
        ("ca. 1910", "1910~", "ca. 1910"),
        ("Omkring 1910", "1910~", "ca. 1910"),
        ("cirka 1910.", "1910~", "ca. 1910"),
        ("1910?", "1910?", "måske 1910"),
        ("formentlig ca. 1910", "1910%", "måske ca. 1910"),
        ("1910’erne", "191X", "1910'erne"),
        ("1910erne", "191X", "1910'erne"),
        ("ca. 1910'erne", "191X~", "ca. 1910'erne"),
        ("1800-tallet", "18XX", "1800-tallet"),
        ("det 19. århundrede", "18XX", "1800-tallet"),
        ("maj 1943", "1943-05", "maj 1943"),
        ("Sommeren 1943", "1943-22", "sommeren 1943"),
        ("vinteren 1943/44", "1943-24", "vinteren 1943"),
        ("forår 1950", "1950-21", "foråret 1950"),
        ("den 3. maj 1943", "1943-05-03", "3. maj 1943"),
        ("3/5 1943", "1943-05-03", "3. maj 1943"),
        ("3.5.1943", "1943-05-03", "3. maj 1943"),
        ("3/5-1943", "1943-05-03", "3. maj 1943"),
        ("1943-05-03", "1943-05-03", "3. maj 1943"),
        ("før 1920", "[..1919]", "før 1920"),
        ("senest 1919", "[..1919]", "før 1920"),
        ("før 1. marts 1920", "[..1920-02-29]", "før 1. marts 1920"),
        ("før ca. 1920", "[..1919~]", "før ca. 1920"),
        ("efter 1945", "[1946..]", "efter 1945"),
        ("tidligst 100'erne", "[010X..]", "tidligst 100'erne"),
        ("tidligst 9999 f.Kr.", "[-9998..]", "tidligst 9999 f.Kr."),
        ("senest 9999", "[..9999]", "senest 9999"),
        ("mellem 1909 og 1911", "[1909..1911]", "mellem 1909 og 1911"),
        ("mellem maj og juni 1943", "[1943-05..1943-06]", "mellem maj 1943 og juni 1943"),
        ("1909-1911", "1909/1911", "fra 1909 til 1911"),
        ("1909 – 11", "1909/1911", "fra 1909 til 1911"),
        ("ca. 1909-1911", "1909~/1911~", "fra ca. 1909 til ca. 1911"),
        ("fra 1909 til 1911", "1909/1911", "fra 1909 til 1911"),
        ("3.-5. maj 1943", "1943-05-03/1943-05-05", "fra 3. maj 1943 til 5. maj 1943"),
        ("fra 1920", "1920/..", "fra 1920 og frem"),
        ("indtil 1920", "../1920", "til 1920"),
        ("1910 eller 1911", "[1910,1911]", "1910 eller 1911"),
        ("1910, 1911 og 1913", "{1910,1911,1913}", "1910, 1911 og 1913"),
        ("begyndelsen af 1910'erne", "[1910..1913]", "mellem 1910 og 1913"),
        ("anden halvdel af 1800-tallet", "[1850..1899]", "mellem 1850 og 1899"),
        ("500 f.Kr.", "-0499", "500 f.Kr."),
        ("udateret", "XXXX", "udateret"),
        ("1943-22~", "1943-22~", "ca. sommeren 1943"),
    ],
)
def test_what_danes_write(written: str, edtf: str, words: str) -> None:
    dated = parse(written)
    assert dated is not None
    assert (dated.edtf, dated.words) == (edtf, words)


@pytest.mark.parametrize(
    "written",
    ["", "  ", "da farfar var dreng", "60'erne", "31. februar 1943", "1911-1909", "13/13 1943", "år", "ca.", "mellem 1909",
     "før", "19100", "12", "0 f.Kr.", "[1909..", "1909/1911/1912", "3. maj", "{}", "\x00"],
)  # fmt: skip
def test_what_is_not_understood_is_not_guessed(written: str) -> None:
    assert parse(written) is None


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("ca. 1910", (1910, 1910)),
        ("1910'erne", (1910, 1919)),
        ("1800-tallet", (1800, 1899)),
        ("før 1920", (None, 1919)),
        ("efter 1945", (1946, None)),
        ("1909-11", (1909, 1911)),
        ("1910, 1911 eller 1913", (1910, 1913)),
        ("udateret", (None, None)),
    ],
)
def test_the_years_that_search_knows(written: str, years: tuple[int | None, int | None]) -> None:
    dated = parse(written)
    assert dated is not None
    assert dated.years == years


def test_the_box_reads_back_what_it_understood() -> None:
    with override("da"):
        assert "mellem 1909 og 1911" in DateBox().render("date", "Mellem 1909 og 1911")
        assert danish("We don't understand the date, so it is shown as you wrote it and can't be found by year.") in (
            html.unescape(DateBox().render("date", "da farfar var dreng"))
        )
        assert "field__help" not in DateBox().render("date", "")


MARKS = st.sampled_from(["", "~", "?", "%"])
YEARS = st.integers(100, 9999)
POINTS = st.one_of(
    st.builds(Point, st.just(Width.YEAR), st.integers(-9998, 9999), mark=MARKS),
    st.builds(lambda year, mark: Point(Width.DECADE, year * 10, mark=mark), st.integers(10, 999), MARKS),
    st.builds(lambda year, mark: Point(Width.CENTURY, year * 100, mark=mark), st.integers(1, 99), MARKS),
    st.builds(Point, st.just(Width.MONTH), YEARS, st.integers(1, 12), mark=MARKS),
    st.builds(Point, st.just(Width.SEASON), YEARS, st.integers(21, 24), mark=MARKS),
    st.builds(
        lambda day, mark: Point(Width.DAY, day.year, day.month, day.day, mark),
        st.dates(min_value=dt.date(200, 1, 1)),
        MARKS,
    ),
)


def _ordered(points: list[Point]) -> tuple[Point, ...]:
    return tuple(sorted(points, key=lambda point: point.order))


PAIRS = st.lists(POINTS, min_size=2, max_size=2).map(_ordered)
SETS = st.lists(POINTS, min_size=2, max_size=4).map(tuple)
OPEN = st.one_of(POINTS.map(lambda point: (None, point)), POINTS.map(lambda point: (point, None)))
DATED = st.one_of(
    st.just(Dated(Form.UNKNOWN)),
    POINTS.map(lambda point: Dated(Form.ONE, (point,))),
    st.builds(Dated, st.sampled_from([Form.SPAN, Form.BETWEEN]), st.one_of(PAIRS, OPEN)),
    st.builds(Dated, st.sampled_from([Form.EITHER, Form.ALL]), SETS),
)


@settings(max_examples=400, deadline=None)
@given(DATED)
def test_words_and_edtf_say_the_same(dated: Dated) -> None:
    assert from_edtf(dated.edtf) == dated
    assert parse(dated.words) == dated


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.-–/'~?%[]{},XØøca førmeltiogjun ", max_size=40))
def test_whatever_is_written_is_understood_the_same_when_read_back(text: str) -> None:
    dated = parse(text)
    if dated is not None:
        again = parse(dated.words)
        assert again is not None
        assert (again.edtf, again.words) == (dated.edtf, dated.words)
