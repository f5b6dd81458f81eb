"""Who may do what in the forum. Views, templates and actions ask only these."""

import datetime as dt

from accounts.models import User
from accounts.roles import is_verified
from accounts.visitors import Visitor
from forum.models import (
    Comment,
    Complaint,
    DebatePage,
    LivestreamPage,
    Progress,
    Question,
    StreamState,
    Suspension,
    Writers,
)
from forum.states import State


def user_can_write(user: Visitor, debate: DebatePage, at: dt.datetime | None = None) -> bool:
    """While a published debate is open: those it is for (`Writers`), its panel, the house's people; none suspended."""
    if not (user.is_authenticated and user.is_active and debate.live and debate.is_writable(at)):
        return False
    return _is_meant(user, debate) and suspension_of(user) is None


def _is_meant(user: User, debate: DebatePage) -> bool:
    if debate.writers == Writers.ALL or user_can_moderate(user):
        return True
    if debate.writers == Writers.VERIFIED and is_verified(user):
        return True
    if debate.writers == Writers.GROUP and user.groups.filter(pk=debate.writers_group_id).exists():
        return True
    return any(mandate.user_id == user.pk for mandate in debate.panel_mandates())


def takes_questions(livestream: LivestreamPage, at: dt.datetime | None = None) -> bool:
    """Whether questions can be asked at the livestream at all: not once it is a recording, nor when it is closed."""
    closed = not livestream.questions_open or (livestream.switches is not None and livestream.switches.closed)
    return livestream.live and not closed and livestream.state(at) != StreamState.RECORDING


def user_can_ask(user: Visitor, livestream: LivestreamPage, at: dt.datetime | None = None) -> bool:
    """Anybody with an account not suspended, while the livestream takes questions and has not become a recording."""
    return user.is_authenticated and user.is_active and takes_questions(livestream, at) and suspension_of(user) is None


def user_can_vote(user: Visitor, question: Question) -> bool:
    """Anybody with an account not suspended, for what others asked, while it waits and the livestream is not over."""
    livestream = question.livestream
    waits = question.state == State.PUBLISHED and question.progress in {Progress.OPEN, Progress.NOW}
    is_over = livestream.state() == StreamState.RECORDING
    may = user.is_authenticated and user.is_active and question.author_id != user.pk
    return may and waits and livestream.live and not is_over and suspension_of(user) is None


def user_can_produce(user: Visitor) -> bool:
    """Moderators and editors, by the permission that their group carries: run a livestream while it is on."""
    return user.is_active and user.has_perm("forum.produce")


def suspension_of(user: Visitor) -> Suspension | None:
    """The suspension that the account is under now, asked once for each loaded user; None for anybody else."""
    if not user.is_authenticated:
        return None
    if not hasattr(user, "_torvet_suspension"):
        user._torvet_suspension = (  # type: ignore[attr-defined]  # noqa: SLF001
            Suspension.objects.current().filter(user_id=user.pk).select_related("decision").order_by("-ends_at").first()
        )
    return user._torvet_suspension  # type: ignore[attr-defined]  # noqa: SLF001


def user_can_moderate(user: Visitor) -> bool:
    """Moderators and editors, by the permission that their group carries."""
    return user.is_active and user.has_perm("forum.moderate")


def user_can_see(user: Visitor, thing: Comment | Question) -> bool:
    """What is published on a page that everybody can read, everybody; otherwise its author and moderators."""
    if thing.state == State.PUBLISHED and _is_on_readable_page(thing):
        return True
    author_id = thing.user_id if isinstance(thing, Comment) else thing.author_id
    return user.is_authenticated and (author_id == user.pk or user_can_moderate(user))


def _is_on_readable_page(thing: Comment | Question) -> bool:
    if isinstance(thing, Comment):
        return DebatePage.objects.readable().filter(pk=thing.debate_id).exists()
    return LivestreamPage.objects.readable().filter(pk=thing.livestream_id).exists()


def user_can_withdraw(user: Visitor, comment: Comment) -> bool:
    """Its author, as long as it stands or waits."""
    return user.is_authenticated and comment.user_id == user.pk and comment.state in {State.PUBLISHED, State.HELD}


def user_can_edit(user: Visitor, comment: Comment, at: dt.datetime | None = None) -> bool:
    """Its author, as long as it stands or waits and the debate is open."""
    return user_can_withdraw(user, comment) and user_can_write(user, comment.debate, at)


def user_can_recommend(user: Visitor, comment: Comment) -> bool:
    """Who may write in the debate, of what others have written."""
    published = comment.state == State.PUBLISHED
    return published and comment.user_id != user.pk and user_can_write(user, comment.debate)


def user_can_see_history(user: Visitor, comment: Comment) -> bool:
    """Everybody of what stands; of what waits or was taken away only moderators."""
    return comment.state == State.PUBLISHED or user_can_moderate(user)


def user_can_answer(user: Visitor, complaint: Complaint) -> bool:
    """A moderator, but never the one whose decision the complaint is about (DSA, article 20(6))."""
    return user_can_moderate(user) and complaint.first_decider != user.pk
