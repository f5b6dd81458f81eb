"""Contributions are written in a small Markdown: paragraphs, emphasis, lists, quotes and links."""

import nh3
from markdown_it import MarkdownIt

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a"}
_RULES = [
    "paragraph",
    "list",
    "blockquote",
    "emphasis",
    "link",
    "autolink",
    "linkify",
    "newline",
    "escape",
    "text",
    "entity",
]


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"linkify": True, "breaks": True, "html": False})
    return parser.enable([rule for rule in _RULES if rule not in {"paragraph", "text"}])


_MARKDOWN = _parser()


def to_html(text: str) -> str:
    """The text as safe HTML. Everything outside the small set stays as the characters that were typed."""
    html = _MARKDOWN.render(text)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener ugc",
    )


def to_text(html: str) -> str:
    """The words of rendered HTML, for search and previews."""
    return " ".join(nh3.clean(html.replace("</p>", " ").replace("<br>", " ").replace("</li>", " "), tags=set()).split())


def quoted(text: str) -> str:
    """The text as a quotation that one writes below."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines()) + "\n\n"
