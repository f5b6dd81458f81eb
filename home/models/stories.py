"""Long-form local history."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home.blocks import BodyBlock, TimelineStream, WrittenSources
from home.models.editorial import EditorialPage

CHAPTERS = 3  # headings from which on a list of them helps more than it takes room


class StoryPage(EditorialPage):
    """A long story from local history: where and when it was told of, what happened in which order, and the sources."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []

    dateline = models.CharField(
        _("dateline"),
        max_length=120,
        blank=True,
        help_text=_("Where and when the story begins, such as “Brovig Havn, 23. oktober 1921”. Shown above the title."),
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    timeline = StreamField(
        TimelineStream(), blank=True, verbose_name=_("timeline"), help_text=_("What happened, in order.")
    )
    sources = StreamField(
        WrittenSources(), blank=True, verbose_name=_("sources"), help_text=_("Where what is told comes from.")
    )

    content_panels = [
        EditorialPage.content_panels[0],
        FieldPanel("dateline"),
        *EditorialPage.content_panels[1:],
        FieldPanel("body"),
        FieldPanel("timeline"),
        FieldPanel("sources"),
        *EditorialPage.about_panels,
    ]
    template = "home/story.html"
    card_template = "home/_story_card.html"

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["chapters"] = self.chapters()
        return context

    def chapters(self) -> list[dict[str, str]]:
        """The headings with their anchors, where there are enough of them to choose from."""
        headings = [block.value for block in self.body if block.block_type == "heading"]
        found = [{"anchor": slugify(heading), "title": heading} for heading in headings]
        return found if len(found) >= CHAPTERS else []
