"""Pages that are read through now and then: who is reminded, and when."""

import datetime as dt
from typing import Any

from wagtail.models import get_page_models

from accounts.models import User
from home.models import EditorialPage
from notices.actions import tell


def kept_pages() -> list[type[EditorialPage]]:
    """The types of pages that have a date on which they were last checked."""
    return [model for model in get_page_models() if issubclass(model, EditorialPage)]


def remind(today: dt.date) -> int:
    """Tell the editors of each page whose check is due; once for each date. Returns how many notices are new."""
    told = 0
    for model in kept_pages():
        pages = (
            model.objects.live()  # nosemgrep: live-without-public - for the page's editors
            .exclude(check_every=EditorialPage.Check.NEVER)
            .select_related("owner", "latest_revision__user")
        )
        for page in pages.defer_streamfields():
            due = page.check_due
            if due is not None and due <= today:
                told += tell(keepers(page), "check-page", page, key=f"{page.pk}-{due}")
    return told


def keepers(page: Any) -> list[User]:
    """Who made the page and who changed it last, as far as they may still edit it."""
    last = page.latest_revision.user if page.latest_revision else None
    people = {person.pk: person for person in (page.owner, last) if person is not None}
    return [person for person in people.values() if page.permissions_for_user(person).can_edit()]
