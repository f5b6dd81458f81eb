"""Notices by readers: taken from anybody, gathered into matters, decided once for all."""

import datetime as dt
import re
import uuid
from typing import Any
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from forum import chain
from forum.actions import messages
from forum.actions.cases import close, open_case
from forum.actions.moderation import ReasonMissingError, answer_reports, hold
from forum.models import Case, Comment, Decision, HoldRule, Origin, Question, Report, Severity
from forum.rules import independent
from forum.states import State

#: How fast somebody has to look, by what is wrong.
SEVERITIES: dict[str, Severity] = {
    Report.Reason.HATE: Severity.HIGH,
    Report.Reason.THREAT: Severity.HIGH,
    Report.Reason.CHILD: Severity.HIGH,
    Report.Reason.PRIVATE: Severity.HIGH,
    Report.Reason.SPAM: Severity.LOW,
}
_ANCHOR = re.compile(r"^(indlaeg|spoergsmaal)-(\d{1,12})$")


def content_at(address: str) -> Comment | Question | None:
    """The contribution or question that an address on the site leads to; None for any other page."""
    parts = urlsplit(address)
    anchor = _ANCHOR.match(parts.fragment)
    if anchor:
        model: Any = Comment if anchor[1] == "indlaeg" else Question
        found: Comment | Question | None = model.objects.filter(pk=int(anchor[2])).first()
        return found
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if match.url_name == "contribution":
        return Comment.objects.filter(pk=match.kwargs["comment_id"]).first()
    return None


@transaction.atomic
def report(
    address: str,
    reason: str,
    explanation: str,
    *,
    key: uuid.UUID,
    reporter: User | None = None,
    name: str = "",
    email: str = "",
    network: str = "",
    at: dt.datetime | None = None,
) -> Report:
    """Take a notice, give it a receipt, and put it in the queue; it joins the matter about the same thing.

    `key` identifies the form: the same one again gives the notice that it made before. `network` is where it comes
    from (`guard.network`), kept as a keyed hash. When enough notices are independent of each other, the content is
    held (the rule is an administrator's).
    """
    earlier = Report.objects.filter(key=key).first()
    if earlier is not None:
        return earlier
    thing = content_at(address)
    moment = at or timezone.now()
    about = _about(thing)
    made = Report(
        **about,
        key=key,
        address=address[:500],
        reason=Report.Reason(reason),
        explanation=explanation.strip(),
        reporter=reporter,
        name=name.strip()[:100],
        email=email.strip(),
        network=salted_hmac("forum.reports", network, algorithm="sha256").hexdigest() if network else "",
        created_at=moment,
    )
    if thing is not None:  # before the first line of the log: of two at once, each sees the other's notice
        _lock(thing)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        return Report.objects.get(key=key)
    made.case = open_case(Origin.REPORT, SEVERITIES.get(made.reason, Severity.NORMAL), about, at=moment)
    made.save(update_fields=["case"])
    chain.append("report", made, by=reporter, at=moment, reason=str(made.reason))
    messages.received(made)
    if thing is not None:
        _hold_when_many(thing)
    return made


def _about(thing: Comment | Question | None) -> dict[str, Any]:
    if thing is None:
        return {}
    return {"comment": thing} if isinstance(thing, Comment) else {"question": thing}


def _lock(thing: Any) -> None:
    type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)


def _hold_when_many(thing: Comment | Question) -> None:
    """Hold what enough readers have told of since the last decision about it."""
    rule = HoldRule.objects.filter(kind=HoldRule.Kind.NOTICES, active=True).first()
    thing.refresh_from_db(fields=["state"])
    if rule is None or thing.state != State.PUBLISHED:
        return
    count = independent(thing.reports.filter(answered_at__isnull=True))
    if count >= rule.number:
        hold(thing, None, f"{HoldRule.Kind.NOTICES}:{count}")


@transaction.atomic
def answer_page_report(
    case: Case, by: User, reason: str, *, upheld: bool, at: dt.datetime | None = None
) -> Decision | None:
    """Answer the notice about a page that is no contribution, and say why. None when somebody else already has.

    What is done about the page itself, an editor does in Wagtail. Raises `ReasonMissingError`.
    """
    if not reason.strip():
        raise ReasonMissingError
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.closed_at is not None:
        return None
    moment = at or timezone.now()
    decision = Decision.objects.create(step="answer", by=by, reason=reason.strip(), at=moment)
    close(locked, at=moment)
    answer_reports(Report.objects.filter(case=locked), decision, upheld=upheld)
    return decision
