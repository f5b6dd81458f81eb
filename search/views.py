"""The result page and the suggestions."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from search import forms, service
from search.engines.base import FACETS, MAX_HITS, Query

WINDOW = 2
MAX_SUGGESTIONS = 8


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The result page. Works without JavaScript; every state has its own permanent address.

    Parameters: q, kind, topic, period, place, language (each may repeat), from, to (year or day), sort, page.

    Context of `search/results.html`:

    - `form`: {"q", "from", "to", "sort"} as typed; `kept`: [(name, value)] of all other parameters, for hidden fields
      of the search form
    - `results`: service.Results: `.hits` (each .title .title_html .highlight .lead .url .kind(.label .icon) .image
      .entry(.date .starts .ends .place .author .language .topics)), `.total`, `.is_capped`, `.engine`, `.degraded`,
      `.too_deep`, `.suggestion`, `.pages`
    - `is_blank`: nothing was asked for
    - `tabs`: the facet of kinds as [{"label", "count", "url", "checked", "icon"}]; the first one is "all kinds" with
      an empty label
    - `facets`: the others as [{"name", "label", "values": [{"value", "label", "count", "checked", "url"}]}], where
      `url` toggles the value; facets without values are left out
    - `active`: picked values as [{"label", "url"}], where `url` takes the value away; `clear_url` takes all away
    - `sorts`: {"relevance": url, "date": url}; `suggestion_url`; `previous_url`, `next_url` ("" at the ends)
    - `page_links`: [{"number", "url", "current"}] with None for a gap
    - `max_hits`: how deep paging goes
    """
    query = forms.read(request.GET)
    found = service.search(query)
    address = _Address(request.path, query, request.GET)
    kinds, others = (found.facets[0], found.facets[1:]) if found.facets else (None, [])
    context = {
        "form": {
            "q": query.text,
            "from": query.since and request.GET.get("from", "").strip(),
            "to": query.until and request.GET.get("to", "").strip(),
            "sort": query.sort,
        },
        "kept": [(name, value) for name, values in query.chosen.items() for value in values],
        "results": found,
        "is_blank": not query.text and not query.is_narrowed,
        "tabs": _tabs(kinds, address, query) if kinds else [],
        "facets": [_facet(facet, address) for facet in others if facet.values],
        "active": [
            {"label": value.label, "url": address.toggled(facet.name, value.value)}
            for facet in others
            for value in facet.values
            if value.checked
        ],
        "clear_url": address.with_(kind=[], topic=[], period=[], place=[], language=[], to=[], **{"from": []}),
        "sorts": {"relevance": address.with_(sort=[]), "date": address.with_(sort=["date"])},
        "suggestion_url": address.with_(q=[found.suggestion]) if found.suggestion else "",
        "previous_url": address.page(query.page - 1) if 1 < query.page <= found.pages else "",
        "next_url": address.page(query.page + 1) if query.page < found.pages else "",
        "page_links": _pages(query.page, found.pages, address),
        "max_hits": MAX_HITS,
    }
    return render(request, "search/results.html", context)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for what is being typed (q): {"suggestions": [{"title", "url", "kind"}]}, kind as people read it."""
    typed = forms.clean(request.GET.get("q", ""))
    found = [
        {
            "title": topic.name,
            "url": f"{reverse('search')}?{urlencode({'topic': topic.slug})}",
            "kind": gettext("Topic"),
        }
        for topic in service.topics(typed)
    ]
    found += [
        {"title": hit.title, "url": hit.url, "kind": str(hit.kind.label) if hit.kind else ""}
        for hit in service.complete(typed)
    ]
    response = JsonResponse({"suggestions": found[:MAX_SUGGESTIONS]})
    response["Cache-Control"] = "public, max-age=60"
    return response


class _Address:
    """Addresses of the same search with something changed; always back on the first page unless a page is asked for."""

    def __init__(self, path: str, query: Query, typed: QueryDict) -> None:
        self._path = path
        self._values: dict[str, list[str]] = {
            "q": [query.text] if query.text else [],
            **{name: list(query.chosen.get(name, ())) for name in FACETS},
            "from": [typed.get("from", "").strip()] if query.since else [],
            "to": [typed.get("to", "").strip()] if query.until else [],
            "sort": ["date"] if query.sort == "date" else [],
        }

    def with_(self, **changes: list[str]) -> str:
        """The address with these parameters' values."""
        params = QueryDict(mutable=True)
        for name, values in {**self._values, **changes}.items():
            params.setlist(name, values)
        encoded = params.urlencode()
        return f"{self._path}?{encoded}" if encoded else self._path

    def toggled(self, name: str, value: str) -> str:
        """The address with a facet's value added, or taken away when it is there."""
        values = self._values.get(name, [])
        return self.with_(**{name: [v for v in values if v != value] if value in values else [*values, value]})

    def page(self, number: int) -> str:
        """The address of a page."""
        return self.with_(page=[str(number)] if number > 1 else [])


def _tabs(facet: service.Facet, address: _Address, query: Query) -> list[dict[str, Any]]:
    """All kinds, then each kind alone."""
    total = sum(value.count for value in facet.values)
    everything = {"label": "", "count": total, "url": address.with_(kind=[]), "checked": not query.chosen.get("kind")}
    each = [
        {
            "label": value.label,
            "count": value.count,
            "url": address.with_(kind=[value.value]),
            "checked": value.checked,
            "icon": kind.icon if (kind := service.registry.kind(value.value)) else "",
        }
        for value in facet.values
    ]
    return [{**everything, "icon": ""}, *each]


def _facet(facet: service.Facet, address: _Address) -> dict[str, Any]:
    return {
        "name": facet.name,
        "label": facet.label,
        "values": [
            {
                "value": value.value,
                "label": value.label,
                "count": value.count,
                "checked": value.checked,
                "url": address.toggled(facet.name, value.value),
            }
            for value in facet.values
        ],
    }


def _pages(current: int, last: int, address: _Address) -> list[dict[str, Any] | None]:
    """Links to the first, the last and the pages around the current one; None for a gap."""
    if last < 2:
        return []
    near = range(max(1, current - WINDOW), min(last, current + WINDOW) + 1)
    links: list[dict[str, Any] | None] = []
    before = 0
    for number in sorted({1, *near, last}):
        if number > before + 1:
            links.append(None)
        links.append({"number": number, "url": address.page(number), "current": number == current})
        before = number
    return links
