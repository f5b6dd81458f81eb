"""Blocks of pictures, maps, sound and film."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from home import embeds
from home.blocks import previews
from home.blocks.words import TEXT_FEATURES

SOUNDS, FILMS = {"mp3", "m4a"}, {"mp4", "webm"}


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

    def get_preview_value(self) -> Any:
        return self.normalize(previews.picture_value())


class PairBlock(blocks.StructBlock):
    """The same place then and now: one picture over the other, with a slider; side by side without a script."""

    then = PictureBlock(label=_("Then"))
    now = PictureBlock(label=_("Now"))

    class Meta:
        icon = "expand-right"
        label = _("Then and now")
        description = _(
            "Two pictures of the same place with a slider between them. Best when they have the same shape."
        )
        template = "home/blocks/pair.html"

    def get_preview_value(self) -> Any:
        then, now = previews.picture_value(), previews.picture_value(1)
        return self.normalize({"then": {**then, "caption": "1921"}, "now": {**now, "caption": "I dag"}})


class PlaceBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("Name"), max_length=100)
    text = blocks.CharBlock(label=_("What is there"), required=False, max_length=300)
    latitude = blocks.DecimalBlock(
        label=_("Latitude"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In Denmark between 54 and 58, such as 55.67610."),
    )
    longitude = blocks.DecimalBlock(
        label=_("Longitude"),
        max_digits=8,
        decimal_places=5,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In Denmark between 8 and 16, such as 12.56834."),
    )
    page = blocks.PageChooserBlock(label=_("Page about it"), required=False)


class MapBlock(blocks.StructBlock):
    """Places on a map (Leaflet), which are a list first: that is what is there without a script and without tiles."""

    heading = blocks.CharBlock(label=_("Heading"), required=False, max_length=100)
    places = blocks.ListBlock(PlaceBlock(label=_("Place")), label=_("Places"))

    class Meta:
        icon = "site"
        label = _("Map")
        description = _("Places on a map and in a list.")
        template = "home/blocks/map.html"
        preview_value = {
            "heading": "Steder i fortællingen",
            "places": [
                {
                    "name": "Havnehuset",
                    "text": "Her sidder mærket.",
                    "latitude": "55.6761",
                    "longitude": "9.5683",
                    "page": None,
                },
                {"name": "Skolen på bakken", "text": "", "latitude": "55.6802", "longitude": "9.5611", "page": None},
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().get_context(value, parent_context), **map_ground()}


def map_ground() -> dict[str, Any]:
    """`tiles`: where a map's pictures come from (none: there is no ground); `asks`: others are asked for them."""
    tiles = settings.MAP_TILES
    return {"tiles": tiles, "attribution": settings.MAP_ATTRIBUTION, "asks": "//" in tiles}


class MediaBlock(blocks.StructBlock):
    """A sound or a film: a file of the library's own, or one that an allowed service has, fetched at a click."""

    title = blocks.CharBlock(label=_("Title"), max_length=150)
    file = DocumentChooserBlock(
        label=_("File"), required=False, help_text=_("MP3 or M4A for sound, MP4 or WebM for film.")
    )
    captions = DocumentChooserBlock(
        label=_("Captions"), required=False, help_text=_("A WebVTT file (.vtt). Films with speech must have them.")
    )
    url = blocks.URLBlock(
        label=_("Address of the film"), required=False, help_text=format_lazy(_("At {names}."), names=embeds.NAMES)
    )
    picture = ImageChooserBlock(label=_("Picture until it is played"), required=False)
    transcript = blocks.RichTextBlock(
        label=_("What is said and heard"),
        required=False,
        features=TEXT_FEATURES,
        help_text=_("The words, for those who can't hear, and for search."),
    )

    class Meta:
        icon = "media"
        label = _("Sound or film")
        description = _("A recording with captions and transcript, or a film of a service, fetched at a click.")
        template = "home/blocks/media.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        file = value["file"]
        return {
            **super().get_context(value, parent_context),
            "is_sound": bool(file) and file.file_extension.lower() in SOUNDS,
            "embed": embeds.find(value["url"]) if value["url"] else None,
        }

    def get_preview_value(self) -> Any:
        words = {
            "title": "Aase Bundgaard fortæller om stormfloden",
            "url": "https://vimeo.com/76979871",
            "transcript": previews.TEXT,
        }
        return self.normalize({**words, "file": None, "captions": None, "picture": previews.some_picture()})

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {name: ValidationError(sentence) for name, sentence in _wrong(cleaned)}
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return cleaned


def _wrong(value: Any) -> list[tuple[str, Any]]:
    """Fields of a `MediaBlock` with what is wrong in each."""
    file, captions, url = value["file"], value["captions"], value["url"]
    if bool(file) == bool(url):
        return [("file", _("Choose a file or write an address: one of them."))]
    if url:
        known = embeds.find(url)
        return [] if known else [("url", format_lazy(_("Films are shown from {names} only."), names=embeds.NAMES))]
    kind = file.file_extension.lower()
    if kind not in SOUNDS | FILMS:
        return [("file", _("This file is no sound and no film. Choose an MP3, M4A, MP4 or WebM file."))]
    if captions and captions.file_extension.lower() != "vtt":
        return [("captions", _("Captions are a WebVTT file, whose name ends in .vtt."))]
    if kind in FILMS and not captions:
        return [("captions", _("A film needs captions (WCAG 1.2.2)."))]
    if kind in SOUNDS and not value["transcript"].source.strip():
        return [("transcript", _("A sound needs its words in writing (WCAG 1.2.1)."))]
    return []
