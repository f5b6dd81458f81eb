"""A WordPress export (WXR, WordPress' own RSS with posts, pages and attachments) as records.

The file is read as a stream by defusedxml: a document type, and with it every entity, is refused.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from home.moving.records import MAX_LINE, Record, Refusal, RefusedError, day_of

TYPES = {"post", "page"}
STATES = {"publish": False, "draft": True, "pending": True, "private": True, "future": True}  # state -> becomes a draft
_BLOCK = re.compile(r"\s*<(?:p|h\d|ul|ol|li|blockquote|figure|table|div|hr|pre|section|!--)\b", re.IGNORECASE)
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|video|audio|playlist|contact-form[\w-]*|vc_\w+|et_\w+)\b[^\]]*\]"
)


def read_wordpress(path: Path) -> Iterator[Record | Refusal]:
    """The posts and pages of an export; `line` is the number of the item. Broken XML ends the reading."""
    files = dict(_attachments(path))
    number = 0
    try:
        for number, item in enumerate(_items(path), 1):
            if item.get("post_type") in TYPES and item.get("status", "publish") in STATES:
                yield _judged(number, item, files)
    except (ElementTree.ParseError, DefusedXmlException) as problem:
        yield Refusal(number + 1, _reason(problem))


def _reason(problem: Exception) -> str:
    if isinstance(problem, DefusedXmlException):
        return _("The file declares a document type or entities, which no export does. Nothing more of it was read.")
    return _("The XML is broken from here on. Nothing more of it was read.")


def _attachments(path: Path) -> Iterator[tuple[str, str]]:
    """Key of each attachment and the address of its file. What is broken is told when the items are read."""
    try:
        for item in _items(path):
            if item.get("post_type") == "attachment":
                yield item.get("post_id", ""), item.get("attachment_url", "")
    except (ElementTree.ParseError, DefusedXmlException):
        return


def _items(path: Path) -> Iterator[dict[str, Any]]:
    """Each item as its texts by local name, with `terms` (domain, nicename, name) and `meta`."""
    reader = ElementTree.iterparse(str(path), events=("start", "end"), forbid_dtd=True)
    for event, element in reader:
        if event == "end" and _local(element.tag) == "item":
            yield _texts(element)
            element.clear()  # what has been read is not kept


def _local(tag: str) -> str:
    return tag.rsplit("}", 1)[-1]


def _texts(item: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"terms": [], "meta": {}}
    for child in item:
        name, text = _local(child.tag), (child.text or "").replace("\x00", "").strip()
        if name == "encoded":  # content:encoded and excerpt:encoded
            name = "excerpt" if "excerpt" in child.tag else "content"
        if name == "category":
            found["terms"].append((child.get("domain", ""), unquote(child.get("nicename", "")), text))
        elif name == "postmeta":
            pair = {_local(part.tag): (part.text or "").strip() for part in child}
            found["meta"][pair.get("meta_key", "")] = pair.get("meta_value", "")
        else:
            found.setdefault(name, text)
    return found


def _judged(number: int, item: dict[str, Any], files: dict[str, str]) -> Record | Refusal:
    try:
        return _record(number, item, files)
    except RefusedError as refused:
        return Refusal(number, str(refused))


def _record(number: int, item: dict[str, Any], files: dict[str, str]) -> Record:
    title, link = item.get("title", ""), item.get("link", "")
    if not title:
        raise RefusedError(_("“title” is missing."))
    if not item.get("post_id"):
        raise RefusedError(_("The item has no number of its own (wp:post_id)."))
    content = item.get("content", "")
    if len(content) > MAX_LINE:
        raise RefusedError(_("The line is longer than 5 MB."))
    if item.get("post_password"):
        raise RefusedError(_("The page is behind a password."))
    categories = [(slug, name) for domain, slug, name in item["terms"] if domain == "category"]
    tags = [name for domain, _slug, name in item["terms"] if domain in {"category", "post_tag"}]
    dated = (item.get("post_date") or "")[:10]
    return Record(
        line=number,
        key=f"wordpress:{urlsplit(link).netloc}:{item['post_id']}",
        title=strip_tags(title),
        lead=strip_tags(item.get("excerpt", "")),
        body=paragraphs(_SHORTCODE.sub("", content)),
        old_url=link,
        section="|".join(part for category in categories for part in category),
        topics=tuple(tags),
        date=None if dated == "0000-00-00" else day_of(dated),
        image=files.get(item["meta"].get("_thumbnail_id", ""), ""),
        is_draft=STATES[item.get("status", "publish")],
    )


def paragraphs(content: str) -> str:
    """WordPress keeps paragraphs as blank lines in what was written by hand; put the tags where it would show them."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", content.replace("\r\n", "\n")) if part.strip()]
    return "\n".join(part if _BLOCK.match(part) else "<p>{}</p>".format(part.replace("\n", "<br>")) for part in parts)
