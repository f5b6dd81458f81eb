"""Blocks as the content files write them, as values for a StreamField."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils import timezone

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


def _table(value: dict[str, Any], _gallery: Gallery) -> dict[str, Any]:
    rows = [{"values": row} for row in value["rows"]]
    table = {"columns": value["columns"], "rows": rows, "caption": value["caption"]}
    return {"table": table, "row_headings": value["row_headings"]}


def _event(value: dict[str, Any], _gallery: Gallery) -> dict[str, Any]:
    day = timezone.localdate() + dt.timedelta(days=value["days"])
    starts = timezone.make_aware(dt.datetime.combine(day, dt.time(value["hour"])))
    ends = starts + dt.timedelta(minutes=value["minutes"])
    words = {key: value.get(key, "") for key in ("title", "place", "text")}
    return {**words, "starts": starts.isoformat(), "ends": ends.isoformat()}


def _people(value: dict[str, Any], _gallery: Gallery) -> dict[str, Any]:
    return {**value, "people": [{"picture": None, **person} for person in value["people"]]}


def _map(value: dict[str, Any], _gallery: Gallery) -> dict[str, Any]:
    return {**value, "places": [{"page": None, **place} for place in value["places"]]}


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
    "pair": lambda value, gallery: {side: _picture(value[side], gallery) for side in ("then", "now")},
    "map": _map,
    "media": lambda value, _: {"captions": None, "url": "", "picture": None, **value},
    "table": _table,
    "event": _event,
    "people": _people,
    "action": lambda value, _: {"text": "", "url": "", **value},
    **dict.fromkeys(("documents", "related", "debate", "exhibition"), lambda value, _: value),
}
