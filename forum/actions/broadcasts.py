"""What a producer does with a livestream, and what follows when it is over."""

import datetime as dt
import logging
import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from forum.actions.contributions import ContributionError, post_comment
from forum.actions.questions import tell_asker
from forum.announcing import announce, announce_livestream
from forum.models import Broadcast, DebatePage, LivestreamPage, LiveText, Question, StreamState
from forum.states import progress_after
from guard.cpr import refuse_cpr
from notices.actions import followers, tell
from search.actions import index

logger = logging.getLogger(__name__)

TEXT_LENGTH = 600  # characters
#: So long before the start those who follow a livestream are told.
REMINDERS = {"hour": dt.timedelta(hours=1), "minutes": dt.timedelta(minutes=10)}
CARRIED_AFTER = dt.timedelta(minutes=30)  # after the end: the producer can still say what was answered


def _switches(livestream: LivestreamPage) -> Broadcast:
    """The livestream's row of switches, locked; made when there is none."""
    Broadcast.objects.get_or_create(livestream_id=livestream.pk)
    return Broadcast.objects.select_for_update(of=("self",)).get(livestream_id=livestream.pk)


@transaction.atomic
def switch(livestream: LivestreamPage, to: str, *, at: dt.datetime | None = None) -> Broadcast:
    """Put the livestream into a state (`StreamState`), or with an empty one let the clock decide again.

    The first time that it goes live is kept: seconds of the recording are counted from there.
    """
    if to and to not in StreamState.values:
        raise ContributionError(_("Choose one of the states."))
    row = _switches(livestream)
    row.switched_to = to
    if to == StreamState.LIVE and row.began_at is None:
        row.began_at = at or timezone.now()
    elif to in {StreamState.ANNOUNCED, StreamState.WAITING}:
        row.began_at = None
    row.save()
    announce_livestream(livestream)
    return row


@transaction.atomic
def choose(livestream: LivestreamPage, *, premoderated: bool, closed: bool) -> Broadcast:
    """Whether questions are read before others see them, and whether any more are taken."""
    row = _switches(livestream)
    row.premoderated, row.closed = premoderated, closed
    row.save(update_fields=["premoderated", "closed"])
    announce_livestream(livestream)
    return row


def post_text(
    livestream: LivestreamPage, by: User, text: str, *, key: uuid.UUID, at: dt.datetime | None = None
) -> LiveText:
    """Add to the running summary. One key, one text. Raises `ContributionError`, `ValidationError` for a CPR number."""
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ContributionError(_("Write something before you send."))
    if len(text) > TEXT_LENGTH:
        raise ContributionError(_("The text is too long: at most %(count)d characters.") % {"count": TEXT_LENGTH})
    refuse_cpr(text)
    try:
        with transaction.atomic():
            made = LiveText.objects.create(
                livestream=livestream, by=by, text=text, submission_key=key, at=at or timezone.now()
            )
            announce_livestream(livestream)
    except IntegrityError:
        return LiveText.objects.get(submission_key=key, livestream=livestream)
    return made


@transaction.atomic
def delete_text(text: LiveText) -> None:
    """Take a piece of the running summary away again."""
    text.delete()
    announce_livestream(text.livestream)


# By the clock --------------------------------------------------------------------------------------------------------


def remind(at: dt.datetime | None = None) -> int:
    """Tell those who follow a livestream that it begins: an hour before and ten minutes before. Returns the notices.

    Each is told once, however often this is called; one that is found too late is left out.
    """
    moment = at or timezone.now()
    soon = LivestreamPage.objects.readable().filter(starts_at__gt=moment, starts_at__lte=moment + REMINDERS["hour"])
    told = 0
    for livestream in soon.defer_streamfields():
        near = livestream.starts_at - moment <= REMINDERS["minutes"]
        key = f"{livestream.pk} {livestream.starts_at:%Y-%m-%dT%H:%M} {'minutes' if near else 'hour'}"
        told += tell(followers(livestream), "livestream-soon", livestream, key=key)
    return told


def carry_over_due(at: dt.datetime | None = None) -> int:
    """Carry over the open questions of livestreams that ended a while ago. Returns how many questions."""
    moment = at or timezone.now()
    over = LivestreamPage.objects.readable().filter(
        ends_at__lte=moment - CARRIED_AFTER, ends_at__gt=moment - dt.timedelta(days=7), debate__isnull=False
    )
    over = over.exclude(broadcast__carried_at__isnull=False)
    return sum(
        carry_over(livestream, at=moment)
        for livestream in over.defer_streamfields()
        if livestream.state(moment) in {StreamState.ENDED, StreamState.RECORDING}
    )


@transaction.atomic
def carry_over(livestream: LivestreamPage, *, at: dt.datetime | None = None) -> int:
    """Let what nobody has answered go on in the related debate, addressed to who was asked. Returns how many did.

    The contribution is the asker's own, and the asker is told; one who may not write there is passed over. While the
    debate is closed, or can't be read, nothing happens.
    """
    debate = DebatePage.objects.readable().filter(pk=livestream.debate_id).first()
    if debate is None or not debate.is_writable(at):
        return 0
    row = _switches(livestream)
    waiting = Question.objects.filter(livestream=livestream).waiting().filter(author__isnull=False, contribution=None)
    carried = sum(_carry(question, debate) for question in waiting.select_for_update(of=("self",)).order_by("pk"))
    row.carried_at = at or timezone.now()
    row.save(update_fields=["carried_at"])
    return carried


def _carry(question: Question, debate: DebatePage) -> bool:
    author = question.author
    asked = [mandate for mandate in debate.panel_mandates() if mandate.pk == question.mandate_id]
    if author is None:
        return False
    text = question.text
    if question.addressee and not asked:
        with override("da"):
            text = _("To %(name)s: %(question)s") % {"name": question.addressee, "question": question.text}
    try:
        with transaction.atomic():
            question.contribution = post_comment(
                debate, author, text, key=question.submission_key, to=asked, at=timezone.now()
            )
    except ContributionError as problem:
        logger.info("Question %d stays at its livestream: %s", question.pk, problem)
        return False
    question.progress = progress_after("carry", question.progress)
    question.pinned = False
    question.save(update_fields=["contribution", "progress", "pinned"])
    index(question)
    announce(question)
    tell_asker(question, "carried")
    return True
