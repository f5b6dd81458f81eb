"""Councillors and officials in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from accounts.models import Mandate


class MandateViewSet(SnippetViewSet):
    """Who speaks with a mandate, for editors to verify and end."""

    model = Mandate
    icon = "user"
    menu_label = _("Councillors and officials")
    menu_name = "mandates"
    menu_order = 320
    add_to_admin_menu = True
    list_display = ["user", "title", "organisation", "starts", "ends"]
    list_filter = ["kind"]
    search_fields = ["user__display_name", "organisation", "title"]
    panels = [
        FieldPanel("user"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("title"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldPanel("verified_by"),
    ]


register_snippet(MandateViewSet)
