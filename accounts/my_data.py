"""The pages “Mine oplysninger”: a copy of one's data, consents, erasure; and the guardian's page."""

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import consents
from accounts.consents import PURPOSES, ConsentError
from accounts.erasure import ErasureError, ask_erasure
from accounts.export import account_of, ask_export
from accounts.models import Export, Guardian
from accounts.visitors import SignedInRequest


class ErasureForm(forms.Form):
    """The last question before an account is erased: its own address, typed."""

    email = forms.EmailField(
        label=gettext_lazy("Write your e-mail address, so that we know you mean it"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: object, address: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.address = address

    def clean_email(self) -> str:
        typed = self.cleaned_data["email"].strip().lower()
        if typed != self.address:
            raise forms.ValidationError(_("This is not the address of your account."))
        return typed


class GuardianForm(forms.Form):
    """Which grown-up answers for an account of somebody under 15."""

    guardian_email = forms.EmailField(label=gettext_lazy("Your parent's or guardian's e-mail address"))

    def __init__(self, *args: object, address: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.address = address

    def clean_guardian_email(self) -> str:
        typed = self.cleaned_data["guardian_email"].strip().lower()
        if typed == self.address:
            raise forms.ValidationError(_("Write another address than your own."))
        return typed


@require_safe
@login_required
@never_cache
def my_data(request: SignedInRequest) -> HttpResponse:
    """What is kept about the person, with the ways to a copy, to their consents and to erasure."""
    return _page(request)


def _page(request: SignedInRequest, form: GuardianForm | None = None, status: int = 200) -> HttpResponse:
    user = request.user
    given = {consent.purpose: consent for consent in user.consents.standing()}
    asked = [
        {"purpose": purpose, "given": given.get(purpose.slug)}
        for purpose in PURPOSES.values()
        if purpose.children_only == user.is_child
    ]
    context = {
        "account": {name: value for name, value in account_of(user).items() if value not in (None, "", False)},
        "export": Export.objects.filter(user=user).first(),
        "now": timezone.now(),
        "consents": asked,
        "guardian": Guardian.objects.filter(user=user).first(),
        "guardian_form": form or GuardianForm(address=user.email),
    }
    return render(request, "accounts/my_data.html", context, status=status)


@require_POST
@login_required
def ask_for_export(request: SignedInRequest) -> HttpResponse:
    """Have a copy made."""
    ask_export(request.user)
    messages.success(request, _("We are gathering your data. It takes a few minutes. We tell you when it is ready."))
    return redirect("my-data")


@require_safe
@login_required
@never_cache
def fetch_export(request: SignedInRequest) -> HttpResponseBase:
    """The person's own copy, while it can be fetched."""
    export = Export.objects.filter(user=request.user).first()
    if export is None or not export.is_fetchable():
        raise Http404
    name = f"mine-oplysninger-{timezone.localdate():%Y-%m-%d}.zip"
    return FileResponse(export.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@require_POST
@login_required
def consent(request: SignedInRequest, purpose: str) -> HttpResponse:
    """Say yes, or take it back."""
    if purpose not in PURPOSES:
        raise Http404
    if "withdraw" in request.POST:
        consents.withdraw(request.user, PURPOSES[purpose])
        messages.success(request, _("Your consent is withdrawn."))
    else:
        try:
            consents.give(request.user, PURPOSES[purpose])
            messages.success(request, _("Thank you. Your consent is written down, and you can withdraw it here."))
        except ConsentError as error:
            messages.error(request, str(error))
    return redirect("my-data")


@require_POST
@login_required
def guardian_asked(request: SignedInRequest) -> HttpResponse:
    """Ask a guardian, or another one; or say that one has turned 15."""
    if "fifteen" in request.POST:
        consents.turn_fifteen(request.user)
        messages.success(request, _("Now you answer for your account yourself."))
        return redirect("my-data")
    form = GuardianForm(request.POST, address=request.user.email)
    if not request.user.is_child or not form.is_valid():
        return _page(request, form, status=422)
    consents.write_to_guardian(consents.name_guardian(request.user, form.cleaned_data["guardian_email"]))
    messages.success(request, _("We have written to your parent or guardian."))
    return redirect("my-data")


@require_http_methods(["GET", "POST"])
@never_cache
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """The guardian's yes or no. The link alone does nothing: mail scanners follow links."""
    found = consents.guardian_of(token)
    if found is None:
        return render(request, "accounts/guardian.html", {"guardian": None}, status=404)
    if request.method == "POST":
        if "yes" in request.POST:
            consents.confirm(found)
        else:
            consents.refuse(found)
    context = {"guardian": found, "purpose": consents.TAKING_PART, "answered": request.method == "POST"}
    return render(request, "accounts/guardian.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@never_cache
def erase(request: SignedInRequest) -> HttpResponse:
    """Erase one's account, after a question that can't be answered by accident."""
    form = ErasureForm(request.POST or None, address=request.user.email)
    if request.method == "POST" and form.is_valid():
        try:
            ask_erasure(request.user)
        except ErasureError as error:
            form.add_error(None, str(error))
        else:
            logout(request)
            return redirect("erased")
    return render(request, "accounts/erase.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """That it is being done."""
    return render(request, "accounts/erased.html")
