"""The moderators' load and pace in figures."""

import datetime as dt
from typing import Any

from django.utils import timezone

from forum import figures
from forum.models import Case
from tests import factories
from tests.factories import Cast, House
from tests.reading import content, words


def test_each_day_has_its_figures_in_words(cast: Cast, house: House, signed_in: Any) -> None:
    held = factories.write_held(factories.make_debate(house), cast.citizen)
    case = Case.objects.get(comment=held)
    Case.objects.filter(pk=case.pk).update(looked_at=case.opened_at + dt.timedelta(hours=3))
    came, looked = figures.charts(timezone.localdate(case.opened_at))
    assert [(bar.value, bar.share) for bar in came.bars[-2:]] == [("0", 0), ("1", 100)]
    assert [(bar.value, bar.share) for bar in looked.bars[-2:]] == [("–", 0), ("3 timer", 100)]
    page = signed_in(cast.moderator).get("/admin/moderation/tal/")
    assert "3 timer" in words(page)
    assert content(page).count("<svg") >= 2 * figures.DAYS


def test_a_fortnight_without_matters_has_its_days_too(cast: Cast, house: House) -> None:
    came, looked = figures.charts(timezone.localdate())
    assert {bar.value for bar in came.bars} == {"0"}
    assert {bar.value for bar in looked.bars} == {"–"}
