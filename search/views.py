"""The result page, its feed, the suggestions, and the description of the search for browsers."""

from contextlib import suppress
from typing import Any
from zlib import crc32

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt  # nosemgrep: no-csrf-exempt - for a count
from django.views.decorators.http import require_POST, require_safe

from guard import network
from guard.limits import Limit, Rate, TooOften, spend
from search import forms, saved, service, suggestions
from search.address import Address
from search.engines.base import MAX_HITS, Query
from search.log import log_before, log_click, log_search
from search.models import SavedSearch, Topic

WINDOW = 2
SHOWN_VALUES = 6
MAX_TYPED = 10_000
MAX_DIGITS = 18
CLICKS = Limit("search-click", Rate(60, 60))
FEED_SIZE = 30
FEED_AGE = 300  # seconds for which a feed may be kept


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """The result page. Works without JavaScript; every state has its own permanent address.

    Parameters: q, kind, topic, period, place, language, state (each may repeat), from, to (year or day), sort, page.

    Context of `search/results.html`:

    - `header`, `footer`: the frame of base.html, made already
    - `form`: {"q", "from", "to", "sort"} as typed; `errors`: a sentence for each of `from` and `to` that could not be
      understood; `kept`: [(name, value)] of all other parameters, for hidden fields
    - `results`: service.Results: `.hits` (each .title .title_html .highlight .lead .url .kind(.singular .icon) .image
      .state .entry(.date .starts .ends .place .author .language .topics)), `.total`, `.is_capped`, `.engine`,
      `.degraded`, `.too_deep`, `.suggestion`, `.promoted` (hits that editors recommend), `.pages`
    - `is_blank`: nothing was asked for
    - `tabs`: the facet of kinds as [{"id", "label", "count", "url", "checked", "icon"}]; the first one is "all kinds"
      with an empty label
    - `facets`: the others as [{"name", "label", "values", "more": [{"id", "value", "label", "count", "checked"}]}],
      where `more` is shown on demand; facets without values are left out
    - `active`: picked values as [{"label", "url"}], where `url` takes the value away; `clear_url` takes all away
    - `sorts`: {"relevance": url, "date": url}; `suggestion_url`; `previous_url`, `next_url` ("" at the ends)
    - `page_links`: [{"number", "url", "current"}] with None for a gap
    - `search_address`: the search as it can be followed
    - `see_also`: other searches as [{"label", "url"}]
    - `feed_url`: the same search as a feed; `max_hits`: how deep paging goes
    - where nothing was asked for or found: `ways_on`: topics as [{"label", "url"}]; `unfiltered_total`: how many hits
      the words have without anything picked
    """
    query = forms.read(request.GET)
    frame: dict[str, Any] = {}

    def meanwhile() -> None:
        """What does not depend on the hits is made while the engine looks for them."""
        frame["counted"] = query.page == 1 and log_before(query.text)
        frame["words"] = service.other_words(query.text)
        for part in ("header", "footer"):
            frame[part] = render_to_string(f"components/{part}.html", {"search_words": query.text}, request)

    found = service.search(query, meanwhile)
    if not frame:  # nothing was looked for
        meanwhile()
    address = Address(request.path, query, request.GET)
    kinds, others = (found.facets[0], found.facets[1:]) if found.facets else (None, [])
    typed = {name: forms.clean(request.GET.get(name, "")) for name in ("from", "to")}
    is_blank = not query.text and not query.is_narrowed
    context = {
        **frame,
        "form": {"q": query.text, "sort": query.sort, **typed},
        "errors": forms.errors(request.GET),
        "kept": [(name, value) for name, values in query.chosen.items() for value in values],
        "results": found,
        "is_blank": is_blank,
        "tabs": _tabs(kinds, address, query) if kinds else [],
        "facets": [_facet(facet) for facet in others if facet.values],
        "active": _active(others, query, address, typed),
        "clear_url": address.without_filters(),
        "sorts": {"relevance": address.with_(sort=[]), "date": address.with_(sort=["date"])},
        "suggestion_url": address.with_(q=[found.suggestion]) if found.suggestion else "",
        "previous_url": address.page(query.page - 1) if 1 < query.page <= found.pages else "",
        "next_url": address.page(query.page + 1) if query.page < found.pages else "",
        "page_links": _pages(query.page, found.pages, address),
        "search_address": address.search,
        "feed_url": "" if is_blank else f"{reverse('search-feed')}?{address.search}",
        "max_hits": MAX_HITS,
        "topic": _topic_alone(query),
    }
    if found.total:
        context["see_also"] = _see_also(frame["words"], found, address)
    if not found.total and not found.too_deep:
        context["ways_on"] = [
            {"label": topic.name, "url": f"{request.path}?topic={topic.slug}"} for topic in service.topics_now()
        ]
        if query.text and query.is_narrowed:
            context["unfiltered_total"] = service.search(Query(text=query.text, size=1)).total
    if query.page == 1:
        log_search(query.text, None if found.degraded else found.total, counted=frame["counted"])
    return render(request, "search/results.html", context)


def _topic_alone(query: Query) -> str:
    """The name of the topic when everything about it is asked for and nothing else: its page, so to say."""
    slugs = query.chosen.get("topic", ())
    if query.text or query.since or query.until or len(query.chosen) != 1 or len(slugs) != 1:
        return ""
    return Topic.objects.filter(pk=slugs[0]).values_list("name", flat=True).first() or ""


@login_required
@require_safe
def saved_searches(request: HttpRequest) -> HttpResponse:
    """The searches that the visitor follows. Context of `search/saved.html`: `searches`: [{"pk", "label", "url"}]."""
    mine = list(SavedSearch.objects.filter(person_id=request.user.pk))
    listed = [
        {"pk": search.pk, "label": label, "url": f"{reverse('search')}?{search.address}"}
        for search, label in zip(mine, saved.labels(mine), strict=True)
    ]
    return render(request, "search/saved.html", {"searches": listed})


