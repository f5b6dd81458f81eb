"""What every page of the house has in common."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar, Self, cast

from django.core.paginator import Page as PaginatedPage
from django.core.paginator import Paginator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Locale, Page, PageManager, PageViewRestriction, get_page_models
from wagtail.query import PageQuerySet

from home.models.pictures import Picture
from home.models.topics import Topic
from home.once import once

# For every type of page that shows what to read on: what editors put beside it comes first (search.related).
RELATED_PANEL = InlinePanel("related_links", heading=_("Related pages"), label=_("page"), max_num=6)


@dataclass(frozen=True, order=True)
class CalendarItem:
    """Something that happens at a time: `starts` and `ends` are aware datetimes; `kind` is a word for the reader."""

    starts: dt.datetime
    title: str
    url: str = ""
    ends: dt.datetime | None = None
    place: str = ""
    kind: str = ""
    text: str = ""


def restrictions() -> list[tuple[int, str]]:
    """The page, by key and path, of every rule that lets only some readers in. Asked once in a request that reads."""
    rules = PageViewRestriction.objects.values_list("page_id", "page__path")
    return once("restrictions", lambda: list(rules))


class BasePageQuerySet(PageQuerySet):
    def private_q(self) -> models.Q:
        """As Wagtail's, which asks for all rules, each with its page, for every list."""
        private = models.Q(pk__in=[])
        for _key, path in restrictions():
            private |= models.Q(path__startswith=path)
        return private

    def readable(self) -> Self:
        """What anybody may read: published, and under no restriction. Every public query starts here."""
        return self.live().public()

    def as_cards(self) -> Self:
        """As page types of their own, with pictures, without the StreamFields that a card does not show."""
        with_pictures = self.specific().select_related("picture", for_specific_subqueries=True)
        return cast("Self", with_pictures.defer_streamfields())

    def about(self, topics: "Iterable[Topic] | models.QuerySet[Topic]") -> Self:
        """Pages of any type that are filed under one of these topics."""
        filed = [links.objects.filter(topic__in=topics).values(name) for links, name in topic_tables()]
        return self.filter(pk__in=filed[0].union(*filed[1:]))


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePage(Page):
    """A page with a lead, a picture and topics.

    A subclass names its template for cards in `card_template`, and says in `prepare_cards` how to load for a whole list
    at once what a card shows beyond the page's own row.
    """

    card_template: ClassVar[str] = "home/_card.html"
    # Whether all who have no session get the same answer, so that it may be kept (home.store).
    same_for_everybody: ClassVar[bool] = True

    lead = models.TextField(
        _("lead"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences that make one want to read. Shown in lists and in search."),
    )
    picture = models.ForeignKey(
        "home.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    picture_caption = models.CharField(_("caption"), max_length=250, blank=True)
    topics = ParentalManyToManyField(Topic, blank=True, verbose_name=_("topics"))

    objects = BasePageManager()

    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_caption")], heading=_("Picture")),
    ]
    promote_panels = [
        FieldPanel("topics", widget=CheckboxSelectMultiple),
        InlinePanel(
            "goals",
            heading=_("The UN's goals"),
            label=_("goal"),
            max_num=4,
            help_text=_("Only when the page is truly about one. Readers find it on the overview of the goals."),
        ),
        *Page.promote_panels,
    ]

    class Meta:
        abstract = True

    @property
    def shared_picture(self) -> Picture | None:
        """The picture that others show beside a link to the page; for most pages their own."""
        return self.picture

    @classmethod
    def prepare_cards(cls, pages: "list[Any]") -> None:
        """Load for all `pages` of this type what their cards show. The picture, for most."""
        models.prefetch_related_objects(pages, "picture")

    def calendar(self, start: dt.datetime, end: dt.datetime) -> list[CalendarItem]:  # noqa: ARG002 - for subclasses
        """What this page announces between two aware datetimes. Nothing, for most."""
        return []

    def get_view_restrictions(self) -> "models.QuerySet[PageViewRestriction]":
        """As Wagtail's, which asks for the pages above first; the house knows those of a page right below a section."""
        from home import house

        if not restrictions():
            return PageViewRestriction.objects.none()
        found = house.current()
        above = [found.top.get(path) for path in self._paths_above()] if found else [None]
        if self.alias_of_id or None in above:
            return super().get_view_restrictions()
        return PageViewRestriction.objects.filter(page_id__in=[self.pk, *above])

    def _paths_above(self) -> list[str]:
        return [self.path[:length] for length in range(self.steplen, len(self.path), self.steplen)]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """As Wagtail's; beside the editor, with the marks of the writing aid."""
        from home.advice import mark

        response = super().serve_preview(request, mode_name)
        if getattr(request, "in_preview_panel", False) and hasattr(response, "add_post_render_callback"):
            response.add_post_render_callback(partial(mark, request))
        return response

    @property
    def goal_tags(self) -> list[dict[str, Any]]:
        """The UN's goals that it is about: number, name, and the address of the goal's page where there is one."""
        from home.models.themes import GoalsPage

        if not getattr(self, "has_goals", True):  # home.serving has asked already
            return []
        tagged = sorted(self.goals.all(), key=lambda goal: goal.number)
        overview = GoalsPage.objects.readable().filter(locale=self.locale_id).first() if tagged else None
        address = overview.get_url() if overview else None
        return [{**goal.tag, "url": f"{address}{goal.number}/" if address else ""} for goal in tagged]

    @property
    def trail(self) -> "list[Page]":
        """The pages above this one, below the front page, for the breadcrumbs."""
        from home import house

        found = house.current()
        sections = [found.sections.get(path) for path in self._paths_above()[2:]] if found else [None]
        if None not in sections:
            return sections
        # A page below one that is for some readers only is for them too.
        return list(self.get_ancestors().filter(depth__gt=2).live())  # nosemgrep: live-without-public


def topic_tables() -> "list[tuple[Any, str]]":
    """For each type of page the model of its rows that say what it is about, and the name of their key to the page."""
    types = [model for model in get_page_models() if issubclass(model, BasePage)]
    fields = [model._meta.get_field("topics") for model in types]
    return [(field.remote_field.through, f"{field.m2m_field_name()}_id") for field in fields]


def cards(pages: "Iterable[Any]") -> "list[Any]":
    """The pages as a list, ready for their card templates, in a number of queries that does not grow with the list."""
    listed = list(pages)
    by_class: dict[type, list[Any]] = {}
    for page in listed:
        by_class.setdefault(type(page), []).append(page)
    for page_class, group in by_class.items():
        page_class.prepare_cards(group)  # type: ignore[attr-defined]
    return listed


def chosen_cards(keys: Iterable[int]) -> "list[Any]":
    """Those of the pages with these keys that anybody may read, in the order of the keys, ready for their cards."""
    order = {key: position for position, key in enumerate(keys)}
    pages = BasePageQuerySet(Page).filter(pk__in=order).readable().as_cards() if order else []
    return cards(sorted(pages, key=lambda page: order[page.pk]))


class ListingPage(BasePage):
    """An overview of its children: paginated on its own page, and a few `highlights` for the front page's teaser."""

    per_page: ClassVar[int] = 12
    teaser_template: ClassVar[str] = "home/_teaser.html"

    show_in_menus_default = True

    class Meta:
        abstract = True

    def listed(self) -> BasePageQuerySet:
        """The readable children in the order in which they are listed: newest first."""
        children: BasePageQuerySet = BasePageQuerySet(Page).child_of(self).readable()
        return children.order_by("-first_published_at", "-pk")

    def highlights(self, count: int) -> "list[Any]":
        """Up to `count` children worth showing on the front page, ready for their cards."""
        return cards(self.listed().as_cards()[:count])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.page_of_cards(request.GET.get("side", "1"))
        return context

    def page_of_cards(
        self, number: str, listed: BasePageQuerySet | None = None, count: int | None = None
    ) -> PaginatedPage:
        """One page of cards, of all that is `listed` or of a choice; a bad number leads to the nearest page.

        `count` is how many there are, where it is known already.
        """
        pages = self.listed() if listed is None else listed
        paginator = Paginator(pages.as_cards(), self.per_page)
        if count is not None:
            paginator.count = count
        page = paginator.get_page(number)
        page.object_list = cards(page.object_list)
        return page


def topics_in_use(locale: Locale) -> "models.QuerySet[Topic]":
    """The topics that a page in this language is filed under that everybody can read."""
    readable = BasePageQuerySet(Page).readable().filter(locale=locale).values("pk")
    filed = [links.objects.filter(**{f"{name}__in": readable}).values("topic") for links, name in topic_tables()]
    return Topic.objects.filter(pk__in=filed[0].union(*filed[1:]))
