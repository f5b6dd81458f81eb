"""A contribution in the pages of a debate."""

from django import template

from forum.models import Comment
from forum.showing import Reader, html, shown

register = template.Library()


@register.simple_tag
def contribution(comment: Comment, reader: Reader, *, away: bool = False) -> str:
    """The HTML of a contribution made ready by `forum.conversation.prepare`, as the reader sees it."""
    return html(shown(comment, reader, away=away))
