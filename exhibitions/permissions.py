"""Who may do what with exhibitions. Views, templates and actions ask only these."""

from django.db.models import QuerySet

from accounts.visitors import Visitor
from exhibitions.models import Association, ExhibitionPage


def associations_of(user: Visitor) -> "QuerySet[Association]":
    """The associations that the person may act for today."""
    if not user.is_authenticated or not user.is_active:
        return Association.objects.none()
    return Association.objects.filter(memberships__in=user.memberships.current())


def user_can_submit(user: Visitor) -> bool:
    """Members of at least one association."""
    return associations_of(user).exists()


def user_can_edit_submission(user: Visitor, exhibition: ExhibitionPage) -> bool:
    """Members of an association that the exhibition was submitted for, while it is not with the library."""
    from exhibitions.submissions import EDITABLE, progress

    return user_can_see_submission(user, exhibition) and progress(exhibition) in EDITABLE


def user_can_see_submission(user: Visitor, exhibition: ExhibitionPage) -> bool:
    """Members of an association that the exhibition was submitted for."""
    if exhibition.submission_key is None or not user.is_authenticated:
        return False
    submitted_for = [association.pk for association in exhibition.associations.all()]
    return associations_of(user).filter(pk__in=submitted_for).exists()
