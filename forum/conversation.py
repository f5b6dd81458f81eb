"""A debate's conversation, a page at a time, in a number of queries that does not grow with it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from accounts.visitors import Visitor
from forum.models import Ask, Comment, DebatePage, Decision
from forum.states import State

THREADS_PER_PAGE = 20


@dataclass(frozen=True)
class Conversation:
    """`page` pages the threads; `comments` are their contributions in order; `total` counts all readable."""

    page: Page
    comments: list[Any]
    total: int


def conversation(debate: DebatePage, user: Visitor, number: str | int = 1) -> Conversation:
    """The page of the conversation that the person sees. A number out of range leads to the nearest page."""
    visible = Comment.objects.filter(debate_id=debate.pk).visible_to(user)
    page = Paginator(visible.threads(), THREADS_PER_PAGE).get_page(number)
    comments = list(visible.filter(thread_id__in=list(page.object_list)).conversation())
    names = {comment.pk: comment for comment in comments}
    for comment in comments:
        comment.answers = names.get(comment.parent_id) if comment.is_reply else None
    explain_removals([comment for comment in comments if comment.user_id and comment.user_id == user.pk])
    return Conversation(
        page=page, comments=comments, total=Comment.objects.filter(debate_id=debate.pk).published().count()
    )


def show_asked(comments: list[Any]) -> None:
    """Put `asked` on the contributions: their questions to the panel, each with `answered` and its answer."""
    asked: dict[int, list[Ask]] = {}
    for ask in Ask.objects.filter(comment__in=[comment.pk for comment in comments]).select_related(
        "mandate__user", "answer"
    ):
        ask.answered = ask.answer is not None and ask.answer.state == State.PUBLISHED  # type: ignore[attr-defined]
        asked.setdefault(ask.comment_id, []).append(ask)
    for comment in comments:
        comment.asked = asked.get(comment.pk, [])


def explain_removals(own: list[Any]) -> None:
    """Put `removal_reason` on those of one's own contributions, or questions, that were removed (DSA, article 17)."""
    removed = {thing.pk: thing for thing in own if thing.state == State.REMOVED}
    if not removed:
        return
    about = "comment" if isinstance(own[0], Comment) else "question"
    decisions = Decision.objects.filter(**{f"{about}__in": removed, "step": "remove"})
    for pk, reason in decisions.values_list(about, "reason"):
        removed[pk].removal_reason = reason


def page_of(comment: Comment, user: Visitor) -> int:
    """The number of the conversation's page on which the person finds the contribution."""
    before = Comment.objects.filter(debate_id=comment.debate_id, thread_id__lt=comment.thread_id).visible_to(user)
    return before.threads().count() // THREADS_PER_PAGE + 1
