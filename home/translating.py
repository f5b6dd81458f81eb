"""The admin's pages about translations, for those who may edit what is translated; wagtail-localize asks for less.

They stand at the package's own addresses, before them: see `wagtail_hooks`.
"""

from typing import Any

from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views import edit_translation
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


def mend(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor of a translation whose source had fields or blocks, when it was begun, that are no more.

    The package fails on them. What is translated already is kept; the source is read again from the page as it is.
    """
    sources = TranslationSource.objects.filter(object_id=page.translation_key)
    source = sources.filter(translations__target_locale=page.locale_id, translations__enabled=True).first()
    if request.method == "GET" and source is not None and _is_of_another_time(source):
        source.update_from_db()
    return None


def _is_of_another_time(source: TranslationSource) -> bool:
    original = source.get_source_instance()
    helper = edit_translation.TabHelper(original)
    for segments in (source.stringsegment_set, source.overridablesegment_set):
        for segment in segments.select_related("context"):
            path = segment.context.path
            try:
                field_path = segment.context.get_field_path(original)
                edit_translation.get_segment_location_info(original, helper, path, field_path)
            except edit_translation.FieldHasNoEditPanelError:
                continue  # the package leaves those out itself
            except (FieldDoesNotExist, LookupError, AttributeError):
                return True
    return False


def no_snippets(_request: HttpRequest, **_arguments: Any) -> HttpResponse:
    """None of the house's snippets is translated by the package, whose lists of them ask for no right."""
    raise Http404
