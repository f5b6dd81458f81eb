"""Three questions that lead to the rights of a work, for people who know nothing of copyright."""

import uuid
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from exhibitions.models import Rights

MAKERS = [
    ("own", _("We made it ourselves")),
    ("permitted", _("Somebody else, who has said yes")),
    ("old", _("Somebody who died more than seventy years ago")),
    ("unknown", _("We don't know")),
]
USES = [
    ("all", _("Anything, also to earn money")),
    ("free", _("Anything that earns no money")),
    ("teaching", _("Teaching only")),
    ("look", _("Looking at it here only")),
]
CHANGES = [("yes", _("Yes")), ("same", _("Yes, when they share it on the same terms")), ("no", _("No"))]

_LICENCES = {
    ("all", "yes"): Rights.BY,
    ("all", "same"): Rights.BY_SA,
    ("all", "no"): Rights.BY_ND,
    ("free", "yes"): Rights.BY_NC,
    ("free", "same"): Rights.BY_NC_SA,
    ("free", "no"): Rights.BY_NC_ND,
}


def advise(maker: str, use: str, change: str) -> Rights:
    """The statement or licence for three answers (the keys of `MAKERS`, `USES`, `CHANGES`).

    Copyright ends seventy years after the maker's death (ophavsretsloven, section 63).
    """
    if maker == "old":
        return Rights.PUBLIC_DOMAIN
    if maker == "unknown":
        return Rights.UNDETERMINED
    if use == "teaching":
        return Rights.EDUCATIONAL
    return _LICENCES.get((use, change), Rights.IN_COPYRIGHT)


class RightsForm(forms.Form):
    """The three questions. None takes words, so none can hold anybody's number."""

    maker = forms.ChoiceField(label=_("Who made the work?"), choices=MAKERS, widget=forms.RadioSelect)
    use = forms.ChoiceField(label=_("What may others use it for?"), choices=USES, widget=forms.RadioSelect)
    change = forms.ChoiceField(
        label=_("May others change it, crop it or colour it?"), choices=CHANGES, widget=forms.RadioSelect
    )

    def advice(self) -> Rights | None:
        """What the answers lead to; None before there are three."""
        return advise(**self.cleaned_data) if self.is_valid() else None


def _asked_by(request: HttpRequest) -> str:
    """The key of the submission whose step “Rettigheder” leads here; "" when none does."""
    try:
        return str(uuid.UUID(request.GET.get("til", "")))
    except ValueError:
        return ""


@require_safe
def wizard(request: HttpRequest) -> HttpResponse:
    """The questions, and below them what they lead to: back to the step that asked, which then proposes it."""
    is_answered = any(name in request.GET for name in RightsForm.base_fields)
    form = RightsForm(request.GET if is_answered else None)
    context: dict[str, Any] = {
        "form": form,
        "advice": form.advice() if form.is_bound else None,
        "step": _asked_by(request),
    }
    return render(request, "exhibitions/rights.html", context, status=422 if form.errors else 200)
