"""The demo's long stories with every kind of block, a theme, the UN's goals, and what editors noted about articles."""

import datetime as dt
import subprocess  # nosec B404
import tempfile
import wave
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from accounts.models import User
from demo.blocks import stream
from demo.gallery import Gallery
from demo.library import html, read
from demo.pages import author_of, common, days_from_now, existing
from demo.stream.recording import ffmpeg
from demo.stream.script import Line
from demo.stream.voice import SAMPLE_RATE, speak
from home.actions import publish_new
from home.models import ArticlePage, BasePage, GoalsPage, PageAuthor, PageGoal, StoryPage, ThemePage, Topic


def build(
    home: Page, sections: dict[str, BasePage], topics: dict[str, Topic], people: dict[str, User], gallery: Gallery
) -> None:
    """Add what is missing. The pages that the blocks lead to, and the documents, are there already."""
    _note_what_is_kept()
    for item in read("stories"):
        if existing(sections["lokalhistorie"], StoryPage, item["slug"]) is None:
            _build_story(item, sections["lokalhistorie"], topics, people, gallery)
    if existing(home, ThemePage, "vandet-og-byen") is None:
        lead = "Fjorden gav byen fisk og fragt, og en nat kom den selv på besøg. Alt, hvad vi har om vandet, ét sted."
        theme = ThemePage(title="Vandet og byen", slug="vandet-og-byen", lead=lead, show_in_menus=False)
        theme.topics = [topics["klima-og-natur"], topics["havnen"]]
        theme.picture = gallery.find(read("stories")[0]["picture"])
        publish_new(home, theme, people["redaktoer"])
    if existing(sections["om-biblioteket"], GoalsPage, "verdensmaal") is None:
        lead = "Sytten mål for en verden, der holder. Her er det, Brovig har at sige om hvert af dem."
        page = GoalsPage(title="FN's verdensmål", slug="verdensmaal", lead=lead)
        publish_new(sections["om-biblioteket"], page, people["redaktoer"])


def _note_what_is_kept() -> None:
    today = timezone.localdate()
    for slug, noted in read("kept").items():
        page = ArticlePage.objects.filter(slug=slug, locale__language_code="da").first()
        if page is None or page.goals.exists() or page.last_checked:
            continue
        page.year_from, page.year_to = (*noted.get("years", []), None, None)[:2]
        page.goals = [PageGoal(number=number) for number in noted.get("goals", [])]
        if "every" in noted:
            page.check_every = noted["every"]
            page.last_checked = today - dt.timedelta(days=noted["checked_days_ago"])
        page.save_revision().publish()


def _build_story(
    item: dict[str, Any], section: BasePage, topics: dict[str, Topic], people: dict[str, User], gallery: Gallery
) -> None:
    page = StoryPage(
        **common(item, gallery),
        dateline=item["dateline"],
        place=item["place"],
        year_from=item["years"][0],
        year_to=item["years"][1],
        last_checked=timezone.localdate() - dt.timedelta(days=item["checked_days_ago"]),
        body=stream([_completed(block) for block in item["body"]], gallery),
        timeline=[("event", event) for event in item["timeline"]],
        sources=[("source", {"text": source["text"], "url": "", "document": None}) for source in item["sources"]],
    )
    page.topics = [topics[slug] for slug in item["topics"]]
    page.goals = [PageGoal(number=number) for number in item["goals"]]
    page.page_authors = [PageAuthor(author=author_of(item["author"], people[item["author"]]))]
    page.first_published_at = days_from_now(-item["published_days_ago"])
    publish_new(section, page, people["redaktoer"])


def _completed(block: dict[str, Any]) -> dict[str, Any]:
    """The block with the keys of the pages and documents that it names, and with its sound made."""
    ((kind, value),) = block.items()
    if kind in {"debate", "exhibition", "action"}:
        value = {**value, "page": _page(value["page"])}
    elif kind == "related":
        value = {**value, "pages": [_page(slug) for slug in value["pages"]]}
    elif kind == "documents":
        documents = Document.objects.filter(title__in=value["documents"])
        value = {**value, "documents": list(documents.values_list("pk", flat=True))}
    elif kind == "media":
        value = {"title": value["title"], "transcript": html(value["transcript"]), "file": _sound(value).pk}
    return {kind: value}


def _page(slug: str) -> int:
    return Page.objects.get(slug=slug, locale__language_code="da").pk


def _sound(value: dict[str, Any]) -> Document:
    """What is read aloud, spoken by the demo's voice, as an M4A file."""
    found = Document.objects.filter(title=value["title"]).first()
    if found:
        return found
    clips, _voice = speak([Line("Aase Bundgaard", value["speech"], voice="f")])
    with tempfile.TemporaryDirectory() as folder:
        raw, made = Path(folder) / "sound.wav", Path(folder) / "sound.m4a"
        with wave.open(str(raw), "wb") as file:
            file.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            for clip in clips:
                file.writeframes(clip.samples.tobytes() + bytes(SAMPLE_RATE))  # half a second between
        command = [ffmpeg(), "-hide_banner", "-loglevel", "error", "-nostdin", "-i", str(raw), "-b:a", "64k", str(made)]
        subprocess.run(command, check=True)  # noqa: S603 - the demo's own encoder
        document = Document(title=value["title"], file=ContentFile(made.read_bytes(), name="dagbog.m4a"))
    document.save()
    return document
