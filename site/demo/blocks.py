"""Blocks as the content files write them, as values for a StreamField."""

from collections.abc import Callable
from typing import Any

from demo.gallery import Gallery
from demo.library import html
from home.blocks import BodyBlock


def stream(blocks: list[dict[str, Any]], gallery: Gallery) -> Any:
    """The value of a `BodyBlock` StreamField from a list of one-key mappings (`text:`, `picture:`, …)."""
    raw = [
        {"type": kind, "value": _BUILDERS[kind](value, gallery)} for block in blocks for kind, value in block.items()
    ]
    return BodyBlock().to_python(raw)


def _picture(value: dict[str, Any], gallery: Gallery) -> dict[str, Any]:
    picture = gallery.find(value)
    return {
        "image": picture.pk if picture else None,
        "alt": value["alt"],
        "decorative": False,
        "caption": value.get("caption", ""),
        "credit": value.get("credit", ""),
    }


def _parts(value: list[dict[str, str]], _gallery: Gallery) -> dict[str, Any]:
    return {"items": [{"heading": part["heading"], "text": html(part["text"])} for part in value]}


_BUILDERS: dict[str, Callable[[Any, Gallery], Any]] = {
    "heading": lambda value, _: value,
    "text": lambda value, _: html(value),
    "picture": _picture,
    "gallery": lambda value, gallery: [_picture(item, gallery) for item in value],
    "quote": lambda value, _: {"text": value["text"], "who": value.get("who", ""), "source": value.get("source", "")},
    "facts": lambda value, _: {"heading": value["heading"], "text": html(value["text"])},
    "timeline": lambda value, _: {"heading": "", "items": value},
    "accordion": _parts,
    "steps": lambda value, _: {"items": value},
    "sources": lambda value, _: {"items": value},
}
