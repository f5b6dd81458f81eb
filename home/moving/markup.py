"""Foreign HTML as blocks of ours: only what `nh3` lets through, and of that only what a block can hold.

Text, lists, headings, quotations, tables and pictures are kept; scripts, styles, forms and frames are gone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import nh3
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.utils.html import escape
from django.utils.translation import gettext as _

from home.moving import tables
from home.moving.tables import words_of

INLINE = {"b", "strong", "i", "em", "a", "br"}
TAGS = INLINE | {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "cite", "img", "figure"}
TAGS |= {"figcaption", "div", "section", "article", "span", "table", "tr", "td", "th", "tbody", "thead", "pre", "hr"}
TAGS |= {"tfoot", "caption"}
SPANS = {"colspan", "rowspan"}
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt", "title"}, "td": SPANS, "th": SPANS}
SCHEMES = {"http", "https", "mailto", "tel"}
DROPPED = {"iframe", "object", "embed", "video", "audio", "form", "script"}
MAX_HEADING = 120  # characters, as in BodyBlock
MAX_DEPTH = 200  # elements in each other: more is no article, and would exhaust the walk

_NAMES = {"strong": "b", "em": "i"}
_DROPPED = re.compile(rf"<({'|'.join(sorted(DROPPED))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """An `<img>` of the text: where its file was, and its words."""

    src: str
    alt: str
    caption: str


@dataclass(slots=True)
class Converted:
    """The raw blocks of a `BodyBlock`, and what was left out in words."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def blocks_of(markup: str, picture: Callable[[FoundPicture], dict[str, Any] | None]) -> Converted:
    """The blocks of `markup`. `picture` gives the value of a picture block, or None for a file that can't be had."""
    result = Converted()
    dropped = sorted({match.lower() for match in _DROPPED.findall(markup)})
    if dropped:
        result.notes.append(_("Left out: %(what)s.") % {"what": ", ".join(dropped)})
    clean = nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
    writer = _Writer(result, picture)
    writer.walk(BeautifulSoup(clean, "html.parser"), 0)
    writer.end_text()
    return result


