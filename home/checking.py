"""Pages that are read through now and then: who is reminded, when, and who says that it was done."""

import datetime as dt
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page, Revision, get_page_models

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


def user_can_say_checked(user: User, page: Page) -> bool:
    """Who may publish the page may tell its readers that it was read through, once it is published."""
    model = page.specific_class
    is_kept = model is not None and issubclass(model, EditorialPage)
    return is_kept and page.live and not page.alias_of_id and page.permissions_for_user(user).can_publish()


@transaction.atomic
def say_checked(page: Page, user: User, day: dt.date) -> None:
    """Write on the published page that it was found true on that day. Its words and its drafts stay as they are."""
    model = page.specific_class
    kept = model.objects.select_for_update().get(pk=page.pk)
    model.objects.filter(pk=page.pk).update(last_checked=day)
    draft = Revision.objects.select_for_update().filter(pk=kept.latest_revision_id).first()
    if draft is not None:  # otherwise what is published next would bring the old day back
        draft.content["last_checked"] = day.isoformat()
        draft.save(update_fields=["content"])
    log(kept, "torvet.checked", user=user)
