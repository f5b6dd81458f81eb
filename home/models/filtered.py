"""Overviews that readers narrow."""

from typing import Any

from django.http import HttpRequest

from home.filters import FilterForm, narrow
from home.models.base import ListingPage


class FilteredPage(ListingPage):
    """A listing with a form above it. Its template gets `form`, `listing` and `narrowed` (is anything chosen?)."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        # Past ListingPage's own, which would list everything first.
        context: dict[str, Any] = super(ListingPage, self).get_context(request, *args, **kwargs)
        pages = self.listed()
        form = FilterForm(request.GET, pages)
        listing = self.page_of_cards(request.GET.get("side", "1"), narrow(pages, form.chosen))
        return {**context, "form": form, "listing": listing, "narrowed": bool(form.chosen)}
