"""Writing in debates and asking at livestreams: what is taken, what waits, what is refused."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import Mandate
from forum.actions.contributions import ContributionError, ask_question, post_comment
from forum.actions.moderation import ReasonMissingError, approve, hold, remove, restore, withdraw
from forum.actions.questions import answered
from forum.models import Comment, Decision, Question
from forum.states import IllegalTransitionError, State
from forum.tasks import spread
from notices.actions import follow
from notices.models import Notice
from search.models import Entry
from tests import factories, worker
from tests.factories import Cast, House

SCHOOL = "Skolen samler byen."


def found(text: str) -> bool:
    """Whether search has an entry with this text."""
    return Entry.objects.filter(deleted=False, body__contains=text).exists()


@pytest.mark.parametrize(
    ("person", "text", "state"),
    [
        ("citizen", SCHOOL, State.HELD),  # the first one
        ("councillor", SCHOOL, State.PUBLISHED),  # speaks with a mandate
        ("official", SCHOOL, State.PUBLISHED),
        ("moderator", SCHOOL, State.PUBLISHED),  # speaks for the house
        ("councillor", "Ring til 010190-1234.", State.HELD),
        ("moderator", "Ring til 010190-1234.", State.HELD),
        ("councillor", "Sag 311299-1234.", State.PUBLISHED),  # possible only
    ],
)
def test_who_has_to_wait(cast: Cast, house: House, person: str, text: str, state: State) -> None:
    comment = post_comment(factories.make_debate(house), cast[person], text, key=uuid.uuid4())
    assert comment.state == state
    assert bool(comment.hold_reason) is (state == State.HELD)
    assert (comment.is_public, comment.is_removed) == (state == State.PUBLISHED, False)
    assert comment.user_name == cast[person].display_name
    assert comment.user_email == ""
    assert worker.do("forum.tasks.spread") == (state == State.PUBLISHED)
    assert found(text.split(maxsplit=1)[0]) is (state == State.PUBLISHED)
    held = [("hold", "", State.HELD, None)] if state == State.HELD else []
    assert list(Decision.objects.filter(comment=comment).values_list("step", "from_state", "to_state", "by")) == held


def test_what_was_taken_away_before_the_worker_came_is_neither_found_nor_told(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    follow(cast.neighbour, debate)
    for text, gone in (("Den bliver.", False), (SCHOOL, True)):
        comment = post_comment(debate, cast.official, text, key=uuid.uuid4())
        assert not found(text)
        if gone:
            remove(comment, cast.moderator, "hån")
    assert worker.do("forum.tasks.spread") == 2
    assert found("Den bliver.")
    assert not found(SCHOOL)
    told = Notice.objects.get(person=cast.neighbour, kind="contribution")
    spread.call("comment", told.about.pk)  # a worker that was killed begins again
    assert Notice.objects.get(person=cast.neighbour, kind="contribution") == told


def test_what_went_with_its_page_before_the_worker_came_is_no_error(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    post_comment(debate, cast.official, SCHOOL, key=uuid.uuid4())
    debate.delete()
    assert worker.do("forum.tasks.spread") == 1
    assert not found(SCHOOL)


def test_after_the_first_one_a_citizen_need_not_wait(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    factories.write(debate, cast.citizen)
    assert post_comment(debate, cast.citizen, SCHOOL, key=uuid.uuid4()).state == State.PUBLISHED
    remove(Comment.objects.get(comment=SCHOOL), cast.moderator, "hån")
    assert post_comment(debate, cast.citizen, "Endnu et.", key=uuid.uuid4()).state == State.PUBLISHED


def test_in_a_debate_that_is_read_first_everybody_waits(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house, premoderated=True)
    assert post_comment(debate, cast.moderator, SCHOOL, key=uuid.uuid4()).state == State.HELD


def test_a_mandate_is_kept_with_what_was_said_under_it(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    comment = factories.write(debate, cast.councillor)
    assert comment.mandate == cast.councillor.mandates.get()
    cast.councillor.mandates.update(ends=timezone.localdate() - factories.DAY)
    assert post_comment(debate, cast.councillor, SCHOOL, key=uuid.uuid4()).mandate is None


def test_a_mandates_days_are_danish_days(cast: Cast, house: House) -> None:
    midnight = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)  # half past midnight on 1 July in Denmark
    debate = factories.make_debate(house, opens_at=midnight - factories.DAY)
    mandate = factories.make_mandate(
        cast.citizen, Mandate.Kind.COUNCILLOR, starts=dt.date(2026, 7, 1), ends=dt.date(2026, 7, 1)
    )
    assert post_comment(debate, cast.citizen, SCHOOL, key=uuid.uuid4(), at=midnight).mandate == mandate


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", False),
        (" \n\r\n ", False),
        ("a" * 4000, True),
        ("a" * 4001, False),
        ("æ" * 4000, True),
        (f"{'a' * 3999}\r\nb", False),
    ],
)
def test_the_length_of_a_contribution(cast: Cast, house: House, text: str, taken: bool) -> None:
    debate = factories.make_debate(house)
    if taken:
        assert post_comment(debate, cast.official, text, key=uuid.uuid4()).comment == text
        return
    with pytest.raises(ContributionError):
        post_comment(debate, cast.official, text, key=uuid.uuid4())
    assert not Comment.objects.exists()


@pytest.mark.parametrize("shift", [-30, 30])
def test_a_debate_that_is_not_open_takes_nothing(cast: Cast, house: House, shift: int) -> None:
    now = timezone.now() + shift * factories.DAY
    debate = factories.make_debate(house, opens_at=now, closes_at=now + factories.DAY)
    with pytest.raises(ContributionError):
        post_comment(debate, cast.official, SCHOOL, key=uuid.uuid4())
    assert not Comment.objects.exists()


def test_a_closed_account_and_a_draft_take_part_in_nothing(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    cast.citizen.is_active = False
    with pytest.raises(ContributionError):
        post_comment(debate, cast.citizen, SCHOOL, key=uuid.uuid4())
    debate.unpublish()
    with pytest.raises(ContributionError):
        post_comment(debate, cast.official, SCHOOL, key=uuid.uuid4())
    assert not Comment.objects.exists()


def test_the_same_form_again_is_the_same_contribution(cast: Cast, house: House) -> None:
    debate, key = factories.make_debate(house), uuid.uuid4()
    first = post_comment(debate, cast.official, SCHOOL, key=key)
    debate.closes_at = timezone.now() - factories.DAY  # also when it can't be written any more
    assert post_comment(debate, cast.official, "noget andet", key=key) == first
    assert Comment.objects.get().comment == SCHOOL
    assert worker.do("forum.tasks.spread") == 1


@pytest.mark.parametrize("step", ["remove", "hold", "withdraw"])
def test_what_is_no_longer_there_is_not_answered(cast: Cast, house: House, step: str) -> None:
    debate = factories.make_debate(house)
    parent = factories.write(debate, cast.official)
    taken = {
        "remove": lambda: remove(parent, cast.moderator, "hån"),
        "hold": lambda: hold(parent, cast.moderator, "ses efter"),
        "withdraw": lambda: withdraw(parent, cast.official),
    }[step]()
    with pytest.raises(ContributionError):
        post_comment(debate, cast.councillor, SCHOOL, key=uuid.uuid4(), parent=taken)
    assert Comment.objects.count() == 1


def test_an_answer_belongs_to_the_debate_of_what_it_answers(cast: Cast, house: House) -> None:
    parent = factories.write(factories.make_debate(house, "En"), cast.official)
    other = factories.make_debate(house, "To")
    with pytest.raises(ContributionError):
        post_comment(other, cast.official, SCHOOL, key=uuid.uuid4(), parent=parent)
    stray = Comment(
        debate=other, user=cast.official, user_name="x", comment="x", parent_id=parent.pk, submission_key=uuid.uuid4()
    )
    with pytest.raises(ValidationError):
        stray.save()
    assert Comment.objects.count() == 1


def test_a_conversation_can_go_on_beyond_the_librarys_depth(cast: Cast, house: House, settings: Any) -> None:
    debate = factories.make_debate(house)
    comment = factories.write(debate, cast.official)
    for _ in range(settings.COMMENTS_XTD_MAX_THREAD_LEVEL + 3):
        comment = factories.write(debate, cast.official, parent=comment)
    assert comment.level == settings.COMMENTS_XTD_MAX_THREAD_LEVEL
    orders = list(Comment.objects.values_list("order", flat=True).order_by("order"))
    assert orders == list(range(1, settings.COMMENTS_XTD_MAX_THREAD_LEVEL + 5))


def test_the_html_is_rendered_once_from_what_was_typed(cast: Cast, house: House) -> None:
    comment = factories.write(factories.make_debate(house), cast.official, "**Nej** <script>alert(1)</script>")
    assert comment.body_html == "<p><strong>Nej</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


# Decisions ------------------------------------------------------------------------------------------------------------


def test_each_decision_is_a_line_in_the_log_and_settles_search(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    comment = factories.write_held(debate, cast.citizen, "Skriv til 010190-1234.")
    assert not found("Skriv til")
    approve(comment, cast.moderator)
    assert found("Skriv til")
    remove(comment, cast.editor, "  Et CPR-nummer.  ")
    assert not found("Skriv til")
    restore(comment, cast.admin, "En fejl.")
    assert found("Skriv til")
    comment.refresh_from_db()
    assert (comment.state, comment.is_public, comment.is_removed, comment.hold_reason) == (
        State.PUBLISHED,
        True,
        False,
        "",
    )
    assert list(Decision.objects.filter(comment=comment).values_list("step", "from_state", "to_state", "by", "reason"))[
        1:
    ] == [
        ("approve", "held", "published", cast.moderator.pk, ""),
        ("remove", "published", "removed", cast.editor.pk, "Et CPR-nummer."),
        ("restore", "removed", "published", cast.admin.pk, "En fejl."),
    ]


def test_nothing_is_removed_without_a_reason(cast: Cast, house: House) -> None:
    comment = factories.write(factories.make_debate(house), cast.official)
    with pytest.raises(ReasonMissingError):
        remove(comment, cast.moderator, " \n")
    comment.refresh_from_db()
    assert comment.state == State.PUBLISHED


def test_a_second_decision_is_refused_and_leaves_no_line(cast: Cast, house: House) -> None:
    comment = factories.write_held(factories.make_debate(house), cast.citizen)
    approve(comment, cast.moderator)
    lines = Decision.objects.count()
    with pytest.raises(IllegalTransitionError) as told:
        approve(comment, cast.editor)  # who still looks at the old queue
    assert told.value.state == State.PUBLISHED
    assert Decision.objects.count() == lines


def test_the_log_is_only_added_to(cast: Cast, house: House) -> None:
    factories.write_held(factories.make_debate(house), cast.official)
    line = Decision.objects.get()
    line.reason = "omskrevet"
    for change in (line.save, line.delete):
        with pytest.raises(TypeError):
            change()
    assert Decision.objects.get().reason == "cpr"


def test_publishing_what_is_answered_never_publishes_an_answer_that_waits(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    root = factories.write(debate, cast.official)
    reply = factories.write(debate, cast.official, parent=root)
    held = factories.write_held(debate, cast.official, parent=reply)
    for step in (
        lambda: remove(root, cast.moderator, "hån"),
        lambda: restore(root, cast.moderator),
        lambda: hold(reply, cast.moderator, "ses efter"),
        lambda: approve(reply, cast.moderator),
        lambda: Comment.objects.get(pk=root.pk).save(),
    ):
        step()
        held.refresh_from_db()
        assert (held.state, held.is_public) == (State.HELD, False)


def test_what_is_removed_leaves_its_replies(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house)
    root = factories.write(debate, cast.official)
    reply = factories.write(debate, cast.official, "Et svar.", parent=root)
    remove(root, cast.moderator, "hån")
    reply.refresh_from_db()
    assert (reply.state, reply.is_public) == (State.PUBLISHED, True)
    assert found("Et svar.")


# Questions ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("starts", "stream", "open_for", "taken"),
    [
        (1, "", True, True),
        (-0.01, "/media/a/index.m3u8", True, True),  # live
        (-1, "", True, True),  # just ended
        (-1, "/media/a/index.m3u8", True, False),  # a recording
        (1, "", False, False),
    ],
)
def test_when_questions_are_taken(
    cast: Cast, house: House, starts: float, stream: str, open_for: bool, taken: bool
) -> None:
    begin = timezone.now() + starts * factories.DAY
    livestream = factories.make_livestream(
        house, starts_at=begin, ends_at=begin + dt.timedelta(hours=1), stream_url=stream, questions_open=open_for
    )
    if taken:
        assert ask_question(livestream, cast.official, "Hvornår?", key=uuid.uuid4()).state == State.PUBLISHED
        return
    with pytest.raises(ContributionError):
        ask_question(livestream, cast.official, "Hvornår?", key=uuid.uuid4())
    assert not Question.objects.exists()


@pytest.mark.parametrize(("text", "taken"), [("", False), ("  ", False), ("a" * 500, True), ("a" * 501, False)])
def test_the_length_of_a_question(cast: Cast, house: House, text: str, taken: bool) -> None:
    livestream = factories.make_livestream(house)
    if taken:
        assert ask_question(livestream, cast.official, text, key=uuid.uuid4()).text == text
        return
    with pytest.raises(ContributionError):
        ask_question(livestream, cast.official, text, key=uuid.uuid4())


def test_a_question_waits_is_approved_answered_and_removed(cast: Cast, house: House) -> None:
    livestream, key = factories.make_livestream(house), uuid.uuid4()
    question = ask_question(livestream, cast.citizen, "Hvem betaler kajen?", key=key)
    assert question.state == State.HELD
    assert not found("betaler kajen")
    assert ask_question(livestream, cast.citizen, "igen", key=key) == question
    approve(question, cast.moderator)
    assert found("betaler kajen")
    assert answered(question).answered
    remove(question, cast.moderator, "stillet før")
    assert not found("betaler kajen")
    assert Decision.objects.filter(question=question).count() == 3
