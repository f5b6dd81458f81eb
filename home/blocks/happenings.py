"""Blocks about when and who: timelines, events, people, what a story stands on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home.blocks import previews


class HappeningBlock(blocks.StructBlock):
    when = blocks.CharBlock(
        label=_("When"), max_length=60, help_text=_("As readers say it: “Kl. 4”, “1921”, “foråret 1874”.")
    )
    text = blocks.TextBlock(label=_("What"))

    class Meta:
        icon = "history"
        label = _("Event")
        template = "home/blocks/happening.html"
        preview_value = {"when": "1921", "text": "Vandet topper: 1,86 meter over det normale."}


class TimelineStream(blocks.StreamBlock):
    """The timeline of a story."""

    event = HappeningBlock()


class TimelineBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    items = blocks.ListBlock(HappeningBlock(), label=_("Events"))

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What happened, in order.")
        template = "home/blocks/timeline.html"
        preview_value = {
            "heading": "Time for time",
            "items": [
                {"when": "Kl. 22", "text": "Havnefogeden går sin runde."},
                {"when": "Kl. 1", "text": "Vinden slår om i nord."},
                {"when": "Kl. 4", "text": "Lærer Hviid åbner skolen."},
            ],
        }


class SourceBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Source"), max_length=400, help_text=_("Who, what, when and where it is kept."))
    url = blocks.URLBlock(label=_("Address on the web"), required=False)
    document = DocumentChooserBlock(label=_("Document"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Source")
        template = "home/blocks/source.html"
        preview_value = {"text": "Brovig Havns journal 1919–1924, Brovig Lokalarkiv, C 8", "url": "", "document": None}


class WrittenSources(blocks.StreamBlock):
    """The sources of a story."""

    source = SourceBlock()


class EventBlock(blocks.StructBlock):
    """An event that has no page of its own: in the calendar of the front page, or in a text."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    starts = blocks.DateTimeBlock(label=_("Starts"))
    ends = blocks.DateTimeBlock(label=_("Ends"), required=False)
    place = blocks.CharBlock(label=_("Place"), required=False, max_length=120)
    text = blocks.CharBlock(label=_("In short"), required=False, max_length=200)

    class Meta:
        icon = "date"
        label = _("Event")
        description = _("A day and an hour to remember, with its place.")
        template = "home/blocks/event.html"

    def get_preview_value(self) -> Any:
        day = timezone.localtime().replace(hour=19, minute=0, second=0, microsecond=0)
        words = {"title": "Byvandring langs diget", "place": "Havnehuset", "text": "Tag støvler på."}
        return self.normalize({**words, "starts": day, "ends": day.replace(hour=21)})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["ends"] and cleaned["ends"] < cleaned["starts"]:
            sentence = ValidationError(_("The event ends before it begins."), code="ends")
            raise blocks.StructBlockValidationError(block_errors={"ends": sentence})
        return cleaned


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=80)
    role = blocks.CharBlock(label=_("Role"), required=False, max_length=120)
    picture = ImageChooserBlock(label=_("Picture"), required=False)
    phone = blocks.CharBlock(label=_("Phone"), required=False, max_length=30)
    email = blocks.EmailBlock(label=_("E-mail"), required=False)


class PeopleBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    people = blocks.ListBlock(PersonBlock(label=_("Person")), label=_("People"))

    class Meta:
        icon = "group"
        label = _("People")
        description = _("Who to turn to, with names, roles and how to reach them.")
        template = "home/blocks/people.html"

    def get_preview_value(self) -> Any:
        person = {"picture": previews.some_picture(), "phone": "99 99 00 00", "email": "arkiv@brovig.example"}
        people = [{"name": "Aase Bundgaard", "role": "arkivar", **person}]
        return self.normalize({"heading": "Spørg os", "people": people})
