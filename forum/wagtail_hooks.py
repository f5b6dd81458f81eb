"""The desks of moderators and producers in Wagtail's admin, and what administrators decide about moderation."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import ListingButton
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from forum import desk, producing
from forum.models import HoldRule, ReasonText
from forum.permissions import user_can_moderate, user_can_produce


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("moderation/", desk.queue, name="moderation"),
        path("moderation/samlet/", desk.bulk, name="moderation-bulk"),
        path("moderation/tal/", desk.load, name="moderation-figures"),
        path("moderation/sag/<int:pk>/", desk.case, name="moderation-case"),
        path("moderation/sag/<int:pk>/tag/", desk.claim, name="moderation-claim"),
        path("moderation/sag/<int:pk>/slip/", desk.release, name="moderation-release"),
        path("moderation/sag/<int:pk>/afgoer/", desk.decide, name="moderation-decide"),
        path("moderation/person/<int:pk>/", desk.person, name="moderation-person"),
        path("moderation/suspension/<int:pk>/ophaev/", desk.lift_suspension, name="moderation-lift"),
        path("moderation/regel/<int:pk>/proev/", desk.try_out, name="moderation-try"),
        path("moderation/<str:kind>/<int:pk>/godkend/", desk.decide_approve, name="moderation-approve"),
        path("moderation/<str:kind>/<int:pk>/fjern/", desk.decide_remove, name="moderation-remove"),
    ]


@hooks.register("register_admin_urls")
def producer_urls() -> list[URLPattern]:
    return [
        path("livestream/", producing.index, name="produce-index"),
        path("livestream/<int:pk>/", producing.desk, name="produce"),
        path("livestream/<int:pk>/undertekster/", producing.captions, name="produce-captions"),
    ]


class ProducingItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_produce(request.user)


@hooks.register("register_admin_menu_item")
def producing_item() -> MenuItem:
    return ProducingItem(_("Livestreams"), reverse("produce-index"), icon_name="media", order=255)


class ModerationItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_moderate(request.user)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return ModerationItem(_("Moderation"), reverse("moderation"), icon_name="comment", order=250)


@hooks.register("insert_global_admin_css")
def desk_styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin-moderation.css"))


class HoldRuleViewSet(SnippetViewSet):
    """The rules by which the site holds contributions, for administrators."""

    model = HoldRule
    icon = "warning"
    menu_label = _("Rules that hold")
    menu_name = "hold-rules"
    add_to_settings_menu = True
    list_display = ["name", "kind", "active", "severity"]


class ReasonTextViewSet(SnippetViewSet):
    """Texts that moderators start statements of reasons from."""

    model = ReasonText
    icon = "doc-full"
    menu_label = _("Texts for reasons")
    menu_name = "reason-texts"
    add_to_settings_menu = True
    list_display = ["title", "ground", "clause", "active"]


register_snippet(HoldRuleViewSet)
register_snippet(ReasonTextViewSet)


@hooks.register("register_snippet_listing_buttons")
def try_button(snippet: Any, _user: Any, _next_url: str | None = None) -> Iterator[ListingButton]:
    """Beside each rule: what it would have held."""
    if isinstance(snippet, HoldRule):
        yield ListingButton(
            _("Try on old contributions"), reverse("moderation-try", args=[snippet.pk]), icon_name="view", priority=30
        )
