"""Writing: contributions to debates and questions to livestreams."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.consents import may_take_part
from accounts.models import Mandate, User
from forum.actions import asks
from forum.actions.moderation import Contribution, hold, log, reason_to_hold
from forum.announcing import announce
from forum.limits import QUESTIONS, contributions_of
from forum.markup import to_html
from forum.models import Comment, DebatePage, LivestreamPage, Question, Recommendation, Speaker
from forum.models.comments import EDITED_QUIETLY, MAX_LENGTH
from forum.models.questions import QUESTION_LENGTH
from forum.permissions import user_can_ask, user_can_edit, user_can_recommend, user_can_write
from forum.states import State
from forum.tasks import spread
from guard.limits import Limit, spend
from search.actions import index


class ContributionError(Exception):
    """A contribution that can't be taken; its message is the sentence for its author."""


def post_comment(
    debate: DebatePage,
    author: User,
    text: str,
    *,
    key: uuid.UUID,
    parent: Comment | None = None,
    to: Collection[Mandate] = (),
    at: dt.datetime | None = None,
) -> Comment:
    """Add a contribution, or with `parent` a reply, to an open debate; `to` are members of its panel who are asked.

    `key` identifies the form: the same one again gives the contribution that it made before. `at` is the time of
    writing, for what is brought in (now when not given, and then the author's limit is spent). Held at once when there
    is a reason to (`Comment.hold_reason`). Raises `ContributionError`, `TooOften`.
    """
    moment = at or timezone.now()
    earlier = _earlier(Comment, key, user=author)
    if earlier is not None:
        return earlier
    text = _checked(text, MAX_LENGTH)
    if not user_can_write(author, debate, moment):
        raise ContributionError(_("This debate takes no contributions now."))
    _check_guardian(author)
    if parent is not None and (parent.debate_id != debate.pk or parent.state != State.PUBLISHED):
        raise ContributionError(
            _("The contribution that you answer is no longer there. You can still write one of your own.")
        )
    if parent is not None and parent.level >= settings.COMMENTS_XTD_MAX_THREAD_LEVEL:
        parent = Comment.objects.get(pk=parent.parent_id)  # the library refuses a deeper one; beside it is as readable
    if to and set(to) - debate.panel_mandates():
        raise ContributionError(_("One of those you ask is not in the panel of this debate."))
    held = reason_to_hold(text, author, premoderated=debate.premoderated)
    comment = Comment(
        debate=debate,
        user=author,
        user_name=author.display_name[:50],
        comment=text,
        parent_id=parent.pk if parent else 0,
        mandate=current_mandate(author, timezone.localdate(moment)),
        state=State.HELD if held else State.PUBLISHED,
        hold_reason=held,
        submission_key=key,
        submit_date=moment,
    )
    limit = contributions_of(author, moment) if at is None else None
    return _keep(comment, limit, user=author, asked=to)


@transaction.atomic
def edit_comment(comment: Comment, author: User, text: str, *, at: dt.datetime | None = None) -> Comment:
    """Change what one wrote, while the debate is open. The same text again changes nothing.

    Within 15 minutes, and while nobody has answered or recommended it, the new text simply takes the old one's place;
    afterwards the old one is kept and everybody can read it (`Version`). What must wait for a moderator waits again.
    Raises `ContributionError`.
    """
    moment = at or timezone.now()
    text = _checked(text, MAX_LENGTH)
    locked = Comment.objects.select_related("debate").select_for_update(of=("self",)).get(pk=comment.pk)
    if not user_can_edit(author, locked, moment):
        raise ContributionError(_("This contribution can't be changed any more."))
    if locked.comment == text:
        return locked
    if moment - locked.submit_date > EDITED_QUIETLY or locked.recommended or _is_answered(locked):
        locked.versions.create(
            text=locked.comment,
            body_html=locked.body_html,
            was_public=locked.state == State.PUBLISHED,
            replaced_at=moment,
        )
        locked.edited_at = moment
    locked.comment, locked.body_html = text, to_html(text)
    locked.save(update_fields=["comment", "body_html", "edited_at"])
    reason = reason_to_hold(text, author, premoderated=locked.debate.premoderated)
    if reason and locked.state == State.PUBLISHED:
        return hold(locked, None, reason)
    index(locked)
    return locked


def _is_answered(comment: Comment) -> bool:
    return Comment.objects.filter(parent_id=comment.pk, starts_thread=False).exists()


