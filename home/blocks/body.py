"""What the text of a page is made of."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from home.blocks import previews
from home.blocks.happenings import EventBlock, PeopleBlock, TimelineBlock
from home.blocks.media import MapBlock, MediaBlock, PairBlock, PictureBlock
from home.blocks.pages import (
    CallToActionBlock,
    DebateTeaserBlock,
    DocumentsBlock,
    ExhibitionTeaserBlock,
    RelatedPagesBlock,
)
from home.blocks.words import (
    TEXT_FEATURES,
    AccordionBlock,
    FactsBlock,
    QuoteBlock,
    SourcesBlock,
    StepsBlock,
    TableBlock,
)

READING, SEEING, DOING, LEADING = _("To read"), _("To see and hear"), _("To do"), _("To lead on")


class BodyBlock(blocks.StreamBlock):
    """Every block, in groups."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        icon="title",
        max_length=120,
        template="home/blocks/heading.html",
        description=_("Starts a new part of the page."),
        preview_value="Mærket på muren",
        group=READING,
    )
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=TEXT_FEATURES,
        template="home/blocks/text.html",
        description=_("Paragraphs, lists and links."),
        preview_value=previews.TEXT,
        group=READING,
    )
    picture = PictureBlock(group=SEEING)
    gallery = blocks.ListBlock(
        PictureBlock(),
        min_num=2,
        label=_("Gallery"),
        icon="image",
        template="home/blocks/gallery.html",
        description=_("Several pictures side by side."),
        preview_value=previews.gallery,
        group=SEEING,
    )
    pair = PairBlock(group=SEEING)
    media = MediaBlock(group=SEEING)
    map = MapBlock(group=SEEING)
    quote = QuoteBlock(group=READING)
    facts = FactsBlock(group=READING)
    timeline = TimelineBlock(group=READING)
    table = TableBlock(group=READING)
    accordion = AccordionBlock(group=READING)
    steps = StepsBlock(group=DOING)
    action = CallToActionBlock(group=DOING)
    event = EventBlock(group=DOING)
    people = PeopleBlock(group=DOING)
    documents = DocumentsBlock(group=LEADING)
    related = RelatedPagesBlock(group=LEADING)
    debate = DebateTeaserBlock(group=LEADING)
    exhibition = ExhibitionTeaserBlock(group=LEADING)
    sources = SourcesBlock(group=READING)

    class Meta:
        block_counts = {"sources": {"max_num": 1}}
