"""The admin's pages about translations, for those who may edit what is translated; wagtail-localize asks for less.

They stand at the package's own addresses, before them: see `wagtail_hooks`.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.report import TranslationsReportView
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

RIGHT = "wagtail_localize.submit_translation"


def _check(request: HttpRequest, page: Page) -> None:
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied


class TranslatePage(SubmitPageTranslationView):
    """Begin to translate a page that the editor may edit."""

    def get_object(self) -> Page:
        page: Page = super().get_object()
        _check(self.request, page)
        return page


class UpdateTranslations(UpdateTranslationsView):
    """Bring a page's translations up to date with it."""

    def get_object(self) -> TranslationSource:
        source: TranslationSource = super().get_object()
        _check(self.request, source.get_source_instance())
        return source


class TranslationsReport(TranslationsReportView):
    """The translations of the pages that the editor may edit."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        return answer

    def get_queryset(self) -> "QuerySet[Translation]":
        own = PagePermissionPolicy().instances_user_has_any_permission_for(self.request.user, {"add", "change"})
        found: QuerySet[Translation] = super().get_queryset()
        return found.filter(source__object_id__in=own.values("translation_key")).order_by("-pk")


def no_snippets(_request: HttpRequest, **_arguments: Any) -> HttpResponse:
    """None of the house's snippets is translated by the package, whose lists of them ask for no right."""
    raise Http404
