"""Tables of foreign HTML as the table block: those whose cells are words in rows and columns, and nothing else."""

import re
from typing import Any

from bs4 import Tag

MOST_COLUMNS = 12
NUMBER = re.compile(r"[-–+]?[\d.,\s]*\d[\d.,\s]*(%|kr\.?|mio\.?|mia\.?|m|km|kg|år)?", re.IGNORECASE)
_MORE = ["table", "ul", "ol", "img", "a", "pre", "blockquote"]


def simple(table: Tag) -> dict[str, Any] | None:
    """The raw value of a table block; None for what is more than words in rows and columns, or a frame."""
    rows = _rows(table)
    width = len(rows[0]) if rows else 0
    cells = [cell for row in rows for cell in row]
    is_even = all(len(row) == width for row in rows) and not any(
        cell.get("colspan") or cell.get("rowspan") for cell in cells
    )
    if len(rows) < 2 or not 2 <= width <= MOST_COLUMNS or not is_even or any(cell.find(_MORE) for cell in cells):
        return None
    words = [[words_of(cell) for cell in row] for row in rows]
    caption = table.find("caption")
    columns = [{"type": _kind(column[1:]), "heading": column[0]} for column in zip(*words, strict=True)]
    return {
        "table": {
            "columns": columns,
            "rows": [{"values": row} for row in words[1:]],
            "caption": words_of(caption) if isinstance(caption, Tag) else "",
        },
        "row_headings": all(row[0].name == "th" for row in rows[1:]),
    }


def has_headings(table: Tag) -> bool:
    """Whether the first row says of itself that it is the columns' headings."""
    return table.find("thead") is not None or all(cell.name == "th" for cell in _rows(table)[0])


def _rows(table: Tag) -> list[list[Tag]]:
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    return [list(row) for row in rows if row]


def _kind(values: tuple[str, ...]) -> str:
    """Columns of numbers line up."""
    told = [value for value in values if value]
    return "number" if told and all(len(value) < 30 and NUMBER.fullmatch(value) for value in told) else "text"


def words_of(node: Tag) -> str:
    """The plain text of an element on one line."""
    return " ".join(node.get_text(" ").split())
