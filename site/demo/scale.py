"""More of the same, for benchmarks."""

import uuid

from django.utils import timezone

from accounts.models import User
from demo.library import articles
from forum.actions.contributions import post_comment
from forum.models import Comment, DebatePage
from home.actions import publish_new
from home.models import ArticlePage, BasePage

_KEYS = uuid.UUID("0c0e9a5a-6a2f-45a7-8a55-6a3f6fb6f1d4")


def multiply(
    number: int, sections: dict[str, BasePage], debates: dict[str, DebatePage], people: dict[str, User]
) -> None:
    """Add the articles and the open debates' contributions once more, as copy `number`. Repeating it adds nothing."""
    for item in articles():
        section = sections[item["section"]]
        slug = f"{item['slug']}-{number}"
        original = ArticlePage.objects.child_of(section).get(slug=item["slug"])
        if not ArticlePage.objects.child_of(section).filter(slug=slug).exists():
            _copy(original, section, slug, f"{item['title']} ({number})", people["redaktoer"])
    for debate in debates.values():
        if debate.is_writable():
            _write_again(number, debate)


def _copy(original: ArticlePage, section: BasePage, slug: str, title: str, user: User) -> None:
    copy = ArticlePage(
        title=title, slug=slug, lead=original.lead, picture=original.picture, body=original.body, place=original.place
    )
    copy.topics = list(original.topics.all())
    publish_new(section, copy, user)


def _write_again(number: int, debate: DebatePage) -> None:
    copies: dict[int, Comment] = {}
    originals = [
        comment
        for comment in Comment.objects.filter(debate=debate).order_by("pk")
        if comment.submission_key.version == 5
    ]
    known = {
        uuid.uuid5(_KEYS, f"{copy} {comment.submission_key}") for copy in range(2, number + 1) for comment in originals
    }
    for original in originals:
        if original.submission_key in known:
            continue
        copies[original.pk] = post_comment(
            debate,
            original.user,
            original.comment,
            key=uuid.uuid5(_KEYS, f"{number} {original.submission_key}"),
            parent=copies.get(original.parent_id) if original.is_reply else None,
            at=timezone.now(),
        )
