"""The StreamField blocks that all rooms share. Each names its icon, its template and what it is for."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home import store

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class PictureBlock(blocks.StructBlock):
    """A picture with its caption. The alternative text is required unless the picture is said to be decorative."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=300,
        help_text=_("Say what the picture shows to somebody who can't see it. Not the file's name."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Only decoration"), required=False, help_text=_("Screen readers then pass over it.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=400)
    credit = blocks.CharBlock(label=_("Credit"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("One picture with a caption and a credit.")
        template = "home/blocks/picture.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["alt"].strip() and not cleaned["decorative"]:
            sentence = _("Write what the picture shows, or say that it is only decoration.")
            raise blocks.StructBlockValidationError(block_errors={"alt": ValidationError(sentence, code="alt")})
        return cleaned


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    who = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's own words, set large.")
        template = "home/blocks/quote.html"


class FactsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        description = _("Short facts beside the story.")
        template = "home/blocks/facts.html"


class HappeningBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("When"), max_length=60)
    text = blocks.TextBlock(label=_("What"))

    class Meta:
        icon = "history"
        label = _("Event")
        template = "home/blocks/happening.html"


class TimelineStream(blocks.StreamBlock):
    """The timeline of a story."""

    event = HappeningBlock()


class SourceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Source"), max_length=400, help_text=_("Who, what, when and where it is kept."))
    url = blocks.URLBlock(label=_("Address on the web"), required=False)
    document = DocumentChooserBlock(label=_("Document"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Source")
        template = "home/blocks/source.html"


class WrittenSources(blocks.StreamBlock):
    """The sources of a story."""

    source = SourceBlock()


class TimelineBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    items = blocks.ListBlock(
        HappeningBlock(),
        label=_("Events"),
    )

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What happened, in order.")
        template = "home/blocks/timeline.html"


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("heading", blocks.CharBlock(label=_("Heading"), max_length=150)),
                ("text", blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)),
            ]
        ),
        label=_("Parts"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Parts that fold out")
        description = _("Questions and answers, or details that not everybody needs.")
        template = "home/blocks/accordion.html"


class StepsBlock(blocks.StructBlock):
    items = blocks.ListBlock(blocks.TextBlock(label=_("Step")), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("How to do something, step by step.")
        template = "home/blocks/steps.html"


class SourcesBlock(blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock(label=_("Source"), max_length=400), label=_("Sources"))

    class Meta:
        icon = "doc-full"
        label = _("Sources")
        description = _("Where what is told comes from.")
        template = "home/blocks/sources.html"


class BodyBlock(blocks.StreamBlock):
    """What the text of a page is made of."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        icon="title",
        max_length=120,
        template="home/blocks/heading.html",
        description=_("Starts a new part of the page."),
    )
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=TEXT_FEATURES,
        template="home/blocks/text.html",
        description=_("Paragraphs, lists and links."),
    )
    picture = PictureBlock()
    gallery = blocks.ListBlock(
        PictureBlock(),
        min_num=2,
        label=_("Gallery"),
        icon="image",
        template="home/blocks/gallery.html",
        description=_("Several pictures side by side."),
    )
    quote = QuoteBlock()
    facts = FactsBlock()
    timeline = TimelineBlock()
    accordion = AccordionBlock()
    steps = StepsBlock()
    sources = SourcesBlock()

    class Meta:
        block_counts = {"sources": {"max_num": 1}}


# The front page -------------------------------------------------------------------------------------------------------


class TeaserBlock(blocks.StructBlock):
    """A section's highlights. Each type of section knows what to show and how (`highlights`, `teaser_template`)."""

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
        section = value["section"].specific if value["section"] else None
        if section is not None and section.live and hasattr(section, "highlights"):
            context.update(section=section, pages=section.highlights(value["count"]), template=section.teaser_template)
        return context


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
        from home.models.base import BasePageQuerySet, cards

        context = super().get_context(value, parent_context)
        chosen = BasePageQuerySet(value["page"]._meta.concrete_model) if value["page"] else None
        found = cards(chosen.filter(pk=value["page"].pk).readable().as_cards()) if chosen is not None else []
        context["story"] = found[0] if found else None
        return context


class EventBlock(blocks.StructBlock):
    """An event in the calendar that has no page of its own."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    starts = blocks.DateTimeBlock(label=_("Starts"))
    ends = blocks.DateTimeBlock(label=_("Ends"), required=False)
    place = blocks.CharBlock(label=_("Place"), required=False, max_length=120)
    text = blocks.CharBlock(label=_("In short"), required=False, max_length=200)

    class Meta:
        icon = "date"
        label = _("Event")


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
        label=_("Text"), icon="pilcrow", features=TEXT_FEATURES, template="home/blocks/text.html"
    )
