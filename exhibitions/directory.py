"""The directory of associations, their pages, and the yearly question whether a page is still right."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from accounts.visitors import SignedInRequest
from exhibitions.actions.associations import confirm_association
from exhibitions.models import Association, ExhibitionPage
from exhibitions.permissions import user_can_confirm
from guard.forms import RefusesCpr, WithoutCpr
from home import store
from home.models import Topic
from home.models.base import cards


class DirectoryForm(RefusesCpr, forms.Form):
    """What is looked for in the directory."""

    q = forms.CharField(label=gettext_lazy("Name or what they do"), required=False, max_length=100)
    sted = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=100)
    emne = forms.ModelChoiceField(
        Topic.objects.none(),
        label=gettext_lazy("Topic"),
        required=False,
        to_field_name="slug",
        empty_label=gettext_lazy("All topics"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        used = Association.topics.through.objects.filter(association__is_public=True).values("topic")
        self.fields["emne"].queryset = Topic.objects.filter(pk__in=used).order_by("name")  # type: ignore[attr-defined]

    def found(self) -> "QuerySet[Association]":
        """The public associations that have every word, are at the place and have the topic; all for a wrong form."""
        shown = Association.objects.readable()
        wanted = self.cleaned_data if self.is_valid() else {}
        for word in wanted.get("q", "").split():
            shown = shown.filter(Q(name__icontains=word) | Q(about__icontains=word) | Q(topics__name__icontains=word))
        if wanted.get("sted"):
            shown = shown.filter(place__icontains=wanted["sted"])
        if wanted.get("emne"):
            shown = shown.filter(topics=wanted["emne"])
        return shown.distinct()


class ConfirmForm(WithoutCpr, forms.ModelForm):
    """What an association's members keep right themselves."""

    class Meta:
        model = Association
        fields = ["contact_name", "contact_phone", "contact_email", "website", "place"]
        labels = {
            "contact_name": gettext_lazy("Contact person"),
            "contact_phone": gettext_lazy("Phone"),
            "contact_email": gettext_lazy("E-mail address"),
            "website": gettext_lazy("Website"),
            "place": gettext_lazy("Place"),
        }


@require_safe
@store.offered
def association_list(request: HttpRequest) -> HttpResponse:
    """The directory of associations."""
    form = DirectoryForm(request.GET if set(request.GET) & {"q", "sted", "emne"} else None)
    shown = form.found().select_related("picture").prefetch_related("topics")
    context = {"form": form, "associations": shown, "is_search": form.is_bound}
    return render(request, "exhibitions/associations.html", context, status=422 if form.errors else 200)


@require_safe
@store.offered
def association(request: HttpRequest, slug: str) -> HttpResponse:
    """An association with the members who agree to be named, its links and its exhibitions."""
    found = get_object_or_404(Association.objects.readable().select_related("picture"), slug=slug)
    shown = ExhibitionPage.objects.readable().filter(associations=found).order_by("-starts_on").as_cards()
    members = found.memberships.current().filter(is_shown=True, user__is_active=True).select_related("user")
    context = {
        "association": found,
        "exhibitions": cards(shown),
        "members": members,
        "can_confirm": user_can_confirm(request.user, found),
    }
    return render(request, "exhibitions/association.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def confirm(request: SignedInRequest, slug: str) -> HttpResponse:
    """ "Is it still right?": a member looks at what the page says, corrects it, and confirms it."""
    found = get_object_or_404(Association.objects.readable(), slug=slug)
    if not user_can_confirm(request.user, found):
        raise Http404
    form = ConfirmForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        confirm_association(found, request.user, form.cleaned_data)
        messages.success(request, _("Thank you. The page is right again for a year."))
        return redirect(found)
    status = 422 if form.errors else 200
    return render(request, "exhibitions/association_confirm.html", {"association": found, "form": form}, status=status)
