"""docs/privacy.md: what is kept about people, why, how long, and what becomes of it. Made of the rooms' own tables."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from accounts.personal import holdings, rules

PATH = Path(settings.ROOT) / "docs" / "privacy.md"

_HEAD = """# What is kept about people

Made of each room's `personal_data.py` by `python manage.py privacy_document`; a test holds them together.

## How long, and on what ground

`python manage.py retain --dry-run` tells how much is due; the clock runs `retain` once a day.

| model | what | how long | ground | ended by |
|---|---|---|---|---|
"""
_FATES = """
## When a person is erased

The person asks under “Mine oplysninger” (GDPR, article 17). The account is closed at once; a task does the rest, and
`retain` does it when the task did not. The row of the account stays as a number called “Tidligere bruger”. E-mail
addresses are taken out of every text of every table in the end, whoever wrote them there. Names inside what others have
written stay: they are others' words, and are removed on request by a moderator. Backups hold the person until they are
overwritten.

| relation | rows are | why |
|---|---|---|
"""


def document() -> str:
    """The whole document, as it must stand in the repository."""
    kept = (
        f"| {r.label} | {r.what} | {r.keep} | {r.ground} | {r.by} |" for r in sorted(rules(), key=lambda r: r.label)
    )
    fates = (f"| {h.relation} | {h.fate.value} | {h.why} |" for h in sorted(holdings(), key=lambda h: h.relation))
    return _HEAD + _lines(kept) + _FATES + _lines(fates)


def _lines(rows: Iterable[str]) -> str:
    return "".join(f"{row}\n" for row in rows)
