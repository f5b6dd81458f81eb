"""The ledger of consents: written with the draft, withdrawn at any time, ended by the clock, and obeyed in a task."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from exhibitions import drafts
from exhibitions.actions.steps import members_of, reviewers_of, submission_of
from exhibitions.actions.submission import SubmissionError, describe_works, editable_draft
from exhibitions.ledger import NOBODY, PEOPLE, rights_initial
from exhibitions.merging import merge
from exhibitions.models import Consent, ConsentKind, ExhibitionPage, Upload
from exhibitions.permissions import user_can_renew_consents, user_can_see_submission
from exhibitions.showing import pages_with
from exhibitions.tasks import obey_consents, open_pictures
from home.models import Picture
from notices.actions import tell

TOLD_BEFORE = dt.timedelta(days=30)


@transaction.atomic
def record_rights(
    page: ExhibitionPage, user: User, told: dict[str, dict[str, Any]], carried: dict[str, str]
) -> dict[str, list[Any]]:
    """Write what the step “Rettigheder” says of each work: credit and rights into the draft, consents into the ledger.

    Returns the conflicts with what others wrote, by the works' keys.
    """
    draft = editable_draft(page, user)
    described = {key: {name: values[name] for name in drafts.RIGHTS if name in values} for key, values in told.items()}
    conflicts = describe_works(page, user, described, carried)
    stored = rights_initial(draft.ordered_works)
    for work in draft.ordered_works:
        if work.key in told and work.picture:
            given = {name: told[work.key][name] for name in drafts.CONSENTS if name in told[work.key]}
            merged = merge(carried.get(work.key, ""), given, stored[work.key])
            _record(work.picture, user, told[work.key] | merged.values)
            if merged.conflicts:
                conflicts.setdefault(work.key, []).extend(merged.conflicts)
    return conflicts


def _record(picture: Picture, user: User, told: dict[str, Any]) -> None:
    people = told.get("people", "")
    if not people:
        return
    standing = Consent.objects.in_force().filter(picture=picture, withdrawn_at__isnull=True)
    if people != NOBODY and not told.get("name"):
        standing.delete()  # half-written: somebody can be recognised, and nobody has said yes yet
        return
    until = told.get("valid_until")
    kinds = {ConsentKind.PHOTOGRAPHER: (told.get("credit", ""), "")}
    if people != NOBODY:
        kinds[ConsentKind(people)] = (told.get("name", ""), told.get("about", ""))
    standing.filter(kind__in=PEOPLE).exclude(
        kind__in=kinds
    ).delete()  # a slip on the form, not a consent that was given
    for kind, (name, about) in kinds.items():
        values = {"name": name or picture.title, "about": about, "valid_until": until, "recorded_by": user}
        standing.update_or_create(picture=picture, kind=kind, defaults=values)


def consents_sent_with(page: ExhibitionPage) -> "QuerySet[Consent]":
    """The last word on each picture that was sent in for the exhibition, locked."""
    pictures = Upload.objects.filter(exhibition=page, picture__isnull=False).values("picture")
    return Consent.objects.in_force().select_for_update(of=("self",)).filter(picture__in=pictures)


@transaction.atomic
def renew_consent(page: ExhibitionPage, user: User, pk: int, *, name: str, valid_until: dt.date | None) -> bool:
    """Somebody says yes anew, also after they took it back: the picture returns wherever it was, in a task.

    The old consent stays in the ledger; the new one takes its place. Returns whether there was one to renew.
    """
    if not user_can_renew_consents(user, page):
        raise SubmissionError(_("You can't submit for this association."))
    old = consents_sent_with(page).filter(pk=pk).first()
    if old is None:
        return False
    told = {"kind": old.kind, "about": old.about, "licence": old.licence, "picture_id": old.picture_id}
    old.replaced_by = Consent.objects.create(**told, name=name, valid_until=valid_until, recorded_by=user)
    old.save(update_fields=["replaced_by"])
    for shown in pages_with([old.picture_id]).filter(live=True):
        open_pictures.enqueue(shown.pk)
    key = f"renewed-{old.pk}"
    tell(reviewers_of(submission_of(page)), "review", page, key=key, by=user, data={"state": "consent-renewed"})
    tell(members_of(page), "submission", page, key=key, by=user, data={"state": "consent-renewed"})
    return True


@transaction.atomic
def withdraw_consent(page: ExhibitionPage, user: User, pk: int) -> None:
    """Somebody no longer agrees: the picture leaves everything in a task. Only `renew_consent` brings it back."""
    if not user_can_see_submission(user, page):
        raise SubmissionError(_("You can't submit for this association."))
    consent = consents_sent_with(page).filter(pk=pk, withdrawn_at__isnull=True).first()
    if consent is None:
        return
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    obey_consents.enqueue([consent.picture_id])
    tell(
        reviewers_of(submission_of(page)), "review", page, key=f"consent-{pk}", by=user, data={"state": "consent-ended"}
    )
    tell(members_of(page), "submission", page, key=f"consent-{pk}", by=user, data={"state": "consent-ended"})


def tell_of_ends(at: dt.date | None = None) -> int:
    """Tell associations of consents that end within a month, each once. Returns how many pictures that was about."""
    day = at or timezone.localdate()
    ending = Consent.objects.ending(day, day + TOLD_BEFORE)
    told = 0
    for page, until in _exhibitions_with(ending):
        members = members_of(page)
        told += tell(
            members, "submission", page, key=f"ends-{until}", data={"state": "consent-ends", "until": f"{until}"}
        )
    return told


def end_consents(at: dt.date | None = None) -> int:
    """Have pictures taken down whose consent ended before the day; returns how many. Run again it finds none."""
    ended = Consent.objects.ended(at).filter(picture__is_private=False)
    keys = sorted(set(ended.values_list("picture", flat=True)))
    if keys:
        for page, until in _exhibitions_with(ended):
            tell(members_of(page), "submission", page, key=f"ended-{until}", data={"state": "consent-ended"})
        obey_consents.enqueue(keys)
    return len(keys)


def _exhibitions_with(consents: Any) -> list[tuple[ExhibitionPage, dt.date | None]]:
    """The submissions whose pictures these consents are for, with the day on which each ends."""
    until = dict(consents.values_list("picture", "valid_until"))
    uploads = Upload.objects.filter(picture__in=until).select_related("exhibition")
    found = {(upload.exhibition_id, until[upload.picture_id]): upload.exhibition for upload in uploads}
    return [(page, day) for (_pk, day), page in found.items()]
