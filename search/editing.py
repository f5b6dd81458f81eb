"""The editors' pages about search in Wagtail's admin: how it is, what was asked, what a query becomes, documents."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.ui.components import Component

from search import danish, forms, lexicon, outbox, plan, rebuilds, registry, service, weights
from search.desk import KEPT_DAYS, MIN_DAYS, Asked, Click, DocumentText
from search.documents import texts
from search.engines.base import Query
from search.models import Entry, Rebuild

MAX_LISTED = 50
ON_THE_DASHBOARD = 8
TRIED = 10
PERIODS = (7, 30, KEPT_DAYS)


def may_edit(request: HttpRequest) -> bool:
    """Whether the person may steer search."""
    return request.user.is_active and request.user.has_perm("search.change_synonyms")


def _check(request: HttpRequest) -> None:
    if not may_edit(request):
        raise PermissionDenied


@dataclass(frozen=True, slots=True)
class KindLine:
    """How many entries of a kind there are, how many of them Elasticsearch lacks, and the newest change."""

    label: str | Promise
    entries: int
    behind: int
    newest: Any


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the index holds and how far behind it is."""
    _check(request)
    rebuild = Rebuild.objects.first()
    context = {
        "status": service.status(),
        "kinds": kind_lines(),
        "uses_elasticsearch": outbox.is_needed(),
        "rebuild": rebuild,
        "is_rebuilding": bool(rebuild and rebuild.running),
        "documents": DocumentText.objects.troubling().count(),
    }
    return render(request, "search/admin/overview.html", context)


def kind_lines() -> list[KindLine]:
    """One line for each kind that is registered, in the order of the tabs."""
    alive = Entry.objects.alive().order_by()
    counted = {row["kind"]: row for row in alive.values("kind").annotate(n=Count("pk"), newest=Max("updated"))}
    behind = Counter(Entry.objects.alive().pending().values_list("kind", flat=True)) if outbox.is_needed() else {}
    return [
        KindLine(kind.label, counted[kind.slug]["n"], behind.get(kind.slug, 0), counted[kind.slug]["newest"])
        if kind.slug in counted
        else KindLine(kind.label, 0, 0, None)
        for kind in registry.kinds()
    ]


@dataclass(frozen=True, slots=True)
class Followed:
    """A query with the hits that were followed most: pairs of entry and count."""

    asked: Asked
    clicks: int
    hits: list[tuple[Entry, int]]


@require_POST
def rebuild(request: HttpRequest) -> HttpResponse:
    """Have everything described and sent again by a worker; one that runs already goes on."""
    _check(request)
    try:
        rebuilds.order(by=request.user)
    except rebuilds.Busy:
        messages.warning(request, _("A rebuild is already under way."))
    else:
        messages.success(request, _("The rebuild is ordered. You can leave this page."))
    return redirect("search-admin")


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What was searched for: what found nothing, and what was followed."""
    _check(request)
    typed = request.GET.get("days", "")
    days = int(typed) if typed in map(str, PERIODS) else PERIODS[1]
    since = timezone.localdate() - dt.timedelta(days=days)
    context = {
        "days": days,
        "periods": PERIODS,
        "min_days": MIN_DAYS,
        "kept_days": KEPT_DAYS,
        "fruitless": Asked.objects.fruitless(since)[:MAX_LISTED],
        "frequent": followed(since),
    }
    return render(request, "search/admin/asked.html", context)


def followed(since: dt.date) -> list[Followed]:
    """The most frequent queries that find something, each with its three most followed hits."""
    found = list(Asked.objects.frequent(since)[:MAX_LISTED])
    counted = (
        Click.objects.filter(asked__in=found, day__gte=since)
        .values_list("asked", "entry")
        .annotate(n=Sum("clicks"))
        .order_by("-n")
    )
    hits: dict[int, list[tuple[int, int]]] = {}
    for query, entry, n in counted:
        hits.setdefault(query, []).append((entry, n))
    shown = Entry.objects.visible_to(service.EVERYBODY).only("title", "url")
    rows = shown.in_bulk([entry for pairs in hits.values() for entry, _n in pairs[:3]])
    return [
        Followed(
            query,
            sum(n for _entry, n in hits.get(query.pk, [])),
            [(rows[entry], n) for entry, n in hits.get(query.pk, [])[:3] if entry in rows],
        )
        for query in found
    ]


@dataclass(frozen=True, slots=True)
class TriedWord:
    """A typed word and what search makes of it."""

    word: str
    base: str
    parts: tuple[str, ...]
    family: tuple[str, ...]
    is_left_out: bool


@require_safe
def attempt(request: HttpRequest) -> HttpResponse:
    """Try a query: what it becomes, and what it finds."""
    _check(request)
    text = forms.clean(request.GET.get("q", ""))
    planned = plan.make(text) if text else None
    context = {
        "q": text,
        "words": tried(text),
        "ways": _ways(planned) if planned else [],
        "results": service.search(Query(text, size=TRIED)) if text else None,
    }
    return render(request, "search/admin/attempt.html", context)


def tried(text: str) -> list[TriedWord]:
    """Each word with its base form, the parts of a compound and its relatives."""
    return [
        TriedWord(
            word,
            danish.base(word),
            danish.split(word) or (),
            lexicon.family(danish.base(word)),
            is_left_out=danish.exact(word) in danish.STOP_WORDS,
        )
        for word in dict.fromkeys(danish.words(text)[: plan.MAX_WORDS])
    ]


WAYS = {
    weights.SYNONYM: gettext_lazy("means the same"),
    weights.COMPOUND: gettext_lazy("both parts of a compound, or relatives"),
    weights.JOINED: gettext_lazy("written as one word"),
}


def _ways(planned: plan.Plan) -> list[tuple[Any, str, str]]:
    """How else search looks for the query: why, the words, and how much it counts in percent."""
    first = {clause.terms: clause for clause in reversed(planned.must[1:])}
    return [
        (WAYS.get(clause.boost, _("spelled alike or related")), " + ".join(clause.terms), f"{clause.boost:.0%}")
        for clause in reversed(first.values())
    ]


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Documents whose text is not found, and why."""
    _check(request)
    rows = [
        {"row": row, "document": row.document, "reason": texts.REASONS.get(row.reason, "")}
        for row in DocumentText.objects.troubling()[: 4 * MAX_LISTED]
    ]
    waiting = DocumentText.objects.filter(state=DocumentText.State.WAITING).count()
    context = {"rows": rows, "waiting": waiting, "cpr": DocumentText.State.CPR}
    return render(request, "search/admin/documents.html", context)


@require_POST
def clear_document(request: HttpRequest, pk: int) -> HttpResponse:
    """An editor has looked at a document."""
    _check(request)
    row = get_object_or_404(DocumentText.objects.select_related("document"), pk=pk)
    texts.clear(row)
    messages.success(request, _("“%(title)s” is taken off the list.") % {"title": row.document.title})
    return redirect("search-admin-documents")


class FruitlessPanel(Component):
    """On the editors' dashboard: what people looked for in vain this month."""

    name = "search_fruitless"
    template_name = "search/admin/panel.html"
    order = 250

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The words, most asked first; none for those who may not steer search."""
        if not may_edit(parent_context["request"]):
            return {"fruitless": []}
        since = timezone.localdate() - dt.timedelta(days=PERIODS[1])
        return {"fruitless": Asked.objects.fruitless(since)[:ON_THE_DASHBOARD]}
