"""Sign-in through a provider of identities: a broker of MitID, or the library's own."""

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.http import HttpRequest

from accounts.actions import verify
from accounts.models import User, Verification


class OpenIDAdapter(DefaultSocialAccountAdapter):
    """Only what the settings trust of a provider counts; of what it says about a person only the subject is kept."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:  # noqa: ARG002 - allauth's
        """An address that the provider is not trusted about is confirmed by a code, as everybody's."""
        if not settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION:
            for address in sociallogin.email_addresses:
                address.verified = False


def forget_claims(instance: SocialAccount, **_: object) -> None:
    """Keep no name, address, birthday or CPR number that a provider tells (before saving)."""
    instance.extra_data = {}


def verify_citizen(user: User | None = None, sociallogin: SocialLogin | None = None, **_: object) -> None:
    """Mark as a verified citizen whoever signs in through, or connects, a provider that the settings say verifies."""
    person = user or (sociallogin.user if sociallogin else None)
    if settings.OPENID_VERIFIES and sociallogin is not None and person is not None:
        verify(person, Verification.How.PROVIDER, provider=sociallogin.account.get_provider().name)
