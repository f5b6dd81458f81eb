"""What becomes of the audience's questions: votes, merging, the producer's desk, and the debate afterwards."""

import datetime as dt
import itertools
import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from forum.actions import broadcasts, questions
from forum.actions.contributions import ContributionError, ask_question
from forum.models import (
    Case,
    Comment,
    DebatePage,
    LivestreamPage,
    LiveText,
    PanelMember,
    Progress,
    Question,
    Speaker,
    Vote,
)
from forum.snapshots import change, fair, in_order, whole
from forum.states import PROGRESS, IllegalTransitionError, State, StreamState, progress_after
from notices.actions import follow
from notices.models import Notice
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, danish, words


@pytest.fixture
def livestream(house: House) -> LivestreamPage:
    """One that has been on for ten minutes."""
    begin = timezone.now() - dt.timedelta(minutes=10)
    return factories.make_livestream(house, starts_at=begin, ends_at=begin + dt.timedelta(hours=2))


def fresh(question: Question) -> Question:
    return Question.objects.get(pk=question.pk)


@pytest.mark.parametrize(("step", "before"), list(itertools.product(PROGRESS, Progress)))
def test_every_step_from_every_progress(step: str, before: Progress) -> None:
    allowed, target = PROGRESS[step]
    if before in allowed:
        assert progress_after(step, before) is target
    else:
        with pytest.raises(IllegalTransitionError) as error:
            progress_after(step, before)
        assert error.value.state is before


def test_merging_unites_votes_each_account_once(cast: Cast, livestream: LivestreamPage) -> None:
    kept, gone = factories.ask(livestream, cast.official), factories.ask(livestream, cast.councillor, "Hvad er prisen?")
    for user in (cast.citizen, cast.member, cast.councillor):
        questions.vote(kept, user)
    for user in (cast.citizen, cast.stranger, cast.official):
        questions.vote(gone, user)
    questions.merge(gone, kept)
    voters = set(Vote.objects.filter(question=kept).values_list("user_id", flat=True))
    assert voters == {each.pk for each in (cast.citizen, cast.member, cast.councillor, cast.stranger, cast.official)}
    assert (fresh(kept).votes_count, fresh(gone).progress, fresh(gone).merged_into) == (5, Progress.MERGED, kept)
    assert questions.vote(gone, cast.verified) == 6  # from a page on which it still stands
    assert [each["also"] for each in whole(livestream)["questions"]] == [1]
    for other in (
        gone,
        factories.ask(factories.make_livestream(livestream_house(livestream), "En anden"), cast.official),
    ):
        with pytest.raises(ContributionError):
            questions.merge(kept, other)


def livestream_house(livestream: LivestreamPage) -> Any:
    class Only:
        livestreams = livestream.get_parent().specific

    return Only


def test_one_is_answered_at_a_time_and_the_second_is_kept(cast: Cast, livestream: LivestreamPage) -> None:
    broadcasts.switch(livestream, StreamState.LIVE, at=timezone.now() - dt.timedelta(seconds=130))
    livestream.refresh_from_db()
    first, second = (factories.ask(livestream, cast.official, text) for text in ("Et?", "To?"))
    questions.answer_now(first)
    questions.answer_now(second)
    assert (fresh(first).progress, fresh(second).progress) == (Progress.ANSWERED, Progress.NOW)
    assert 130 <= (fresh(first).second or 0) < 190
    assert whole(livestream)["now"] == second.pk
    questions.put_back(first)
    assert (fresh(first).progress, fresh(first).answered_second) == (Progress.OPEN, None)
    with pytest.raises(IllegalTransitionError):
        questions.put_back(first)
    with pytest.raises(ContributionError):
        questions.dismiss(first, "  ")
    assert questions.dismiss(first, "Det er svaret på forsiden.").dismissal == "Det er svaret på forsiden."
    told = Notice.objects.filter(kind="question", person=cast.official).values_list("key", flat=True)
    assert set(told) == {f"{first.pk} answered", f"{first.pk} dismissed"}


def test_what_is_not_on_the_list_is_not_taken_up(cast: Cast, livestream: LivestreamPage) -> None:
    held = ask_question(livestream, cast.citizen, "Mit første?", key=uuid.uuid4())
    for act in (questions.answer_now, questions.answered, questions.pin):
        with pytest.raises(ContributionError):
            act(held)
    with pytest.raises(ContributionError):
        questions.vote(held, cast.member)


def test_reading_before_showing_can_be_switched(cast: Cast, livestream: LivestreamPage) -> None:
    broadcasts.choose(livestream, premoderated=True, closed=False)
    page = LivestreamPage.objects.get(pk=livestream.pk)
    held = ask_question(page, cast.official, "Hvad nu?", key=uuid.uuid4())
    assert (held.state, held.hold_reason) == (State.HELD, "read")
    assert Case.objects.get(question=held).closed_at is None  # in the moderators' queue, beside the debates'
    broadcasts.choose(page, premoderated=False, closed=True)
    with pytest.raises(ContributionError):
        ask_question(LivestreamPage.objects.get(pk=page.pk), cast.official, "Og nu?", key=uuid.uuid4())
    assert whole(LivestreamPage.objects.get(pk=page.pk))["open"] is False


