"""Councillors and officials, and verified citizens, in Wagtail's admin."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.choosers import PeopleChooserViewSet
from accounts.models import Mandate, Verification
from guard.forms import RefusesCpr


class MandateForm(RefusesCpr, WagtailAdminModelForm):
    """A mandate, and whether the editor has checked it; who did and when is written by itself."""

    verified = forms.BooleanField(
        label=_("I have checked that it is true"),
        required=False,
        help_text=_("Until somebody has, nobody sees the person as a councillor or an official."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verified"].initial = self.instance.verified_at is not None

    def save(self, commit: bool = True) -> Mandate:
        verified = self.cleaned_data["verified"]
        if verified != (self.instance.verified_at is not None):
            self.instance.verified_at = timezone.now() if verified else None
            self.instance.verified_by = self.for_user if verified else None
        mandate: Mandate = super().save(commit=commit)
        return mandate


class MandateViewSet(SnippetViewSet):
    """Who speaks with a mandate, for editors to verify and end."""

    model = Mandate
    icon = "user"
    list_display = ["user", "title", "organisation", "starts", "ends", "verified_at"]
    list_filter = ["kind"]
    search_fields = ["user__display_name", "organisation", "title"]
    edit_handler = ObjectList(
        [
            FieldPanel("user"),
            FieldPanel("kind"),
            FieldRowPanel([FieldPanel("title"), FieldPanel("organisation")]),
            FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
            FieldPanel("verified"),
        ],
        base_form_class=MandateForm,
    )


class VerificationForm(WagtailAdminModelForm):
    """That the library has seen who a person is; who wrote it down and when comes by itself."""

    def save(self, commit: bool = True) -> Verification:
        if self.instance.verified_by_id is None and not self.instance.provider:
            self.instance.verified_by = self.for_user
        verification: Verification = super().save(commit=commit)
        return verification


class VerificationViewSet(SnippetViewSet):
    """Whom the library has seen, for editors to write down at the desk."""

    model = Verification
    icon = "check"
    list_display = ["user", "how", "provider", "verified_by", "verified_at"]
    list_filter = ["how"]
    search_fields = ["user__display_name"]
    chooser_viewset_class = PeopleChooserViewSet
    edit_handler = ObjectList([FieldPanel("user"), FieldPanel("how")], base_form_class=VerificationForm)


class PeopleGroup(SnippetViewSetGroup):
    items = [MandateViewSet, VerificationViewSet]
    menu_label = _("People with a role")
    menu_icon = "user"
    menu_order = 320


register_snippet(PeopleGroup)