@transaction.atomic
def recommend(comment: Comment, user: User) -> int:
    """Recommend a contribution; again is the same. Returns how many do now. Raises `ContributionError`."""
    locked = _recommendable(comment, user)
    _row, new = Recommendation.objects.get_or_create(comment=locked, user=user)
    return _counted(locked, 1 if new else 0)


@transaction.atomic
def recommend_no_longer(comment: Comment, user: User) -> int:
    """Take one's recommendation back. Returns how many recommend it now. Raises `ContributionError`."""
    locked = _recommendable(comment, user)
    gone, _by_model = Recommendation.objects.filter(comment=locked, user=user).delete()
    return _counted(locked, -gone)


def _recommendable(comment: Comment, user: User) -> Comment:
    """The contribution, locked: the number in its row always is that of the recommendations."""
    locked: Comment = Comment.objects.select_related("debate").select_for_update(of=("self",)).get(pk=comment.pk)
    if not user_can_recommend(user, locked):
        raise ContributionError(_("This contribution can't be recommended now."))
    return locked


def _counted(comment: Comment, change: int) -> int:
    if change:
        Comment.objects.filter(pk=comment.pk).update(recommended=F("recommended") + change)
    return comment.recommended + change


def ask_question(
    livestream: LivestreamPage,
    author: User,
    text: str,
    *,
    key: uuid.UUID,
    topic: str = "",
    speaker: Speaker | None = None,
    at: dt.datetime | None = None,
) -> Question:
    """Ask the speakers of a livestream, or one of them, about a point of the evening.

    As `post_comment`: one key, one question; held when there is a reason to.
    """
    earlier = _earlier(Question, key, author=author)
    if earlier is not None:
        return earlier
    text = _checked(text, QUESTION_LENGTH)
    moment = at or timezone.now()
    if not user_can_ask(author, livestream, moment):
        raise ContributionError(_("This livestream takes no questions now."))
    _check_guardian(author)
    switches = livestream.switches
    held = reason_to_hold(text, author, premoderated=switches is not None and switches.premoderated)
    question = Question(
        livestream=livestream,
        author=author,
        author_name=author.display_name,
        text=text,
        topic=topic[:160],
        addressee=str(speaker)[:120] if speaker else "",
        mandate=speaker.mandate if speaker else None,
        state=State.HELD if held else State.PUBLISHED,
        hold_reason="read" if held == "premoderated" else held,
        submission_key=key,
        asked_at=moment,
    )
    return _keep(question, QUESTIONS if at is None else None, author=author)


def current_mandate(user: User, day: dt.date) -> Mandate | None:
    """The mandate that the person speaks with on the day, if any."""
    return user.mandates.current(day).first()


def _keep(thing: Contribution, limit: Limit | None, *, asked: Collection[Mandate] = (), **author: User) -> Contribution:
    """Save and log a new contribution, and let it ask or answer. A worker lets it be found and tells of it.

    When its form was sent twice at once, the one that came first is given back.
    """
    held = thing.hold_reason
    (writer,) = author.values()
    try:
        with transaction.atomic():
            thing.save()
            if limit:  # only now: the same form sent again costs nothing
                spend(limit, writer.pk)
            if isinstance(thing, Comment):
                asks.put(thing, asked)
                asks.answer(thing)
            if held:
                log(thing, "hold", before="", by=None, reason=held)
            else:
                go = spread.enqueue if limit else spread.call  # with what is brought in, nobody waits
                go(str(thing._meta.model_name), thing.pk)
            announce(thing)
    except IntegrityError:
        earlier = _earlier(type(thing), thing.submission_key, **author)
        if earlier is None:  # the key is in somebody else's form
            raise ContributionError(_("The form is not complete. Try again.")) from None
        return earlier
    return thing


def _check_guardian(author: User) -> None:
    if not may_take_part(author):
        raise ContributionError(
            _("Before you can write, a parent or guardian must say yes. Ask them on the page “Your data”.")
        )


def _earlier(model: type[Contribution], key: uuid.UUID, **author: User) -> Contribution | None:
    """What the form with this key made before. It seldom did: the key alone is asked for, in one table."""
    made = list(model.objects.filter(submission_key=key).order_by().values_list("pk", flat=True))
    return model.objects.filter(pk__in=made, **author).first() if made else None


def _checked(text: str, longest: int) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise ContributionError(_("Write something before you send."))
    if len(text) > longest:
        raise ContributionError(_("The text is too long: at most %(count)d characters.") % {"count": longest})
    return text
