"""What the forum holds about a person, and what becomes of it.

Contributions stay when their author is erased: others have answered them, and a debate that a council has heard must
stay readable (GDPR, article 17, 3, a and d). They lose the name. What somebody said under a verified mandate keeps the
name and the office: it was said in public as a councillor or an official, and is preserved as the minutes are
(arkivloven, section 13; GDPR, article 17, 3, d, and article 89).
"""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal import PSEUDONYM, Fate, hold, keep
from forum.models import Comment, Complaint, LivestreamPage, Question, Report
from search.actions import index_many

COMPLAIN_WITHIN = dt.timedelta(days=184)  # six months at their longest


def _unname_comments(rows: "QuerySet[Any]", _user: User) -> None:
    keys = list(rows.values_list("pk", flat=True))
    Comment.objects.filter(pk__in=keys).update(user_email="", user_url="", ip_address=None)
    Comment.objects.filter(pk__in=keys, mandate__isnull=True).update(user_name=PSEUDONYM)
    index_many(Comment, keys)


def _unname_questions(rows: "QuerySet[Any]", user: User) -> None:
    keys = list(rows.values_list("pk", flat=True))
    Question.objects.filter(pk__in=keys).update(author_name=PSEUDONYM)
    index_many(Question, keys)
    spoke_at = LivestreamPage.objects.filter(speakers__mandate__user=user).values_list("pk", flat=True)
    index_many(LivestreamPage, list(spoke_at))


def _forget_contact(rows: "QuerySet[Any]") -> None:
    rows.update(name="", email="", network="")


hold(
    "forum.Comment.user",
    _("Contributions"),
    fields=("user_name", "comment", "state", "hold_reason", "submit_date", "ip_address", "debate"),
    fate=Fate.KEEP,
    why="the conversation must still make sense; what was said in a public office stays named",
    scrub=_unname_comments,
)
hold("django_comments.Comment.user", _("Contributions"), fate=Fate.KEEP, why="the same rows, in the library's table")
hold("django_comments.CommentFlag.user", _("Contributions"), fate=Fate.DELETE, why="nothing uses them")
hold(
    "forum.Question.author",
    _("Questions"),
    fields=("author_name", "text", "topic", "addressee", "state", "hold_reason", "progress", "asked_at", "livestream"),
    fate=Fate.KEEP,
    why="the livestream answered it",
    scrub=_unname_questions,
)
hold("forum.Decision.by", _("Decisions"), fate=Fate.KEEP, why="an official act in the log of moderation")
hold(
    "forum.Decision.account",
    _("Decisions about your account"),
    fields=("step", "reason", "at"),
    fate=Fate.KEEP,
    why="the statement of reasons must be there as long as one can complain (DSA, article 20)",
)
hold("forum.Case.claimed_by", _("Cases being looked at"), fate=Fate.KEEP, why="who looks at it, for twenty minutes")
hold(
    "forum.Report.reporter",
    _("Notices about what others wrote"),
    fields=("address", "reason", "explanation", "name", "email", "created_at", "answered_at", "upheld"),
    fate=Fate.KEEP,
    why="somebody may still complain of how it was decided; it loses name and address",
    scrub=lambda rows, _user: _forget_contact(rows),
)
hold(
    "forum.Complaint.complainant",
    _("Complaints"),
    fields=("text", "email", "created_at", "answer", "answered_at", "upheld"),
    fate=Fate.KEEP,
    why="a complaint is answered all the same; it loses the address",
    scrub=lambda rows, _user: rows.update(email=""),
)
hold("forum.Complaint.answered_by", _("Complaints"), fate=Fate.KEEP, why="an official act")
hold(
    "forum.Suspension.user",
    _("Suspensions"),
    fields=("starts_at", "ends_at", "lifted_at"),
    fate=Fate.DELETE,
    why="there is no account left to keep from writing; the log tells that there was one",
)

hold(
    "forum.Recommendation.user",
    _("Recommendations"),
    fields=("comment",),
    fate=Fate.KEEP,
    why="a count that others have seen; nobody is shown who it was",
)

hold(
    "forum.Vote.user",
    _("Votes for questions"),
    fields=("question", "at"),
    fate=Fate.KEEP,
    why="a count that others have seen; nobody is shown who it was",
)
hold("forum.LiveText.by", _("Running summaries of livestreams"), fate=Fate.KEEP, why="an official act")

keep(
    "forum.Comment",
    "contributions",
    "as long as the debate stands",
    "freedom of expression and archiving in the public interest (GDPR, article 17, 3, a and d)",
    by="an editor, who takes down the debate",
)
keep(
    "forum.Decision",
    "the log of moderation",
    "as long as what it is about",
    "statements of reasons and the transparency report (DSA, articles 17 and 24)",
    by="nobody: it is only added to",
)
keep(
    "forum.Report",
    "name, address and network of who gave a notice",
    "six months after it was answered",
    "one can complain of the answer so long (DSA, article 20, 1)",
    due=lambda now: Report.objects.filter(answered_at__lt=now - COMPLAIN_WITHIN).exclude(name="", email="", network=""),
    end=_forget_contact,
)
keep(
    "forum.Complaint",
    "address of who complained",
    "six months after it was answered",
    "so long somebody may come back to it",
    due=lambda now: Complaint.objects.filter(answered_at__lt=now - COMPLAIN_WITHIN).exclude(email=""),
    end=lambda rows: rows.update(email=""),
)
