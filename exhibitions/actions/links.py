"""Asking somebody without an account: a signed link that does one thing, once, within two weeks."""

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from exhibitions.actions.steps import members_of, reviewers_of, submission_of
from exhibitions.actions.submission import SubmissionError
from exhibitions.models import ExhibitionPage, ReviewLink, Step, Submission
from exhibitions.models.submissions import LINK_LASTS
from exhibitions.states import Progress
from exhibitions.tasks import mail_link
from notices.actions import tell

SALT = "exhibitions.review-link"
#: Where somebody can still be asked.
ASKABLE = frozenset({Progress.DRAFT, Progress.SENT, Progress.CHANGES, Progress.ACCEPTED, Progress.SCHEDULED})


def token_of(link: ReviewLink) -> str:
    """What the mailed address carries."""
    return signing.dumps(link.key.hex, salt=SALT)


def link_behind(token: str) -> ReviewLink | None:
    """The question behind a token; None for one that we never wrote."""
    try:
        key = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return ReviewLink.objects.select_related("submission__exhibition", "asked_by").filter(key=key).first()


@transaction.atomic
def ask_by_link(page: ExhibitionPage, by: User, name: str, email: str) -> ReviewLink:
    """Mail somebody a link by which they approve the draft, or not. Asked again, the first link is spent."""
    submission = submission_of(page)
    if submission.state not in ASKABLE:
        raise SubmissionError(_("Nothing is waiting for an answer now."))
    now = timezone.now()
    submission.links.filter(email__iexact=email, answer="").update(expires_at=now)
    link = ReviewLink.objects.create(
        submission=submission, name=name, email=email, asked_by=by, asked_at=now, expires_at=now + LINK_LASTS
    )
    mail_link.enqueue(link.pk)
    return link


@transaction.atomic
def answer_link(link: ReviewLink, answer: str, text: str) -> ReviewLink:
    """Keep the answer, and tell both sides. Raises `SubmissionError` when the link is used or too old."""
    link = ReviewLink.objects.select_for_update().get(pk=link.pk)
    if not link.is_open():
        raise SubmissionError(_("This link has been used, or is too old. Ask for a new one if you need it."))
    link.answer, link.text, link.answered_at = ReviewLink.Answer(answer), text, timezone.now()
    link.save(update_fields=["answer", "text", "answered_at"])
    submission: Submission = link.submission
    note = " ".join(part for part in (f"{link.get_answer_display()}.", text) if part)
    Step.objects.create(submission=submission, by_name=link.name, state=submission.state, note=note)
    page = submission.exhibition
    tell(members_of(page), "submission", page, key=f"link-{link.pk}", data={"state": "answered"})
    if submission.state != Progress.DRAFT:
        tell(reviewers_of(submission), "review", page, key=f"link-{link.pk}", data={"state": "answered"})
    return link
