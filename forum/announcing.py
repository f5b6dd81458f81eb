"""What is new, told to the pages of a debate or of a livestream that are open."""

from forum.models import Comment, LivestreamPage, Question
from forum.states import State
from home import live

LIVESTREAM = "livestream"  # before the key of the page, the channel on which `forum.snapshots` tells what changed
ITSELF = 0  # the key for a livestream itself: its state, its switches, its running summary


def channel_of(debate_id: int) -> str:
    """The name of the channel (`home.live`) on which the keys of the debate's new contributions are told."""
    return f"debat-{debate_id}"


def livestream_channel(livestream_id: int) -> str:
    """The name of the channel on which a livestream's changes are told."""
    return f"{LIVESTREAM}-{livestream_id}"


def announce(thing: Comment | Question) -> None:
    """Tell that a contribution can be read now, or that a question changed, once the transaction is committed."""
    if isinstance(thing, Question):
        live.publish(livestream_channel(thing.livestream_id), thing.pk)
    elif thing.state == State.PUBLISHED:
        live.publish(channel_of(thing.debate_id), thing.pk)


def announce_livestream(livestream: LivestreamPage) -> None:
    """Tell that a livestream itself changed, once the transaction is committed."""
    live.publish(livestream_channel(livestream.pk), ITSELF)
