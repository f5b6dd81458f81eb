"""Blocks of words: text, quotations, facts, tables, steps."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h3"]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"))
    who = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's own words, set large.")
        template = "home/blocks/quote.html"
        preview_value = {
            "text": "Fjorden har været paa Besøg og har set paa alt, hvad vi ejer.",
            "who": "Andreas Hviid, lærer",
            "source": "Dagbog, 25. oktober 1921",
        }


class FactsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        description = _("Short facts beside the story.")
        template = "home/blocks/facts.html"
        preview_value = {
            "heading": "Stormfloden kort",
            "text": "<ul><li>Vandet nåede 1,86 meter.</li><li>74 huse blev oversvømmet.</li></ul>",
        }


class PartBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=150)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)


class AccordionBlock(blocks.StructBlock):
    items = blocks.ListBlock(PartBlock(), label=_("Parts"))

    class Meta:
        icon = "list-ul"
        label = _("Parts that fold out")
        description = _("Questions and answers, or details that not everybody needs.")
        template = "home/blocks/accordion.html"
        preview_value = {
            "items": [
                {"heading": "Skal jeg melde mig til?", "text": "<p>Nej, bare kom.</p>"},
                {"heading": "Er der elevator?", "text": "<p>Ja, ved indgangen mod havnen.</p>"},
            ]
        }


class StepsBlock(blocks.StructBlock):
    items = blocks.ListBlock(blocks.TextBlock(label=_("Step")), label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("How to do something, step by step.")
        template = "home/blocks/steps.html"
        preview_value = {"items": ["Find høringen på kommunens side.", "Skriv dit svar.", "Send det inden fristen."]}


class SourcesBlock(blocks.StructBlock):
    items = blocks.ListBlock(blocks.CharBlock(label=_("Source"), max_length=400), label=_("Sources"))

    class Meta:
        icon = "doc-full"
        label = _("Sources")
        description = _("Where what is told comes from.")
        template = "home/blocks/sources.html"
        preview_value = {"items": ["Brovig Folkeblad, 25. oktober 1921", "Brovig Lokalarkiv, C 8"]}


class TableBlock(blocks.StructBlock):
    """A table with a caption and headings. Columns of numbers line up; a wide one scrolls by itself."""

    table = TypedTableBlock(
        [("text", blocks.CharBlock(label=_("Words"))), ("number", blocks.CharBlock(label=_("Numbers")))],
        label=_("Table"),
        help_text=_("Give the table a caption that says what it shows, and each column a heading."),
    )
    row_headings = blocks.BooleanBlock(
        label=_("The first column names the rows"), required=False, help_text=_("Screen readers then read it first.")
    )

    class Meta:
        icon = "table"
        label = _("Table")
        description = _("Figures or words in rows and columns.")
        template = "home/blocks/table.html"

    def get_preview_value(self) -> Any:
        table = self.child_blocks["table"]
        words, numbers = (table.child_blocks[name] for name in ("text", "number"))
        columns = [
            {"type": "text", "heading": "Område", "block": words},
            {"type": "number", "heading": "Mio. kr.", "block": numbers},
        ]
        rows = [{"values": ["Skoler", "412"]}, {"values": ["Veje og havn", "96"]}]
        return self.normalize({"table": TypedTable(columns, rows, "Budgettet 2026"), "row_headings": True})
