"""Whatever people and moderators do to a contribution, in whatever order: no illegal state, a whole log, nothing hidden
to be seen."""

import uuid
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from forum import chain
from forum.actions import complaints
from forum.actions.contributions import post_comment
from forum.actions.moderation import approve, hold, keep, remove, restore, withdraw
from forum.actions.reports import report
from forum.models import Case, Comment, Complaint, Decision, Report
from forum.models.log import LogLine
from forum.rules import independent
from forum.states import TRANSITIONS, IllegalTransitionError, State
from search.models import Entry
from tests import factories
from tests.factories import Cast, House
from tests.world import _undone

MARKER = "Kvistfuglen"
STEPS = sorted(set(TRANSITIONS) - {"publish"})


class Moderation(RuleBasedStateMachine):
    """One contribution from its writing on; `state` is what the table of transitions says it must be."""

    cast: Cast
    house: House

    def __init__(self) -> None:
        super().__init__()
        self.undone = _undone()
        self.undone.__enter__()
        self.debate = factories.make_debate(self.house)
        self.moderators = (self.cast.moderator, self.cast.editor)
        self.lines = LogLine.objects.count()

    def teardown(self) -> None:
        self.undone.__exit__(None, None, None)

    @initialize(held=st.booleans())
    def write(self, held: bool) -> None:
        text = f"{MARKER} bor i 010190-1234." if held else MARKER
        author = self.cast.official  # is known here, and can be held all the same
        self.comment = post_comment(self.debate, author, text, key=uuid.uuid4(), at=self.debate.opens_at)
        self.state = State.HELD if held else State.PUBLISHED
        self.log = ["hold"] if held else []

    @rule(step=st.sampled_from(STEPS), who=st.integers(0, 1))
    def decide(self, step: str, who: int) -> None:
        by, told = self.moderators[who], Report.objects.filter(answered_at=None).count()
        act: dict[str, Any] = {
            "approve": lambda: approve(self.comment, by),
            "hold": lambda: hold(self.comment, by, "ses efter"),
            "keep": lambda: keep(self.comment, by, "Det er til at bære."),
            "remove": lambda: remove(self.comment, by, "Det er hån."),
            "restore": lambda: restore(self.comment, by),
            "withdraw": lambda: withdraw(self.comment, self.cast.official),
        }
        allowed, target = TRANSITIONS[step]
        if self.state not in allowed:
            with pytest.raises(IllegalTransitionError):
                act[step]()
            return
        act[step]()
        self.state = target
        self.log += [step, *["answer"] * (told if step != "hold" else 0)]

    @precondition(lambda _machine: Report.objects.count() < 6)
    @rule(network=st.sampled_from(["10.1.0.0", "10.2.0.0", "10.3.0.0"]))
    def flag(self, network: str) -> None:
        report(self.comment.get_absolute_url(), "spam", "Det er løgn.", key=uuid.uuid4(), network=network)
        self.log.append("report")
        if self.state == State.PUBLISHED and independent(Report.objects.filter(answered_at=None)) >= 3:
            self.state = State.HELD
            self.log.append("hold")

    @rule()
    def complain(self) -> None:
        decision = Decision.objects.filter(comment=self.comment, step__in=complaints.OPEN_TO_COMPLAINT).last()
        if decision is not None and not decision.complaints.exists():
            complaints.complain(decision, "Det er ikke rigtigt.", complainant=self.cast.official)
            self.log.append("complain")

    @precondition(lambda _machine: Complaint.objects.filter(answered_at=None).exists())
    @rule(who=st.integers(0, 1), upheld=st.booleans())
    def answer(self, who: int, upheld: bool) -> None:
        complaint, by = Complaint.objects.filter(answered_at=None).first(), self.moderators[who]
        if complaint.first_decider == by.pk:
            with pytest.raises(complaints.ComplaintError):
                complaints.answer(complaint, by, "Nej.", upheld=upheld)
            return
        told = Report.objects.filter(answered_at=None).count()
        complaints.answer(complaint, by, "Sådan er det.", upheld=upheld)
        undoes = {("remove", State.REMOVED): "restore", ("hold", State.HELD): "approve"}
        step = undoes.get((complaint.decision.step, self.state)) if upheld else None
        if step:
            self.state = State.PUBLISHED
            self.log += [step, *["answer"] * told]
        self.log.append("complaint")

    @invariant()
    def the_state_is_the_one_that_the_table_says(self) -> None:
        row = Comment.objects.get(pk=self.comment.pk)
        assert row.state == self.state
        assert (row.is_public, row.is_removed) == (
            self.state == State.PUBLISHED,
            self.state in {State.REMOVED, State.WITHDRAWN},
        )
        assert (row.decision_id is not None) == (self.state == State.REMOVED)

    @invariant()
    def the_log_is_whole(self) -> None:
        told = list(LogLine.objects.filter(number__gt=self.lines).order_by("number").values_list("event", flat=True))
        assert sorted(told) == sorted(self.log)
        assert chain.verify().problem == ""

    @invariant()
    def the_queue_holds_what_waits(self) -> None:
        """One open matter where something is held or told of and not answered; none about what is settled."""
        is_open = Case.objects.open().filter(comment=self.comment).exists()
        waits = self.state == State.HELD or Report.objects.filter(comment=self.comment, answered_at=None).exists()
        assert is_open == waits

    @invariant()
    def nothing_hidden_is_seen(self) -> None:
        is_seen = MARKER in Client().get(self.debate.url).content.decode()
        assert is_seen == (self.state == State.PUBLISHED)
        found = Entry.objects.filter(kind="contribution", deleted=False, body__contains=MARKER)
        assert found.exists() == is_seen


def test_any_course_of_moderation(cast: Cast, house: House) -> None:
    Moderation.cast, Moderation.house = cast, house
    bounds = {"max_examples": 12, "stateful_step_count": 10, "deadline": None, "derandomize": True}
    run_state_machine_as_test(
        Moderation, settings=settings(**bounds, suppress_health_check=list(HealthCheck), database=None)
    )
