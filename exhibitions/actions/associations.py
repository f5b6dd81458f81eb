"""Keeping associations' pages right."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from accounts.models import User
from exhibitions.models import Association
from exhibitions.permissions import user_can_confirm
from notices.actions import tell
from search.actions import index

YEAR = dt.timedelta(days=365)
FIELDS = ("contact_name", "contact_phone", "contact_email", "website", "place")


class ConfirmationError(Exception):
    """Somebody who is no member of the association."""


@transaction.atomic
def confirm_association(association: Association, user: User, facts: dict[str, Any]) -> Association:
    """Write what a member says of the association, and that it is right today. `facts` has the keys of `FIELDS`."""
    if not user_can_confirm(user, association):
        raise ConfirmationError
    kept = Association.objects.select_for_update(of=("self",)).get(pk=association.pk)
    for field in FIELDS:
        setattr(kept, field, facts[field])
    kept.confirmed_on = timezone.localdate()
    kept.save()
    log(instance=kept, action="wagtail.edit", user=user)
    index(kept)
    return kept


def ask_associations(at: dt.date | None = None) -> int:
    """Ask the members of those whose page was confirmed a year ago. Asked again only when a year has passed anew."""
    day = at or timezone.localdate()
    asked = 0
    for association in Association.objects.readable().filter(confirmed_on__lte=day - YEAR):
        members = User.objects.filter(pk__in=association.memberships.current(day).values("user"), is_active=True)
        asked += tell(members, "association", association, key=f"{association.pk}-{association.confirmed_on:%Y-%m-%d}")
    return asked
