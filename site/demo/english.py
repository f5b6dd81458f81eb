"""The demo in English: the front page, three sections, some articles, and a translation that waits to be written."""

from typing import Any

from wagtail.models import Locale
from wagtail_localize.operations import translate_object

from accounts.models import User
from demo.blocks import stream
from demo.gallery import Gallery
from demo.library import html, read
from home.actions import save_changes
from home.models import ArticlePage, BasePage, HomePage, RelatedLink


def build(
    home: HomePage, sections: dict[str, BasePage], written: dict[str, ArticlePage], gallery: Gallery, editor: User
) -> None:
    """Translate what `content/english.yaml` holds, unless there is an English front page already."""
    locale = Locale.objects.get(language_code="en")
    if home.get_translation_or_none(locale) is not None:
        return
    english = read("english")
    front = home.copy_for_translation(locale)
    for slug, words in english["sections"].items():
        save_changes(_worded(sections[slug].copy_for_translation(locale), words), editor, publish=True)
    pages = {}
    for slug, words in english["articles"].items():
        page = _worded(written[slug].copy_for_translation(locale), words)
        page.body = stream(words["body"], gallery)
        page.related_links = []
        pages[slug] = save_changes(page, editor, publish=True)
    _relate(list(pages.values()), editor)
    front.refresh_from_db()  # it has children now
    _compose(front, sections, written["stormfloden-1921"], english["front"], editor)
    translate_object(written[english["waiting"][0]], [locale], user=editor)


def _worded(page: Any, words: dict[str, Any]) -> Any:
    page.title = page.draft_title = words["title"]
    page.slug, page.lead, page.picture_caption = words["slug"], words["lead"], words.get("picture_caption", "")
    return page


def _relate(pages: list[ArticlePage], editor: User) -> None:
    for page in pages:
        others = [other for other in pages if other != page]
        page.related_links = [RelatedLink(page=other, sort_order=number) for number, other in enumerate(others)]
        save_changes(page, editor, publish=True)


def _compose(
    front: HomePage, sections: dict[str, BasePage], story: ArticlePage, words: dict[str, str], editor: User
) -> None:
    front.title = front.draft_title = words["title"]
    front.lead = words["lead"]
    front.body = [
        ("text", html(words["text"])),
        ("story", {"heading": words["history"], "page": story}),
        ("teaser", {"heading": words["democracy"], "section": sections["demokrati"], "count": 3}),
        ("teaser", {"heading": words["debates"], "section": sections["debat"], "count": 3}),
        ("teaser", {"heading": words["exhibitions"], "section": sections["udstillinger"], "count": 3}),
        ("teaser", {"heading": "", "section": sections["om-biblioteket"], "count": 3}),
    ]
    save_changes(front, editor, publish=True)
