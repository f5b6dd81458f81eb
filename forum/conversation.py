"""A debate's conversation, a part at a time, in a number of queries that does not grow with it."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db import models
from django.db.models import Case, Count, Max, OuterRef, Q, Subquery, Value, When, Window
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
    counts = _counts(debate)
    total, latest = counts["total"], counts["latest"] or 0
    if branch.isascii() and branch.isdigit() and len(branch) <= 12 and roots.filter(pk=int(branch)).exists():
        alone = _branches(visible, [int(branch)], user, _number(part))
        return Conversation(Paginator(alone, 1).page(1), alone, total, latest, alone=True)
    if chosen == Order.UNANSWERED:
        roots = roots.filter(state=State.PUBLISHED).unanswered()
    paginator = Paginator(roots.order_by(*_SORTED.get(chosen, ("pk",))).values_list("pk", flat=True), THREADS_PER_PAGE)
    if chosen != Order.UNANSWERED and not counts["held"]:
        paginator.count = counts["threads"]
    page = paginator.get_page(number)
    in_order = list(page.object_list) if chosen == Order.RECOMMENDED else page.object_list
    branches = _branches(visible, in_order, user, newest_first=chosen == Order.NEWEST)
    return Conversation(page, branches, total, latest, chosen)


def _counts(debate: DebatePage) -> dict[str, int]:
    """What everybody can read (`total`, `latest`), the threads, and how many begin with what is held; one query."""
    published, first, held = Q(state=State.PUBLISHED), Q(starts_thread=True), Q(state=State.HELD)
    counted: dict[str, int] = (
        Comment.objects.filter(debate_id=debate.pk)
        .order_by()
        .aggregate(
            total=Count("pk", filter=published),
            latest=Max("pk", filter=published),
            threads=Count("pk", filter=first & ~held),
            held=Count("pk", filter=first & held),
        )
    )
    return counted


def _number(raw: str) -> int:
    return max(1, int(raw)) if raw.isascii() and raw.isdigit() and len(raw) <= 9 else 1


def _branches(visible: Any, threads: Any, user: Visitor, part: int = 1, *, newest_first: bool = False) -> list[Branch]:
    """These threads, each with one part of its replies. One query, and those of `prepare`.

    `threads` are their keys in order, or a query for those in the order of writing (or `newest_first`).
    """
    first = (part - 1) * REPLIES_PER_PART
    number = Window(RowNumber(), partition_by=["thread_id", "starts_thread"], order_by="order")
    numbered = (
        visible.filter(thread_id__in=threads)
        .order_by()
        .annotate(number=Case(When(starts_thread=True, then=Value(first + 1)), default=number))
    )
    shown = numbered.filter(number__gt=first, number__lte=first + REPLIES_PER_PART).values("pk")
    replies = visible.filter(thread_id=OuterRef("thread_id"), starts_thread=False).order_by().values("thread_id")
    count = Subquery(replies.annotate(count=Count("pk")).values("count"))
    is_long = Q(starts_thread=True, nested_count__gt=REPLIES_PER_PART)
    chosen = Comment.objects.filter(pk__in=shown).annotate(replies=Case(When(is_long, then=count)))
    found: dict[int, list[Any]] = {thread: [] for thread in threads} if isinstance(threads, list) else {}
    for comment in (comments := list(chosen.conversation())):
        found.setdefault(comment.thread_id, []).append(comment)
    if part > 1 and not any(comment.is_reply for comment in comments):
        return _branches(visible, threads, user)
    prepare(comments, user)
    branches = [_branch(visible, thread, of_it, part) for thread, of_it in found.items()]
    return branches[::-1] if newest_first else branches


def _branch(visible: Any, thread: int, shown: list[Any], part: int) -> Branch:
    root = next((each for each in shown if each.starts_thread), None)
    replies = [each for each in shown if not each.starts_thread]
    if root is not None:
        total = root.replies or len(replies)
    else:  # it waits for a moderator, and its answers stand
        total = visible.filter(thread_id=thread, starts_thread=False).count()
    return Branch(thread, root, replies, part, total)


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
