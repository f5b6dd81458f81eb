"""Sign-in by password, beside sign-in by e-mail code. A module of its own: allauth imports `accounts.forms` itself."""

from typing import Any

from allauth.account.forms import LoginForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class PasswordLoginForm(LoginForm):
    """For those who have a password, such as the staff.

    Allauth takes the field away when sign-up asks for no password (`ACCOUNT_SIGNUP_FIELDS`), and what is left would
    send a code as the other form on the page does.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs.pop("placeholder", None)
        self.fields["password"].widget.attrs.pop("placeholder", None)

    def _setup_password_field(self) -> None:
        """Keep the password, whatever sign-up asks for."""


def tried_address(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The address whose password is tried, for axes (`AXES_USERNAME_CALLABLE`)."""
    return str((credentials or {}).get("email") or request.POST.get("login") or "").strip().lower()[:254]
