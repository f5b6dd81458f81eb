"""Matters as the queue shows them: in words, with how long they have waited against the target."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.visitors import Visitor
from forum.models import Case, Comment
from forum.states import State, explain
from forum.transparency import span

SOON = 0.5  # of the target has gone


@dataclass(frozen=True)
class Entry:
    """One line of the queue. `age` ("fresh", "soon", "late") is for the colour; `waited` and `target` tell it."""

    case: Case
    thing: Any
    title: str
    text: str
    why: str
    age: str
    waited: str
    target: str
    taken: str
    is_mine: bool
    can_choose: bool
    url: str

    @property
    def late(self) -> bool:
        return self.age == "late"


def entries(cases: Iterable[Case], user: Visitor, at: dt.datetime | None = None) -> list[Entry]:
    """Each matter in words. Makes no query when the matters came `in_full`."""
    moment = at or timezone.now()
    return [_entry(case, user, moment) for case in cases]


def _entry(case: Case, user: Visitor, at: dt.datetime) -> Entry:
    thing, holder = case.thing, case.taken_by(at)
    age, target = _target(case, at)
    return Entry(
        case=case,
        thing=thing,
        title=_title(case),
        text=case.complaint.text if case.complaint else _text(thing),
        why=_why(case),
        age=age,
        waited=_("Has waited for %(span)s") % {"span": span(int((at - case.opened_at).total_seconds()))},
        target=target,
        taken=str(holder) if holder is not None else "",
        is_mine=holder is not None and holder.pk == user.pk,
        can_choose=thing is not None and case.complaint is None,
        url=thing.get_absolute_url() if thing is not None else _reported(case),
    )


def _title(case: Case) -> str:
    thing = case.thing
    if thing is None:
        return case.get_origin_display()
    where = thing.debate if isinstance(thing, Comment) else thing.livestream
    author = thing.user_name if isinstance(thing, Comment) else thing.author_name
    return _("%(author)s in “%(where)s”") % {"author": author, "where": where.title}


def _text(thing: Any) -> str:
    if thing is None:
        return ""
    return str(thing.comment if isinstance(thing, Comment) else thing.text)


def _reported(case: Case) -> str:
    return next((report.address for report in case.reports.all()), "")


def _why(case: Case) -> str:
    """Why it is here: what holds it, and what readers say."""
    if case.complaint is not None:
        return _("About the decision “%(measure)s”") % {"measure": case.complaint.decision.measure}
    parts = []
    thing = case.thing
    if thing is not None and thing.state == State.HELD and thing.hold_reason:
        parts.append(explain(thing.hold_reason, to_author=False))
    reports = list(case.reports.all())
    if reports:
        count = len(reports)
        told = ngettext("%(count)d notice", "%(count)d notices", count) % {"count": count}
        reasons = dict.fromkeys(str(report.get_reason_display()) for report in reports)
        parts.append(f"{told}: {', '.join(reasons)}")
    return "; ".join(parts)


def _target(case: Case, at: dt.datetime) -> tuple[str, str]:
    """How it stands to its target: a word for the colour, and the same for those who see none."""
    if case.looked_at is not None:
        return "fresh", _("First looked at after %(span)s") % {
            "span": span(int((case.looked_at - case.opened_at).total_seconds()))
        }
    left = (case.due_at - at).total_seconds()
    if left <= 0:
        return "late", _("Overdue by %(span)s") % {"span": span(int(-left))}
    whole = (case.due_at - case.opened_at).total_seconds()
    age = "soon" if left <= whole * SOON else "fresh"
    return age, _("To be looked at within %(span)s") % {"span": span(int(left))}
