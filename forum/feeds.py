"""The newest contributions of a debate, for feed readers (RFC 4287)."""

import datetime as dt
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from forum.models import Comment, DebatePage

NEWEST = 50


class DebateFeed(Feed):
    """What everybody can read in the debate, newest first."""

    feed_type = Atom1Feed

    def get_object(self, _request: HttpRequest, debate_id: int) -> DebatePage:
        debate: DebatePage | None = DebatePage.objects.readable().filter(pk=debate_id).first()
        if debate is None:
            raise Http404
        return debate

    def title(self, debate: DebatePage) -> str:
        return debate.title

    def subtitle(self, debate: DebatePage) -> str:
        return debate.lead

    def link(self, debate: DebatePage) -> str:
        return debate.url or ""

    def feed_url(self, debate: DebatePage) -> str:
        return reverse("debate-feed", args=[debate.pk])

    def items(self, debate: DebatePage) -> Any:
        published = Comment.objects.filter(debate_id=debate.pk).published()
        return published.select_related("mandate", "user").order_by("-submit_date", "-pk")[:NEWEST]

    def item_title(self, comment: Any) -> str:
        return _("%(name)s has written") % {"name": comment.user_name}

    def item_description(self, comment: Any) -> str:
        return str(comment.body_html)

    def item_link(self, comment: Any) -> str:
        return str(comment.get_absolute_url())

    def item_author_name(self, comment: Any) -> str:
        return str(comment.user_name)

    def item_pubdate(self, comment: Any) -> dt.datetime:
        return comment.submit_date

    item_updateddate = item_pubdate
