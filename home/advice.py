"""The writing aid: what a colleague would say about a page before it is published. Advice, which stops nobody.

While a page is previewed in the editor, `mark` reads its HTML and marks what it would say something about
(`data-advice="…"`). Wagtail's content checks (axe) find the marks by the rules below, list them beside the editor and
lead to each. On the public site nothing is marked, so nothing is found.
"""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from django.http import Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem
from wagtail.documents import get_document_model
from wagtail.models import Site

from home import readability
from search.models import DocumentText

LONGEST, LONG = 3, 20  # so many sentences are marked, of those with more words than this
VAGUE = frozenset(
    [
        "her",
        "klik her",
        "tryk her",
        "læs mere",
        "læs mere her",
        "se mere",
        "se her",
        "mere",
        "link",
        "dette link",
        "linket",
        "hent",
        "download",
        "here",
        "click here",
        "read more",
        "more",
    ]
)
MAX_LINKS = 60  # that are followed in one preview
#: Key -> what is listed beside the editor, and what to do about it.
ADVICE: dict[str, tuple[Any, Any]] = {
    "hard-text": (_("The text is hard to read"), _("Its LIX is above 45. Split long sentences and use shorter words.")),
    "long-sentence": (_("Long sentence"), _("One of the three longest. Can it be two?")),
    "no-alt": (_("The picture has no alternative text"), _("Describe it in the picture's own form or in the block.")),
    "vague-link": (
        _("The link does not say where it leads"),
        _("Write what is there: “Read about the dike”, not “here”."),
    ),
    "broken-link": (
        _("The link leads nowhere"),
        _("The page or document is gone, not published, or for some readers only."),
    ),
    "untagged-pdf": (
        _("The PDF is not tagged"),
        _("Screen readers can't find their way in it. Export it anew with tags."),
    ),
    "scanned-pdf": (_("The PDF is pictures of pages"), _("Nobody can search in it or have it read aloud.")),
}


class WritingAid(ContentCheckerItem):
    """Wagtail's content checks, and ours."""

    axe_run_only = [*ContentCheckerItem.axe_run_only, *(f"torvet-{key}" for key in ADVICE)]
    axe_custom_rules = [
        *ContentCheckerItem.axe_custom_rules,
        *(
            {
                "id": f"torvet-{key}",
                "impact": "minor",
                "selector": f"[data-advice~='{key}']",
                "tags": ["best-practice"],
                "any": ["non-empty-alt"],  # axe's own check that nothing marked here can pass
                "enabled": True,
            }
            for key in ADVICE
        ),
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        **{f"torvet-{key}": {"error_name": name, "help_text": help_} for key, (name, help_) in ADVICE.items()},
    }


def mark(request: HttpRequest, response: TemplateResponse) -> None:
    """Mark in a rendered preview what there is something to say about."""
    response.content = marked(response.content.decode(), request)


def marked(html: str, request: HttpRequest) -> str:
    """The page with its marks: `data-advice` on elements, and the LIX on the body (`data-lix`, `data-lix-grade`)."""
    soup = BeautifulSoup(html, "html.parser")
    main = soup.find("main")
    if not isinstance(main, Tag) or soup.body is None:
        return html
    _judge_text(soup, main)
    for image in main.select("img:not([alt]), .hero-figure img[alt=''], .long-read__picture img[alt='']"):
        _say(image, "no-alt")
    _judge_links(main, request)
    return str(soup)


def _say(element: Tag, key: str) -> None:
    element["data-advice"] = f"{element.get('data-advice', '')} {key}".strip()


def _judge_text(soup: BeautifulSoup, main: Tag) -> None:
    """Note the LIX, and mark the three longest sentences."""
    paragraphs = [part for part in main.select(".lead, .prose p, .prose li, .steps p") if not part.find(["p", "li"])]
    number = readability.lix([part.get_text() for part in paragraphs])
    if number is None or soup.body is None:
        return
    soup.body["data-lix"], soup.body["data-lix-grade"] = str(number), readability.grade(number)
    heading = main.find("h1")
    if number > readability.HARD and isinstance(heading, Tag):
        _say(heading, "hard-text")
    found = [(sentence, part) for part in paragraphs for sentence in readability.sentences(part.get_text())]
    longest = sorted((pair for pair in found if pair[0].words > LONG), key=lambda pair: -pair[0].words)[:LONGEST]
    for sentence, part in sorted(longest, key=lambda pair: -pair[0].start):  # from behind: the places before stay
        _underline(soup, part, sentence)


def _underline(soup: BeautifulSoup, part: Tag, sentence: readability.Sentence) -> None:
    """Put a `<mark>` around the sentence, one around each piece where it runs through other elements."""
    place, is_first = 0, True
    for string in [text for text in part.descendants if type(text) is NavigableString]:
        text, begin = str(string), place
        place += len(text)
        start, end = max(sentence.start - begin, 0), min(sentence.end - begin, len(text))
        if start >= end:
            continue
        piece = soup.new_tag("mark", attrs={"class": "advice"})
        piece.string = text[start:end]
        if is_first:
            piece["data-advice"] = "long-sentence"
        is_first = False
        pieces = [NavigableString(text[:start]), piece, NavigableString(text[end:])]
        string.replace_with(*[bit for bit in pieces if bit.get_text()])


def _judge_links(main: Tag, request: HttpRequest) -> None:
    """Mark links that say nothing, lead nowhere, or lead to a PDF that not everybody can read."""
    links = [link for link in main.find_all("a") if isinstance(link, Tag) and not link.find_parent("nav")]
    for link in links:
        if " ".join(link.get_text().split()).strip(" .»«:").lower() in VAGUE and not link.select(".visually-hidden"):
            _say(link, "vague-link")
    for link in links[:MAX_LINKS]:
        for key in _troubles(link.get("href"), request):
            _say(link, key)


def _troubles(href: Any, request: HttpRequest) -> Iterator[str]:
    if href is None:  # Wagtail writes a link without an address when its page or document was deleted
        yield "broken-link"
        return
    path = re.sub(r"[?#].*$", "", str(href).removeprefix(f"{request.scheme}://{request.get_host()}"))
    if not path.startswith("/") or path.startswith("//"):
        return
    try:
        match = resolve(path)
    except Resolver404:
        yield "broken-link"
        return
    if match.url_name == "wagtail_serve" and not _is_served(request, match.args):
        yield "broken-link"
    if match.url_name == "wagtaildocs_serve":
        yield from _troubles_of_document(match.args[0] if match.args else match.kwargs["document_id"])


def _is_served(request: HttpRequest, args: tuple[Any, ...]) -> bool:
    """Whether a page that anybody can read answers at this path."""
    site = Site.find_for_request(request)
    if site is None:
        return False
    try:
        found = site.root_page.localized.specific.route(request, [part for part in args[0].split("/") if part])
    except Http404:
        return False
    return not found.page.get_view_restrictions().exists()


def _troubles_of_document(pk: Any) -> Iterator[str]:
    if not get_document_model().objects.filter(pk=pk).exists():
        yield "broken-link"
        return
    text = DocumentText.objects.filter(document=pk).first()
    if text is None:
        return
    if text.state == DocumentText.State.SCANNED:
        yield "scanned-pdf"
    elif text.tagged is False:
        yield "untagged-pdf"
