"""Whatever people and moderators do to contributions, in whatever order: no illegal state, a whole log, nothing hidden
to be seen."""

import uuid
from typing import Any

import pytest
from django.db.models import QuerySet
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

MARKERS = ("Kvistfuglen", "Mosegrisen", "Tangloppen")  # each in one contribution
STEPS = sorted(TRANSITIONS)
WHICH = st.integers(0, len(MARKERS) - 1)


class Moderation(RuleBasedStateMachine):
    """A contribution, a reply to it and another one, from their writing on.

    `states` are what the table of transitions says that they must be.
    """

    cast: Cast
    house: House

    def __init__(self) -> None:
        super().__init__()
        self.undone = _undone()
        self.undone.__enter__()
        self.debate = factories.make_debate(self.house)
        self.moderators = (self.cast.moderator, self.cast.editor)
        self.lines = LogLine.objects.count()
        self.log: list[str] = []

    def teardown(self) -> None:
        self.undone.__exit__(None, None, None)

    @initialize(held=st.tuples(st.just(False), st.booleans(), st.booleans()), later=st.booleans())
    def write(self, held: tuple[bool, ...], later: bool) -> None:
        self.comments: list[Comment] = []
        for marker, is_held in zip(MARKERS, held, strict=True):
            text = f"{marker} bor i 010190-1234." if is_held else marker
            parent = self.comments[0] if len(self.comments) == 1 else None
            author = self.cast.official  # is known here, and can be held all the same
            self.comments.append(
                post_comment(self.debate, author, text, key=uuid.uuid4(), at=self.debate.opens_at, parent=parent)
            )
        self.states = [State.HELD if is_held else State.PUBLISHED for is_held in held]
        self.log += ["hold"] * sum(held)
        if later:  # the first one is taken away while its reply waits or stands
            self.decide("remove", 0, 0)

    @rule(step=st.sampled_from(STEPS), who=st.integers(0, 1), which=WHICH)
    def decide(self, step: str, who: int, which: int) -> None:
        by, comment = self.moderators[who], self.comments[which]
        told = self._unanswered(comment).count()
        act: dict[str, Any] = {
            "approve": lambda: approve(comment, by),
            "hold": lambda: hold(comment, by, "ses efter"),
            "keep": lambda: keep(comment, by, "Det er til at bære."),
            "remove": lambda: remove(comment, by, "Det er hån."),
            "restore": lambda: restore(comment, by),
            "withdraw": lambda: withdraw(comment, self.cast.official),
        }
        allowed, target = TRANSITIONS[step]
        if self.states[which] not in allowed:
            with pytest.raises(IllegalTransitionError):
                act[step]()
            return
        act[step]()
        self.states[which] = target
        self.log += [step, *["answer"] * (told if step != "hold" else 0)]

    @precondition(lambda _machine: Report.objects.count() < 6)
    @rule(network=st.sampled_from(["10.1.0.0", "10.2.0.0", "10.3.0.0"]), which=WHICH)
    def flag(self, network: str, which: int) -> None:
        comment = self.comments[which]
        report(comment.get_absolute_url(), "spam", "Det er løgn.", key=uuid.uuid4(), network=network)
        self.log.append("report")
        if self.states[which] == State.PUBLISHED and independent(self._unanswered(comment)) >= 3:
            self.states[which] = State.HELD
            self.log.append("hold")

    @rule(which=WHICH)
    def complain(self, which: int) -> None:
        made = Decision.objects.filter(comment=self.comments[which], step__in=complaints.OPEN_TO_COMPLAINT)
        decision = made.last()
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
        which = [comment.pk for comment in self.comments].index(complaint.decision.comment_id)
        told = self._unanswered(self.comments[which]).count()
        complaints.answer(complaint, by, "Sådan er det.", upheld=upheld)
        undoes = {("remove", State.REMOVED): "restore", ("hold", State.HELD): "approve"}
        step = undoes.get((complaint.decision.step, self.states[which])) if upheld else None
        if step:
            self.states[which] = State.PUBLISHED
            self.log += [step, *["answer"] * told]
        self.log.append("complaint")

    @staticmethod
    def _unanswered(comment: Comment) -> "QuerySet[Report]":
        return Report.objects.filter(comment=comment, answered_at=None)

    @invariant()
    def the_states_are_those_that_the_table_says(self) -> None:
        for comment, state in zip(self.comments, self.states, strict=True):
            row = Comment.objects.get(pk=comment.pk)
            assert row.state == state
            assert (row.is_public, row.is_removed) == (
                state == State.PUBLISHED,
                state in {State.REMOVED, State.WITHDRAWN},
            )
            assert (row.decision_id is not None) == (state == State.REMOVED)

    @invariant()
    def the_log_is_whole(self) -> None:
        told = list(LogLine.objects.filter(number__gt=self.lines).order_by("number").values_list("event", flat=True))
        assert sorted(told) == sorted(self.log)
        assert chain.verify().problem == ""

    @invariant()
    def the_queue_holds_what_waits(self) -> None:
        """One open matter where something is held or told of and not answered; none about what is settled."""
        for comment, state in zip(self.comments, self.states, strict=True):
            is_open = Case.objects.open().filter(comment=comment).exists()
            assert is_open == (state == State.HELD or self._unanswered(comment).exists())

    @invariant()
    def nothing_hidden_is_seen(self) -> None:
        page = Client().get(self.debate.url).content.decode()
        bodies = "\n".join(Entry.objects.filter(kind="contribution", deleted=False).values_list("body", flat=True))
        for marker, state in zip(MARKERS, self.states, strict=True):
            assert (marker in page) == (marker in bodies) == (state == State.PUBLISHED)


def test_any_course_of_moderation(cast: Cast, house: House) -> None:
    Moderation.cast, Moderation.house = cast, house
    bounds = {"max_examples": 12, "stateful_step_count": 10, "deadline": None, "derandomize": True}
    run_state_machine_as_test(
        Moderation, settings=settings(**bounds, suppress_health_check=list(HealthCheck), database=None)
    )
