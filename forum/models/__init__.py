"""Debates, their contributions, livestreams, and moderation."""

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
from forum.models.log import LogLine
from forum.models.moderation import Case, Complaint, Decision, Ground, Origin, Report, Severity, Suspension
from forum.models.rules import HoldRule, ModerationSettings, ReasonText

__all__ = [
    "Ask",
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
    "LivestreamIndexPage",
    "LivestreamPage",
    "LogLine",
    "ModerationSettings",
    "Origin",
    "PanelMember",
    "Phase",
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
    "Writers",
]
