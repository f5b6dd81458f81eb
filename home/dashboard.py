"""What waits for an editor, on the front page of the admin: only what that person may put right."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from accounts.models import User
from accounts.visitors import SignedInRequest
from home.models import ArticlePage, Picture, StoryPage

SHOWN = 6
LONG_AGO = dt.timedelta(days=365)


def pictures_without_words(user: User) -> "QuerySet[Picture]":
    """Pictures that the person may change and that nobody has described, newest first."""
    own: QuerySet[Picture] = policy_registry.get_by_type(Picture).instances_user_has_permission_for(user, "change")
    return own.filter(description="").order_by("-pk")


def untouched_pages(user: User, at: dt.datetime) -> "QuerySet[Page]":
    """Published pages that the person may change and that nobody has changed or checked for a year, oldest first.

    Pages with contents of their own only: a section changes with what stands below it.
    """
    since = at - LONG_AGO
    own: QuerySet[Page] = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
    old = own.filter(live=True, alias_of=None, last_published_at__lt=since, latest_revision_created_at__lt=since)
    checked = [model.objects.filter(last_checked__gte=since.date()) for model in (ArticlePage, StoryPage)]
    for pages in checked:
        old = old.exclude(pk__in=pages.values("pk"))
    return old.filter(numchild=0).order_by("last_published_at", "pk")


class WaitingPanel(Component):
    """A list with its count and a way to all of it; nothing at all when nothing waits."""

    order = 230
    name = ""

    def __init__(self, waiting: "QuerySet[Any]") -> None:
        self.waiting = waiting

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        shown = list(self.waiting[: SHOWN + 1])
        count = self.waiting.count() if len(shown) > SHOWN else len(shown)
        return {"shown": shown[:SHOWN], "count": count, "request": (parent_context or {}).get("request")}


class PicturesPanel(WaitingPanel):
    """Pictures without an alternative text."""

    template_name = "home/admin/pictures.html"
    name = "pictures-without-words"


class PagesPanel(WaitingPanel):
    """Pages that want a look."""

    template_name = "home/admin/pages.html"
    name = "untouched-pages"
    order = 240


def panels(request: SignedInRequest) -> list[WaitingPanel]:
    """What waits for the person who looks."""
    user = request.user
    return [
        PicturesPanel(pictures_without_words(user)),
        PagesPanel(untouched_pages(user, timezone.now())),
    ]
