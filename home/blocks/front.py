"""The blocks of the front page."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home import store
from home.blocks.happenings import EventBlock
from home.blocks.pages import in_visitors_language, readable_cards
from home.blocks.previews import TEXT, some_page
from home.blocks.words import TEXT_FEATURES


class TeaserBlock(blocks.StructBlock):
    """A section's highlights. Each type of section knows what to show and how (`highlights`, `teaser_template`).

    In the visitor's language where the section has something in it, else as they are.
    """

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=80, help_text=_("The section's title when left empty.")
    )
    section = blocks.PageChooserBlock(label=_("Section"))
    count = blocks.IntegerBlock(label=_("How many"), default=3, min_value=1, max_value=8)

    class Meta:
        icon = "folder-open-inverse"
        label = _("From a section")
        description = _("What is current in a section: the next livestream, the open debates, the exhibitions.")
        template = "home/blocks/teaser.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        candidates = (
            dict.fromkeys([in_visitors_language(value["section"]), value["section"]]) if value["section"] else {}
        )
        for section in (candidate.specific for candidate in candidates):
            pages = section.highlights(value["count"]) if section.live and hasattr(section, "highlights") else []
            if pages:
                context.update(section=section, pages=pages, template=section.teaser_template)
                break
        return context

    def get_preview_value(self) -> Any:
        return self.normalize({"heading": "", "section": some_page("home.SectionPage"), "count": 3})


class StoryBlock(blocks.StructBlock):
    """One page, shown large."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=80)
    page = blocks.PageChooserBlock(label=_("Page"))

    class Meta:
        icon = "doc-full-inverse"
        label = _("One story")
        description = _("A page shown large with its picture, such as a story from the archive.")
        template = "home/blocks/story.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        found = readable_cards([value["page"]])
        return {**super().get_context(value, parent_context), "story": found[0] if found else None}

    def get_preview_value(self) -> Any:
        return self.normalize({"heading": "Fra arkivet", "page": some_page()})


class CalendarBlock(blocks.StructBlock):
    """The coming days: the events written here together with what the sections announce."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
    days = blocks.IntegerBlock(label=_("Days ahead"), default=7, min_value=1, max_value=31)
    events = blocks.ListBlock(EventBlock(), label=_("Events without a page"), required=False)

    class Meta:
        icon = "calendar"
        label = _("Calendar")
        description = _("What happens in the coming days, in the house and online.")
        template = "home/blocks/calendar.html"
        preview_value = {"heading": "Det sker", "days": 7, "events": []}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        from home.calendar import upcoming

        context = super().get_context(value, parent_context)
        now = store.now()
        root = (parent_context or {}).get("page")
        context["days"] = upcoming(root, value["events"], now, now + dt.timedelta(days=value["days"]))
        return context


class FrontBlock(blocks.StreamBlock):
    """What the front page is composed of."""

    teaser = TeaserBlock()
    story = StoryBlock()
    calendar = CalendarBlock()
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=TEXT_FEATURES,
        template="home/blocks/text.html",
        description=_("Paragraphs, lists and links."),
        preview_value=TEXT,
    )
