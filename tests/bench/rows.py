"""A line of the bench's table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """A line of the table. `ok` is None where there is no target."""

    what: str
    ours: str
    theirs: str
    ratio: str
    target: str
    ok: bool | None = None
