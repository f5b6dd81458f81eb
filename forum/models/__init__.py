"""Debates, their contributions, livestreams, and the log of moderation."""

from forum.models.asks import Ask
from forum.models.comments import Comment, Recommendation, Version
from forum.models.debates import (
    DebateIndexPage,
    DebateLink,
    DebatePage,
    DebateStep,
    PanelMember,
    Phase,
    Step,
    Writers,
)
from forum.models.livestreams import Cue, LivestreamIndexPage, LivestreamPage, Question, Speaker, StreamState
from forum.models.moderation import Decision

__all__ = [
    "Ask",
    "Comment",
    "Cue",
    "DebateIndexPage",
    "DebateLink",
    "DebatePage",
    "DebateStep",
    "Decision",
    "LivestreamIndexPage",
    "LivestreamPage",
    "PanelMember",
    "Phase",
    "Question",
    "Recommendation",
    "Speaker",
    "Step",
    "StreamState",
    "Version",
    "Writers",
]
