"""What a person has sent in for an association."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from exhibitions.models import ExhibitionPage
from home.people import Made, register


def _own(user: User) -> "QuerySet[Any]":
    return ExhibitionPage.objects.filter(submitted_by=user, submission_key__isnull=False).order_by("-pk")


register(
    Made(
        "udstillinger",
        _("Exhibitions I have sent in"),
        _("You have not begun an exhibition yet."),
        "exhibitions/_made_by.html",
        _own,
    )
)
