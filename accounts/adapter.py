"""How allauth behaves in this house."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts import devices
from accounts.models import Guardian, User

logger = logging.getLogger(__name__)


class MailNotSent(Exception):  # noqa: N818 - what happened, not a fault of the program
    """The mail server refused, hung or went away, so that the code or link did not leave us for sure."""


class AccountAdapter(DefaultAccountAdapter):
    """Mails in Danish with the library's name; nothing about our own servers in them."""

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once: a code is worth nothing later. Raises `MailNotSent`, and then nothing is to be kept."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as problem:  # smtplib's errors are of this family
            logger.warning("A mail of %s was not sent: %s.", template_prefix, type(problem).__name__)
            raise MailNotSent from problem

    def confirm_email(self, request: HttpRequest, email_address: Any) -> bool:
        """Write to a child's guardian when the child's own address is confirmed, and not before."""
        from accounts.consents import write_to_guardian

        confirmed: bool = super().confirm_email(request, email_address)
        guardian = Guardian.objects.filter(user=email_address.user, confirmed_at__isnull=True).first()
        if confirmed and guardian is not None:
            write_to_guardian(guardian)
        return confirmed

    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:
        """Keep the address in lower case, as everywhere in the house."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user

    def post_login(self, request: HttpRequest, user: User, *, signup: bool, **how: Any) -> HttpResponse:
        """Tell the person of a sign-in in a browser that has not been used for it before."""
        response = super().post_login(request, user, signup=signup, **how)
        devices.remember(request, response, user, tell=not signup)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):
    """How an app with codes and passkeys are named."""

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        count = Authenticator.objects.filter(user=user, type=type).count()
        return _("My passkey") if not count else _("Passkey %(number)d") % {"number": count + 1}
