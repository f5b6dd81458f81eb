"""What Danes write in the box "hvornår": understood, and read back in words."""

import re
from collections.abc import Callable
from dataclasses import replace

from exhibitions.danish_dates.points import LAST_YEAR, MONTHS, SEASONS, Dated, Form, Point, Width

ABOUT = r"(?:ca\.?|cirka|circa|omkring|omkr\.?|omtrent|o\.|omk\.)"
PERHAPS = r"(?:måske|muligvis|formentlig|formodentlig|sandsynligvis|nok|vistnok)"
_MARKED = re.compile(rf"(?:(?P<perhaps>{PERHAPS})\s+)?(?:(?P<about>{ABOUT})\s*)?(?P<rest>.*?)(?P<doubt>\s*\(?\?\)?)?")

_MONTH = "|".join(f"{name[:3]}\\.?|{name}" for name in MONTHS)
_SEASON = "forår(?:et)?|sommer(?:en)?|efterår(?:et)?|vinter(?:en)?"
_YEAR = r"\d{3,4}"
_UNDATED = {"udateret", "uden år", "uden dato", "u.å.", "u. å.", "u.d.", "ukendt", "ukendt år"}
# How much of a decade (in years of ten) or century (in hundredths) the words mean.
_PARTS = {
    "begyndelsen": ((0, 3), (0, 32)),
    "starten": ((0, 3), (0, 32)),
    "midten": ((4, 6), (33, 66)),
    "slutningen": ((7, 9), (67, 99)),
    "første halvdel": ((0, 4), (0, 49)),
    "1. halvdel": ((0, 4), (0, 49)),
    "anden halvdel": ((5, 9), (50, 99)),
    "sidste halvdel": ((5, 9), (50, 99)),
    "2. halvdel": ((5, 9), (50, 99)),
}


# Reading --------------------------------------------------------------------------------------------------------------


def read(text: str) -> Dated | None:
    """What the words say, or None when they are not understood. Nothing is guessed: "60'erne" has no century."""
    said = _plain(text)
    if said in _UNDATED:
        return Dated(Form.UNKNOWN)
    for form in (_one, _part_of, _between, _bounded, _span, _several):
        try:
            dated = form(said)
        except ValueError:
            continue
        if dated:
            return dated
    return None


def _plain(text: str) -> str:
    said = " ".join(text.casefold().replace("’", "'").replace("`", "'").replace("´", "'").split())
    said = re.sub(r"\s*[–—‒-]\s*", "-", said)
    return re.sub(r"^(?:i |år |i år |i årene |årene |fra årene )(?=\S)", "", said).rstrip(".,;") or said


def _one(said: str) -> Dated | None:
    point = _point(said)
    return Dated(Form.ONE, (point,)) if point else None


def _part_of(said: str) -> Dated | None:
    found = re.fullmatch(r"(?:i )?(?P<part>.+?) (?:af|i) (?P<whole>.+)", said)
    if not found or found["part"] not in _PARTS:
        return None
    whole = _point(found["whole"])
    if whole is None or whole.width not in {Width.DECADE, Width.CENTURY}:
        return None
    first, last = _PARTS[found["part"]][whole.width is Width.CENTURY]
    ends = (Point(Width.YEAR, whole.year + offset, mark=whole.mark) for offset in (first, last))
    return Dated(Form.BETWEEN, tuple(ends))


def _between(said: str) -> Dated | None:
    found = re.fullmatch(r"(?:engang |et sted )?(?:i)?mellem (.+?) og (.+)", said)
    ends = _ends(found[1], found[2]) if found else None
    return Dated(Form.BETWEEN, ends) if ends else None


