"""What becomes of the audience's questions: votes, and what a producer does with them."""

from collections.abc import Callable

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from forum.actions.contributions import ContributionError
from forum.announcing import announce
from forum.models import LivestreamPage, Progress, Question, Vote
from forum.permissions import user_can_vote
from forum.states import State, progress_after
from notices.actions import tell
from search.actions import index

REASON_LENGTH = 300  # characters


@transaction.atomic
def vote(question: Question, user: User) -> int:
    """Want the question answered; again is the same. One merged into another counts for that one.

    Returns the votes now. Raises `ContributionError` when it takes none.
    """
    locked = _votable(question, user)
    _row, new = Vote.objects.get_or_create(question=locked, user=user)
    return _counted(locked, 1 if new else 0)


@transaction.atomic
def take_vote_back(question: Question, user: User) -> int:
    """Want it no longer. Returns the votes now. Raises `ContributionError`."""
    locked = _votable(question, user)
    gone, _by_model = Vote.objects.filter(question=locked, user=user).delete()
    return _counted(locked, -gone)


def _votable(question: Question, user: User) -> Question:
    lock_livestream(question.livestream_id)  # from here on nothing is merged, so only the one that counts is locked
    merged_into = Question.objects.filter(pk=question.pk, progress=Progress.MERGED).values_list(
        "merged_into", flat=True
    )
    locked = _lock(merged_into.first() or question.pk)
    if not user_can_vote(user, locked):
        raise ContributionError(_("This question takes no votes now. It stands as it is."))
    return locked


def _counted(question: Question, change: int) -> int:
    if change:
        Question.objects.filter(pk=question.pk).update(votes_count=F("votes_count") + change)
        announce(question)
    return question.votes_count + change


def lock_livestream(pk: int) -> LivestreamPage:
    """The livestream, locked: votes and producers' steps of it happen one after the other. Asking goes on meanwhile.

    It comes before any question is locked, and questions are locked in the order of their keys: so nobody waits for a
    lock while holding one that somebody in front waits for.
    """
    locked: LivestreamPage = LivestreamPage.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    return locked


def _lock(pk: int) -> Question:
    return Question.objects.select_related("livestream").select_for_update(of=("self",)).get(pk=pk)


def _lock_all(questions: QuerySet[Question]) -> dict[int, Question]:
    return {row.pk: row for row in questions.order_by("pk").select_for_update()}


def _step(question: Question, step: str, change: Callable[[Question], None] | None = None) -> Question:
    """Lock the row, so that of two producers at once one acts and the other is told; change, index, announce."""
    lock_livestream(question.livestream_id)
    locked = _lock(question.pk)
    if locked.state != State.PUBLISHED:
        raise ContributionError(_("This question is not on the list. A moderator decides about it first."))
    locked.progress = progress_after(step, locked.progress)
    locked.pinned = locked.pinned and locked.progress == Progress.OPEN
    if change:
        change(locked)
    locked.save()
    index(locked)
    announce(locked)
    return locked


@transaction.atomic
def answer_now(question: Question) -> Question:
    """Take it up: everybody sees that it is being answered. The one before it is answered with that.

    Raises `IllegalTransitionError` when somebody else has done something with it meanwhile, `ContributionError` when it
    is not on the list.
    """
    lock_livestream(question.livestream_id)  # whoever comes second sees what the first has taken up
    now = Q(livestream=question.livestream_id, progress=Progress.NOW)
    for other in _lock_all(Question.objects.filter(now | Q(pk=question.pk))).values():
        if other.pk != question.pk:
            answered(other)
    return _step(question, "answer_now", _stamp)


def _stamp(question: Question) -> None:
    """Keep when the answer begins, and at which second of the picture."""
    question.answered_at = timezone.now()
    seconds = (question.answered_at - question.livestream.began_at).total_seconds()
    question.answered_second = int(seconds) if seconds >= 0 else None


@transaction.atomic
def answered(question: Question, *, second: int | None = None) -> Question:
    """It is answered, from the moment it was taken up; `second` puts right where in the picture that was."""

    def stamp(locked: Question) -> None:
        if locked.answered_at is None:
            _stamp(locked)
        if second is not None:
            locked.answered_second = second + locked.livestream.recording_from

    done = _step(question, "answered", stamp)
    tell_asker(done, "answered")
    return done


@transaction.atomic
def put_back(question: Question) -> Question:
    """Take back what was done: it waits again."""

    def clear(locked: Question) -> None:
        locked.answered_at, locked.answered_second, locked.dismissal = None, None, ""

    return _step(question, "put_back", clear)


@transaction.atomic
def dismiss(question: Question, reason: str) -> Question:
    """Say why it is not taken up; everybody can read it. Raises `ContributionError` without a reason."""
    if not reason.strip():
        raise ContributionError(_("Write why the question is not taken up. Everybody can read it."))
    done = _step(question, "dismiss", lambda locked: setattr(locked, "dismissal", reason.strip()[:REASON_LENGTH]))
    tell_asker(done, "dismissed")
    return done


@transaction.atomic
def pin(question: Question, *, pinned: bool = True) -> Question:
    """Let it stand on top of the list, or no longer."""
    lock_livestream(question.livestream_id)
    locked = _lock(question.pk)
    if locked.state != State.PUBLISHED or locked.progress != Progress.OPEN:
        raise ContributionError(_("Only a question that waits for its answer can stand on top."))
    locked.pinned = pinned
    locked.save(update_fields=["pinned"])
    announce(locked)
    return locked


@transaction.atomic
def merge(question: Question, into: Question) -> Question:
    """Ask it together with another one of the same livestream. The votes are united, each account's once.

    Whoever asked it wants the other one answered too. Returns the one that stays. Raises `ContributionError`.
    """
    lock_livestream(into.livestream_id)
    with_theirs = Q(pk__in=[question.pk, into.pk]) | Q(merged_into=question.pk)
    rows = _lock_all(Question.objects.filter(with_theirs, livestream=into.livestream_id))
    kept = rows.get(into.pk) if question.pk in rows and question.pk != into.pk else None
    stays = {Progress.OPEN, Progress.NOW, Progress.ANSWERED}
    if kept is None or kept.state != State.PUBLISHED or kept.progress not in stays:
        raise ContributionError(_("Choose another question on the list of this livestream."))
    gone = _step(question, "merge", lambda locked: setattr(locked, "merged_into", kept))
    Question.objects.filter(merged_into=gone).update(merged_into=kept)
    voters = set(Vote.objects.filter(question=gone).values_list("user_id", flat=True))
    if gone.author_id is not None and gone.author_id != kept.author_id:
        voters.add(gone.author_id)
    Vote.objects.filter(question=gone).delete()
    Vote.objects.bulk_create([Vote(question=kept, user_id=pk) for pk in sorted(voters)], ignore_conflicts=True)
    kept.votes_count = Vote.objects.filter(question=kept).count()
    kept.save(update_fields=["votes_count"])
    Question.objects.filter(pk=gone.pk).update(votes_count=0)
    announce(kept)
    tell_asker(gone, "merged")
    return kept


def tell_asker(question: Question, what: str) -> None:
    """Tell who asked what became of the question. Call it in the transaction of the change."""
    if question.author is not None:
        tell([question.author], "question", question, key=f"{question.pk} {what}", data={"what": what})
