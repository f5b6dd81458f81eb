"""Exhibitions, and the overview of them."""

import datetime as dt
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import functions
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager
from wagtail.search import index
from wagtail.url_routing import RouteResult

from exhibitions.models.associations import Association
from exhibitions.models.places import Branch
from exhibitions.models.routes import ExhibitionRoutes
from exhibitions.models.works import Work
from exhibitions.states import Progress
from home import store
from home.blocks import BodyBlock
from home.models import BasePage, CalendarItem, ListingPage, Picture
from home.models.base import RELATED_PANEL, BasePageQuerySet

LAST_DAYS = dt.timedelta(days=7)
MAX_WORKS = 60  # in one submission


class Run(models.TextChoices):
    """Where an exhibition is in its time."""

    COMING = "coming", _("Opens soon")
    OPEN = "open", _("Open now")
    LAST_DAYS = "last_days", _("Last days")
    PAST = "past", _("Has been shown")


#: The two runs that an exhibition may have, in the house and online: the fields of its first and its last day.
RUNS = (("starts_on", "ends_on"), ("online_from", "online_until"))


def _has_run(first: str, last: str) -> models.Q:
    return models.Q(**{f"{first}__isnull": False}) | models.Q(**{f"{last}__isnull": False})


def _is_over(day: dt.date) -> models.Q:
    """Both of its runs, if it has them, ended before the day; without any it never is."""
    has_house, has_online = (_has_run(*run) for run in RUNS)
    house_is_over, online_is_over = (models.Q(**{f"{last}__lt": day}) for _first, last in RUNS)
    return (has_house | has_online) & (~has_house | house_is_over) & (~has_online | online_is_over)


def _is_on(day: dt.date) -> models.Q:
    """One of its runs holds the day, or it has none and is always open."""
    has_house, has_online = (_has_run(*run) for run in RUNS)
    house_is_on, online_is_on = (
        has_run
        & (models.Q(**{f"{first}__isnull": True}) | models.Q(**{f"{first}__lte": day}))
        & (models.Q(**{f"{last}__isnull": True}) | models.Q(**{f"{last}__gte": day}))
        for (first, last), has_run in zip(RUNS, (has_house, has_online), strict=True)
    )
    return house_is_on | online_is_on | (~has_house & ~has_online)


class ExhibitionQuerySet(BasePageQuerySet):
    def current(self, at: dt.date | None = None) -> Self:
        """Exhibitions that are open on the day `at`, in the house or online, or open later."""
        return self.exclude(_is_over(at or store.today()))

    def past(self, at: dt.date | None = None) -> Self:
        """Exhibitions that were over on the day `at`."""
        return self.filter(_is_over(at or store.today()))


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
        today = store.today()
        rank = models.Case(models.When(_is_on(today), then=0), models.When(_is_over(today), then=2), default=1)
        until = models.Case(models.When(ends_on__gte=today, then=models.F("ends_on")))
        last = functions.Coalesce("ends_on", "online_until")
        listed: BasePageQuerySet = (
            self.exhibitions()
            .annotate(rank=rank, ended_on=last)
            .order_by("rank", until.asc(nulls_last=True), "-ends_on", "-pk")
        )
        return listed

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["years"] = self.years()
        year = request.GET.get("aar", "")
        if year.isascii() and year.isdigit() and int(year) in context["years"]:
            past = self.listed().past().filter(ended_on__year=int(year))
            context["year"] = int(year)
            context["listing"] = self.page_of_cards(request.GET.get("side", "1"), past)
        return context

    def years(self) -> list[int]:
        """The years in which past exhibitions ended, the latest first."""
        ended = self.listed().past().order_by().values_list(functions.ExtractYear("ended_on"), flat=True).distinct()
        return sorted({year for year in ended if year}, reverse=True)

    def highlights(self, count: int) -> list[Any]:
        from home.models.base import cards

        today = store.today()
        shown = (
            self.exhibitions().current(today).order_by(models.F("starts_on").asc(nulls_first=True)).as_cards()[:count]
        )
        return cards(shown)

    def calendar(self, start: dt.datetime, end: dt.datetime) -> list[CalendarItem]:
        opening = self.exhibitions().filter(
            starts_on__range=(timezone.localtime(start).date(), timezone.localtime(end).date())
        )
        return [page.opening_item() for page in opening]


