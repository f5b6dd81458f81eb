"""docs/roles.md says what the code does: each `user_can_…` is asked about one thing for each role."""

import inspect
import uuid
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from exhibitions.actions.submission import start_submission
from forum.actions.complaints import complain
from forum.actions.moderation import hold
from forum.models import Writers
from tests import factories
from tests.test_permissions import ROLES
from tests.world import cast, db, house, world  # noqa: F401 - fixtures

DOCUMENT = Path(settings.ROOT) / "docs" / "roles.md"
ROOMS = ("forum", "exhibitions")
YES, NO = "●", "–"


@pytest.fixture
def things(cast: factories.Cast, house: factories.House) -> dict[str, tuple[Any, ...]]:  # noqa: F811
    """What is asked about, by its name in the document's second column."""
    debate = factories.make_debate(house)
    verified = factories.make_debate(house, title="Kun for set af biblioteket", writers=Writers.VERIFIED)
    livestream = factories.make_livestream(house)
    said = factories.write(debate, cast.official)
    held = hold(factories.write(debate, cast.councillor, "Ses efter."), cast.moderator, "ses efter")
    association = cast.member.memberships.get().association
    cast.member.memberships.update(is_chair=True)
    submission = start_submission(cast.member, association, {"title": "x"}, key=uuid.uuid4())
    return {
        "an open debate": (debate,),
        "an open debate for verified citizens": (verified,),
        "a livestream that takes questions": (livestream,),
        "what the official asked": (factories.ask(livestream, cast.official),),
        "what the official wrote": (said,),
        "what the councillor wrote, held": (held,),
        "a complaint about the moderator's decision": (complain(held.decisions.get(step="hold"), "Forkert."),),
        "the member's submission": (submission,),
        "the association of which the member is chair": (association,),
        "the site": (),
    }


def functions() -> dict[str, Callable[..., bool]]:
    """Every `user_can_…` by `room.name`."""
    found = {}
    for room in ROOMS:
        module = import_module(f"{room}.permissions")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("user_can_") and function.__module__ == module.__name__:
                found[f"{room}.{name}"] = function
    return found


def test_the_document_says_what_the_code_does(
    cast: factories.Cast,  # noqa: F811
    things: dict[str, tuple[Any, ...]],
) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `")]
    written = [[cell.strip() for cell in row] for row in rows]
    known = functions()
    assert {row[0].strip("`") for row in written} == set(known), "every user_can_… is a row, and nothing else is"
    told = []
    for name, thing, *_cells in written:
        answers = []
        for role in ROLES:
            who = AnonymousUser() if role == "visitor" else User.objects.get(pk=cast[role].pk)
            answers.append(YES if known[name.strip("`")](who, *things[thing]) else NO)
        told.append([name, thing, *answers])
    assert written == told, "\n".join("| " + " | ".join(row) + " |" for row in told)
