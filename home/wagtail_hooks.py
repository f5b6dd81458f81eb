"""What an editor of one section sees of the others in Wagtail's admin; the writing aid; which pages may be kept."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.visitors import SignedInRequest
from home import dashboard, editing, store, translating
from home.advice import WritingAid
from home.models import BasePage

Serve = Callable[[Page, HttpRequest, tuple[Any, ...], dict[str, Any]], HttpResponse]

RIGHTS = {"add", "change", "publish"}


@hooks.register("construct_page_chooser_queryset")
def no_drafts_of_others(pages: QuerySet, request: HttpRequest) -> QuerySet:
    """Choosers list what is published, and drafts only where the editor has a right; Wagtail's own list every draft."""
    own = PagePermissionPolicy().instances_user_has_any_permission_for(request.user, RIGHTS)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))


@hooks.register("construct_wagtail_userbar")
def with_writing_aid(_request: HttpRequest | None, items: list[Any], _page: Page | None) -> None:
    """Wagtail's content checks become the house's, which are theirs and ours."""
    items[:] = [
        WritingAid(in_editor=item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items
    ]


@hooks.register("insert_editor_js")
def lix_beside_the_editor() -> str:
    return format_html('<script type="module" src="{}"></script>', static("js/admin-advice.js"))


@hooks.register("on_serve_page")
def offer_to_the_store(serve: Serve) -> Serve:
    """Pages are offered to the page store, unless their type says that its answer is not the same for everybody."""

    def serve_and_offer(
        page: Page, request: HttpRequest, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse:
        if isinstance(page, BasePage) and page.same_for_everybody:
            store.offer(request)
        return serve(page, request, args, kwargs)

    return serve_and_offer


@hooks.register("register_admin_urls", order=-1)
def translating_urls() -> list[URLPattern]:
    """At wagtail-localize's own addresses, and before them."""
    return [
        path("localize/submit/page/<int:page_id>/", translating.TranslatePage.as_view(), name="translate-page"),
        path(
            "localize/update/<int:translation_source_id>/",
            translating.UpdateTranslations.as_view(),
            name="update-translations",
        ),
        path("localize/reports/translations/", translating.TranslationsReport.as_view(), name="translations"),
        path(
            "localize/reports/translations/results/",
            translating.TranslationsReport.as_view(results_only=True),
            name="translations-results",
        ),
        path("localize/api/snippets/<slug:app_label>/<slug:model_name>/", translating.no_snippets, name="no-snippets"),
        path(
            "localize/api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/",
            translating.no_snippets,
            name="no-snippet",
        ),
    ]


@hooks.register("register_admin_urls")
def checking_urls() -> list[URLPattern]:
    return [path("tjekket/<int:pk>/", editing.checked, name="page-checked")]


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("torvet.checked", _("Read through"), _("Read the page through and found it true"))


@hooks.register("before_edit_page", order=-1)
def translation_of_a_page_that_was_another(request: HttpRequest, page: Page) -> HttpResponse | None:
    return translating.mend(request, page)


@hooks.register("construct_homepage_panels")
def what_waits(request: SignedInRequest, panels: list[Any]) -> None:
    panels.extend(dashboard.panels(request))
