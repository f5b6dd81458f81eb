"""What is new, told to the pages of a debate that are open."""

from forum.models import Comment, Question
from forum.states import State
from home import live


def channel_of(debate_id: int) -> str:
    """The name of the channel (`home.live`) on which the keys of the debate's new contributions are told."""
    return f"debat-{debate_id}"


def announce(thing: Comment | Question) -> None:
    """Tell that a contribution can be read now, once the transaction is committed. Others are passed over."""
    if isinstance(thing, Comment) and thing.state == State.PUBLISHED:
        live.publish(channel_of(thing.debate_id), thing.pk)
