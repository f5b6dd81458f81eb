"""Charts of the moderators' work: a table with a bar beside each figure."""

import datetime as dt
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.models import Case
from forum.transparency import span

DAYS = 14


@dataclass(frozen=True)
class Bar:
    """One day: its name, its figure in words, and the length of its bar in hundredths of the longest."""

    label: str
    value: str
    share: int


@dataclass(frozen=True)
class Chart:
    """A chart with its title and the name of its figure."""

    title: str | Promise
    unit: str | Promise
    bars: list[Bar]


def charts(today: dt.date) -> list[Chart]:
    """What came in, and the median time until somebody first looked, for each of the last two weeks' days."""
    days = [today - dt.timedelta(days=back) for back in reversed(range(DAYS))]
    start = timezone.make_aware(dt.datetime.combine(days[0], dt.time()))
    came: dict[dt.date, float] = dict.fromkeys(days, 0)
    looks: dict[dt.date, list[float]] = {day: [] for day in days}
    for opened, looked in Case.objects.filter(opened_at__gte=start).values_list("opened_at", "looked_at"):
        day = timezone.localtime(opened).date()
        if day in came:
            came[day] += 1
            if looked is not None:
                looks[day].append((looked - opened).total_seconds())
    medians = {day: statistics.median(times) if times else 0 for day, times in looks.items()}
    return [
        _chart(_("Matters that came in"), _("Matters"), came, lambda count: str(round(count))),
        _chart(
            _("Time until somebody first looked"),
            _("Median"),
            medians,
            lambda seconds: span(round(seconds)) if seconds else "–",
        ),
    ]


def _chart(
    title: str | Promise, unit: str | Promise, values: dict[dt.date, float], told: Callable[[float], str]
) -> Chart:
    top = max(values.values()) or 1
    bars = [
        Bar(formats.date_format(day, "l j. F"), told(value), round(100 * value / top)) for day, value in values.items()
    ]
    return Chart(title, unit, bars)
