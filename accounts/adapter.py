"""How allauth behaves in this house."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Mails in Danish with the library's name; nothing about our own servers in them."""

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:
        """Keep the address in lower case, as everywhere in the house."""
        user = super().save_user(request, user, form, commit=False)
        user.email = user.email.lower()
        if commit:
            user.save()
        return user
