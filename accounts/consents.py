"""What rests on a person's consent (GDPR, articles 6, 1, a and 7), and who can give it.

Most of what Torvet does rests on the library's public task (GDPR, article 6, 1, e, with biblioteksloven) and needs no
consent. Only what stands in `PURPOSES` does. A new wording gets a new version; whoever said yes to an older one is
asked again. For somebody under 15 the guardian answers (databeskyttelsesloven, section 6, 2).
"""

from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Consent, Guardian, User
from accounts.visitors import Visitor

LINK_LIVES = 14 * 24 * 3600  # seconds
_SALT = "accounts.guardian"


@dataclass(frozen=True)
class Purpose:
    """Something that needs a yes. `children_only`: for grown-ups it rests on another ground."""

    slug: str
    title: str | Promise
    text: str | Promise
    version: str
    children_only: bool = False


TAKING_PART = Purpose(
    "taking-part",
    gettext_lazy("Taking part in public, under 15"),
    gettext_lazy(
        "Contributions to debates and questions at livestreams are shown to everybody, with the name that the account "
        "has chosen. They can be found by search and stay when the debate has closed."
    ),
    version="2026-11",
    children_only=True,
)
RESEARCH = Purpose(
    "ask-me",
    gettext_lazy("Questions from the library"),
    gettext_lazy(
        "The library may write to you, at most four times a year, to ask how Torvet could be better. You are asked as "
        "a user, and your answer is not shown to anybody."
    ),
    version="2026-11",
)
PURPOSES = {purpose.slug: purpose for purpose in (TAKING_PART, RESEARCH)}


class ConsentError(Exception):
    """A consent that can't be given so; its message is the sentence for the person."""


def has_consented(user: User, purpose: Purpose) -> bool:
    """Whether a yes to the present text stands."""
    return user.consents.standing().filter(purpose=purpose.slug, text_version=purpose.version).exists()


def may_take_part(user: Visitor) -> bool:
    """Whether nothing is missing before the person's words are shown to all: under 15, a grown-up's yes."""
    if not user.is_authenticated or not user.is_active:
        return False
    return not user.is_child or has_consented(user, TAKING_PART)


@transaction.atomic
def give(user: User, purpose: Purpose, *, by: str = Consent.By.SELF) -> Consent:
    """Write down a yes to the present text. Saying it again gives the row there is."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_child and by != Consent.By.GUARDIAN:
        raise ConsentError(_("Under 15 it is a parent or guardian who says yes."))
    standing = user.consents.standing().filter(purpose=purpose.slug)
    found = standing.filter(text_version=purpose.version).first()
    if found is not None:
        return found
    standing.update(withdrawn_at=timezone.now())
    return Consent.objects.create(user=user, purpose=purpose.slug, text_version=purpose.version, by=by)


def withdraw(user: User, purpose: Purpose) -> None:
    """Take a yes back; it is as easy as giving it (GDPR, article 7, 3). What was lawful before stays so."""
    user.consents.standing().filter(purpose=purpose.slug).update(withdrawn_at=timezone.now())


@transaction.atomic
def name_guardian(user: User, email: str) -> Guardian:
    """Say which grown-up answers for somebody under 15. Another address replaces the one before, and its yes."""
    withdraw(user, TAKING_PART)
    asked = {"email": email.strip().lower(), "asked_at": timezone.now(), "confirmed_at": None}
    return Guardian.objects.update_or_create(user=user, defaults=asked)[0]


def write_to_guardian(guardian: Guardian) -> None:
    """Ask by mail, once what is written now is committed."""
    from accounts.tasks import mail_guardian

    mail_guardian.enqueue(guardian.pk)


def token_of(guardian: Guardian) -> str:
    """The secret part of the link; it tells nothing and ends when another address is asked."""
    return signing.dumps([guardian.pk, guardian.email], salt=_SALT)


def guardian_of(token: str) -> Guardian | None:
    """Who was asked with this link; None when it is too old or not ours."""
    try:
        key, email = signing.loads(token, salt=_SALT, max_age=LINK_LIVES)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Guardian.objects.select_related("user").filter(pk=key, email=email, user__is_active=True).first()


@transaction.atomic
def confirm(guardian: Guardian) -> None:
    """The grown-up says yes to what rests on consent."""
    guardian.confirmed_at = guardian.confirmed_at or timezone.now()
    guardian.save(update_fields=["confirmed_at"])
    give(guardian.user, TAKING_PART, by=Consent.By.GUARDIAN)


@transaction.atomic
def refuse(guardian: Guardian) -> None:
    """The grown-up says no, or takes the yes back."""
    guardian.confirmed_at = None
    guardian.save(update_fields=["confirmed_at"])
    withdraw(guardian.user, TAKING_PART)


@transaction.atomic
def turn_fifteen(user: User) -> None:
    """From now on the person answers for themself; the guardian's address has no purpose any more."""
    locked = User.objects.select_for_update().get(pk=user.pk)
    locked.is_child = False
    locked.save(update_fields=["is_child"])
    withdraw(locked, TAKING_PART)
    Guardian.objects.filter(user=locked).delete()
