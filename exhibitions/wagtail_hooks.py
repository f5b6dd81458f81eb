"""Associations, their members, and what they send in, in Wagtail's admin."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.choosers import PeopleChooserViewSet
from exhibitions import desk, print_views
from exhibitions.models import Association, Branch, ExhibitionPage, Membership
from exhibitions.permissions import user_can_review, user_can_review_any


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


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("indsendte/", desk.desk_list, name="submission-list"),
        path("indsendte/<int:pk>/", desk.desk, name="submission-desk"),
        path("indsendte/medlemmer/", desk.members_desk, name="member-desk"),
    ]


class SubmissionsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_review_any(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return SubmissionsItem(_("Sent in"), reverse("submission-list"), icon_name="image", order=240)


@hooks.register("register_page_header_buttons")
def header_button(page: Any, user: Any, **_options: Any) -> Iterator[Button]:
    """From the page's editor to the review of what was sent in."""
    exhibition = page.specific
    if isinstance(exhibition, ExhibitionPage) and user_can_review(user, exhibition):
        yield Button(_("Review"), reverse("submission-desk", args=[page.pk]), icon_name="clipboard-list", priority=5)


@hooks.register("construct_image_chooser_queryset")
def no_private_pictures(pictures: QuerySet, request: HttpRequest) -> QuerySet:  # noqa: ARG001 - the hook's signature
    """A picture that is not published yet is on its own exhibition alone, and no other page can choose it."""
    return pictures.filter(is_private=False)


@hooks.register("register_admin_urls")
def printing_urls() -> list[URLPattern]:
    """Labels and posters to print."""
    return [
        path("udstillinger/<int:pk>/skilte.pdf", print_views.labels, name="exhibition-labels"),
        path("udstillinger/<int:pk>/plakat.pdf", print_views.poster, name="exhibition-poster"),
    ]


@hooks.register("register_page_header_buttons")
def printing_buttons(page: Any, view_name: str, **_options: Any) -> Iterator[Button]:
    """To print what hangs beside the works in the house."""
    if isinstance(page.specific_deferred, ExhibitionPage) and page.live and view_name == "edit":
        for name, label in (("exhibition-labels", _("Print labels")), ("exhibition-poster", _("Print a poster"))):
            yield Button(label, reverse(name, args=[page.pk]), icon_name="download", priority=60)