#: Words around a point -> the expression that they make of it. "Before 1920" is 1919 or earlier.
_BOUNDS: tuple[tuple[str, Callable[[Point], Dated]], ...] = (
    (r"(?:før|inden|forud for) (.+)", lambda point: Dated(Form.BETWEEN, (None, point.moved(-1)))),
    (r"efter (.+)", lambda point: Dated(Form.BETWEEN, (point.moved(1), None))),
    (r"senest (?:i )?(.+)", lambda point: Dated(Form.BETWEEN, (None, point))),
    (r"(.+) eller (?:tidligere|før)", lambda point: Dated(Form.BETWEEN, (None, point))),
    (r"tidligst (?:i )?(.+)", lambda point: Dated(Form.BETWEEN, (point, None))),
    (r"(.+) eller (?:senere|efter)", lambda point: Dated(Form.BETWEEN, (point, None))),
    (
        r"(?:fra|siden) (?:og med )?(.+?)(?: og (?:frem|fremefter|senere|op))?",
        lambda point: Dated(Form.SPAN, (point, None)),
    ),
    (r"(?:ind)?til (?:og med )?(.+)", lambda point: Dated(Form.SPAN, (None, point))),
)


def _bounded(said: str) -> Dated | None:
    for pattern, make in _BOUNDS:
        found = re.fullmatch(pattern, said)
        point = _point(found[1]) if found else None
        if point:
            return make(point)
    return None


def _span(said: str) -> Dated | None:
    found = re.fullmatch(r"(?:fra )?(.+?) (?:ind)?til (?:og med )?(.+)", said)
    if found:
        ends = _ends(found[1], found[2])
        return Dated(Form.SPAN, ends) if ends else None
    marked = _MARKED.fullmatch(said)
    said, mark = (marked["rest"], _mark(marked)) if marked else (said, "")
    for dash in re.finditer("-", said):
        ends = _ends(said[: dash.start()], said[dash.end() :])
        if ends:
            return Dated(Form.SPAN, tuple(replace(end, mark=end.mark or mark) for end in ends))
    return None


def _several(said: str) -> Dated | None:
    for word, form in (("eller", Form.EITHER), ("og", Form.ALL)):
        parts = re.split(rf", | {word} ", said.removeprefix("enten "))
        points = [_point(part) for part in parts]
        if f" {word} " in said and len(points) > 1 and all(points):
            return Dated(form, tuple(points))
    return None


