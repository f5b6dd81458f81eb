"""What editors are told of the pages that they keep."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.checking import kept_pages
from home.models import EditorialPage
from notices.models import Notice, Way
from notices.registry import Kind, Line, register


def _things() -> list[QuerySet[Any]]:
    # nosemgrep: live-without-public - for the pages' editors
    return [model.objects.live().exclude(check_every=EditorialPage.Check.NEVER) for model in kept_pages()]


def _check_due(notice: Notice) -> Line | None:
    """While it is still due, for somebody who may still edit the page."""
    page: EditorialPage = notice.about
    due = page.check_due
    if due is None or due > timezone.localdate() or not page.permissions_for_user(notice.person).can_edit():
        return None
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return Line(_("It is time to read a page through: is everything on it still true?"), address, page.title)


register(Kind("check-page", gettext_lazy("Pages that I am to check"), _check_due, Way.DAILY, things=_things))
