"""Charts of the moderators' work: bars drawn by us, the same figures in a table."""

import datetime as dt
import statistics
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from forum.models import Case

DAYS = 14
WIDTH, HEIGHT, GAP = 700, 160, 8  # units of the drawing


@dataclass(frozen=True)
class Bar:
    """One day: its name, its figure, and its rectangle in the drawing."""

    label: str
    value: int
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Chart:
    """A chart with its title, the name of its figure, and the highest one."""

    title: str | Promise
    unit: str | Promise
    bars: list[Bar]
    top: int


def charts(today: dt.date) -> list[Chart]:
    """What came in, and the median of minutes until somebody first looked, for each of the last two weeks' days."""
    days = [today - dt.timedelta(days=back) for back in reversed(range(DAYS))]
    start = timezone.make_aware(dt.datetime.combine(days[0], dt.time()))
    came: dict[dt.date, int] = dict.fromkeys(days, 0)
    looks: dict[dt.date, list[float]] = {day: [] for day in days}
    for opened, looked in Case.objects.filter(opened_at__gte=start).values_list("opened_at", "looked_at"):
        day = timezone.localtime(opened).date()
        if day in came:
            came[day] += 1
            if looked is not None:
                looks[day].append((looked - opened).total_seconds() / 60)
    medians = {day: round(statistics.median(times)) if times else 0 for day, times in looks.items()}
    return [
        _chart(_("Matters that came in"), _("matters"), came),
        _chart(_("Time until somebody first looked"), _("minutes (median)"), medians),
    ]


def _chart(title: str | Promise, unit: str | Promise, values: dict[dt.date, int]) -> Chart:
    top = max(values.values(), default=0)
    step = WIDTH // len(values)
    bars = []
    for number, (day, value) in enumerate(values.items()):
        height = round(HEIGHT * value / top) if top else 0
        bars.append(Bar(formats.date_format(day, "j. M"), value, number * step, HEIGHT - height, step - GAP, height))
    return Chart(title, unit, bars, top)
