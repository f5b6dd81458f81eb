"""Exhibitions, and the overview of them."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from exhibitions.models.associations import Association
from exhibitions.models.works import Work
from home.blocks import BodyBlock
from home.models import BasePage, CalendarItem, ListingPage
from home.models.base import BasePageQuerySet

LAST_DAYS = dt.timedelta(days=7)
MAX_WORKS = 60  # in one submission


class Run(models.TextChoices):
    """Where an exhibition is in its time."""

    COMING = "coming", _("Opens soon")
    OPEN = "open", _("Open now")
    LAST_DAYS = "last_days", _("Last days")
    PAST = "past", _("Has been shown")


class ExhibitionQuerySet(BasePageQuerySet):
    def current(self, at: dt.date | None = None) -> Self:
        """Exhibitions that are open on the day `at`, or open later."""
        day = at or timezone.localdate()
        return self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day))

    def past(self, at: dt.date | None = None) -> Self:
        """Exhibitions that were over on the day `at`."""
        return self.filter(ends_on__lt=at or timezone.localdate())


class ExhibitionIndexPage(ListingPage):
    """The overview of exhibitions: those open first, then the coming, then the archive."""

    parent_page_types = ["home.HomePage"]
    subpage_types = ["exhibitions.ExhibitionPage"]
    max_count_per_parent = 1
    template = "exhibitions/index.html"
    teaser_template = "exhibitions/_teaser.html"

    class Meta:
        verbose_name = _("overview of exhibitions")

    def exhibitions(self) -> "ExhibitionQuerySet":
        """The readable exhibitions below this page."""
        readable: ExhibitionQuerySet = ExhibitionPage.objects.child_of(self).readable()
        return readable

    def listed(self) -> BasePageQuerySet:
        """Those open first, what ends soonest before what stays; then those coming; then those past, latest first."""
        today = timezone.localdate()
        rank = models.Case(models.When(ends_on__lt=today, then=2), models.When(starts_on__gt=today, then=1), default=0)
        until = models.Case(models.When(ends_on__gte=today, then=models.F("ends_on")))
        listed: BasePageQuerySet = (
            self.exhibitions().annotate(rank=rank).order_by("rank", until.asc(nulls_last=True), "-ends_on", "-pk")
        )
        return listed

    def highlights(self, count: int) -> list[Any]:
        from home.models.base import cards

        today = timezone.localdate()
        shown = (
            self.exhibitions().current(today).order_by(models.F("starts_on").asc(nulls_first=True)).as_cards()[:count]
        )
        return cards(shown)

    def calendar(self, start: dt.datetime, end: dt.datetime) -> list[CalendarItem]:
        opening = self.exhibitions().filter(
            starts_on__range=(timezone.localtime(start).date(), timezone.localtime(end).date())
        )
        return [page.opening_item() for page in opening]


class ExhibitionPage(RoutablePageMixin, BasePage):
    """An exhibition with its works, shown in the house, online, or both."""

    parent_page_types = ["exhibitions.ExhibitionIndexPage"]
    subpage_types: list[str] = []
    card_template = "exhibitions/_card.html"
    template = "exhibitions/exhibition.html"

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("about the exhibition"))
    associations = ParentalManyToManyField(
        Association, blank=True, related_name="exhibitions", verbose_name=_("shown by")
    )
    curator = models.CharField(_("curator"), max_length=120, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    place = models.CharField(
        _("place"), max_length=120, blank=True, help_text=_("Branch and room, if it is shown in the house.")
    )
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="submitted_exhibitions",
    )
    # One key a form: the same form sent fifty times makes one exhibition.
    submission_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)

    objects = PageManager.from_queryset(ExhibitionQuerySet)()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("place"),
                FieldPanel("opening_hours"),
            ],
            heading=_("When and where"),
        ),
        FieldPanel("associations"),
        FieldPanel("curator"),
        FieldPanel("body"),
        InlinePanel("works", heading=_("Works"), label=_("work")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day is before the first one.")})

    @classmethod
    def prepare_cards(cls, pages: list[Any]) -> None:
        models.prefetch_related_objects(pages, "picture", "associations")

    def run(self, at: dt.date | None = None) -> Run:
        """Where the exhibition is in its time on the day `at` (today when not given)."""
        day = at or timezone.localdate()
        if self.starts_on and day < self.starts_on:
            return Run.COMING
        if self.ends_on and day > self.ends_on:
            return Run.PAST
        if self.ends_on and self.ends_on - day < LAST_DAYS:
            return Run.LAST_DAYS
        return Run.OPEN

    @cached_property
    def ordered_works(self) -> list[Work]:
        """The works with their pictures, in order, in two queries (none in a preview)."""
        works = sorted(self.works.all(), key=lambda work: work.sort_order or 0)
        models.prefetch_related_objects(works, "picture")
        return works

    def opening_item(self) -> CalendarItem:
        """The opening as a line of the calendar, at ten in the morning of the first day."""
        starts = timezone.make_aware(dt.datetime.combine(self.starts_on or timezone.localdate(), dt.time(10)))
        return CalendarItem(
            starts=starts,
            title=self.title,
            url=self.url or "",
            place=self.place,
            kind=str(_("Exhibition opens")),
            text=self.lead,
        )

    @path("vaerk/<slug:key>/", name="work")
    def work(self, request: HttpRequest, key: str) -> HttpResponse:
        """One work, with the way to the ones before and after it."""
        works = self.ordered_works
        position = next((number for number, work in enumerate(works) if work.key == key), None)
        if position is None:
            raise Http404
        context = {
            "work": works[position],
            "number": position + 1,
            "before": works[position - 1] if position else None,
            "after": works[position + 1] if position + 1 < len(works) else None,
        }
        return self.render(request, context_overrides=context, template="exhibitions/work.html")

    def work_url(self, work: Work) -> str:
        """The work's own address on this site."""
        return f"{self.url}vaerk/{work.key}/"
