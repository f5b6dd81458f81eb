"""The second factor of the staff: whether this session has shown one."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.models import User


def is_shown(request: HttpRequest) -> bool:
    """Whether an app's code, a passkey or a recovery code was used in this session."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def factors_of(user: User) -> set[str]:
    """The kinds of second factor that the person has: “totp”, “webauthn”."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return set(Authenticator.objects.filter(user=user, type__in=kinds).values_list("type", flat=True))


def count_as_shown(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    """Whoever sets up a factor has just used it: nobody waits for the app's next code (allauth's signal)."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
