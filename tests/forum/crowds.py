"""Thousands of contributions at once, written row by row by nobody."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from types import ModuleType
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone
from django_comments.models import Comment as BaseComment
from django_comments_xtd.models import XtdComment

from accounts.models import User
from forum import limits
from forum.models import Comment, DebatePage
from guard.limits import Limit, Rate

THREAD = 25  # a contribution and its replies: more than are shown at once


def unhurried(put: Callable[[ModuleType, str, Limit], None]) -> None:
    """Let this process write as much and as fast as nobody does; `put` is `setattr`, or one that is undone."""
    for name in ("CONTRIBUTIONS_NEW", "CONTRIBUTIONS_YOUNG", "CONTRIBUTIONS"):
        put(limits, name, Limit(f"test {name}", Rate(1_000_000, 1)))


def fill(debate: DebatePage, author: User, count: int, *, text: str = "", thread: int = THREAD) -> None:
    """Put so many contributions into the debate, without the log and search, which reading does not ask.

    `thread`: how many a contribution and its replies are together; `text`: what they say, otherwise their number.
    """
    kind, start = ContentType.objects.get_for_model(DebatePage), timezone.now() - timedelta(hours=1)
    before = BaseComment.objects.aggregate(last=models.Max("pk"))["last"] or 0
    bases, places, own = [], [], []
    for number in range(count):
        pk, place, words = before + 1 + number, number % thread, text or f"Indlæg {number}"
        base = {"content_type": kind, "object_pk": str(debate.pk), "site_id": settings.SITE_ID, "user": author}
        base |= {"user_name": author.display_name, "comment": words}
        base |= {"submit_date": start + timedelta(seconds=number * 3000 / count)}
        bases.append(BaseComment(pk=pk, **base))
        root = {"thread_id": pk - place, "parent_id": pk - place, "level": min(place, 1), "order": place + 1}
        places.append(XtdComment(comment_ptr_id=pk, nested_count=0 if place else thread - 1, **root))
        row = {"debate": debate, "body_html": f"<p>{words}</p>", "starts_thread": place == 0}
        own.append(Comment(xtdcomment_ptr_id=pk, submission_key=uuid.uuid4(), **row))
    BaseComment.objects.bulk_create(bases)
    _insert(XtdComment, places)
    _insert(Comment, own)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [BaseComment]):
            cursor.execute(statement)


def _insert(model: type[models.Model], rows: list[Any]) -> None:
    """Rows of one of a contribution's three tables, which `bulk_create` refuses to fill alone."""
    query = models.sql.InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, rows, raw=True)
    query.get_compiler(connection=connection).execute_sql()