def _ends(first: str, last: str) -> tuple[Point, Point] | None:
    """Both ends. The first one may leave out what the last one says too ("3.-5. maj 1943"), the last its century."""
    start, end = _point(first), _point(last)
    if start and not end and start.width is Width.YEAR and re.fullmatch(r"\d\d", last):
        end = Point(Width.YEAR, start.year // 100 * 100 + int(last))
    words = last.split()
    for count in range(1, len(words)):
        if start is None and end is not None:
            start = _point(f"{first} {' '.join(words[-count:])}")
    return (start, end) if start and end else None


def _point(said: str) -> Point | None:
    marked = _MARKED.fullmatch(said.strip())
    if not marked:
        return None
    rest = re.sub(r"^(?:den |d\. ?|i |år )", "", marked["rest"])
    for pattern, make in _POINTS:
        found = re.fullmatch(pattern, rest)
        if found:
            try:
                return replace(make(found), mark=_mark(marked))
            except ValueError:
                return None
    return None


def _mark(marked: re.Match[str]) -> str:
    is_doubted = bool(marked["perhaps"] or marked["doubt"])
    return {(True, True): "%", (True, False): "~", (False, True): "?"}.get((bool(marked["about"]), is_doubted), "")


def _month(word: str) -> int:
    return next(number for number, name in enumerate(MONTHS, start=1) if name.startswith(word.rstrip(".")[:3]))


def _season(word: str) -> int:
    return next(number for number, name in enumerate(SEASONS, start=21) if name.startswith(word[:4]))


_POINTS: tuple[tuple[str, Callable[[re.Match[str]], Point]], ...] = (
    (rf"({_YEAR})", lambda found: Point(Width.YEAR, int(found[1]))),
    (r"([1-9]\d{0,3}) ?f\. ?kr\.?", lambda found: Point(Width.YEAR, 1 - int(found[1]))),
    (r"([1-9]\d{0,3}) ?e\. ?kr\.?", lambda found: Point(Width.YEAR, int(found[1]))),
    (r"(\d{2,3}0) ?[-']? ?erne", lambda found: Point(Width.DECADE, int(found[1]))),
    (r"(\d{1,2}00)[- ]?tallet", lambda found: Point(Width.CENTURY, int(found[1]))),
    (r"(?:det )?(\d{1,2})\. (?:århundrede|årh\.?)", lambda found: Point(Width.CENTURY, (int(found[1]) - 1) * 100)),
    (rf"({_MONTH}) (?:måned )?(?:i )?({_YEAR})", lambda found: Point(Width.MONTH, int(found[2]), _month(found[1]))),
    (
        rf"(\d{{1,2}})\.? ?({_MONTH}) ({_YEAR})",
        lambda found: Point(Width.DAY, int(found[3]), _month(found[2]), int(found[1])),
    ),
    (
        rf"(\d{{1,2}})[./](\d{{1,2}})[-./ ] ?({_YEAR})",
        lambda found: Point(Width.DAY, int(found[3]), int(found[2]), int(found[1])),
    ),
    (r"(\d{4})-(\d\d)-(\d\d)", lambda found: Point(Width.DAY, int(found[1]), int(found[2]), int(found[3]))),
    (
        rf"(?:om )?({_SEASON}) ({_YEAR})(?:[-/]\d\d|[-/]\d{{4}})?",
        lambda found: Point(Width.SEASON, int(found[2]), _season(found[1])),
    ),
)


# Writing --------------------------------------------------------------------------------------------------------------


def write(dated: Dated) -> str:
    """The expression in Danish words; read again, they say the same."""
    first, last = (dated.points[0], dated.points[-1]) if dated.points else (None, None)
    match dated.form:
        case Form.UNKNOWN:
            return "udateret"
        case Form.EITHER:
            return _listed(dated, "eller")
        case Form.ALL:
            return _listed(dated, "og")
        case Form.SPAN if first and last:
            return f"fra {_said(first)} til {_said(last)}"
        case Form.SPAN:
            return f"fra {_said(first)} og frem" if first else f"til {_said(last)}" if last else ""
        case Form.BETWEEN if first and last:
            return f"mellem {_said(first)} og {_said(last)}"
        case Form.BETWEEN if first:
            return _from(first)
        case Form.BETWEEN:
            return _until(last) if last else ""
    return _said(first) if first else ""


def _from(first: Point) -> str:
    """The point or later; the first decade that is written in full has none before it to be after."""
    return f"efter {_said(first.moved(-1))}" if first.year > 100 else f"tidligst {_said(first)}"


def _until(last: Point) -> str:
    """The point or earlier; our calendar's last year has none after it to be before."""
    return f"før {_said(last.moved(1))}" if last.years[1] < LAST_YEAR else f"senest {_said(last)}"


def _listed(dated: Dated, word: str) -> str:
    said = [_said(point) for point in dated.points if point]
    return f"{', '.join(said[:-1])} {word} {said[-1]}"


def _said(point: Point) -> str:
    match point.width:
        case Width.CENTURY:
            words = f"{point.year}-tallet"
        case Width.DECADE:
            words = f"{point.year}'erne"
        case Width.SEASON:
            words = f"{SEASONS[point.part - 21]} {_year(point)}"
        case Width.MONTH:
            words = f"{MONTHS[point.part - 1]} {_year(point)}"
        case Width.DAY:
            words = f"{point.day}. {MONTHS[point.part - 1]} {_year(point)}"
        case _:
            words = (
                f"{1 - point.year} f.Kr."
                if point.year < 1
                else f"{point.year} e.Kr."
                if point.year < 100
                else str(point.year)
            )
    return {"~": "ca. ", "?": "måske ", "%": "måske ca. ", "": ""}[point.mark] + words


def _year(point: Point) -> str:
    return f"{point.year:03}"