def unsaved(votes: int, topic: str = "", to: str = "", **fields: Any) -> Question:
    asked_at = dt.datetime(2026, 11, 26, tzinfo=dt.UTC)
    return Question(votes_count=votes, topic=topic, addressee=to, asked_at=asked_at, pk=next(_pks), **fields)


_pks = itertools.count(1)


def test_no_topic_and_no_addressee_fills_the_top() -> None:
    loud = [unsaved(20 - number, "Havnen") for number in range(4)]
    quiet = [unsaved(9, "Skolen"), unsaved(8, "Havnen", "Birte Krogh")]
    order = [(each.topic, each.votes_count) for each in fair([*loud, *quiet])]
    havnen = [("Havnen", votes) for votes in (20, 19, 18, 17, 8)]
    assert order == [*havnen[:2], ("Skolen", 9), *havnen[2:]]


@given(
    st.lists(st.tuples(st.integers(0, 50), st.sampled_from(["", "a", "b"]), st.sampled_from(["", "x"])), max_size=12)
)
def test_the_order_loses_nobody_and_is_the_same_again(drawn: list[tuple[int, str, str]]) -> None:
    given_questions = [unsaved(*each) for each in drawn]
    order = in_order(given_questions)
    assert sorted(order, key=lambda q: q.pk) == given_questions
    assert in_order(reversed(given_questions)) == order
    if order:
        assert order[0].votes_count == max(each.votes_count for each in order)


def test_what_open_pages_are_told(cast: Cast, livestream: LivestreamPage, queries: Any) -> None:
    first, second = (factories.ask(livestream, cast.official, text) for text in ("Et?", "To?"))
    broadcasts.post_text(livestream, cast.editor, "Mødet er begyndt.", key=uuid.uuid4())
    questions.pin(second)
    told = change(f"livestream-{livestream.pk}", [first.pk, 99_999])
    assert told is not None
    assert [each["text"] for each in told["questions"]] == ["Et?"]
    assert (told["order"], told["gone"], "texts" in told) == ([second.pk, first.pk], [99_999], False)
    assert change(f"livestream-{livestream.pk}", [0])["texts"][0]["text"] == "Mødet er begyndt."  # type: ignore[index]
    few = len(queries(lambda: whole(livestream)))
    for number in range(10):
        factories.ask(livestream, cast.councillor, f"Nr. {number}?")
    assert len(queries(lambda: whole(livestream))) <= few <= 4
    livestream.unpublish()
    assert change(f"livestream-{livestream.pk}", [0]) is None


@pytest.mark.parametrize("at", ["", *StreamState.values])
def test_a_producers_switch_holds_until_the_clock_decides_again(livestream: LivestreamPage, at: str) -> None:
    broadcasts.switch(livestream, at)
    page = LivestreamPage.objects.get(pk=livestream.pk)
    assert page.state() == (at or StreamState.LIVE)
    assert (page.broadcast.began_at is not None) is (at == StreamState.LIVE)
    forgotten = page.ends_at + dt.timedelta(hours=5)
    assert page.state(forgotten) == (at if at in {"ended", "recording"} else StreamState.ENDED)
    with pytest.raises(ContributionError):
        broadcasts.switch(page, "slukket")


def test_reminders_are_told_once_each(cast: Cast, house: House) -> None:
    now = timezone.now()
    livestream = factories.make_livestream(house, starts_at=now + dt.timedelta(minutes=55))
    follow(cast.citizen, livestream)
    assert [broadcasts.remind(now), broadcasts.remind(now)] == [1, 0]
    assert broadcasts.remind(now + dt.timedelta(minutes=46)) == 1
    assert broadcasts.remind(now + dt.timedelta(minutes=56)) == 0
    call_command("tell_livestreams")
    keys = Notice.objects.filter(person=cast.citizen, kind="livestream-soon").values_list("key", flat=True)
    assert [key.rsplit(" ", 1)[1] for key in sorted(keys)] == ["hour", "minutes"]


def over(house: House, debate: DebatePage, cast: Cast) -> LivestreamPage:
    begin = timezone.now() - dt.timedelta(hours=3)
    page = factories.make_livestream(house, starts_at=begin, ends_at=begin + dt.timedelta(hours=2), debate=debate)
    page.speakers.add(Speaker(mandate=cast.councillor.mandates.get()))
    page.save()
    return page


