"""The demo's debates and livestreams: written through the same actions that people use."""

import datetime as dt
import uuid
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.timezone import localdate, make_aware

from accounts.models import User
from demo.blocks import stream
from demo.gallery import Gallery
from demo.library import html, read
from demo.pages import common, days_from_now, existing
from demo.pictures import draw
from demo.stream import Line, Recording, make_recording
from forum.actions.broadcasts import post_text
from forum.actions.captions import read_captions
from forum.actions.contributions import ask_question, post_comment
from forum.actions.moderation import approve
from forum.actions.questions import answered, vote
from forum.models import AgendaItem, Comment, DebatePage, LivestreamPage, PanelMember, Speaker
from forum.states import State
from home.actions import publish_new
from home.models import BasePage, Topic

_KEYS = uuid.UUID("6b1f0f6e-54a4-4d0c-9d35-6d6f5a4b3c21")  # names the demo's forms, so that building twice posts once


def build_debate(
    item: dict[str, Any], index: BasePage, topics: dict[str, Topic], people: dict[str, User], gallery: Gallery
) -> DebatePage:
    """A debate with its panel; its outcome comes after its contributions (`conclude`)."""
    page = existing(index, DebatePage, item["slug"])
    if page is not None:
        return page
    page = DebatePage(
        **common(item, gallery),
        body=stream(item["body"], gallery),
        inviter=item["inviter"],
        rules=html(item["rules"]),
        opens_at=days_from_now(item["opens_days"]),
        closes_at=days_from_now(item["closes_days"]),
        premoderated=item["premoderated"],
    )
    page.topics = [topics[slug] for slug in item.get("topics", [])]
    mandates = [mandate for key in item["panel"] for mandate in people[key].mandates.all()]
    page.panel = [PanelMember(mandate=mandate, sort_order=number) for number, mandate in enumerate(mandates)]
    page.first_published_at = days_from_now(min(item["opens_days"], 0) - 5)
    return publish_new(index, page, people["redaktoer"])


def write_contributions(item: dict[str, Any], debate: DebatePage, people: dict[str, User]) -> Iterator[Comment]:
    """Post the debate's contributions in the order of their time; a moderator approves what is held. Yields each."""
    posted: dict[int, Comment] = {}
    for comment, parent in sorted(_flat(item.get("comments", [])), key=lambda pair: -pair[0]["days_ago"]):
        made = post_comment(
            debate,
            people[comment["by"]],
            comment["text"].strip(),
            key=uuid.uuid5(_KEYS, f"{debate.slug} {comment['by']} {comment['days_ago']} {comment['text'][:80]}"),
            parent=posted[id(parent)] if parent else None,
            at=days_from_now(-comment["days_ago"]),
        )
        if made.state == State.HELD:
            made = approve(made, people["moderator"])
        posted[id(comment)] = made
        yield made