class _Writer:
    """Collects paragraphs into one text block until something of another kind comes."""

    def __init__(self, result: Converted, picture: Callable[[FoundPicture], dict[str, Any] | None]) -> None:
        self.result, self.picture = result, picture
        self.paragraphs: list[str] = []
        self.loose: list[str] = []  # text that stands in no paragraph

    def walk(self, parent: Tag, depth: int) -> None:
        for node in parent.children:
            if isinstance(node, Tag) and node.name not in INLINE and node.name != "span" and depth < MAX_DEPTH:
                self.end_paragraph()
                self._element(node, depth)
            elif isinstance(node, Tag) and node.find("img"):
                self.walk(node, depth + 1)  # a picture that is a link: the picture stays
            else:
                self.loose.append(_inline(node))
        self.end_paragraph()

    def _element(self, node: Tag, depth: int) -> None:
        if node.name in {"h1", "h2"}:
            self._heading(node)
        elif node.name in {"h3", "h4", "h5", "h6"}:
            self._paragraph("h3", words_of(node) and escape(words_of(node)))
        elif node.name in {"ul", "ol"}:
            self._paragraph("", _list(node, 0))
        elif node.name == "blockquote":
            self._quote(node)
        elif node.name == "table":
            self._table(node)
        elif node.name == "img":
            self._picture(node, "")
        elif node.name == "figure":
            self._figure(node, depth)
        elif node.name == "pre":
            self._paragraph("p", escape(node.get_text()).strip().replace("\n", "<br/>"))
        else:
            self.walk(node, depth + 1)

    def end_paragraph(self) -> None:
        text, self.loose = "".join(self.loose).strip(), []
        text = re.sub(r"^(?:<br/>)+|(?:<br/>)+$", "", text)
        if re.sub(r"<[^>]*>|&nbsp;|\s", "", text):
            self.paragraphs.append(f"<p>{text}</p>")

    def end_text(self) -> None:
        self.end_paragraph()
        if self.paragraphs:
            self._add("text", "".join(self.paragraphs))
            self.paragraphs = []

    def _add(self, kind: str, value: Any) -> None:
        self.result.blocks.append({"type": kind, "value": value})

    def _paragraph(self, tag: str, inner: str) -> None:
        if inner:
            self.paragraphs.append(f"<{tag}>{inner}</{tag}>" if tag else inner)

    def _heading(self, node: Tag) -> None:
        words = words_of(node)
        if not words:
            return
        if len(words) > MAX_HEADING:
            self._paragraph("p", f"<b>{escape(words)}</b>")
            return
        self.end_text()
        self._add("heading", words)

    def _quote(self, node: Tag) -> None:
        cite = node.find("cite")
        who = words_of(cite.extract())[:120] if isinstance(cite, Tag) else ""
        parts = [words_of(part) for part in node.find_all(["p", "li"])] or [words_of(node)]
        text = "\n\n".join(filter(None, parts))
        if text:
            self.end_text()
            self._add("quote", {"text": text, "who": who, "source": ""})

    def _table(self, node: Tag) -> None:
        """A simple table stays one. Any other becomes a line a row: nothing of what it says is lost."""
        found = tables.simple(node)
        if found is not None:
            self.end_text()
            self._add("table", found)
            if not tables.has_headings(node):
                self.result.notes.append(_("The first row of a table has become its headings."))
            return
        for row in node.find_all(["caption", "tr"]):
            parts = [row] if row.name == "caption" else row.find_all(["td", "th"])
            cells = ["".join(_inline(child) for child in _shallow(part)).strip() for part in parts]
            self._paragraph("p", " · ".join(filter(None, cells)))
        self.result.notes.append(_("A table has become lines of text."))

    def _figure(self, node: Tag, depth: int) -> None:
        caption = node.find("figcaption")
        words = words_of(caption.extract()) if isinstance(caption, Tag) else ""
        images = node.find_all("img")
        for image in images:
            self._picture(image, words)
        if not images:
            self.walk(node, depth + 1)
            self._paragraph("p", escape(words))

    def _picture(self, image: Tag, caption: str) -> None:
        found = FoundPicture(str(image.get("src", "")), str(image.get("alt", "")).strip(), caption)
        value = self.picture(found) if found.src else None
        if value is not None:
            self.end_text()
            self._add("picture", value)


def _inline(node: PageElement) -> str:
    """Text with bold, italic, links and line breaks; of any other element its text."""
    if isinstance(node, NavigableString):
        return str(escape(re.sub(r"\s+", " ", str(node))))
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "<br/>"
    if node.name == "img":
        return ""
    inner = "".join(_inline(child) for child in _shallow(node))
    if node.name == "a":
        href = node.get("href")
        return f'<a href="{escape(href)}">{inner}</a>' if href and inner.strip() else inner
    name = _NAMES.get(node.name, node.name)
    return f"<{name}>{inner}</{name}>" if name in {"b", "i"} and inner.strip() else inner


def _shallow(node: Tag) -> Iterator[PageElement]:
    """The children of an element; of one that is buried too deep, only its text."""
    if sum(1 for _parent in node.parents) > MAX_DEPTH:
        yield NavigableString(node.get_text(" "))
        return
    yield from node.children


def _list(node: Tag, depth: int) -> str:
    items = []
    for item in node.find_all("li", recursive=False):
        inside = [child for child in item.children if not (isinstance(child, Tag) and child.name in {"ul", "ol"})]
        deeper = [child for child in item.children if isinstance(child, Tag) and child.name in {"ul", "ol"}]
        text = "".join(_inline(child) for child in inside).strip()
        nested = "".join(_list(child, depth + 1) for child in deeper) if depth < 3 else ""
        if text or nested:
            items.append(f"<li>{text}{nested}</li>")
    return f"<{node.name}>{''.join(items)}</{node.name}>" if items else ""
