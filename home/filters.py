"""Listings that a reader narrows: by topic, period, place and kind. Only what occurs is offered."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, IntegerField, Max, Min, Q, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.models import get_page_models

if TYPE_CHECKING:
    from home.models.base import BasePageQuerySet

#: Word in the address -> first and last year, and what the reader is shown.
PERIODS: dict[str, tuple[int, int, Any]] = {
    "1799": (0, 1799, _("Before 1800")),
    "1800": (1800, 1849, "1800–1849"),
    "1850": (1850, 1899, "1850–1899"),
    "1900": (1900, 1919, "1900–1919"),
    "1920": (1920, 1944, "1920–1944"),
    "1945": (1945, 1969, "1945–1969"),
    "1970": (1970, 1999, "1970–1999"),
    "2000": (2000, 9999, _("After 2000")),
}
ENOUGH = 2  # choices that make a choice


class FilterForm(forms.Form):
    """Choices among what `pages` have. A field with nothing to choose is not there; an unknown choice is left out."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    period = forms.ChoiceField(label=_("Period"), required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, data: QueryDict, pages: "BasePageQuerySet") -> None:
        offered = {"topic": _topics(pages), **_facts(pages)}
        self.chosen = {name: str(data[name]) for name in offered if data.get(name) in dict(offered[name])}
        super().__init__(self.chosen)
        for name, choices in offered.items():
            if len(choices) < ENOUGH:
                del self.fields[name]
            else:
                self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    @property
    def rest(self) -> str:
        """What of the address the links to other pages of the list keep."""
        return f"{urlencode(self.chosen)}&" if self.chosen else ""


def narrow(pages: "BasePageQuerySet", chosen: dict[str, str]) -> "BasePageQuerySet":
    """Those of the pages that fit what was chosen."""
    from home.models import Topic

    if topic := chosen.get("topic"):
        pages = pages.about(Topic.objects.filter(slug=topic))
    if kind := chosen.get("kind"):
        pages = pages.filter(content_type__model=f"{kind}page")
    if place := chosen.get("place"):
        pages = pages.filter(_any_written(Q(place=place)))
    if period := chosen.get("period"):
        first, last, _label = PERIODS[period]
        one = Q(year_to__isnull=True, year_from__range=(first, last))
        several = Q(year_from__lte=last, year_to__gte=first)
        pages = pages.filter(_any_written(one | several))
    return pages


def _written() -> "list[Any]":
    """The types of pages that have a place and a period."""
    from home.models.editorial import EditorialPage

    return [model for model in get_page_models() if issubclass(model, EditorialPage)]


def _any_written(condition: Q) -> Q:
    found = Q()
    for model in _written():
        found |= Q(pk__in=model.objects.filter(condition).values("pk"))
    return found


def _topics(pages: "BasePageQuerySet") -> list[tuple[str, str]]:
    from home.models import Topic
    from home.models.base import topic_tables

    keys = pages.order_by().values("pk")
    used = [links.objects.filter(**{f"{name}__in": keys}).values("topic") for links, name in topic_tables()]
    return list(Topic.objects.filter(pk__in=used[0].union(*used[1:])).values_list("slug", "name"))


def _facts(pages: "BasePageQuerySet") -> dict[str, list[tuple[str, Any]]]:
    """The places, periods and kinds that occur, found in one query: a row for each type of page and place."""
    keys = pages.order_by().values("pk")
    none = Cast(Value(None), IntegerField())
    columns = ("content_type", "where", "first", "last", "end")
    rows = pages.order_by().annotate(where=Value(""), first=none, last=none, end=none).values_list(*columns)
    written = [
        model.objects.filter(pk__in=keys)
        .order_by()
        .values("content_type", where=F("place"))
        .annotate(first=Min("year_from"), last=Max("year_from"), end=Max("year_to"))
        .values_list(*columns)
        for model in _written()
    ]
    found = list(rows.union(*written))
    return {
        "place": [(place, place) for place in sorted({row[1] for row in found if row[1]})],
        "period": _periods([year for row in found for year in row[2:] if year is not None]),
        "kind": _kinds({row[0] for row in found}),
    }


def _periods(years: list[int]) -> list[tuple[str, Any]]:
    """The periods from the first year to the last one."""
    if not years:
        return []
    start, end = min(years), max(years)
    return [(word, label) for word, (first, last, label) in PERIODS.items() if first <= end and last >= start]


def _kinds(types: set[int]) -> list[tuple[str, str]]:
    found = [
        (str(model._meta.model_name).removesuffix("page"), capfirst(str(model._meta.verbose_name_plural)))
        for model, kind in ContentType.objects.get_for_models(*get_page_models()).items()
        if kind.pk in types
    ]
    return sorted(found, key=lambda choice: choice[1])
