"""The calendar: events that an editor wrote, together with what the sections announce."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from home.models.base import BasePage, BasePageQuerySet, CalendarItem


def upcoming(
    front: Page | None, events: Iterable[Any], start: dt.datetime, end: dt.datetime
) -> list[tuple[dt.date, list[CalendarItem]]]:
    """Days between `start` and `end` (aware) that have something, each with its items in order.

    `front` is the front page whose sections are asked; `events` are values of `home.blocks.EventBlock`. An event that
    runs already is shown until it ends.
    """
    items = [_from_block(event) for event in events]
    items = [item for item in items if item.starts < end and (item.ends or item.starts) >= start]
    if front is not None:
        for section in BasePageQuerySet(Page).child_of(front).readable().specific().defer_streamfields():
            if isinstance(section, BasePage):
                items += section.calendar(start, end)
    items.sort(key=lambda item: (item.starts, item.title))
    return [
        (day, list(group)) for day, group in groupby(items, key=lambda item: timezone.localtime(item.starts).date())
    ]


def _from_block(event: Any) -> CalendarItem:
    return CalendarItem(
        starts=event["starts"],
        ends=event["ends"],
        title=event["title"],
        place=event["place"] or "",
        text=event["text"] or "",
    )
