"""Pages that gather others: everything under a topic, and everything under each of the UN's goals."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from home.blocks import BodyBlock
from home.models.base import BasePageQuerySet, ListingPage, chosen_cards
from home.models.filtered import FilteredPage
from home.models.goals import Goal, PageGoal


class ThemeForm(WagtailAdminPageForm):
    """A theme without a topic would gather nothing; as a draft it may wait for one."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and not cleaned.get("topics"):
            self.add_error("topics", ValidationError(_("Choose the topics that the theme gathers."), code="required"))
        return cleaned


class ThemePage(FilteredPage):
    """Everything under one or more topics: articles, stories, exhibitions, debates, whatever room they are in."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []
    base_form_class = ThemeForm

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))

    content_panels = [
        *FilteredPage.content_panels,
        FieldPanel("topics"),
        FieldPanel("body"),
        InlinePanel(
            "chosen",
            heading=_("Shown first"),
            label=_("page"),
            max_num=6,
            help_text=_("These stand first, whatever they are filed under. The rest comes by itself, newest first."),
        ),
    ]
    promote_panels = [panel for panel in FilteredPage.promote_panels if getattr(panel, "field_name", "") != "topics"]
    search_fields = [*FilteredPage.search_fields, index.SearchField("lead"), index.SearchField("body")]
    template = "home/theme.html"
    card_template = "home/_theme_card.html"

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    def listed(self) -> BasePageQuerySet:
        """What is filed under the theme's topics, newest first, without themes, in the language of the theme."""
        readable = BasePageQuerySet(Page).readable().filter(locale=self.locale)
        first = [line.page_id for line in self.chosen.all()]
        gathered = readable.about(self.topics.all()).not_type(ThemePage).exclude(pk__in=[*first, self.pk])
        return gathered.order_by("-first_published_at", "-pk")

    def first(self) -> "list[Any]":
        """The readable pages that the editor put first, ready for their cards."""
        return chosen_cards(line.page_id for line in self.chosen.all())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["first"] = self.first() if context["listing"].number == 1 and not context["narrowed"] else []
        return context


class ThemeChoice(Orderable):
    """A page that a theme shows first."""

    theme = ParentalKey(ThemePage, on_delete=models.CASCADE, related_name="chosen")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("page")]


class GoalsPage(RoutablePageMixin, ListingPage):
    """The overview of the UN's seventeen goals, and below it a page for each: what here is about it."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types: list[str] = []

    template = "home/goals.html"

    class Meta:
        verbose_name = _("overview of the UN's goals")

    def listed(self) -> BasePageQuerySet:
        """Readable pages in this language that are tagged with any goal, newest first."""
        tagged = BasePageQuerySet(Page).readable().filter(locale=self.locale, pk__in=PageGoal.objects.values("page"))
        return tagged.order_by("-first_published_at", "-pk")

    @path("")
    def overview(self, request: HttpRequest) -> HttpResponse:
        """All seventeen, each with the number of pages."""
        tagged = PageGoal.objects.filter(page__in=self.listed().order_by())
        counts = dict(tagged.order_by().values_list("number").annotate(Count("page")))
        goals = [
            {
                "number": goal.value,
                "name": goal.label,
                "count": counts.get(goal.value, 0),
                "url": self.url + self.reverse_subpage("goal", args=[goal.value]),
            }
            for goal in Goal
        ]
        return self.render(request, context_overrides={"goals": goals})

    @path("<int:number>/", name="goal")
    def goal(self, request: HttpRequest, number: int) -> HttpResponse:
        """The pages about one goal, newest first."""
        if number not in Goal.values:
            raise Http404
        pages = self.listed().filter(goals__number=number)
        shown = {"goal": Goal(number), "listing": self.page_of_cards(request.GET.get("side", "1"), pages)}
        return self.render(request, context_overrides=shown, template="home/goal.html")
