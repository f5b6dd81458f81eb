"""An association's submission: one record, a draft ExhibitionPage whose revisions the form and Wagtail both write."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Revision

from accounts.models import User
from exhibitions import drafts
from exhibitions.merging import Conflict, Merged, merge
from exhibitions.models import Association, ExhibitionIndexPage, ExhibitionPage, Step, Submission, Work
from exhibitions.models.exhibitions import MAX_WORKS
from exhibitions.permissions import associations_of, user_can_edit_submission
from exhibitions.states import Progress
from home.models import Picture
from home.pictures import CleanPicture

SITTING = dt.timedelta(minutes=20)  # what one person types within it is one revision


class SubmissionError(Exception):
    """A submission that can't go on; its message is the sentence for the member."""


@transaction.atomic
def start_submission(user: User, association: Association, about: dict[str, Any], *, key: uuid.UUID) -> ExhibitionPage:
    """A new draft for the association. `about` has `title` and any of the fields of `exhibitions.drafts`.

    `key` identifies the form: the same one again gives the draft that it made before.
    """
    if not associations_of(user).filter(pk=association.pk).exists():
        raise SubmissionError(_("You can't submit for this association."))
    # Nobody reads it here: it is the place where the draft goes.
    index = ExhibitionIndexPage.objects.live().select_for_update(of=("self",)).first()  # nosemgrep: live-without-public
    if index is None:
        raise SubmissionError(_("The library takes no exhibitions at the moment."))
    earlier = ExhibitionPage.objects.filter(submission_key=key).first()
    if earlier is not None:
        return earlier
    page = ExhibitionPage(
        live=False, owner=user, submitted_by=user, submission_key=key, slug=_free_slug(index, about["title"])
    )
    drafts.describe(page, about)
    page.associations = [association]
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    submission = Submission.objects.create(exhibition=page)
    Step.objects.create(submission=submission, by=user, state=Progress.DRAFT)
    return page


@transaction.atomic
def describe_submission(page: ExhibitionPage, user: User, sent: dict[str, Any], *, carried: str = "") -> Merged:
    """Write what a step asks for into the draft, together with what others wrote meanwhile (`exhibitions.merging`)."""
    draft = editable_draft(page, user)
    before = drafts.values_of(draft)
    merged = merge(carried, sent, before)
    if merged.conflicts:  # what could not be taken is in the history of the page all the same
        drafts.describe(draft, {conflict.field: conflict.mine for conflict in merged.conflicts})
        draft.save_revision(user=user, clean=False)
        drafts.describe(draft, {conflict.field: conflict.theirs for conflict in merged.conflicts})
    drafts.describe(draft, merged.values)
    if merged.conflicts or drafts.values_of(draft) != before:
        save(draft, user, anew=bool(merged.conflicts))
    return merged


@transaction.atomic
def add_work(page: ExhibitionPage, user: User, clean: CleanPicture, title: str) -> Work:
    """Add a work with a checked picture at the end. The picture is private until the exhibition is published.

    Raises `SubmissionError` when the exhibition is full or not to be edited.
    """
    draft = editable_draft(page, user)
    if draft.works.count() >= MAX_WORKS:
        raise SubmissionError(_("An exhibition can have %(count)d works.") % {"count": MAX_WORKS})
    picture = Picture(title=title[:255], width=clean.width, height=clean.height, uploaded_by_user=user, is_private=True)
    picture.file = clean.file
    picture.save()
    work = Work(title=title[:200], picture=picture, sort_order=draft.works.count())
    draft.works.add(work)
    save(draft, user)
    return work


