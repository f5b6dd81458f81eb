"""Debates, their contributions, livestreams, and moderation."""

from forum.models.asks import Ask
from forum.models.broadcasts import Broadcast, LiveText
from forum.models.captions import Cue
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
from forum.models.livestreams import AgendaItem, LivestreamIndexPage, LivestreamPage, Paper, Speaker
from forum.models.log import LogLine
from forum.models.moderation import Case, Complaint, Decision, Ground, Origin, Report, Severity, Suspension
from forum.models.questions import Question, Vote
from forum.models.rules import HoldRule, ModerationSettings, ReasonText
from forum.states import Progress, StreamState

__all__ = [
    "AgendaItem",
    "Ask",
    "Broadcast",
    "Case",
    "Comment",
    "Complaint",
    "Cue",
    "DebateIndexPage",
    "DebateLink",
    "DebatePage",
    "DebateStep",
    "Decision",
    "Ground",
    "HoldRule",
    "LiveText",
    "LivestreamIndexPage",
    "LivestreamPage",
    "LogLine",
    "ModerationSettings",
    "Origin",
    "PanelMember",
    "Paper",
    "Phase",
    "Progress",
    "Question",
    "ReasonText",
    "Recommendation",
    "Report",
    "Severity",
    "Speaker",
    "Step",
    "StreamState",
    "Suspension",
    "Version",
    "Vote",
    "Writers",
]
