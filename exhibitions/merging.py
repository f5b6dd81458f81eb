"""Several people in one form: each field is compared with what it held when the form was opened.

A form carries a short digest of every field as it was opened. What only I changed is taken; what only somebody else
changed stays; what both changed differently is a conflict, in which theirs stands and both texts are shown.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

_LENGTH = 12  # hexadecimal digits: enough that two texts of one field differ


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed at once."""

    field: str
    mine: Any
    theirs: Any


@dataclass
class Merged:
    """What to keep (`values`), and where that is not what was sent (`conflicts`)."""

    values: dict[str, Any] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def digest(value: Any) -> str:
    """A short name for a field's value: the same for what looks the same in the form."""
    if isinstance(value, dt.datetime):
        value = value.astimezone(dt.UTC)
    text = "" if value is None else str(getattr(value, "pk", value))
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def opened(values: Mapping[str, Any], fields: Iterable[str]) -> str:
    """What a form carries of the values that it was opened with: `title:0a1b… lead:…`."""
    return " ".join(f"{name}:{digest(values.get(name))}" for name in fields)


def opened_anew(carried: str, fresh: str, sent: Mapping[str, Any], shown: Iterable[str] = ()) -> str:
    """What a form carries on with once it was sent: `fresh` is what is stored by now.

    A field counts as opened anew only where its writer sees what is stored: it holds that very text, or the page shows
    it beside the field (`shown`). Else it keeps what it was opened with, so that it overwrites nobody the next time.
    """
    before, seen = _digests(carried), set(shown)
    now = _digests(fresh)
    kept = {
        name: value if name in seen or (name in sent and digest(sent[name]) == value) else before.get(name, value)
        for name, value in now.items()
    }
    return " ".join(f"{name}:{value}" for name, value in kept.items())


def _digests(carried: str) -> dict[str, str]:
    return dict(part.split(":", 1) for part in carried.split() if ":" in part)


def merge(carried: str, sent: Mapping[str, Any], stored: Mapping[str, Any]) -> Merged:
    """Bring together what a form sends with what is stored by now. A form that carries nothing is taken as it is."""
    base = _digests(carried)
    merged = Merged()
    for name, mine in sent.items():
        theirs = stored.get(name)
        before, now, new = base.get(name), digest(theirs), digest(mine)
        if before is None or before == now or new == now:
            merged.values[name] = mine
        elif new == before:
            merged.values[name] = theirs
        else:
            merged.values[name] = theirs
            merged.conflicts.append(Conflict(name, mine, theirs))
    return merged
