"""A debate of thousands of contributions: its first page costs what that of a short one costs."""

import uuid
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from django_comments.models import Comment as BaseComment
from django_comments_xtd.models import XtdComment

from accounts.models import Mandate, User
from forum.models import Ask, Comment, DebatePage, PanelMember
from tests import factories
from tests.factories import Cast, House
from tests.reading import content

THREAD = 25  # a contribution and its replies: more than are shown at once
AT_MOST, SIGNED_IN = 10, 18  # queries: of whoever reads without an account, and with one


def fill(debate: DebatePage, author: User, count: int) -> None:
    """Put so many contributions into the debate, without the log and search, which reading does not ask."""
    kind, start = ContentType.objects.get_for_model(DebatePage), timezone.now() - timedelta(hours=1)
    before = BaseComment.objects.aggregate(last=models.Max("pk"))["last"] or 0
    bases, places, own = [], [], []
    for number in range(count):
        pk, place, text = before + 1 + number, number % THREAD, f"Indlæg {number}"
        base = {"content_type": kind, "object_pk": str(debate.pk), "site_id": settings.SITE_ID, "user": author}
        base |= {"user_name": author.display_name, "comment": text, "submit_date": start + timedelta(seconds=number)}
        bases.append(BaseComment(pk=pk, **base))
        root = {"thread_id": pk - place, "parent_id": pk - place, "level": min(place, 1), "order": place + 1}
        places.append(XtdComment(comment_ptr_id=pk, nested_count=0 if place else THREAD - 1, **root))
        row = {"debate": debate, "body_html": f"<p>{text}</p>", "starts_thread": place == 0}
        own.append(Comment(xtdcomment_ptr_id=pk, submission_key=uuid.uuid4(), **row))
    BaseComment.objects.bulk_create(bases)
    _insert(XtdComment, places)
    _insert(Comment, own)


def _insert(model: type[models.Model], rows: list[Any]) -> None:
    """Rows of one of a contribution's three tables, which `bulk_create` refuses to fill alone."""
    query = models.sql.InsertQuery(model)
    query.insert_values(model._meta.local_concrete_fields, rows, raw=True)
    query.get_compiler(connection=connection).execute_sql()


def test_the_first_page_of_five_thousand_contributions(
    cast: Cast, house: House, client: Client, signed_in: Any, queries: Any
) -> None:
    mandate = Mandate.objects.get(user=cast.councillor)
    debates = []
    for count in (100, 5000):
        debate = factories.make_debate(house, f"En debat med {count} indlæg")
        PanelMember.objects.create(debate=debate, mandate=mandate)
        fill(debate, cast.official, count)
        Ask.objects.create(comment=Comment.objects.filter(debate=debate).earliest("pk"), mandate=mandate)
        debates.append(debate)
    for browser, most in ((client, AT_MOST), (signed_in(cast.citizen), SIGNED_IN)):
        browser.get(debates[0].url)  # what the first request of a process asks once
        short, long = (queries(partial(browser.get, debate.url)) for debate in debates)
        assert len(long) == len(short)
        assert len(long) <= most, "\n".join(long)
    page = content(client.get(debates[1].url))
    assert "5000 indlæg" in page
    assert page.count('<article class="comment') == 20 * (1 + 20)
