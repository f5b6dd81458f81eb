"""A debate's conversation, a part at a time, in a number of queries that does not grow with it."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Count, Max, Window
from django.db.models.functions import RowNumber
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from accounts.visitors import Visitor
from forum.models import Ask, Comment, DebatePage, Decision, Recommendation
from forum.states import State

THREADS_PER_PAGE = 20
REPLIES_PER_PART = 20
MOST_NEW = 20  # so many new contributions are shown at once; more of them are read in the conversation


class Order(models.TextChoices):
    """In which order the threads stand. The values are those of the address."""

    CONVERSATION = "samtale", _("As they were written")
    NEWEST = "nyeste", _("Newest first")
    RECOMMENDED = "anbefalet", _("Most recommended")
    UNANSWERED = "uden-svar", _("Questions without an answer")


_SORTED: dict[Order, tuple[Any, ...]] = {Order.NEWEST: ("-pk",), Order.RECOMMENDED: ("-recommended", "pk")}


@dataclass(frozen=True)
class Branch:
    """A thread, or a part of it: its first contribution (none when the reader can't see it) and replies in order.

    `part` counts from 1; `total` counts all replies that the reader sees.
    """

    thread_id: int
    root: Any = None
    replies: list[Any] = field(default_factory=list)
    part: int = 1
    total: int = 0

    @property
    def left(self) -> int:
        """How many replies come after these."""
        return max(0, self.total - self.part * REPLIES_PER_PART)

    @property
    def next_part(self) -> int | None:
        return self.part + 1 if self.left else None

    @property
    def previous_part(self) -> int | None:
        return self.part - 1 if self.part > 1 else None


@dataclass(frozen=True)
class Conversation:
    """`page` pages the threads and `branches` are those on it; `total` counts all that everybody can read, and `latest`
    is the highest key among them. `alone`: one branch by itself (its address has `gren`)."""

    page: Page
    branches: list[Branch]
    total: int
    latest: int
    order: Order = Order.CONVERSATION
    alone: bool = False

    @property
    def comments(self) -> list[Any]:
        """Every contribution that is shown, in order."""
        return [each for branch in self.branches for each in ([branch.root] if branch.root else []) + branch.replies]

    @property
    def rest(self) -> str:
        """What belongs in the address of its other pages, ending in "&"."""
        return "" if self.order == Order.CONVERSATION else f"orden={self.order}&"


def conversation(
    debate: DebatePage,
    user: Visitor,
    number: str | int = 1,
    *,
    order: str = Order.CONVERSATION,
    branch: str = "",
    part: str = "1",
) -> Conversation:
    """What the person sees of the conversation: a page of its threads, or with `branch` a part of one thread.

    A number out of range leads to the nearest page, an unknown order to that of writing, an unknown branch to the page.
    """
    chosen = Order(order) if order in Order.values else Order.CONVERSATION
    visible = Comment.objects.filter(debate_id=debate.pk).visible_to(user)
    roots = Comment.objects.filter(debate_id=debate.pk).roots_seen_by(user)
    published = Comment.objects.filter(debate_id=debate.pk).published()
    counts = published.order_by().aggregate(total=Count("pk"), latest=Max("pk"))
    total, latest = counts["total"], counts["latest"] or 0
    if branch.isascii() and branch.isdigit() and len(branch) <= 12 and roots.filter(pk=int(branch)).exists():
        alone = _branches(visible, [int(branch)], user, _number(part))
        return Conversation(Paginator(alone, 1).page(1), alone, total, latest, alone=True)
    if chosen == Order.UNANSWERED:
        roots = roots.filter(state=State.PUBLISHED).unanswered()
    page = Paginator(
        roots.order_by(*_SORTED.get(chosen, ("pk",))).values_list("pk", flat=True), THREADS_PER_PAGE
    ).get_page(number)
    return Conversation(page, _branches(visible, list(page.object_list), user), total, latest, chosen)


def _number(raw: str) -> int:
    return max(1, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else 1


def _branches(visible: Any, threads: list[int], user: Visitor, part: int = 1) -> list[Branch]:
    """These threads in this order, each with one part of its replies. Two queries, and those of `prepare`."""
    replies = visible.filter(thread_id__in=threads, starts_thread=False).order_by()
    ranked = replies.annotate(
        rank=Window(RowNumber(), partition_by="thread_id", order_by="order"),
        count=Window(Count("pk"), partition_by="thread_id"),
    )
    first = (part - 1) * REPLIES_PER_PART
    shown = list(
        ranked.filter(rank__gt=first, rank__lte=first + REPLIES_PER_PART).values_list("pk", "thread_id", "count")
    )
    if not shown and part > 1:
        return _branches(visible, threads, user)
    totals = {thread: count for _pk, thread, count in shown}
    comments = list(visible.filter(pk__in=[*threads, *(pk for pk, _thread, _count in shown)]).conversation())
    prepare(comments, user)
    found: dict[int, list[Any]] = {thread: [] for thread in threads}
    for comment in comments:
        found[comment.thread_id].append(comment)
    return [
        Branch(
            thread,
            root=next((each for each in found[thread] if each.starts_thread), None),
            replies=[each for each in found[thread] if not each.starts_thread],
            part=part,
            total=totals.get(thread, 0),
        )
        for thread in threads
    ]


def prepare(comments: list[Any], user: Visitor) -> None:
    """Put on them what a contribution shows beyond its row: whom it answers, own recommendations, reasons.

    `answers` is the contribution that it answers, none when nobody may see it (only of it: `pk`, `user_name`, `state`).
    """
    names = {comment.pk: comment for comment in comments}
    away = {comment.parent_id for comment in comments if comment.is_reply} - names.keys()
    if away:
        names |= Comment.objects.in_thread().only("user_name", "state").select_related(None).in_bulk(away)
    mine: set[int] = set()
    if user.is_authenticated:
        given = Recommendation.objects.filter(user_id=user.pk, comment__in=names)
        mine = set(given.values_list("comment_id", flat=True))
    for comment in comments:
        comment.answers = names.get(comment.parent_id) if comment.is_reply else None
        comment.is_recommended = comment.pk in mine
    explain_removals([comment for comment in comments if comment.user_id and comment.user_id == user.pk])


def whole(debate: DebatePage) -> list[Any]:
    """All that takes a place in the conversation, in order, for paper and for the archive. Nothing held is in it."""
    comments = list(Comment.objects.filter(debate_id=debate.pk).in_thread().conversation())
    names = {comment.pk: comment for comment in comments}
    for comment in comments:
        comment.answers = names.get(comment.parent_id) if comment.is_reply else None
    return comments


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
    """Put `statement`, the decision with its reasons, on those of one's own that were removed (DSA, article 17)."""
    removed = [thing for thing in own if thing.state == State.REMOVED]
    if not removed:
        return
    decisions = Decision.objects.in_bulk({thing.decision_id for thing in removed})
    for thing in removed:
        thing.statement = decisions[thing.decision_id]


def page_of(comment: Comment, user: Visitor) -> int:
    """The number of the conversation's page on which the person finds the contribution's thread."""
    before = Comment.objects.filter(debate_id=comment.debate_id, pk__lt=comment.thread_id).roots_seen_by(user)
    return cast("int", before.count()) // THREADS_PER_PAGE + 1


def part_of(comment: Comment, user: Visitor) -> int:
    """The number of its branch's part in which the person finds the contribution."""
    if comment.starts_thread:
        return 1
    thread = Comment.objects.filter(thread_id=comment.thread_id, starts_thread=False, order__lt=comment.order)
    return cast("int", thread.visible_to(user).count()) // REPLIES_PER_PART + 1


def place_of(comment: Comment, user: Visitor) -> str:
    """The address, below its debate's, where the person finds the contribution: `?side=3#indlaeg-9`."""
    part = part_of(comment, user)
    if part > 1:
        return f"?{urlencode({'gren': comment.thread_id, 'del': part})}#{comment.anchor}"
    number = page_of(comment, user)
    return f"?side={number}#{comment.anchor}" if number > 1 else f"#{comment.anchor}"


def new_since(debate: DebatePage, key: int) -> Any:
    """What everybody can read that was written after the contribution with this key, the oldest first."""
    return Comment.objects.filter(debate_id=debate.pk, pk__gt=key).published().order_by("pk")


def new_contributions(debate: DebatePage, user: Visitor, keys: list[int]) -> list[Any]:
    """These contributions, if everybody can read them, ready to be shown out of their place; at most `MOST_NEW`."""
    chosen = Comment.objects.filter(debate_id=debate.pk, pk__in=keys).published().order_by("pk")
    comments = list(chosen.select_related("user__profile", "mandate")[:MOST_NEW])
    prepare(comments, user)
    return comments
