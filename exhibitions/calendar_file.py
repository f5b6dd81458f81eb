"""An exhibition as a calendar file (RFC 5545)."""

import datetime as dt
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from exhibitions.models import ExhibitionPage

OPENING = dt.timedelta(hours=2)  # how long an opening lasts in the calendar


def calendar_of(page: ExhibitionPage) -> bytes:
    """The days of the exhibition, and its opening event when there is one."""
    calendar = Calendar()
    calendar.add("prodid", "-//Torvet//udstillinger//DA")
    calendar.add("version", "2.0")
    first = page.starts_on or page.online_from
    if first:
        days = _event(page, "udstilling", page.title)
        days.add("dtstart", first)
        last = page.ends_on or page.online_until or first
        days.add("dtend", last + dt.timedelta(days=1))  # RFC 5545, section 3.6.1: the day after
        days.add("transp", "TRANSPARENT")  # nobody is busy for a month
        calendar.add_component(days)
    if page.opening_at:
        opening = _event(page, "fernisering", _("Opening: %(title)s") % {"title": page.title})
        opening.add("dtstart", page.opening_at)
        opening.add("dtend", page.opening_at + OPENING)
        calendar.add_component(opening)
    return bytes(calendar.to_ical())


def _event(page: ExhibitionPage, what: str, title: str) -> Event:
    url = page.full_url or ""
    event = Event()
    event.add("uid", f"{what}-{page.pk}@{urlsplit(url).hostname or 'torvet'}")
    event.add("dtstamp", page.last_published_at or timezone.now())
    event.add("summary", title)
    event.add("description", page.opening_text if what == "fernisering" and page.opening_text else page.lead)
    place = ", ".join(part for part in (page.where, page.branch.address if page.branch else "") if part)
    if place:
        event.add("location", place)
    event.add("url", url)
    return event
