"""What the forum holds about a person, and what becomes of it.

Contributions stay when their author is erased: others have answered them, and a debate that a council has heard must
stay readable (GDPR, article 17, 3, a and d). They lose the name. What somebody said under a verified mandate keeps the
name and the office: it was said in public as a councillor or an official, and is preserved as the minutes are
(arkivloven, section 13; GDPR, article 17, 3, d, and article 89).
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.personal import PSEUDONYM, Fate, hold, keep
from forum.models import Comment, LivestreamPage, Question
from search.actions import index_many


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
    fields=("author_name", "text", "state", "hold_reason", "asked_at", "livestream"),
    fate=Fate.KEEP,
    why="the livestream answered it",
    scrub=_unname_questions,
)
hold("forum.Decision.by", _("Decisions"), fate=Fate.KEEP, why="an official act in the log of moderation")

hold(
    "forum.Recommendation.user",
    _("Recommendations"),
    fields=("comment",),
    fate=Fate.KEEP,
    why="a count that others have seen; nobody is shown who it was",
)

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
