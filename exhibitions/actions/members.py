"""How people come to act for an association: invited by its chair, or let in when they ask."""

import datetime as dt

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from exhibitions.actions.submission import SubmissionError
from exhibitions.models import Association, Invitation, Membership, MembershipRequest
from exhibitions.permissions import user_can_invite, user_can_let_in
from exhibitions.tasks import mail_invitation
from notices.actions import tell

SALT = "exhibitions.invitation"
INVITATION_LASTS = dt.timedelta(days=14)


@transaction.atomic
def invite(association: Association, chair: User, email: str) -> Invitation:
    """Mail somebody a link by which they become a member. Invited again, the first link is spent."""
    if not user_can_invite(chair, association):
        raise PermissionDenied
    now = timezone.now()
    association.invitations.filter(email__iexact=email, taken_at__isnull=True).update(expires_at=now)
    invitation = Invitation.objects.create(
        association=association, email=email, invited_by=chair, invited_at=now, expires_at=now + INVITATION_LASTS
    )
    mail_invitation.enqueue(invitation.pk)
    return invitation


def token_of(invitation: Invitation) -> str:
    """What the mailed address carries."""
    return signing.dumps(invitation.key.hex, salt=SALT)


def invitation_behind(token: str) -> Invitation | None:
    """The invitation behind a token; None for one that we never wrote."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Invitation.objects.select_related("association", "invited_by").filter(key=key).first()


@transaction.atomic
def take_invitation(invitation: Invitation, user: User) -> Membership:
    """Become a member, once. Raises `SubmissionError` when the invitation is used, too old, or its chair is gone."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.taken_by_id == user.pk:
        return Membership.objects.get(user=user, association=invitation.association)
    chair = invitation.invited_by
    is_open = invitation.taken_at is None and timezone.now() < invitation.expires_at
    if not is_open or chair is None or not user_can_invite(chair, invitation.association):
        raise SubmissionError(_("This invitation has been used, or is too old. Ask for a new one."))
    invitation.taken_by, invitation.taken_at = user, timezone.now()
    invitation.save(update_fields=["taken_by", "taken_at"])
    return _let_in(user, invitation.association, by=chair)


@transaction.atomic
def ask_to_join(association: Association, user: User, text: str) -> MembershipRequest:
    """Ask to act for an association. The editors and the chair are told; asking again while it is open asks once."""
    waiting = MembershipRequest.objects.filter(user=user, association=association, decided_at__isnull=True)
    earlier = waiting.select_for_update().first()
    if earlier is not None:
        return earlier
    request = MembershipRequest.objects.create(user=user, association=association, text=text)
    chairs = Membership.objects.current().filter(association=association, is_chair=True)
    asked = {
        "chair": User.objects.filter(memberships__in=chairs),
        "desk": User.objects.filter(groups__name=Role.EDITOR),
    }
    for where, deciders in asked.items():
        tell(deciders, "member", request, key=f"asked-{request.pk}", by=user, data={"step": "asked", "at": where})
    return request


@transaction.atomic
def answer_request(request: MembershipRequest, by: User, *, granted: bool) -> MembershipRequest:
    """Let somebody in, or not; they are told. The first answer counts."""
    request = MembershipRequest.objects.select_for_update().get(pk=request.pk)
    if not user_can_let_in(by, request.association):
        raise PermissionDenied
    if request.decided_at is not None:
        return request
    request.decided_at, request.decided_by, request.is_granted = timezone.now(), by, granted
    request.save(update_fields=["decided_at", "decided_by", "is_granted"])
    if granted:
        _let_in(request.user, request.association, by=by)
    step = "granted" if granted else "refused"
    tell([request.user], "member", request, key=f"{step}-{request.pk}", by=by, data={"step": step})
    return request


def _let_in(user: User, association: Association, *, by: User) -> Membership:
    """A membership without end; one that was over begins anew."""
    membership, _created = Membership.objects.update_or_create(
        user=user, association=association, defaults={"invited_by": by, "expires_on": None}
    )
    return membership