class ExhibitionPage(ExhibitionRoutes, BasePage):
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
    branch = models.ForeignKey(
        Branch, models.PROTECT, null=True, blank=True, related_name="exhibitions", verbose_name=_("branch")
    )
    place = models.CharField(
        _("room"), max_length=120, blank=True, help_text=_("Where in the branch; or the place, if it is elsewhere.")
    )
    opening_hours = models.CharField(
        _("opening hours"), max_length=200, blank=True, help_text=_("Empty: those of the branch.")
    )
    opening_at = models.DateTimeField(_("opening event"), null=True, blank=True)
    opening_text = models.CharField(
        _("what happens there"), max_length=200, blank=True, help_text=_("Who speaks, who plays, what is served.")
    )
    online_from = models.DateField(_("online from"), null=True, blank=True)
    online_until = models.DateField(
        _("online until"), null=True, blank=True, help_text=_("Empty: as long as the page is published.")
    )
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

    exclude_fields_in_copy = ["submission_key"]

    objects = PageManager.from_queryset(ExhibitionQuerySet)()

    promote_panels = [RELATED_PANEL, *BasePage.promote_panels]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldRowPanel([FieldPanel("branch"), FieldPanel("place")]),
                FieldPanel("opening_hours"),
                FieldRowPanel([FieldPanel("opening_at"), FieldPanel("opening_text")]),
            ],
            heading=_("In the house"),
        ),
        FieldRowPanel([FieldPanel("online_from"), FieldPanel("online_until")], heading=_("Online")),
        MultiFieldPanel(
            [
                FieldPanel("associations"),
                FieldPanel("curator"),
                InlinePanel("organisers", heading=_("Other people behind it"), label=_("person")),
            ],
            heading=_("Who shows it"),
        ),
        FieldPanel("body"),
        InlinePanel("works", heading=_("Works"), label=_("work")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")

    def clean(self) -> None:
        super().clean()
        wrong = {
            last: _("The last day is before the first one.")
            for first, last in RUNS
            if (begins := getattr(self, first)) and (ends := getattr(self, last)) and ends < begins
        }
        if wrong:
            raise ValidationError(wrong)

    @classmethod
    def prepare_cards(cls, pages: list[Any]) -> None:
        from exhibitions.hanging import card_pictures

        models.prefetch_related_objects(pages, "associations", "branch")
        shown = card_pictures(pages)
        for page in pages:
            page.card_picture = shown.get(page.pk)

    def run(self, at: dt.date | None = None) -> Run:
        """Where the exhibition is in its time on the day `at` (today when not given), in the house and online as one.

        The last days are those of the run that ends first: after it there is less to see.
        """
        day = at or store.today()
        runs = [(getattr(self, first), getattr(self, last)) for first, last in RUNS]
        runs = [(first, last) for first, last in runs if first or last]
        running = [last for first, last in runs if (not first or first <= day) and (not last or day <= last)]
        if running:
            is_ending = any(last and last - day < LAST_DAYS for last in running)
            return Run.LAST_DAYS if is_ending else Run.OPEN
        if not runs:
            return Run.OPEN
        return Run.COMING if any(first and day < first for first, _last in runs) else Run.PAST

    @property
    def where(self) -> str:
        """The room and the branch in one line."""
        return ", ".join(part for part in (self.place, str(self.branch or "")) if part)

    @cached_property
    def shown_by(self) -> list[Association]:
        """The associations that show it, read once."""
        return list(self.associations.all())

    @cached_property
    def people(self) -> list["Organiser"]:
        """The other people behind it, read once."""
        return list(self.organisers.all())

    @property
    def shared_picture(self) -> Picture | None:
        """The page's own picture while it may be shown."""
        from exhibitions.showing import may_be_shown

        return self.picture if may_be_shown(self.picture) else None

    @cached_property
    def ordered_works(self) -> list[Work]:
        """The works with their pictures, in order, in two queries (none in a preview)."""
        works = sorted(self.works.all(), key=lambda work: work.sort_order or 0)
        models.prefetch_related_objects(works, "picture")
        return works

    @property
    def hours(self) -> str:
        """When it can be seen: its own hours, or those of the branch."""
        return self.opening_hours or (self.branch.opening_hours if self.branch else "")

    def opening_item(self) -> CalendarItem:
        """The opening as a line of the calendar, at ten in the morning of the first day where no event is told of."""
        morning = dt.datetime.combine(self.starts_on or timezone.localdate(), dt.time(10))
        starts = self.opening_at or timezone.make_aware(morning)
        return CalendarItem(
            starts=starts,
            title=self.title,
            url=self.url or "",
            place=self.where,
            kind=str(_("Exhibition opens")),
            text=self.opening_text or self.lead,
        )

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail does it; where an association has withdrawn what was public, a tombstone answers."""
        if not self.live and self._is_withdrawn():
            return RouteResult(self, args=(self.tombstone, [], {}))
        return super().route(request, path_components)

    def _is_withdrawn(self) -> bool:
        submission = getattr(self, "submission", None) if self.submission_key else None
        return submission is not None and submission.state == Progress.WITHDRAWN and submission.was_public

    def tombstone(self, request: HttpRequest) -> HttpResponse:
        """410: that there was an exhibition, and that those who made it have taken it back."""
        step = self.submission.steps.filter(state=Progress.WITHDRAWN).last()
        return render(request, "exhibitions/withdrawn.html", {"step": step}, status=410)

    def work_url(self, work: Work) -> str:
        """The work's own address on this site."""
        return f"{self.url}vaerk/{work.key}/"


class Organiser(Orderable):
    """A person behind an exhibition, and what they did."""

    exhibition = ParentalKey(ExhibitionPage, on_delete=models.CASCADE, related_name="organisers")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(
        _("what they did"), max_length=120, blank=True, help_text=_("For example: photographs, hanging, texts.")
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("role")])]

    class Meta(Orderable.Meta):
        verbose_name = _("organiser")
        verbose_name_plural = _("organisers")

    def __str__(self) -> str:
        return self.name
