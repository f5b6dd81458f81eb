"""An association's submission: one record, a draft ExhibitionPage whose revisions the form and Wagtail both write."""

import uuid
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import WorkflowState

from accounts.models import User
from exhibitions.models import Association, ExhibitionIndexPage, ExhibitionPage, Work
from exhibitions.models.exhibitions import MAX_WORKS
from exhibitions.permissions import associations_of, user_can_edit_submission
from home.models import Picture
from home.pictures import clean_picture

FIELDS = ("title", "lead", "starts_on", "ends_on", "place")


class SubmissionError(Exception):
    """A submission that can't go on; its message is the sentence for the member."""


@transaction.atomic
def start_submission(user: User, association: Association, about: dict[str, Any], *, key: uuid.UUID) -> ExhibitionPage:
    """A new draft for the association. `about` has the keys of `FIELDS` and `text` (plain paragraphs).

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
    _describe(page, about)
    page.associations = [association]
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


@transaction.atomic
def describe_submission(page: ExhibitionPage, user: User, about: dict[str, Any]) -> ExhibitionPage:
    """Write what the first step asks for into a new revision."""
    draft = _editable(page, user)
    _describe(draft, about)
    draft.save_revision(user=user, log_action=True)
    return draft


@transaction.atomic
def add_work(page: ExhibitionPage, user: User, upload: File, title: str) -> Work:
    """Add a work with an uploaded picture at the end.

    Raises `ValidationError` with a plain sentence when the file can't be used, `SubmissionError` when the exhibition
    is full or not to be edited.
    """
    draft = _editable(page, user)
    if draft.works.count() >= MAX_WORKS:
        raise SubmissionError(_("An exhibition can have %(count)d works.") % {"count": MAX_WORKS})
    clean = clean_picture(upload)
    picture = Picture(title=title[:255], file=clean.file, width=clean.width, height=clean.height, uploaded_by_user=user)
    picture.save()
    work = Work(title=title[:200], picture=picture, sort_order=draft.works.count())
    draft.works.add(work)
    draft.save_revision(user=user)
    return work


@transaction.atomic
def describe_works(page: ExhibitionPage, user: User, described: dict[str, dict[str, Any]]) -> ExhibitionPage:
    """Write what `described` says of the works, by their keys: the model's fields, and `position` for the order."""
    draft = _editable(page, user)
    works = draft.ordered_works
    positions = {work.key: float(number) for number, work in enumerate(works, start=1)}
    for work in works:
        texts = dict(described.get(work.key, {}))
        position = texts.pop("position", None)
        if position is not None and position != positions[work.key]:
            # Between its new neighbours: after those it jumps down over, before those it jumps up over.
            positions[work.key] = position + (0.5 if position > positions[work.key] else -0.5)
        for field, value in texts.items():
            setattr(work, field, value)
    works.sort(key=lambda work: positions[work.key])
    for number, work in enumerate(works):
        work.sort_order = number
    draft.works.set(works)
    draft.save_revision(user=user, log_action=True)
    return draft


@transaction.atomic
def remove_work(page: ExhibitionPage, user: User, key: str) -> ExhibitionPage:
    """Take a work out of the draft. Its picture stays with the library's pictures until nothing shows it."""
    draft = _editable(page, user)
    draft.works.set([work for work in draft.works.all() if work.key != key])
    draft.save_revision(user=user)
    return draft


def missing(page: ExhibitionPage) -> list[str]:
    """What a submission lacks before it can be sent, a sentence each."""
    works = list(page.works.all())
    lacks = [] if works else [_("Add at least one work with a picture.")]
    lacks += [
        _("“%(title)s” has no description of its picture for those who can't see it.") % {"title": work.title}
        for work in works
        if not work.alt.strip()
    ]
    return lacks


@transaction.atomic
def send_submission(page: ExhibitionPage, user: User) -> ExhibitionPage:
    """Hand the draft to the editors: start their workflow, or take it up again after changes.

    Sending again what the library already has changes nothing. Raises `SubmissionError` with what is missing.
    """
    page = ExhibitionPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    state = WorkflowState.objects.for_instance(page).order_by("-created_at").first()
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        return draft
    _editable(page, user)
    lacks = missing(draft)
    if lacks:
        raise SubmissionError(" ".join(lacks))
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return draft
    workflow = page.get_workflow()
    if workflow is None:
        raise SubmissionError(_("The library takes no exhibitions at the moment."))
    workflow.start(page, user)
    return draft


def _editable(page: ExhibitionPage, user: User) -> ExhibitionPage:
    """The latest draft of the page, read after the lock was had, if the person may change it now."""
    page = ExhibitionPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    if not user_can_edit_submission(user, page):
        raise SubmissionError(_("The exhibition is with the library now and can't be changed from here."))
    draft: ExhibitionPage = page.get_latest_revision_as_object()
    return draft


def _describe(page: ExhibitionPage, about: dict[str, Any]) -> None:
    for field in FIELDS:
        setattr(page, field, about[field])
    page.body = [("text", _paragraphs(about["text"]))] if about["text"].strip() else []


def _paragraphs(text: str) -> Any:
    from django.utils.html import format_html_join
    from wagtail.rich_text import RichText

    parts = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    return RichText(str(format_html_join("", "<p>{}</p>", ([part] for part in parts if part))))


def _free_slug(parent: ExhibitionIndexPage, title: str) -> str:
    base = slugify(title.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa"))[:80] or "udstilling"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug
