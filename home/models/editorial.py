"""What pages that editors write have in common: authors, place and period, related pages, when they were checked."""

import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from home.models.authors import Author
from home.models.base import RELATED_PANEL, BasePage, chosen_cards

FIRST_YEAR, LAST_YEAR = 1, 2100
YEAR = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


class EditorialPage(BasePage):
    """A page that somebody wrote and somebody keeps true."""

    class Check(models.IntegerChoices):
        """How often the page is to be read through, in months."""

        NEVER = 0, _("Never: it is about the past")
        HALF_YEAR = 6, _("Every half year")
        YEAR = 12, _("Every year")
        TWO_YEARS = 24, _("Every second year")

    place = models.CharField(
        _("place"),
        max_length=120,
        blank=True,
        help_text=_("Where it is about, if it is about a place. Readers can list all pages about the place."),
    )
    year_from = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=YEAR, help_text=_("The year that the page is about, or the first.")
    )
    year_to = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, validators=YEAR, help_text=_("When it is about several years.")
    )
    last_checked = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last read the page through and found it true. Readers see it."),
    )
    check_every = models.PositiveSmallIntegerField(
        _("remind us to check"), choices=Check, default=Check.NEVER, help_text=_("You get a notice when it is time.")
    )

    about_panels = [
        InlinePanel("page_authors", heading=_("Authors"), label=_("author"), max_num=6),
        MultiFieldPanel(
            [FieldPanel("place"), FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")])],
            heading=_("Where and when"),
        ),
        RELATED_PANEL,
    ]
    promote_panels = [
        MultiFieldPanel([FieldPanel("last_checked"), FieldPanel("check_every")], heading=_("Kept true")),
        *BasePage.promote_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("lead"), index.SearchField("body")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.year_to and not self.year_from:
            raise ValidationError({"year_from": _("Write the first year too.")})
        if self.year_from and self.year_to and self.year_to < self.year_from:
            raise ValidationError({"year_to": _("The last year comes before the first one.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["related"] = self.related  # asked for when the template comes to it
        return context

    def related(self) -> "list[Any]":
        """The readable pages that the editor has put beside this one, in the editor's order, ready for their cards."""
        return chosen_cards(link.page_id for link in self.related_links.all())

    @property
    def authors(self) -> "list[Author]":
        """Who wrote it, in order. One query; a page that is previewed asks for each."""
        written = self.page_authors.all()
        if isinstance(written, models.QuerySet):
            written = written.select_related("author")
        return [line.author for line in written]

    @property
    def years(self) -> str:
        """The year or years that it is about, such as “1921” or “1861–1934”; empty for none."""
        if self.year_to and self.year_to != self.year_from:
            return f"{self.year_from}–{self.year_to}"
        return str(self.year_from or "")

    @property
    def check_due(self) -> dt.date | None:
        """The day on which the page is to be read through again; None for one that needs no check."""
        published = self.first_published_at
        since = self.last_checked or (timezone.localdate(published) if published else None)
        return since + relativedelta(months=self.check_every) if since and self.check_every else None


class RelatedLink(Orderable):
    """A page put beside another one."""

    article = ParentalKey(Page, on_delete=models.CASCADE, related_name="related_links")
    page = models.ForeignKey(Page, models.CASCADE, related_name="+", verbose_name=_("page"))

    panels = [PageChooserPanel("page")]
