"""What a draft says, as the values of the submission's forms."""

import html
from typing import Any

from django.utils.html import format_html_join, strip_tags
from wagtail.rich_text import RichText

from exhibitions.models import ExhibitionPage, Work

#: The fields of the steps “Om” and “Tid og sted”; `text` is the body as plain paragraphs.
ABOUT = ("title", "lead", "text", "curator")
TIME = ("starts_on", "ends_on", "branch", "place", "opening_at", "opening_text", "online_from")
#: What the sheet asks of each work, and what the step “Rettigheder” asks of each.
SHEET = ("title", "alt", "maker", "date", "technique", "description")
RIGHTS = ("credit", "rights")
#: What that step writes into the ledger of consents (`exhibitions.ledger`).
CONSENTS = ("people", "name", "about", "valid_until")


def values_of(page: ExhibitionPage) -> dict[str, Any]:
    """What the exhibition says of itself, by field."""
    return {name: getattr(page, name) for name in (*ABOUT, *TIME) if name != "text"} | {"text": plain_text(page)}


def work_values(work: Work, position: int) -> dict[str, Any]:
    """What the draft says of a work, by field; `position` is its place in the order, from 1."""
    return {name: getattr(work, name) for name in (*SHEET, *RIGHTS)} | {"position": position}


def describe(page: ExhibitionPage, values: dict[str, Any]) -> None:
    """Write values into the page, without saving it."""
    for name, value in values.items():
        if name == "text":
            if value.strip() != plain_text(page):  # what an editor has set in type stays, unless the words changed
                page.body = [("text", _paragraphs(value))] if value.strip() else []
        else:
            setattr(page, name, value)


def plain_text(page: ExhibitionPage) -> str:
    """The body as it was typed: paragraphs with an empty line between them."""
    paragraphs = [strip_tags(part) for block in page.body for part in str(block.value).split("</p>")]
    return html.unescape("\n\n".join(part.strip() for part in paragraphs if part.strip()))


def _paragraphs(text: str) -> RichText:
    parts = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    return RichText(str(format_html_join("", "<p>{}</p>", ([part] for part in parts if part))))
