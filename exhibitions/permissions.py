"""Who may do what with exhibitions. Views, templates and actions ask only these."""

from django.db.models import QuerySet

from accounts.roles import Role, has_role
from accounts.visitors import Visitor
from exhibitions.models import Association, ExhibitionPage
from exhibitions.states import EDITABLE, WITHDRAWABLE


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
    from exhibitions.submissions import progress

    return user_can_see_submission(user, exhibition) and progress(exhibition) in EDITABLE


def user_can_see_submission(user: Visitor, exhibition: ExhibitionPage) -> bool:
    """Members of an association that the exhibition was submitted for."""
    if exhibition.submission_key is None or not user.is_authenticated:
        return False
    submitted_for = [association.pk for association in exhibition.associations.all()]
    return associations_of(user).filter(pk__in=submitted_for).exists()


def user_can_withdraw(user: Visitor, exhibition: ExhibitionPage) -> bool:
    """Members of its association, until it is declined or withdrawn."""
    from exhibitions.submissions import progress

    return user_can_see_submission(user, exhibition) and progress(exhibition) in WITHDRAWABLE


def user_can_renew_consents(user: Visitor, exhibition: ExhibitionPage) -> bool:
    """Members of its association, as long as it may be shown one day."""
    return user_can_withdraw(user, exhibition)


def user_can_review(user: Visitor, exhibition: ExhibitionPage) -> bool:
    """Those who may publish the page; nobody judges what their own association sent in."""
    if not user.is_authenticated or not user.is_active or exhibition.submission_key is None:
        return False
    return bool(exhibition.permissions_for_user(user).can_publish()) and not user_can_see_submission(user, exhibition)


def user_can_review_any(user: Visitor) -> bool:
    """The library's editors."""
    return user.is_authenticated and has_role(user, Role.EDITOR)


def user_can_invite(user: Visitor, association: Association) -> bool:
    """The association's chair."""
    if not user.is_authenticated or not user.is_active:
        return False
    return bool(user.memberships.current().filter(association=association, is_chair=True).exists())


def user_can_let_in(user: Visitor, association: Association) -> bool:
    """The association's chair, and the library's editors."""
    return user_can_invite(user, association) or user_can_review_any(user)


def user_can_print(user: Visitor, exhibition: ExhibitionPage) -> bool:
    """Those who may edit the exhibition in the admin."""
    return user.is_authenticated and exhibition.permissions_for_user(user).can_edit()


def user_can_confirm(user: Visitor, association: Association) -> bool:
    """Members of the association."""
    return associations_of(user).filter(pk=association.pk).exists()
