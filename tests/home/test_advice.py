"""The writing aid: what it says of a page, and that it stops nobody."""

import datetime as dt
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.admin.userbar import AccessibilityItem
from wagtail.documents.models import Document

from home import readability
from home.advice import ADVICE, WritingAid, marked
from home.checking import keepers, remind
from home.models import EditorialPage
from home.wagtail_hooks import with_writing_aid
from notices.models import Notice
from notices.reading import described
from search.models import DocumentText
from tests.factories import Cast, House, make_article, make_story
from tests.reading import danish


@pytest.fixture
def request_(db: None, rf: RequestFactory) -> HttpRequest:
    return rf.get("/")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Vandet steg. Så vendte vinden.", 2),
        ("Kl. 4 kom bl.a. lærer Hviid og A. Kjær den 23. oktober.", 1),
        ("»Intet særligt.« Tre timer senere kom vandet!", 2),
        ("Hvem ved? Ingen. Og dog …", 3),
        ("Et stykke uden punktum", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_would_say(text: str, count: int) -> None:
    assert len(readability.sentences(text)) == count


def test_lix_is_words_per_sentence_and_the_share_of_long_words() -> None:
    assert readability.lix(["Vandet steg hele natten."]) == 4  # 4 words in one sentence, none of them long
    assert readability.lix(["Stormfloden oversvømmede havnekvarteret."]) == 103  # 3 words, all long
    assert readability.lix(["Vi gik. Vandet oversvømmede huset."]) == 22  # 5 words in 2 sentences, 1 long: 2.5 + 20
    assert readability.lix(["", "…"]) is None
    assert [readability.grade(number) for number in (20, 30, 40, 50, 60)] == [
        danish(str(words)) for _, words in readability.GRADES[::-1]
    ]


def page(body: str) -> str:
    return f'<html><body><nav><a href="/findes-ikke/">her</a></nav><main><h1>Titel</h1>{body}</main></body></html>'


def advice(html: str, request: HttpRequest) -> list[tuple[str, str]]:
    """What is marked, with the words that it is marked on."""
    soup = BeautifulSoup(marked(page(html), request), "html.parser")
    return [(element["data-advice"], element.get_text()) for element in soup.select("[data-advice]")]  # type: ignore[misc]


def test_the_three_longest_sentences_are_marked_where_they_stand(request_: HttpRequest) -> None:
    long = [f"Nummer {number} er " + "lang " * (20 + number) + "slut." for number in range(5)]
    text = f'<div class="prose"><p>Kort. {long[0]} {long[4]}</p><p>{long[2]} <b>{long[3][:30]}</b>{long[3][30:]} {long[1]}</p></div>'
    found = marked(page(text), request_)
    soup = BeautifulSoup(found, "html.parser")
    assert [mark.get_text()[:8] for mark in soup.select("mark[data-advice]")] == ["Nummer 4", "Nummer 2", "Nummer 3"]
    assert soup.main.get_text() == BeautifulSoup(page(text), "html.parser").main.get_text()  # type: ignore[union-attr]
    assert soup.select("b mark[data-advice]")
    assert soup.body["data-lix"].isdigit()  # type: ignore[index, union-attr]


def test_a_hard_text_is_told_on_its_heading(request_: HttpRequest) -> None:
    hard = "Kommunalbestyrelsens beslutningsgrundlag forudsætter interessentinddragelse."
    assert ("hard-text", "Titel") in advice(f'<div class="prose"><p>{hard}</p></div>', request_)
    assert advice('<div class="prose"><p>Vandet steg. Vi gik op.</p></div>', request_) == []


@pytest.mark.parametrize(
    ("html", "key"),
    [
        ('<a href="https://dmi.example/">her</a>', "vague-link"),
        ('<a href="https://dmi.example/">Læs mere.</a>', "vague-link"),
        ('<a href="https://dmi.example/">Læs om vandstanden</a>', None),
        ("<a>Slettet side</a>", "broken-link"),
        ('<a href="/lokalhistorie/findes-ikke/">Diget</a>', "broken-link"),
        ('<a href="/lokalhistorie/">Lokalhistorie</a>', None),
        ('<a href="/lokalhistorie/?place=Havnen#liste">Om havnen</a>', None),
        ('<a href="/soeg/?q=diget">Søg efter diget</a>', None),
        ('<a href="/dokumenter/999999/a.pdf">Referat</a>', "broken-link"),
        ('<a href="mailto:a@brovig.example">Skriv til arkivet</a>', None),
        ('<img src="a.jpg">', "no-alt"),
        ('<div class="hero-figure"><img src="a.jpg" alt=""></div>', "no-alt"),
        ('<figure><img src="a.jpg" alt=""></figure>', None),
    ],
)
def test_links_and_pictures(house: House, request_: HttpRequest, html: str, key: str | None) -> None:
    assert [found for found, _words in advice(html, request_)] == ([key] if key else [])


@pytest.mark.parametrize(
    ("read", "key"),
    [
        ({"tagged": False}, "untagged-pdf"),
        ({"tagged": True}, None),
        ({"tagged": None}, None),
        ({"tagged": False, "state": DocumentText.State.SCANNED}, "scanned-pdf"),
    ],
)
def test_documents_that_not_everybody_can_read(request_: HttpRequest, read: dict[str, Any], key: str | None) -> None:
    document = Document(title="Referat", file=ContentFile(b"%PDF", name="referat.pdf"))
    document.save()
    DocumentText.objects.update_or_create(document=document, defaults=read)
    html = f'<a href="{document.url}">Referatet</a>'
    assert [found for found, _words in advice(html, request_)] == ([key] if key else [])


def test_a_link_to_a_page_that_not_everybody_can_read_is_told(house: House, request_: HttpRequest) -> None:
    article = make_article(house, "Diget")
    html = f'<a href="{article.url}">Diget</a>'
    assert advice(html, request_) == []
    article.view_restrictions.create(restriction_type="login")
    assert advice(html, request_) == [("broken-link", "Diget")]
    article.unpublish()
    assert advice(html, request_) == [("broken-link", "Diget")]


def test_wagtails_checks_find_what_is_marked_and_say_it_in_danish() -> None:
    items: list[Any] = [AccessibilityItem(in_editor=True)]
    with_writing_aid(None, items, None)
    aid = items[0]
    assert isinstance(aid, WritingAid)
    assert aid.in_editor
    rules = {rule["id"]: rule["selector"] for rule in aid.axe_custom_rules}
    for key, words in ADVICE.items():
        assert rules[f"torvet-{key}"] == f"[data-advice~='{key}']"
        assert f"torvet-{key}" in aid.axe_run_only
        assert all(danish(str(sentence)) for sentence in words)
    assert "heading-order" in aid.axe_run_only  # Wagtail's own


def test_only_the_preview_beside_the_editor_is_marked(house: House) -> None:
    article = make_article(house, body=[("text", '<p>Læs det <a href="https://a.example/">her</a>.</p>')])
    panel = article.make_preview_request(extra_request_attrs={"in_preview_panel": True})
    assert 'data-advice="vague-link"' in panel.content.decode()
    assert "data-advice" not in article.make_preview_request().content.decode()


# Pages that are to be read through ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("every", "checked", "published", "due"),
    [
        (12, dt.date(2026, 2, 28), dt.date(2020, 1, 1), dt.date(2027, 2, 28)),
        (6, dt.date(2026, 8, 31), None, dt.date(2027, 2, 28)),
        (24, None, dt.date(2025, 5, 4), dt.date(2027, 5, 4)),
        (0, dt.date(2020, 1, 1), dt.date(2020, 1, 1), None),
        (12, None, None, None),
    ],
)
def test_when_a_page_is_to_be_read_again(db: None, every: int, checked: Any, published: Any, due: Any) -> None:
    from home.models import ArticlePage

    at = timezone.make_aware(dt.datetime.combine(published, dt.time(12))) if published else None
    assert ArticlePage(check_every=every, last_checked=checked, first_published_at=at).check_due == due


def test_editors_are_reminded_once_until_the_page_is_checked(cast: Cast, house: House) -> None:
    today = timezone.localdate()
    old = {"check_every": EditorialPage.Check.YEAR, "last_checked": today - dt.timedelta(days=400)}
    page = make_article(house, owner=cast.editor, **old)
    make_story(house, "Aldrig", owner=cast.editor, last_checked=old["last_checked"])
    gone = make_story(house, "Væk", owner=cast.editor, **old)
    gone.unpublish()
    by_a_citizen = make_article(house, "Borgerens", owner=cast.citizen, **old)
    assert keepers(by_a_citizen) == []
    assert remind(today) == 1
    assert remind(today) == 0
    notice = Notice.objects.get(kind="check-page")
    assert (notice.person, notice.about) == (cast.editor, page)
    assert [told.line.url for told in described([notice])] == [f"/admin/pages/{page.pk}/edit/"]
    page.last_checked = today
    page.save_revision().publish()
    assert remind(today) == 0
    assert described([notice]) == []