@login_required
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow the search of `search` (as of Address.search), and go to the list; a sentence when that cannot be."""
    query = forms.read(QueryDict(request.POST.get("search", "")[:MAX_TYPED]))
    address = Address(reverse("search"), query, QueryDict(request.POST.get("search", "")[:MAX_TYPED]))
    try:
        saved.follow(request.user, address.search)
    except saved.CannotFollow as problem:
        messages.error(request, str(problem))
        return redirect("saved-searches")
    messages.success(request, gettext("You are told when something new is found by this search."))
    return redirect("saved-searches")


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop following a search, and go back to the list."""
    saved.leave(request.user, pk)
    messages.success(request, gettext("You do not follow the search any more."))
    return redirect("saved-searches")


# nosemgrep: no-csrf-exempt - it changes nothing but a count, and a beacon has no token
@csrf_exempt
@require_POST
def click(request: HttpRequest) -> HttpResponse:
    """Count that a hit (`hit`: its entry's key) of the words `q` was followed. Nobody is noted; it never fails."""
    hit = request.POST.get("hit", "")
    with suppress(TooOften):
        spend(CLICKS, network.of(request))
        if hit.isascii() and hit.isdigit() and len(hit) < MAX_DIGITS:
            log_click(forms.clean(request.POST.get("q", "")), int(hit))
    return HttpResponse(status=204)


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Suggestions for what is being typed (q): {"suggestions": [{"title", "url", "kind", "group"}]}."""
    response = JsonResponse({"suggestions": suggestions.find(forms.clean(request.GET.get("q", "")))})
    response["Cache-Control"] = "public, max-age=60"
    return response


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """What a search finds as an Atom feed (RFC 4287), what became findable last first. Parameters as of `results`."""
    asked = forms.read(request.GET, size=FEED_SIZE)
    query = Query(asked.text, asked.chosen, asked.since, asked.until, sort="new", size=FEED_SIZE)
    address = Address(reverse("search"), query, request.GET)
    found = service.search(query)
    title = gettext("Torvet: %(words)s") % {"words": query.text} if query.text else gettext("Torvet: a search")
    atom = Atom1Feed(
        title=title,
        link=request.build_absolute_uri(address.with_()),
        description="",
        language=get_language(),
        feed_url=request.build_absolute_uri(),
    )
    for hit in found.hits:
        atom.add_item(
            title=hit.title,
            link=request.build_absolute_uri(hit.url),
            description=hit.lead or str(hit.highlight),
            author_name=hit.entry.author or None,
            categories=[name for _, name in hit.entry.topics],
            pubdate=hit.entry.visible_since,
            updateddate=hit.entry.updated,
        )
    response = HttpResponse(content_type=atom.content_type)
    atom.write(response, "utf-8")
    response["Cache-Control"] = f"public, max-age={FEED_AGE}"
    return response


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description with which a browser offers Torvet among its search engines (OpenSearch 1.1)."""
    addresses = {"base": request.build_absolute_uri("/").rstrip("/"), "language": get_language()}
    content_type = "application/opensearchdescription+xml"
    return render(request, "search/opensearch.xml", addresses, content_type=content_type)


def _see_also(words: list[str], found: service.Results, address: Address) -> list[dict[str, Any]]:
    """Other words for the same, and the topics that the hits have most."""
    others = [{"label": each, "url": f"{reverse('search')}?{urlencode({'q': each})}"} for each in words]
    topics = service.other_topics(found)
    return others + [{"label": topic.label, "url": address.with_(topic=[topic.value])} for topic in topics]


def _tabs(facet: service.Facet, address: Address, query: Query) -> list[dict[str, Any]]:
    """All kinds, then each kind alone."""
    total = sum(value.count for value in facet.values)
    everything = {"label": "", "count": total, "url": address.with_(kind=[]), "checked": not query.chosen.get("kind")}
    each = [
        {
            "id": f"tab-{crc32(value.value.encode()):x}",
            "label": value.label,
            "count": value.count,
            "url": address.with_(kind=[value.value]),
            "checked": value.checked,
            "icon": kind.icon if (kind := service.registry.kind(value.value)) else "",
        }
        for value in facet.values
    ]
    return [{**everything, "id": "tab-all", "icon": ""}, *each]


def _facet(facet: service.Facet) -> dict[str, Any]:
    """A facet with its first values; what is picked is never among those shown on demand."""
    values = [
        {
            "id": f"facet-{facet.name}-{crc32(value.value.encode()):x}",
            "value": value.value,
            "label": value.label,
            "count": value.count,
            "checked": value.checked,
        }
        for value in facet.values
    ]
    shown = [value for place, value in enumerate(values) if place < SHOWN_VALUES or value["checked"]]
    more = [value for value in values if value not in shown]
    return {"name": facet.name, "label": facet.label, "values": shown, "more": more}


def _active(facets: list[service.Facet], query: Query, address: Address, typed: dict[str, str]) -> list[dict[str, Any]]:
    """What is picked, and the address without it."""
    picked = [
        {"label": value.label, "url": address.toggled(facet.name, value.value)}
        for facet in facets
        for value in facet.values
        if value.checked
    ]
    if query.since:
        label = gettext("from %(day)s") % {"day": typed["from"]}
        picked.append({"label": label, "url": address.without("from")})
    if query.until:
        picked.append({"label": gettext("until %(day)s") % {"day": typed["to"]}, "url": address.without("to")})
    return picked


def _pages(current: int, last: int, address: Address) -> list[dict[str, Any] | None]:
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
