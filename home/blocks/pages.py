"""Blocks that lead on: to pages of the house, whatever room they are in, and to documents.

The rooms above this one are known by the names of their page types only; each page brings the template of its card.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from home.blocks import previews


def readable_cards(pages: Iterable[Any]) -> list[Any]:
    """Those of the chosen pages that anybody can read, in the same order, ready for their cards.

    Each in the visitor's language, where it is translated.
    """
    from home.models.base import chosen_cards

    return chosen_cards(in_visitors_language(page).pk for page in pages if page)


def in_visitors_language(page: Any) -> Any:
    """The page's live translation into the visitor's language, or the page itself. Asks nothing where it is in it."""
    from home.languages import language_of

    return page if language_of(page) == get_language() else page.localized


class RelatedPagesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Pages"), max_num=6)

    class Meta:
        icon = "link"
        label = _("Related pages")
        description = _("Pages to read on, as cards.")
        template = "home/blocks/related_pages.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), "pages": readable_cards(value["pages"])}

    def get_preview_value(self) -> Any:
        return self.normalize({"heading": "Læs også", "pages": [previews.some_page()]})


class PageTeaserBlock(blocks.StructBlock):
    """One page of a certain type with its card, and what the editor says about it. Subclasses name the type."""

    text = blocks.CharBlock(
        label=_("Text above it"), required=False, max_length=200, help_text=_("Why the reader should go there.")
    )

    class Meta:
        template = "home/blocks/page_teaser.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        found = readable_cards([value["page"]])
        return {**super().get_context(value, parent_context), "card": found[0] if found else None, "what": self.label}

    def get_preview_value(self) -> Any:
        return self.normalize(
            {"page": previews.some_page(self.child_blocks["page"].page_type[0]), "text": self.meta.example}
        )


class DebateTeaserBlock(PageTeaserBlock):
    page = blocks.PageChooserBlock("forum.DebatePage", label=_("Debate"))

    class Meta:
        icon = "comment"
        label = _("A debate")
        description = _("A debate with its state, so that readers can take part.")
        example = "Hvad mener du selv?"


class ExhibitionTeaserBlock(PageTeaserBlock):
    page = blocks.PageChooserBlock("exhibitions.ExhibitionPage", label=_("Exhibition"))

    class Meta:
        icon = "image"
        label = _("An exhibition")
        description = _("An exhibition with its picture and dates.")
        example = "Se billederne, mens de hænger her."


class CallToActionBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=300)
    label = blocks.CharBlock(
        label=_("Words on the button"), max_length=50, help_text=_("What happens: “Skriv dig op”, not “Klik her”.")
    )
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.URLBlock(label=_("Address on the web"), required=False, help_text=_("When it is not a page here."))

    class Meta:
        icon = "pick"
        label = _("Call to action")
        description = _("The one thing that you want the reader to do, with a button.")
        template = "home/blocks/call_to_action.html"
        preview_value = {
            "heading": "Har du billeder fra stormfloden?",
            "text": "Vi scanner dem, mens du drikker en kop kaffe.",
            "label": "Book en tid",
            "page": None,
            "url": "https://brovig.example/tid",
        }

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            sentence = ValidationError(_("Choose a page or write an address: one of them."), code="target")
            raise blocks.StructBlockValidationError(block_errors={"page": sentence})
        return cleaned


class DocumentsBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    documents = blocks.ListBlock(DocumentChooserBlock(label=_("Document")), label=_("Documents"))

    class Meta:
        icon = "doc-full"
        label = _("Documents")
        description = _("Files to fetch, with their type, size and number of pages.")
        template = "home/blocks/documents.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`pages` of each document as the task found it when it read the file (search.documents)."""
        from search.desk import DocumentText

        documents = [document for document in value["documents"] if document]
        read = DocumentText.objects.filter(document__in=documents).values_list("document", "pages")
        pages = dict(read)
        listed = [{"document": document, "pages": pages.get(document.pk)} for document in documents]
        return {**super().get_context(value, parent_context), "listed": listed}

    def get_preview_value(self) -> Any:
        return self.normalize({"heading": "Dagsorden og bilag", "documents": [previews.some_document()]})
