"""A debate for the archive: one ZIP file that holds everything the public could read, and opens without this site.

The same debate gives the same bytes, whenever and wherever it is made: entries are sorted and carry no time, and
nothing in them tells of the export. `SHA256SUMS` lets an archive check each file (`sha256sum --check`).
What is held, removed or withdrawn is not in it, except that it was there.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any

import nh3
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils import timezone, translation
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex

from forum.conversation import whole
from forum.models import Ask, DebatePage
from forum.states import State

WORDS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "cite",
    "strong",
    "em",
    "b",
    "i",
    "a",
    "br",
}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file knows


def write(debate: DebatePage, to: IO[bytes]) -> None:
    """Write the archive of a readable debate to an open binary file."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(settings.TIME_ZONE):
        files = dict(_files(debate))
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode()
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(entry, content)


def _files(debate: DebatePage) -> Iterator[tuple[str, bytes]]:
    comments = whole(debate)
    attached = dict(_attachments(debate))
    page = {
        "page": debate,
        "body_html": _background(debate),
        "comments": comments,
        "panel": _panel(debate),
        "attachments": sorted(attached),
    }
    yield "debat.html", render_to_string("forum/archive.html", page).encode()
    data = json.dumps(describe(debate, comments), ensure_ascii=False, indent=1, sort_keys=True)
    yield "debat.json", f"{data}\n".encode()
    yield from attached.items()


def describe(debate: DebatePage, comments: list[Any]) -> dict[str, Any]:
    """The debate as data: its frame, its outcome, its contributions in the order of the conversation."""
    asked: dict[int, list[dict[str, Any]]] = {}
    for ask in Ask.objects.filter(comment__debate=debate.pk).select_related("mandate__user", "answer").order_by("pk"):
        answered = ask.answer is not None and ask.answer.state == State.PUBLISHED
        told = {"asked": str(ask.mandate), "answer": ask.answer_id if answered else None}
        asked.setdefault(ask.comment_id, []).append(told)
    return {
        "title": debate.title,
        "lead": debate.lead,
        "inviter": debate.inviter,
        "background": _background(debate),
        "rules": debate.rules,
        "opens_at": debate.opens_at.isoformat(),
        "closes_at": debate.closes_at.isoformat(),
        "links": [{"title": link.title, "address": link.address} for link in debate.links.all()],
        "panel": _panel(debate),
        "outcome": {
            "summary": debate.outcome,
            "decided": debate.decided,
            "responsible": debate.responsible,
            "follow_up_on": debate.follow_up_on.isoformat() if debate.follow_up_on else None,
            "followed_up": debate.followed_up,
        },
        "contributions": [_contribution(comment, asked.get(comment.pk, [])) for comment in comments],
    }


def _contribution(comment: Any, asked: list[dict[str, Any]]) -> dict[str, Any]:
    about = {
        "id": comment.pk,
        "answers": comment.parent_id if comment.is_reply else None,
        "state": comment.state,
        "written_at": comment.submit_date.isoformat(),
    }
    if comment.is_tombstone:
        return about
    return {
        **about,
        "name": comment.user_name,
        "speaks_as": str(comment.mandate) if comment.mandate else None,
        "text": comment.comment,
        "asks": asked,
    }


def _background(debate: DebatePage) -> str:
    """The background as plain HTML: words and their order, without what only the site can show."""
    return nh3.clean(str(debate.body.render_as_block()), tags=WORDS, attributes={"a": {"href"}})


def _panel(debate: DebatePage) -> list[str]:
    return [str(member.mandate) for member in debate.panel.select_related("mandate__user")]


def _attachments(debate: DebatePage) -> Iterator[tuple[str, bytes]]:
    """The documents that the background links to, and the debate's picture."""
    if debate.picture:
        with debate.picture.file.open("rb") as source:
            yield f"bilag/billede-{debate.picture.pk}{_ending(debate.picture.file.name)}", source.read()
    documents = get_document_model()
    references = ReferenceIndex.get_references_for_object(debate).filter(
        to_content_type=ContentType.objects.get_for_model(documents)
    )
    for document in documents.objects.filter(pk__in=[int(found.to_object_id) for found in references]).order_by("pk"):
        if document.collection.get_view_restrictions():
            continue  # those who may read the debate may not read it
        with document.file.open("rb") as source:
            yield f"bilag/dokument-{document.pk}{_ending(document.filename)}", source.read()


def _ending(name: str) -> str:
    return f".{name.rsplit('.', 1)[1].lower()}" if "." in name else ""
