"""What an open page of a livestream is told, the same for everybody: all when it asks, or what changed."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from forum.announcing import ITSELF
from forum.models import LivestreamPage, Progress, Question
from forum.permissions import takes_questions
from forum.states import State

TEXTS = 30  # pieces of the running summary that a page shows


def listed(livestream: LivestreamPage) -> list[Question]:
    """The questions on the list, in its order. One query."""
    also = Count("duplicates", filter=Q(duplicates__state=State.PUBLISHED))
    questions = Question.objects.filter(livestream_id=livestream.pk).listed().annotate(also=also)
    found = list(questions.select_related("contribution__debate"))
    for question in found:
        question.livestream = livestream
    return in_order(found, recorded=livestream.is_recorded)


def in_order(questions: Iterable[Question], *, recorded: bool = False) -> list[Question]:
    """What is on top first: pinned ones, those that wait (`fair`), then what was answered, carried over or set aside.

    Of a recording what was answered comes first, in the order of the answers.
    """
    groups: dict[str, list[Question]] = {progress: [] for progress in Progress.values}
    for question in questions:
        groups[question.progress].append(question)
    waiting = fair(groups[Progress.OPEN])
    waiting.sort(key=lambda question: not question.pinned)
    answered = sorted(groups[Progress.ANSWERED], key=lambda question: (question.second or 0, question.pk))
    rest = groups[Progress.CARRIED] + groups[Progress.DISMISSED]
    first = answered + waiting if recorded else waiting + answered
    return groups[Progress.NOW] + first + rest


def fair(questions: Iterable[Question]) -> list[Question]:
    """By votes, but so that no topic and no addressee fills the top of the list.

    As seats are given to parties (D'Hondt): each that has been taken of a topic or an addressee divides what the next
    of it weighs. Of equal ones the oldest comes first.
    """
    left = sorted(questions, key=lambda question: (-question.votes_count, question.asked_at, question.pk))
    taken: Counter[tuple[str, str]] = Counter()
    order = []
    while left:
        best = max(
            left, key=lambda question: (question.votes_count + 1) / (1 + sum(taken[k] for k in _kinds(question)))
        )
        left.remove(best)
        order.append(best)
        taken.update(_kinds(best))
    return order


def _kinds(question: Question) -> list[tuple[str, str]]:
    return [(kind, name) for kind, name in (("topic", question.topic), ("to", question.addressee)) if name]


def whole(livestream: LivestreamPage) -> dict[str, Any]:
    """Everything that moves on the livestream's page."""
    questions = listed(livestream)
    return {
        **_frame(livestream, questions),
        "questions": [_facts(each) for each in questions],
        "texts": _texts(livestream),
    }


def change(channel: str, keys: list[int]) -> dict[str, Any] | None:
    """What `home.live` tells the channel's readers of these keys; None while nobody may read the page."""
    pages = LivestreamPage.objects.readable().select_related("broadcast").defer_streamfields()
    livestream = pages.filter(pk=int(channel.rpartition("-")[2])).first()
    if livestream is None:
        return None
    questions = listed(livestream)
    changed = set(keys)
    told = {
        **_frame(livestream, questions),
        "questions": [_facts(each) for each in questions if each.pk in changed],
        "gone": sorted(changed - {each.pk for each in questions} - {ITSELF}),
    }
    return {**told, "texts": _texts(livestream)} if ITSELF in changed else told


def _frame(livestream: LivestreamPage, questions: list[Question]) -> dict[str, Any]:
    now = timezone.now()
    return {
        "state": livestream.state(now),
        "next": _seconds_until(livestream.next_change(now), now),
        "open": takes_questions(livestream, now),
        "now": next((each.pk for each in questions if each.progress == Progress.NOW), None),
        "order": [each.pk for each in questions],
    }


def _seconds_until(moment: dt.datetime | None, now: dt.datetime) -> int | None:
    return None if moment is None else int((moment - now).total_seconds()) + 1


def _facts(question: Question) -> dict[str, Any]:
    """A question as js/live-evening.js shows it; what is empty is left out."""
    facts = {
        "id": question.pk,
        "text": question.text,
        "by": question.author_name,
        "topic": question.topic,
        "to": question.addressee,
        "votes": question.votes_count,
        "progress": question.progress,
        "pinned": question.pinned,
        "also": getattr(question, "also", 0),
        "why": question.dismissal,
        "at": question.timecode,
        "t": question.moment,
        "url": question.contribution.get_absolute_url() if question.contribution else "",
    }
    return {name: value for name, value in facts.items() if value not in ("", False)}


def _texts(livestream: LivestreamPage) -> list[dict[str, str]]:
    texts = livestream.live_texts.all()[:TEXTS]
    return [{"at": timezone.localtime(text.at).strftime("%H.%M"), "text": text.text} for text in texts]
