"""Associations and their members in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.choosers import PeopleChooserViewSet
from exhibitions.models import Association, Branch, Membership


class AssociationViewSet(SnippetViewSet):
    """The directory of associations."""

    model = Association
    icon = "group"
    list_display = ["name", "place", "contact_email", "is_public"]
    search_fields = ["name", "place"]
    panels = [
        *(FieldPanel(name) for name in ("name", "slug", "about", "picture")),
        *(FieldPanel(name) for name in ("contact_name", "contact_phone", "contact_email", "website", "place")),
        InlinePanel("links", heading=_("Links"), label=_("link")),
        *(FieldPanel(name) for name in ("topics", "is_public", "confirmed_on")),
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
        [FieldPanel(name) for name in ("user", "association", "is_chair", "is_shown", "expires_on")],
        base_form_class=MembershipForm,
    )


class BranchViewSet(SnippetViewSet):
    """The houses where exhibitions hang."""

    model = Branch
    icon = "home"
    list_display = ["name", "street", "town"]
    panels = [
        FieldPanel("name"),
        FieldPanel("street"),
        FieldRowPanel([FieldPanel("postcode"), FieldPanel("town")]),
        FieldPanel("opening_hours"),
        FieldPanel("access"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")], heading=_("On the map")),
    ]


class AssociationsGroup(SnippetViewSetGroup):
    items = [AssociationViewSet, MembershipViewSet, BranchViewSet]
    menu_label = _("Associations")
    menu_icon = "group"
    menu_order = 310


register_snippet(AssociationsGroup)