def test_what_was_not_answered_goes_on_in_the_debate(cast: Cast, house: House, client: Client) -> None:
    debate = factories.make_debate(house)
    debate.panel.add(PanelMember(mandate=cast.councillor.mandates.get()))
    debate.save()
    livestream = over(house, debate, cast)
    asked_at = livestream.starts_at
    speaker = livestream.speakers.get()
    question = ask_question(
        livestream, cast.official, "Hvad koster kajen?", key=uuid.uuid4(), speaker=speaker, at=asked_at
    )
    done = factories.ask(livestream, cast.official, "Er den åben?", at=asked_at)
    questions.answered(done)
    assert [broadcasts.carry_over_due(), broadcasts.carry_over_due()] == [1, 0]
    comment = Comment.objects.get(debate=debate)
    assert (comment.comment, comment.user) == ("Hvad koster kajen?", cast.official)
    assert comment.asks.get().mandate == cast.councillor.mandates.get()
    assert (fresh(question).progress, fresh(question).contribution) == (Progress.CARRIED, comment)
    assert fresh(done).progress == Progress.ANSWERED
    assert Notice.objects.get(person=cast.official, key=f"{question.pk} carried").kind == "question"
    page = client.get(livestream.url)
    assert danish("Goes on in the debate") in words(page)
    assert comment.get_absolute_url() in content(page)


def test_a_closed_debate_takes_no_questions_over(cast: Cast, house: House) -> None:
    debate = factories.make_debate(house, closes_at=timezone.now() - dt.timedelta(minutes=1))
    livestream = over(house, debate, cast)
    factories.ask(livestream, cast.official, at=livestream.starts_at)
    assert broadcasts.carry_over_due() == 0
    assert not Comment.objects.exists()


# The producer's desk --------------------------------------------------------------------------------------------------


def test_the_desk(cast: Cast, livestream: LivestreamPage, signed_in: Any, client: Client) -> None:
    first, second = (factories.ask(livestream, cast.official, text) for text in ("Et?", "To?"))
    browser, place = signed_in(cast.moderator), f"/admin/livestream/{livestream.pk}/"

    def act(name: str, **fields: Any) -> Any:
        return browser.post(place, {"act": name, **fields}, follow=True)

    assert "Et?" in words(browser.get(place))
    act("pin", question=first.pk)
    act("answer_now", question=first.pk)
    assert words(client.get(f"/deltag/livestream/{livestream.pk}/storskaerm/")).count("Et?") == 2
    act("answered", question=first.pk)
    late = act("answered", question=first.pk)  # a second producer
    assert danish(
        "Somebody else was here before you. The question now stands as: %(state)s.", state=danish("Answered")
    ) in words(late)
    no_reason = act("dismiss", question=second.pk, reason="")
    assert no_reason.status_code == 422
    assert danish("Write why the question is not taken up. Everybody can read it.") in words(no_reason)
    act("dismiss", question=second.pk, reason="Det hører til i et andet udvalg.")
    assert "Det hører til i et andet udvalg." in words(client.get(livestream.url))
    act("choose", premoderated="on")
    act("switch", to="ended")
    assert LivestreamPage.objects.get(pk=livestream.pk).state() == StreamState.ENDED
    for wrong in ({"act": "fly"}, {"act": "pin", "question": "x"}, {"act": "pin", "question": "99999999"}):
        assert browser.post(place, wrong).status_code == 404


def test_the_running_summary(cast: Cast, livestream: LivestreamPage, signed_in: Any, client: Client) -> None:
    browser, place = signed_in(cast.moderator), f"/admin/livestream/{livestream.pk}/"
    sent = {"act": "text", "key": str(uuid.uuid4()), "text": "Planchefen viser tallene."}
    assert [browser.post(place, sent).status_code for _ in range(2)] == [302, 302]
    assert "Planchefen viser tallene." in words(client.get(livestream.url))
    text = LiveText.objects.get()
    long = browser.post(place, {**sent, "key": str(uuid.uuid4()), "text": "a" * 601})
    assert long.status_code == 422
    assert "a" * 601 in content(long)
    browser.post(place, {"act": "delete_text", "text": text.pk})
    assert not LiveText.objects.exists()


def test_captions_are_edited_beside_the_picture(cast: Cast, livestream: LivestreamPage, signed_in: Any) -> None:
    browser, place = signed_in(cast.editor), f"/admin/livestream/{livestream.pk}/undertekster/"
    broken = browser.post(place, {"text": "WEBVTT\n\n00:01.000 --> 00:00.500\nHej"})
    assert broken.status_code == 422
    assert "Linje 3: underteksten slutter, før den begynder." in words(broken)
    assert "00:01.000 --&gt; 00:00.500" in content(broken)
    assert (
        browser.post(place, {"text": "WEBVTT\n\n00:01.000 --> 00:02.500\n<v Jens Dam>Hej med jer"}).status_code == 302
    )
    page = LivestreamPage.objects.get(pk=livestream.pk)
    assert [(cue.speaker, cue.text) for cue in page.cues.all()] == [("Jens Dam", "Hej med jer")]
    assert page.get_latest_revision_as_object().captions.name == page.captions.name
    assert "Hej med jer" in content(browser.get(place))
