"""Where something is kept about a person: each room says it in `<room>/personal_data.py`, found at start.

    hold("forum.Comment.user", _("Contributions"), fields=("comment", "submit_date"), fate=Fate.KEEP, why="…")

A holding is a relation to the person. Export writes its `fields`, erasure follows its `fate`, and docs/privacy.md is
made of them. A relation that nobody has named goes with the person as the database would have it: rows that cascade
are deleted. `tests/test_privacy.py` names what is missing.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, QuerySet
from django.utils.functional import Promise

from accounts.models import User

PSEUDONYM = "Tidligere bruger"  # written into rows, so the same in every language


class Fate(StrEnum):
    """What becomes of the rows when the person is erased."""

    DELETE = "deleted"
    KEEP = "kept under the pseudonym"


Scrub = Callable[["QuerySet[Any]", User], None]


@dataclass(frozen=True)
class Holding:
    """One relation to a person: `relation` is "app.Model.field", `why` the reason for its fate, for the document."""

    relation: str
    label: str | Promise
    fields: tuple[str, ...]
    fate: Fate
    why: str
    files: tuple[str, ...] = ()
    scrub: Scrub | None = None

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.relation.rsplit(".", 1)[0])

    def rows(self, user: User) -> "QuerySet[Any]":
        """The rows that belong to the person."""
        return self.model._base_manager.filter(**{self.relation.rsplit(".", 1)[1]: user})


@dataclass(frozen=True)
class Rule:
    """How long rows are kept: `label` is "app.Model", `what` which of them, `ground` why so long and no longer.

    `due` gives the rows whose time is over at a moment; None where `by` names what else ends them.
    """

    label: str
    what: str
    keep: str
    ground: str
    due: "Callable[[dt.datetime], QuerySet[Any]] | None" = None
    by: str = "`manage.py retain`"
    end: "Callable[[QuerySet[Any]], None] | None" = field(default=None)


_holdings: dict[str, Holding] = {}
_rules: list[Rule] = []
_listeners: list[Callable[[type[Model], list[Any]], None]] = []


def hold(
    relation: str, label: str | Promise, *, fields: tuple[str, ...] = (), fate: Fate, why: str, **more: Any
) -> None:
    """Name a relation to a person; the same one again replaces what was said."""
    _holdings[relation] = Holding(relation, label, fields, fate, why, **more)


def keep(label: str, what: str, how_long: str, ground: str, **more: Any) -> None:
    """Name how long rows are kept, and on what ground."""
    _rules.append(Rule(label, what, how_long, ground, **more))


def on_sweep(listener: Callable[[type[Model], list[Any]], None]) -> None:
    """Have `listener` called with the model and keys of rows out of which an address was taken."""
    _listeners.append(listener)


def tell_swept(model: type[Model], keys: list[Any]) -> None:
    for listener in _listeners:
        listener(model, keys)


def holdings() -> list[Holding]:
    return list(_holdings.values())


def rules() -> list[Rule]:
    return list(_rules)


def relations() -> dict[str, Field[Any, Any]]:
    """Every foreign key to a person in the whole installation, by "app.Model.field"."""
    found: dict[str, Field[Any, Any]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.proxy:
            continue
        for candidate in model._meta.local_fields:
            if candidate.is_relation and candidate.related_model is User:
                found[f"{model._meta.label}.{candidate.name}"] = candidate
    return found
