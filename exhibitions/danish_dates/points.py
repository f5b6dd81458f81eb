"""Points in time of different width, as a catalogue needs them, and expressions made of them.

They are what both languages mean: the Danish of `grammar` and the EDTF of `edtf` (ISO 8601-2, levels 0 to 2).
"""

import calendar
from dataclasses import dataclass, replace
from enum import StrEnum

SEASONS = ("foråret", "sommeren", "efteråret", "vinteren")  # EDTF: 21, 22, 23, 24
MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = -9998, 9999


class Width(StrEnum):
    """How exact a point is."""

    CENTURY = "century"
    DECADE = "decade"
    YEAR = "year"
    SEASON = "season"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True)
class Point:
    """A century, decade, year, season, month or day. `year` is the first one of it, astronomical (0 is 1 BC).

    `part` is the month or the season (21–24); `mark` is EDTF's: "~" about, "?" perhaps, "%" perhaps about.
    Raises `ValueError` for what is in no calendar.
    """

    width: Width
    year: int
    part: int = 0
    day: int = 0
    mark: str = ""

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR or (self.year < 1 and self.width is not Width.YEAR):
            raise ValueError(self.year)
        if self.width in {Width.MONTH, Width.DAY} and not 1 <= self.part <= 12:
            raise ValueError(self.part)
        if self.width is Width.DAY and not 1 <= self.day <= calendar.monthrange(self.year, self.part)[1]:
            raise ValueError(self.day)

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year of it."""
        return self.year, self.year + {Width.CENTURY: 99, Width.DECADE: 9}.get(self.width, 0)

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it begins, to compare by."""
        month = (self.part - 20) * 3 if self.width is Width.SEASON else self.part
        return self.year, month, self.day

    def moved(self, steps: int) -> "Point":
        """The point of the same width next to it: the day, month, season, year… after (1) or before (-1)."""
        if self.width is Width.DAY:
            return self._day_moved(steps)
        if self.width in {Width.MONTH, Width.SEASON}:
            base, count = (1, 12) if self.width is Width.MONTH else (21, 4)
            turns, part = divmod(self.part - base + steps, count)
            return replace(self, year=self.year + turns, part=base + part)
        return replace(self, year=self.year + steps * (self.years[1] - self.year + 1))

    def _day_moved(self, steps: int) -> "Point":
        day = self.day + steps
        if 1 <= day <= calendar.monthrange(self.year, self.part)[1]:
            return replace(self, day=day)
        month = replace(self, width=Width.MONTH, day=0).moved(steps)
        last = calendar.monthrange(month.year, month.part)[1]
        return replace(month, width=Width.DAY, day=1 if steps > 0 else last)


class Form(StrEnum):
    """How an expression is made of its points."""

    ONE = "one"  # the point
    SPAN = "span"  # from the first to the second, or open
    BETWEEN = "between"  # some time from the first to the second, or open
    EITHER = "either"  # one of the points
    ALL = "all"  # each of the points
    UNKNOWN = "unknown"  # undated


@dataclass(frozen=True)
class Dated:
    """What somebody said about when. A `None` among the points of a span is an open end."""

    form: Form
    points: tuple[Point | None, ...] = ()

    def __post_init__(self) -> None:
        known = [point for point in self.points if point]
        if not known and self.form is not Form.UNKNOWN:
            raise ValueError(self.points)
        if self.form in {Form.SPAN, Form.BETWEEN} and len(known) == 2 and known[1].order < known[0].order:
            raise ValueError(self.points)

    @property
    def edtf(self) -> str:
        """It in EDTF."""
        from exhibitions.danish_dates.edtf import write

        return write(self)

    @property
    def words(self) -> str:
        """It read back in Danish, in the one way that we say it."""
        from exhibitions.danish_dates.grammar import write

        return write(self)

    @property
    def years(self) -> tuple[int | None, int | None]:
        """The first and the last year that it may be; None where it is open."""
        if self.form is Form.UNKNOWN:
            return None, None
        first, last = self.points[0], self.points[-1]
        return first.years[0] if first else None, last.years[1] if last else None
