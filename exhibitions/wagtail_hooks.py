"""Associations and their members in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

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


class MembershipViewSet(SnippetViewSet):
    """Who may act for which association."""

    model = Membership
    icon = "user"
    list_display = ["user", "association", "expires_on"]
    list_filter = ["association"]
    panels = [FieldPanel("user"), FieldPanel("association"), FieldPanel("invited_by"), FieldPanel("expires_on")]


class AssociationsGroup(SnippetViewSetGroup):
    items = [AssociationViewSet, MembershipViewSet]
    menu_label = _("Associations")
    menu_icon = "group"
    menu_order = 310


register_snippet(AssociationsGroup)
