"""The course of a debate: told once to those who follow it, and what is owed to those who owe it."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone, translation

from accounts.actions import give_role
from accounts.roles import Role
from forum.actions.asks import shares
from forum.actions.moderation import remove
from forum.actions.phases import ANSWER_WITHIN, OUTCOME_WITHIN, remind, take_steps, tell_the_asked
from forum.models import DebatePage, PanelMember, Step, Writers
from forum.permissions import user_can_write
from notices.actions import follow
from notices.models import Notice
from notices.reading import described
from tests import factories
from tests.factories import DAY, Cast, House
from tests.reading import danish, words

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def debate(house: House, cast: Cast) -> DebatePage:
    made = factories.make_debate(house)
    made.panel.add(PanelMember(mandate=cast["councillor"].mandates.get()))
    made.save()
    return made


def told(person: object) -> list[str]:
    """What the person reads in their notices, the oldest first."""
    notices = Notice.objects.filter(person=person).order_by("created")
    return [one.line.sentence for one in described(notices)]


def test_a_follower_is_told_of_each_step_once(debate: DebatePage, cast: Cast) -> None:
    follow(cast["citizen"], debate)
    for moment in (
        debate.opens_at + MINUTE,
        debate.opens_at + 2 * MINUTE,
        debate.closes_at - 3 * DAY,
        debate.closes_at - 2 * DAY,
        debate.closes_at + MINUTE,
    ):
        take_steps(moment)
    debate.outcome, debate.responsible = "<p>Skolen bliver.</p>", "Børneudvalget"
    debate.save_revision().publish()
    take_steps(debate.closes_at + DAY)
    debate.followed_up = "<p>Taget er lagt.</p>"
    debate.save_revision().publish()
    take_steps(debate.closes_at + 90 * DAY)
    take_steps(debate.closes_at + 91 * DAY)
    steps = [Step.OPENED, Step.CLOSING, Step.CLOSED, Step.CONCLUDED, Step.FOLLOWED_UP]
    assert told(cast["citizen"]) == [f"{step.label}: {debate.title}" for step in steps]
    assert told(cast["moderator"]) == []


def test_a_step_that_is_found_late_wakes_nobody(debate: DebatePage, cast: Cast) -> None:
    follow(cast["citizen"], debate)
    assert take_steps(debate.opens_at + 5 * DAY) == 1
    assert told(cast["citizen"]) == []


def test_a_hidden_debate_is_told_of_no_more(debate: DebatePage, cast: Cast) -> None:
    follow(cast["citizen"], debate)
    take_steps(debate.opens_at + MINUTE)
    debate.unpublish()
    assert told(cast["citizen"]) == []
    assert take_steps(debate.closes_at + MINUTE) == 0


def test_a_second_opening_is_told_again(debate: DebatePage, cast: Cast) -> None:
    follow(cast["citizen"], debate)
    take_steps(debate.opens_at + MINUTE)
    debate.opens_at += DAY
    debate.save()
    take_steps(debate.opens_at + MINUTE)
    assert len(told(cast["citizen"])) == 2


def test_those_who_are_asked_are_told_and_reminded_until_they_answer(debate: DebatePage, cast: Cast) -> None:
    mandate = cast["councillor"].mandates.get()
    waiting = factories.write_held(debate, cast["citizen"], to=[mandate])
    asked_at = timezone.now()
    question = factories.write(debate, cast["official"], "Hvad koster skolen?", to=[mandate])
    assert tell_the_asked() == 1
    assert tell_the_asked() == 0
    assert remind(asked_at + ANSWER_WITHIN - MINUTE) == 0
    assert remind(asked_at + ANSWER_WITHIN + MINUTE) == 1
    assert remind(asked_at + ANSWER_WITHIN + DAY) == 0
    assert len(told(cast["councillor"])) == 2
    factories.write(debate, cast["councillor"], "12 millioner.", parent=question)
    assert told(cast["councillor"]) == []
    assert waiting.asks.count() == 1


def test_the_page_shows_what_is_asked_and_answered(debate: DebatePage, cast: Cast, client: Client) -> None:
    mandate = cast["councillor"].mandates.get()
    question = factories.write(debate, cast["official"], "Hvad koster skolen?", to=[mandate])
    name = mandate.user.display_name
    assert danish("Question to %(name)s, not answered yet", name=name) in words(client.get(debate.url))
    answer = factories.write(debate, cast["councillor"], "12 millioner.", parent=question)
    assert danish("%(name)s has answered", name=name) in words(client.get(debate.url))
    remove(answer, cast["moderator"], "Ikke et svar.")
    page = words(client.get(debate.url))
    assert danish("Question to %(name)s, not answered yet", name=name) in page
    assert shares(debate)[mandate.pk].asked == 1


def test_editors_are_reminded_of_what_is_owed_until_it_is_there(debate: DebatePage, cast: Cast) -> None:
    give_role(cast["editor"], Role.EDITOR)
    assert remind(debate.closes_at + OUTCOME_WITHIN - MINUTE) == 0
    assert remind(debate.closes_at + OUTCOME_WITHIN + MINUTE) >= 1
    assert remind(debate.closes_at + OUTCOME_WITHIN + DAY) == 0
    assert len(told(cast["editor"])) == 1
    debate.outcome, debate.responsible = "<p>Skolen bliver.</p>", "Børneudvalget"
    debate.follow_up_on = timezone.localdate(debate.closes_at) + 60 * DAY
    debate.save_revision().publish()
    assert told(cast["editor"]) == []
    assert remind(debate.closes_at + 59 * DAY) == 0
    assert remind(debate.closes_at + 61 * DAY) >= 1
    assert len(told(cast["editor"])) == 1


def test_an_outcome_names_who_answers_for_it(debate: DebatePage) -> None:
    debate.outcome = "<p>Skolen bliver.</p>"
    with pytest.raises(ValidationError) as refused:
        debate.full_clean()
    assert "responsible" in refused.value.message_dict


@pytest.mark.parametrize(("writers", "may"), [(Writers.ALL, True), (Writers.VERIFIED, False), (Writers.GROUP, False)])
def test_who_may_write(debate: DebatePage, cast: Cast, writers: Writers, may: bool) -> None:
    group = Group.objects.create(name="Ungdomsrådet")
    debate.writers, debate.writers_group = writers, group
    debate.save()
    assert user_can_write(cast["citizen"], debate) is may
    for role in ("councillor", "moderator"):  # the panel and the house
        assert user_can_write(cast[role], debate)
    cast["citizen"].groups.add(group)
    assert user_can_write(cast["citizen"], debate) is (may or writers == Writers.GROUP)


def test_the_overview_is_narrowed_by_state_and_topic(house: House, client: Client) -> None:
    now = timezone.now()
    for title, opens, closes, outcome in (
        ("Åben", -9, 20, ""), ("Snart", -9, 2, ""), ("Kommer", 2, 9, ""), ("Venter", -9, -1, ""), ("Færdig", -9, -2, "Ja."),
    ):  # fmt: skip
        factories.make_debate(
            house, title, opens_at=now + opens * DAY, closes_at=now + closes * DAY, outcome=outcome, responsible="Rådet"
        )

    def shown(query: str) -> list[str]:
        return [page.title for page in client.get(f"/debat/{query}").context["listing"].object_list]

    assert shown("?vis=aabne") == ["Snart", "Åben"]
    assert shown("?vis=snart") == ["Snart"]
    assert shown("?vis=kommende") == ["Kommer"]
    assert shown("?vis=venter") == ["Venter"]
    assert shown("?vis=afsluttede") == ["Færdig"]
    assert len(shown("?vis=ukendt&emne=findes-ikke")) == 5
    with translation.override("da"):
        assert [count for _value, _name, count, _chosen in client.get("/debat/").context["filter"].states] == [
            2,
            1,
            1,
            1,
            1,
        ]


def test_a_topic_without_debates_is_not_offered(house: House, client: Client) -> None:
    from home.models import Topic

    used, _unused = Topic.objects.create(name="Skole", slug="skole"), Topic.objects.create(name="Havn", slug="havn")
    debate = factories.make_debate(house, "Skolen")
    debate.topics.add(used)
    debate.save()
    factories.make_debate(house, "Havnen")
    page = client.get("/debat/?emne=skole")
    assert [topic for topic, _name, _chosen in page.context["filter"].topics] == ["skole"]
    assert [page.title for page in page.context["listing"].object_list] == ["Skolen"]
    assert client.get("/debat/?emne=havn").context["filter"].topic is None
