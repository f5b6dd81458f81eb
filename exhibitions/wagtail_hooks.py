"""Associations and their members in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.choosers import PeopleChooserViewSet
from exhibitions.models import Association, Membership


class AssociationViewSet(SnippetViewSet):
    """The directory of associations."""

    model = Association
    icon = "group"
    list_display = ["name", "place", "contact_email", "is_public"]
    search_fields = ["name", "place"]
    panels = [
        FieldPanel(name)
        for name in ("name", "slug", "about", "picture", "contact_email", "website", "place", "topics", "is_public")
    ]


class MembershipForm(WagtailAdminModelForm):
    """Who may act for which association, and until when; who let them in is written by itself."""

    def save(self, commit: bool = True) -> Membership:
        if self.instance.pk is None:
            self.instance.invited_by = self.for_user
        membership: Membership = super().save(commit=commit)
        return membership


class MembershipViewSet(SnippetViewSet):
    """Who may act for which association."""

    model = Membership
    icon = "user"
    list_display = ["user", "association", "invited_by", "expires_on"]
    list_filter = ["association"]
    chooser_viewset_class = PeopleChooserViewSet
    edit_handler = ObjectList(
        [FieldPanel("user"), FieldPanel("association"), FieldPanel("expires_on")], base_form_class=MembershipForm
    )


class AssociationsGroup(SnippetViewSetGroup):
    items = [AssociationViewSet, MembershipViewSet]
    menu_label = _("Associations")
    menu_icon = "group"
    menu_order = 310


register_snippet(AssociationsGroup)
