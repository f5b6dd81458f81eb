"""EDTF (ISO 8601-2:2019) of what `points` can say: written, and read again."""

import re

from exhibitions.danish_dates.points import Dated, Form, Point, Width

_POINT = re.compile(
    r"(?P<century>\d\d)XX|(?P<decade>\d{3})X"
    r"|(?P<year>-?\d{4})(?:-(?P<part>\d\d)(?:-(?P<day>\d\d))?)?"
)
UNKNOWN = "XXXX"


def write(dated: Dated) -> str:
    """The expression in EDTF."""
    points = [_point(point) if point else ".." for point in dated.points]
    match dated.form:
        case Form.UNKNOWN:
            return UNKNOWN
        case Form.ONE:
            return points[0]
        case Form.SPAN:
            return "/".join(points)
        case Form.BETWEEN:
            return f"[{'..'.join('' if point == '..' else point for point in points)}]"
        case Form.EITHER:
            return f"[{','.join(points)}]"
        case Form.ALL:
            return f"{{{','.join(points)}}}"


def read(text: str) -> Dated | None:
    """What the EDTF says, or None for what is no EDTF, or more of it than we write."""
    try:
        return _read(text)
    except ValueError:
        return None


def _read(text: str) -> Dated:
    if text == UNKNOWN:
        return Dated(Form.UNKNOWN)
    if text.startswith("[") and text.endswith("]"):
        inner = text[1:-1]
        if ".." in inner:
            first, last = inner.split("..")
            return Dated(Form.BETWEEN, (_read_point(first) if first else None, _read_point(last) if last else None))
        return Dated(Form.EITHER, tuple(_read_point(part) for part in inner.split(",")))
    if text.startswith("{") and text.endswith("}"):
        return Dated(Form.ALL, tuple(_read_point(part) for part in text[1:-1].split(",")))
    if "/" in text:
        first, last = text.split("/")
        return Dated(Form.SPAN, tuple(None if end == ".." else _read_point(end) for end in (first, last)))
    return Dated(Form.ONE, (_read_point(text),))


def _point(point: Point) -> str:
    match point.width:
        case Width.CENTURY:
            base = f"{point.year // 100:02}XX"
        case Width.DECADE:
            base = f"{point.year // 10:03}X"
        case _:
            sign = "-" if point.year < 0 else ""
            base = f"{sign}{abs(point.year):04}"
            base += f"-{point.part:02}" if point.part else ""
            base += f"-{point.day:02}" if point.day else ""
    return base + point.mark


def _read_point(text: str) -> Point:
    mark = text[-1:] if text[-1:] in {"~", "?", "%"} else ""
    found = _POINT.fullmatch(text.removesuffix(mark))
    if not found:
        raise ValueError(text)
    if found["century"]:
        return Point(Width.CENTURY, int(found["century"]) * 100, mark=mark)
    if found["decade"]:
        return Point(Width.DECADE, int(found["decade"]) * 10, mark=mark)
    year, part, day = int(found["year"]), int(found["part"] or 0), int(found["day"] or 0)
    if found["day"]:
        return Point(Width.DAY, year, part, day, mark)
    if found["part"]:
        return Point(Width.SEASON if 21 <= part <= 24 else Width.MONTH, year, part, mark=mark)
    return Point(Width.YEAR, year, mark=mark)
