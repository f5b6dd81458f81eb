"""The roles of the house, as Django groups, and what each may do in Wagtail's admin.

A citizen is anybody with an account and needs no group. Verified citizens, association members and councillors are rows
of their own (`accounts.Verification`, `exhibitions.Membership`, `accounts.Mandate`): each says by whom, and most
until when.
"""

from django.db import models

from accounts.models import User
from accounts.visitors import Visitor


class Role(models.TextChoices):
    """Names are Danish because Wagtail's admin shows them as they are."""

    EDITOR = "Redaktører", "Redaktører"
    MODERATOR = "Moderatorer", "Moderatorer"


def has_role(user: User, role: Role) -> bool:
    """Whether the person has the role; an administrator has them all, a closed account none."""
    if not user.is_authenticated or not user.is_active:
        return False
    return user.is_superuser or role in _group_names(user)


def is_verified(user: Visitor) -> bool:
    """Whether the library or a provider of identities has seen who the person is (`accounts.Verification`).

    A closed account is not; asked once per loaded user.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if not hasattr(user, "_torvet_verified"):
        user._torvet_verified = user.verifications.exists()  # type: ignore[attr-defined]  # noqa: SLF001
    return bool(user._torvet_verified)  # type: ignore[attr-defined]  # noqa: SLF001


def _group_names(user: User) -> set[str]:
    """Names of the person's groups, asked once per loaded user."""
    if not hasattr(user, "_torvet_groups"):
        user._torvet_groups = set(user.groups.values_list("name", flat=True))  # type: ignore[attr-defined]  # noqa: SLF001
    return user._torvet_groups  # type: ignore[attr-defined]  # noqa: SLF001
