"""Verified citizens and mandates: who counts as one, and how an editor says so."""

import datetime as dt
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import verify
from accounts.models import Mandate, User, Verification
from accounts.roles import is_verified
from tests.factories import Cast, make_mandate
from tests.reading import words

Browser = Callable[[User], Client]
TODAY = timezone.localdate()


def test_a_citizen_is_verified_by_a_row_and_by_nothing_else(cast: Cast) -> None:
    assert is_verified(cast.verified)
    assert not any(is_verified(person) for person in (cast.citizen, cast.admin, AnonymousUser()))
    cast.verified.is_active = False
    assert not is_verified(cast.verified)


def test_verifying_again_in_the_same_way_keeps_one_row(cast: Cast) -> None:
    first = verify(cast.citizen, Verification.How.PROVIDER, provider="mitid")
    assert verify(cast.citizen, Verification.How.PROVIDER, provider="mitid") == first
    assert first.verified_by is None


def test_an_editor_writes_down_whom_the_desk_has_seen(cast: Cast, signed_in: Browser) -> None:
    address = reverse(Verification.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    answer = signed_in(cast.editor).post(address, {"user": cast.citizen.pk, "how": "desk"})
    assert answer.status_code == 302
    row = cast.citizen.verifications.get()
    assert (row.verified_by, row.verified_at.date()) == (cast.editor, timezone.now().date())
    assert is_verified(cast.citizen)


def test_only_a_verified_mandate_in_force_counts(cast: Cast) -> None:
    make_mandate(cast.citizen, Mandate.Kind.COUNCILLOR, verified_at=None)
    assert not cast.citizen.mandates.current().exists()
    make_mandate(cast.citizen, Mandate.Kind.COUNCILLOR, ends=TODAY - dt.timedelta(days=1))
    assert not cast.citizen.mandates.current().exists()
    make_mandate(cast.citizen, Mandate.Kind.COUNCILLOR, ends=TODAY)
    assert cast.citizen.mandates.current().exists()


def test_an_editor_verifies_a_mandate_and_takes_it_back(cast: Cast, signed_in: Browser) -> None:
    mandate = make_mandate(cast.citizen, Mandate.Kind.OFFICIAL, verified_at=None)
    address = reverse(Mandate.snippet_viewset.get_url_name("edit"), args=[mandate.pk])  # type: ignore[attr-defined]
    form = {
        "user": mandate.user_id,
        "kind": mandate.kind,
        "title": mandate.title,
        "organisation": mandate.organisation,
        "starts": mandate.starts.isoformat(),
        "ends": "",
    }
    browser = signed_in(cast.editor)
    assert browser.post(address, {**form, "verified": "on"}).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.verified_by, cast.citizen.mandates.current().get()) == (cast.editor, mandate)
    assert browser.post(address, form).status_code == 302
    mandate.refresh_from_db()
    assert (mandate.verified_by, mandate.verified_at) == (None, None)


def test_a_mandate_can_not_hold_a_cpr_number(cast: Cast, signed_in: Browser) -> None:
    address = reverse(Mandate.snippet_viewset.get_url_name("add"))  # type: ignore[attr-defined]
    form = {
        "user": cast.citizen.pk,
        "kind": "official",
        "title": "010190-1234",
        "organisation": "Plan",
        "starts": TODAY,
    }
    answer = signed_in(cast.editor).post(address, form)
    assert "Det ligner et CPR-nummer" in words(answer)
    assert not cast.citizen.mandates.exists()
