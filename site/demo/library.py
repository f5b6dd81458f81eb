"""The demo library's texts, read from `content/*.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

CONTENT = Path(__file__).parent / "content"
_MARKDOWN = MarkdownIt("commonmark", {"html": False})


@cache
def read(name: str) -> Any:
    """The content of `content/<name>.yaml`."""
    return yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def articles() -> list[dict[str, Any]]:
    """All articles, oldest first."""
    found = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((CONTENT / "articles").glob("*.yaml"))]
    return sorted(found, key=lambda article: -article["published_days_ago"])


def html(markdown: str) -> str:
    """Markdown as the HTML of a rich text field."""
    return _MARKDOWN.render(markdown or "").strip()


def pictures_of(value: Any) -> list[dict[str, Any]]:
    """Every picture described anywhere inside a piece of content: mappings with the key `draw`."""
    if isinstance(value, dict):
        own = [value] if "draw" in value else []
        return own + [found for part in value.values() for found in pictures_of(part)]
    if isinstance(value, list):
        return [found for part in value for found in pictures_of(part)]
    return []