@transaction.atomic
def describe_works(
    page: ExhibitionPage, user: User, described: dict[str, dict[str, Any]], carried: dict[str, str] | None = None
) -> dict[str, list[Conflict]]:
    """Write what `described` says of the works, by their keys: the model's fields, and `position` for the order.

    Returns the conflicts with what others wrote, by key; a work that somebody took out meanwhile stands there with
    one conflict whose field is empty. `carried` is what each form was opened with.
    """
    draft = editable_draft(page, user)
    works = draft.ordered_works
    positions = {work.key: float(number) for number, work in enumerate(works, start=1)}
    conflicts: dict[str, list[Conflict]] = {}
    changed = False
    for key in described.keys() - positions.keys():
        conflicts[key] = [Conflict("", described[key], None)]
    for number, work in enumerate(works, start=1):
        before = drafts.work_values(work, number)
        sent = {name: value for name, value in described.get(work.key, {}).items() if value is not None}
        merged = merge((carried or {}).get(work.key, ""), sent, before)
        position = merged.values.pop("position", number)
        if position != number:
            # Between its new neighbours: after those it jumps down over, before those it jumps up over.
            positions[work.key] = position + (0.5 if position > number else -0.5)
        for field, value in merged.values.items():
            setattr(work, field, value)
        changed = changed or drafts.work_values(work, position) != before
        if found := [conflict for conflict in merged.conflicts if conflict.field != "position"]:
            conflicts[work.key] = found
    if conflicts:
        _keep_in_history(draft, user, conflicts)
    if conflicts or changed:
        works.sort(key=lambda work: positions[work.key])
        _keep_order(draft, works)
        save(draft, user, anew=bool(conflicts))
    return conflicts


@transaction.atomic
def move_work(page: ExhibitionPage, user: User, key: str, steps: int) -> None:
    """Move a work so many places down (up when negative); at the ends it stays."""
    draft = editable_draft(page, user)
    works = draft.ordered_works
    at = next((number for number, work in enumerate(works) if work.key == key), None)
    if at is None:
        return
    to = min(max(at + steps, 0), len(works) - 1)
    works.insert(to, works.pop(at))
    _keep_order(draft, works)
    save(draft, user)


@transaction.atomic
def remove_work(page: ExhibitionPage, user: User, key: str) -> ExhibitionPage:
    """Take a work out of the draft. Its picture stays with the library's pictures until nothing shows it."""
    draft = editable_draft(page, user)
    draft.works.set([work for work in draft.works.all() if work.key != key])
    save(draft, user)
    return draft


def editable_draft(page: ExhibitionPage, user: User) -> ExhibitionPage:
    """The latest draft of the page, read after the lock was had. Raises `SubmissionError` when it can't be changed."""
    page = ExhibitionPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not user_can_edit_submission(user, page):
        raise SubmissionError(_("The exhibition is with the library now and can't be changed from here."))
    draft: ExhibitionPage = page.get_latest_revision_as_object()
    return draft


def save(draft: ExhibitionPage, user: User, *, anew: bool = False) -> Revision:
    """A revision of the draft. What one person types in one sitting is one revision, unless the library has seen it.

    `anew`: the last one holds what stands nowhere else.
    """
    latest = Revision.objects.filter(pk=draft.latest_revision_id).first()
    is_same_sitting = (
        not anew
        and latest is not None
        and latest.user_id == user.pk
        and latest.created_at > timezone.now() - SITTING
        and not latest.task_states.exists()
    )
    revision: Revision = draft.save_revision(user=user, overwrite_revision=latest if is_same_sitting else None)
    return revision


def _keep_order(draft: ExhibitionPage, works: list[Work]) -> None:
    for number, work in enumerate(works):
        work.sort_order = number
    draft.works.set(works)


def _keep_in_history(draft: ExhibitionPage, user: User, conflicts: dict[str, list[Conflict]]) -> None:
    """A revision with what could not be taken, so that it can be found again; then the draft is as it was."""
    works = {work.key: work for work in draft.works.all()}
    found = [(works[key], conflict) for key, of_work in conflicts.items() if key in works for conflict in of_work]
    for work, conflict in found:
        setattr(work, conflict.field, conflict.mine)
    draft.save_revision(user=user, clean=False)
    for work, conflict in found:
        setattr(work, conflict.field, conflict.theirs)


def _free_slug(parent: ExhibitionIndexPage, title: str) -> str:
    base = slugify(title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa"))[:80] or "udstilling"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
