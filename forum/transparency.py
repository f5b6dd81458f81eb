"""The transparency report, counted from the log of moderation alone (DSA, article 24)."""

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forum.models import Ground, LogLine, Report
from forum.models.log import NO_HASH

MINUTE, HOUR, DAY = 60, 3600, 86_400
RULES = {
    "cpr": _("A CPR number"),
    "first": _("The first contribution of a new account"),
    "words": _("A word on a list"),
    "links": _("Many links"),
    "notices": _("Several independent notices"),
    "premoderated": _("The debate is read before publication"),
}


@dataclass(frozen=True)
class Row:
    """A figure of the report: what, and how many (or how long, in words)."""

    label: str | Promise
    value: int | str


@dataclass(frozen=True)
class Section:
    """A table of the report."""

    title: str | Promise
    rows: list[Row]


def years() -> list[int]:
    """The years (Danish time) that the log tells of, the latest first; this year when it is empty."""
    found = {moment.year for moment in LogLine.objects.datetimes("at", "year")}
    return sorted(found | {timezone.localdate().year}, reverse=True)


def last_hash() -> str:
    """The hash of the log's last line: who keeps it can prove later that nothing was cut off."""
    return LogLine.objects.order_by("-number").values_list("hash", flat=True).first() or NO_HASH


def sections(year: int) -> list[Section]:
    """The figures of a year, in one query."""
    lines = list(LogLine.objects.filter(at__year=year).values_list("event", "actor", "data"))
    return [_notices(lines), _reasons(lines), _measures(lines), _automated(lines), _times(lines), _complaints(lines)]


_Lines = list[tuple[str, str, dict[str, Any]]]


def _data(lines: _Lines, *events: str) -> list[dict[str, Any]]:
    return [data for event, _actor, data in lines if event in events]


def _notices(lines: _Lines) -> Section:
    answers = _data(lines, "answer")
    upheld = sum(bool(data["upheld"]) for data in answers)
    return Section(
        _("Notices from readers"),
        [
            Row(_("Received"), len(_data(lines, "report"))),
            Row(_("Decided"), len(answers)),
            Row(_("Upheld: the content was removed or put right"), upheld),
            Row(_("Not upheld: the content stands"), len(answers) - upheld),
        ],
    )


def _reasons(lines: _Lines) -> Section:
    counts = Counter(data["reason"] for data in _data(lines, "report"))
    return Section(_("Notices by reason"), [Row(reason.label, counts[reason]) for reason in Report.Reason])


def _measures(lines: _Lines) -> Section:
    removed = Counter(data.get("ground") for data in _data(lines, "remove"))
    return Section(
        _("Decisions"),
        [
            Row(_("Held until a moderator had read it"), len(_data(lines, "hold"))),
            Row(_("Approved after that"), len(_data(lines, "approve"))),
            Row(_("Removed because of the rules of the debate"), removed[Ground.RULES]),
            Row(_("Removed because of the law"), removed[Ground.LAW]),
            Row(_("Brought back"), len(_data(lines, "restore"))),
            Row(_("Accounts suspended"), len(_data(lines, "suspend"))),
            Row(_("Taken back by the author"), len(_data(lines, "withdraw"))),
        ],
    )


def _automated(lines: _Lines) -> Section:
    decided = [
        (actor, data) for event, actor, data in lines if event in {"hold", "approve", "keep", "remove", "suspend"}
    ]
    automatic = [data for actor, data in decided if not actor]
    counts = Counter(data.get("code") for data in automatic)
    share = round(100 * len(automatic) / len(decided)) if decided else 0
    return Section(
        _("Decided automatically"),
        [
            Row(_("Share of all decisions"), gettext("%(share)d %%") % {"share": share}),
            *(Row(label, counts[code]) for code, label in RULES.items()),
            Row(_("Removed or suspended automatically"), 0),
        ],
    )


def _times(lines: _Lines) -> Section:
    closed = [data for _event, _actor, data in lines if "look" in data]
    return Section(
        _("How fast (median)"),
        [
            Row(_("From a matter came until a moderator first looked"), spell(data["look"] for data in closed)),
            Row(_("From a matter came until it was decided"), spell(data["seconds"] for data in closed)),
            Row(
                _("From a notice came until it was answered"),
                spell(data["seconds"] for data in _data(lines, "answer")),
            ),
        ],
    )


def _complaints(lines: _Lines) -> Section:
    answers = _data(lines, "complaint")
    upheld = sum(bool(data["upheld"]) for data in answers)
    return Section(
        _("Complaints"),
        [
            Row(_("Received"), len(_data(lines, "complain"))),
            Row(_("Upheld: the decision was undone"), upheld),
            Row(_("Not upheld: the decision stands"), len(answers) - upheld),
            Row(_("Median time until the answer"), spell(data["seconds"] for data in answers if "seconds" in data)),
        ],
    )


def spell(seconds: Iterable[int]) -> str:
    """The median of some durations in words; a dash for none."""
    known = list(seconds)
    return span(int(statistics.median(known))) if known else "–"


def span(seconds: int) -> str:
    """A duration in its largest fitting unit: minutes below two hours, hours below two days, then days."""
    if seconds < 2 * HOUR:
        count = max(1, round(seconds / MINUTE))
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    if seconds < 2 * DAY:
        count = round(seconds / HOUR)
        return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
    count = round(seconds / DAY)
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}
