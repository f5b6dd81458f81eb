"""Questions to the panel: open until answered, and counted for each member."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import Mandate
from forum.actions.asks import Share, shares
from forum.actions.contributions import ContributionError
from forum.actions.moderation import remove
from forum.models import Ask, DebatePage, PanelMember
from tests import factories
from tests.factories import Cast, House


@pytest.fixture
def councillor(cast: Cast) -> Mandate:
    return cast["councillor"].mandates.get()


@pytest.fixture
def debate(house: House, councillor: Mandate) -> DebatePage:
    made = factories.make_debate(house)
    made.panel.add(PanelMember(mandate=councillor))
    made.save()
    return made


def test_a_reply_by_the_one_who_was_asked_is_the_answer(debate: DebatePage, cast: Cast, councillor: Mandate) -> None:
    question = factories.write(debate, cast["citizen"], "Hvad koster skolen?", to=[councillor])
    factories.write(debate, cast["moderator"], "Det er et godt spørgsmål.", parent=question)
    assert shares(debate) == {councillor.pk: Share(asked=1, answered=0)}
    assert Ask.objects.open().get().comment == question
    factories.write(debate, cast["councillor"], "Den koster 12 millioner.", parent=question)
    assert shares(debate) == {councillor.pk: Share(asked=1, answered=1)}
    assert not Ask.objects.open().exists()


def test_an_answer_with_a_newer_mandate_counts(debate: DebatePage, cast: Cast, councillor: Mandate) -> None:
    question = factories.write(debate, cast["citizen"], "Hvad koster skolen?", to=[councillor])
    councillor.ends = timezone.localdate() - dt.timedelta(days=1)
    councillor.save()
    factories.make_mandate(cast["councillor"], "councillor", starts=timezone.localdate())
    factories.write(debate, cast["councillor"], "Den koster 12 millioner.", parent=question)
    assert Ask.objects.answered().count() == 1


def test_a_removed_answer_leaves_the_question_open_until_the_next(
    debate: DebatePage, cast: Cast, councillor: Mandate
) -> None:
    question = factories.write(debate, cast["citizen"], "Hvad koster skolen?", to=[councillor])
    answer = factories.write(debate, cast["councillor"], "Spørg din mor.", parent=question)
    remove(answer, cast["moderator"], "Det er ikke et svar.")
    assert Ask.objects.open().count() == 1
    factories.write(debate, cast["councillor"], "Den koster 12 millioner.", parent=question)
    assert not Ask.objects.open().exists()


def test_a_question_that_waits_or_is_removed_is_counted_nowhere(
    debate: DebatePage, cast: Cast, councillor: Mandate
) -> None:
    factories.write_held(debate, cast["citizen"], to=[councillor])
    assert shares(debate) == {}
    assert not Ask.objects.open().exists()


def test_only_the_panel_can_be_asked(debate: DebatePage, cast: Cast) -> None:
    with pytest.raises(ContributionError, match="panel"):
        factories.write(debate, cast["citizen"], to=[cast["official"].mandates.get()])