def _flat(
    comments: list[dict[str, Any]], parent: dict[str, Any] | None = None
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    for comment in comments:
        yield comment, parent
        yield from _flat(comment.get("replies", []), comment)


def conclude(item: dict[str, Any], debate: DebatePage, people: dict[str, User]) -> None:
    """Give the debate its outcome, if the content has one."""
    outcome = item.get("outcome")
    if not outcome or debate.outcome:
        return
    debate.outcome, debate.decided = html(outcome["summary"]), html(outcome["decided"])
    debate.responsible = outcome["responsible"]
    debate.follow_up_on = localdate() + dt.timedelta(days=outcome["follow_up_days"])
    debate.save_revision(user=people["redaktoer"]).publish(user=people["redaktoer"])


def build_livestream(
    item: dict[str, Any],
    index: BasePage,
    debates: dict[str, DebatePage],
    topics: dict[str, Topic],
    people: dict[str, User],
    gallery: Gallery,
    recording: Future[Recording] | None,
) -> LivestreamPage:
    """A livestream with speakers, agenda and questions, and its transcript where there is a recording."""
    page = existing(index, LivestreamPage, item["slug"])
    if page is not None:
        return page
    day = localdate() + dt.timedelta(days=item["starts_days"])
    starts = make_aware(dt.datetime.combine(day, dt.time(item["hour"])))
    page = LivestreamPage(
        **common(item, gallery),
        body=stream(item["body"], gallery),
        place=item.get("place", ""),
        starts_at=starts,
        ends_at=starts + dt.timedelta(minutes=item["minutes"]),
        debate=debates.get(item.get("debate", "")),
    )
    page.topics = [topics[slug] for slug in item.get("topics", [])]
    page.speakers = [
        Speaker(mandate=people[key].mandates.first(), sort_order=number) for number, key in enumerate(item["speakers"])
    ]
    page.first_published_at = days_from_now(min(item["starts_days"], 0) - 7)
    said = _recorded(page, recording.result()) if recording else {}
    page.agenda = [
        AgendaItem(
            minute=point["minute"],
            lasts=point.get("lasts"),
            title=point["title"],
            chapter=said.get(point.get("line")),
            sort_order=number,
        )
        for number, point in enumerate(item["agenda"])
    ]
    publish_new(index, page, people["redaktoer"])
    read_captions(page)
    _ask(item, page, people, said)
    for text in item.get("summary", []):
        at = starts + dt.timedelta(minutes=text["minute"])
        post_text(page, people["redaktoer"], text["text"], key=uuid.uuid5(_KEYS, f"{page.slug} {at}"), at=at)
    return page


def record_all(pool: Executor) -> dict[str, Future[Recording]]:
    """Have the recordings made that lack their page, by other processes while the rest is built; by slug."""
    there = set(LivestreamPage.objects.values_list("slug", flat=True))
    return {
        item["slug"]: pool.submit(_record, item)
        for item in read("livestreams")
        if "script" in item and item["slug"] not in there
    }


def _record(item: dict[str, Any]) -> Recording:
    names = {person["key"]: person["name"] for person in read("people")}
    speakers = dict.fromkeys(line["speaker"] for line in item["script"])
    faces = {key: draw("portrait", number, (480, 600)) for number, key in enumerate(speakers)}
    lines = [Line(names[line["speaker"]], line["text"], portrait=faces[line["speaker"]]) for line in item["script"]]
    return make_recording(lines, Path(settings.MEDIA_ROOT) / "streams" / item["slug"], title=item["title"])


def _recorded(page: LivestreamPage, recording: Recording) -> dict[int | None, int]:
    """Put the recording and its captions on the page; returns at which second each line of the script begins."""
    page.stream_url = f"{settings.MEDIA_URL}streams/{page.slug}/{recording.playlist.name}"
    page.captions.save(f"{page.slug}.vtt", ContentFile(recording.captions.read_bytes()), save=False)
    return {cue.line: int(cue.start) for cue in reversed(recording.cues)}


def _ask(item: dict[str, Any], page: LivestreamPage, people: dict[str, User], said: dict[int | None, int]) -> None:
    speakers = {str(speaker): speaker for speaker in page.speakers.all()}
    asked_at = min(page.starts_at, timezone.now()) - dt.timedelta(minutes=50)
    for number, question in enumerate(item.get("questions", [])):
        asked = ask_question(
            page,
            people[question["by"]],
            question["text"],
            key=uuid.uuid5(_KEYS, f"{page.slug} {number}"),
            topic=question.get("topic", ""),
            speaker=speakers[people[question["to"]].display_name] if "to" in question else None,
            at=asked_at + dt.timedelta(minutes=3 * number),
        )
        if asked.state == State.HELD:
            asked = approve(asked, people["moderator"])
        for voter in question.get("votes", []):
            vote(asked, people[voter])
        if question["answered"]:
            answered(asked, second=said.get(question.get("line")))
