"""Choosers of rows about people, in Wagtail's admin."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from wagtail.snippets.views.chooser import SnippetChooserViewSet


class PeopleChooserViewSet(SnippetChooserViewSet):
    """A chooser for those who may see the rows. Wagtail's own is open to everybody who gets into the admin."""

    def get_urlpatterns(self) -> list[URLPattern]:
        patterns: list[URLPattern] = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = self._for_those_who_may_see(pattern.callback)
        return patterns

    def _for_those_who_may_see(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            right = f"{self.model._meta.app_label}.view_{self.model._meta.model_name}"
            if not request.user.has_perm(right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return checked
