"""The entrances: allauth's, with the house's limits, and an answer when mail can't be sent."""

from collections.abc import Callable
from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.signup import prevent_enumeration
from allauth.mfa.base import views as mfa_views
from allauth.socialaccount import views as openid_views
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from accounts import limits
from accounts.adapter import MailNotSent
from accounts.second_factor import factors_of, is_shown
from accounts.visitors import SignedInRequest
from guard import network
from guard.limits import Limit, TooOften, spend
from guard.proof import ask_in, spend_or_prove

TOO_MANY, AWAY = 429, 503
MAX_DIGITS = 18  # of a key that the database can hold
MAIL_RETRY = 60  # seconds until it is worth trying to send a mail again


class Entrance:
    """A view that shows its form again, as it was typed, when too much came at once or its mail could not be sent."""

    request: HttpRequest
    render_to_response: Callable[..., HttpResponse]
    get_context_data: Callable[..., dict[str, Any]]

    def knock(self) -> None:
        """Spend what this sending costs; raises `TooOften`."""

    def get_form(self, *args: Any) -> forms.Form:
        """The form, with the one word that the house has for an address."""
        form = super().get_form(*args)  # type: ignore[misc]
        if "email" in form.fields:
            form.fields["email"].label = _("E-mail address")
            form.fields["email"].widget.attrs.pop("placeholder", None)
        return form

    def address(self) -> str:
        """The e-mail address that was typed, as a key."""
        return (self.request.POST.get("email") or self.request.POST.get("login") or "").strip().lower()[:254]

    def spend_address(self, limit: Limit) -> None:
        """Count one for the address; a form without one costs nobody else anything. Raises `TooOften`."""
        if address := self.address():
            spend(limit, address)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                self.knock()
                return super().post(request, *args, **kwargs)  # type: ignore[misc]
        except TooOften as met:
            return self._again(met.sentence, TOO_MANY, met.seconds, met)
        except MailNotSent:
            return self._again(_("We can't send mail at the moment. Try again in a minute."), AWAY, MAIL_RETRY)

    def _again(self, sentence: str, status: int, seconds: int, met: TooOften | None = None) -> HttpResponse:
        form = self.get_form()
        if met:
            ask_in(form, met)
        # Judged already: to judge it again would send mail, or count a try.
        form._errors = ErrorDict()  # type: ignore[attr-defined]  # noqa: SLF001
        form.cleaned_data = {}
        form.add_error(None, sentence)
        response = self.render_to_response(self.get_context_data(form=form), status=status)
        response["Retry-After"] = str(seconds)
        return response


class _NewAccount(Entrance):
    """Making an account."""

    def knock(self) -> None:
        spend_or_prove(limits.SIGN_UP_NETWORK, network.of(self.request), self.request)
        self.spend_address(limits.SIGN_UP_ADDRESS)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)  # type: ignore[misc]
        except IntegrityError:
            # There is an account with this address, made just now or never confirmed: its owner is told by mail.
            return prevent_enumeration(self.request, email=form.cleaned_data["email"])


class SignupView(_NewAccount, allauth_views.SignupView):
    pass


class OpenIDSignupView(_NewAccount, openid_views.SignupView):
    """The name and address of somebody who comes from a provider of identities for the first time."""


class RequestLoginCodeView(Entrance, allauth_views.RequestLoginCodeView):
    def knock(self) -> None:
        spend_or_prove(limits.CODE_NETWORK, network.of(self.request), self.request)
        self.spend_address(limits.CODE_ADDRESS)


class PasswordResetView(Entrance, allauth_views.PasswordResetView):
    def knock(self) -> None:
        spend_or_prove(limits.CODE_NETWORK, network.of(self.request), self.request)
        self.spend_address(limits.CODE_ADDRESS)


class LoginView(Entrance, allauth_views.LoginView):
    def knock(self) -> None:
        spend_or_prove(limits.TRY_NETWORK, network.of(self.request), self.request)
        self.spend_address(limits.TRY_ADDRESS)
        if not AxesProxyHandler.is_allowed(self.request, {"email": self.address()}):
            raise TooOften(limits.TRY_ADDRESS, timezone.now() + settings.AXES_COOLOFF_TIME)


class _CodeView(Entrance):
    """Writing a code: trying it, or having a new one sent."""

    def knock(self) -> None:
        address = self.pending_address()
        if self.request.POST.get("action") in {"resend", "change"}:
            spend_or_prove(limits.CODE_NETWORK, network.of(self.request), self.request)
            spend(limits.CODE_ADDRESS, address)
        else:
            spend_or_prove(limits.TRY_NETWORK, network.of(self.request), self.request)
            spend(limits.TRY_ADDRESS, address)

    def _again(self, sentence: str, status: int, seconds: int, met: TooOften | None = None) -> HttpResponse:
        self._action = "verify"  # the form to show is the one for the code, whatever was asked
        return super()._again(sentence, status, seconds, met)

    def pending_address(self) -> str:
        """Where the code was sent."""
        return (self._process.state.get("email") or "").lower()  # type: ignore[attr-defined]


class ConfirmLoginCodeView(_CodeView, allauth_views.ConfirmLoginCodeView):
    pass


class ConfirmEmailCodeView(_CodeView, allauth_views.ConfirmEmailVerificationCodeView):
    pass


class SecondFactorView(Entrance, mfa_views.AuthenticateView):
    """The second step of signing in."""

    def knock(self) -> None:
        spend_or_prove(limits.TRY_NETWORK, network.of(self.request), self.request)
        spend(limits.TRY_ADDRESS, self.stage.login.user.email)

    def get_form(self, *_args: Any) -> forms.Form:
        return self.form


class SessionsView(ListUserSessionsView):
    """Where one is signed in: one of them can be ended (`session`), or all but this one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("session", "")
        if not key:
            return super().post(request, *args, **kwargs)
        mine = UserSession.objects.filter(user_id=request.user.pk)
        end_sessions(request, list(mine.filter(pk=key)) if key.isdecimal() and len(key) < MAX_DIGITS else [])
        messages.success(request, _("Signed out there."))
        return redirect("usersessions_list")


@login_required
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Why the staff need a second factor: a way to set one up, or to show the one they have. Then back (`next`)."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}):
        onward = reverse("wagtailadmin_home")
    if is_shown(request):
        return redirect(onward)
    return render(request, "accounts/second_factor.html", {"factors": factors_of(request.user), "next": onward})
