"""Who is told when something is written or decided. The words are made in `forum.notice_kinds`."""

from forum.models import Comment, Decision, Question
from forum.states import State
from notices.actions import followers, tell


def tell_of(thing: Comment | Question, decision: Decision) -> None:
    """Tell its author of a moderator's decision, and the others of what everybody can read from now on."""
    author = thing.user if isinstance(thing, Comment) else thing.author
    if author is not None and decision.step in {"approve", "remove", "restore"}:
        tell([author], "moderation", thing, key=decision.pk, by=decision.by, data={"step": decision.step})
    tell_others(thing)


def tell_others(thing: Comment | Question) -> None:
    """Tell whom it answers, and who follows its debate, its thread or its author. Told again, they are told once."""
    if not isinstance(thing, Comment) or thing.state != State.PUBLISHED:
        return
    answered = Comment.objects.filter(pk=thing.parent_id).select_related("user").first() if thing.parent_id else None
    told = {answered.user} if answered and answered.user else set()
    tell(told, "reply", thing, key=thing.pk, by=thing.user)
    speaking = [thing.mandate] if thing.mandate else []
    others = set(followers(thing.debate, Comment(pk=thing.thread_id), *speaking))
    tell(others - told, "contribution", thing, key=thing.pk, by=thing.user)
