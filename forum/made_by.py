"""What a person has written in the forum."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from forum.models import Comment, DebatePage
from home.people import Made, register


def _own(user: User) -> "QuerySet[Any]":
    debates = DebatePage.objects.readable()
    return Comment.objects.filter(user=user, debate__in=debates).select_related("debate").order_by("-submit_date")


def _public(user: User) -> "QuerySet[Any]":
    return _own(user).published()  # type: ignore[attr-defined]


register(
    Made(
        "indlaeg",
        _("Contributions to debates"),
        _("Nothing has been written yet."),
        "forum/_made_by.html",
        _own,
        _public,
    )
)
