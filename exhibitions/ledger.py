"""What the ledger of consents says of a draft's works, as the values of the step “Rettigheder”."""

from typing import Any

from django.utils import timezone

from exhibitions.models import Consent, ConsentKind, Work

PEOPLE = (ConsentKind.PERSON, ConsentKind.CHILD)
NOBODY = "nobody"  # can be recognised


def rights_initial(works: list[Work]) -> dict[str, dict[str, Any]]:
    """Initial values of each work's form, by the works' keys, in one query."""
    standing: dict[int | None, dict[str, Consent]] = {}
    pictures = [work.picture_id for work in works if work.picture_id]
    for consent in Consent.objects.in_force().filter(picture__in=pictures, withdrawn_at__isnull=True):
        standing.setdefault(consent.picture_id, {})[consent.kind] = consent
    return {work.key: _initial(work, standing.get(work.picture_id, {})) for work in works}


def _initial(work: Work, given: dict[str, Consent]) -> dict[str, Any]:
    about = next((given[kind] for kind in PEOPLE if kind in given), None)
    answered = NOBODY if ConsentKind.PHOTOGRAPHER in given else ""
    until = next((consent.valid_until for consent in given.values() if consent.valid_until), None)
    return {
        "credit": work.credit,
        "rights": work.rights,
        "people": about.kind if about else answered,
        "name": about.name if about else "",
        "about": about.about if about else "",
        "valid_until": until,
    }


def consents_of(pictures: list[int]) -> list[dict[str, Any]]:
    """The consents of these pictures that no later one replaces, each with whether it stands today."""
    today = timezone.localdate()
    found = Consent.objects.in_force().filter(picture__in=pictures).order_by("pk")
    return [
        {
            "consent": consent,
            "stands": consent.withdrawn_at is None and (consent.valid_until is None or consent.valid_until >= today),
        }
        for consent in found
    ]
