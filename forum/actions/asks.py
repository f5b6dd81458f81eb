"""Questions to the panel: put with a contribution, answered by a reply to it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Mandate
from forum.models import Ask, Comment, DebatePage
from forum.states import State


def put(comment: Comment, mandates: Collection[Mandate]) -> None:
    """Let a new contribution ask these members of its debate's panel. Call it in the contribution's transaction."""
    Ask.objects.bulk_create(Ask(comment=comment, mandate=mandate) for mandate in mandates)


def answer(comment: Comment) -> None:
    """Let a new reply by somebody who was asked be the answer. Call it in the contribution's transaction.

    The answer counts once it is published; until then, and when it is taken away, another one may take its place.
    """
    if comment.mandate_id and comment.parent_id:
        asks = Ask.objects.filter(comment_id=comment.parent_id, mandate__user_id=comment.user_id)
        asks.exclude(answer__state=State.PUBLISHED).update(answer=comment)


@dataclass(frozen=True)
class Share:
    """How many questions a member of the panel was asked, and how many of them are answered."""

    asked: int = 0
    answered: int = 0


def shares(debate: DebatePage) -> dict[int, Share]:
    """What each member of the panel was asked and has answered, by the mandate's key. One query."""
    rows = (
        Ask.objects.standing()
        .filter(comment__debate=debate.pk)
        .order_by()
        .values("mandate_id")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(answer__state=State.PUBLISHED)))
    )
    return {row["mandate_id"]: Share(row["asked"], row["answered"]) for row in rows}
