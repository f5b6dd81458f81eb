"""Which pictures may be shown: what the ledger of consents says, on the day."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from exhibitions.models import Consent, ConsentKind
from exhibitions.showing import may_be_shown, pictures_that_may_be_shown, shown_pictures
from home.models import Picture
from tests import factories

DAY = dt.date(2026, 11, 20)


def consent(picture: Picture, **fields: Any) -> Consent:
    return Consent.objects.create(picture=picture, kind=ConsentKind.PERSON, name="Asta Lind", **fields)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ([], True),
        ([{}], True),
        ([{"valid_until": DAY}], True),
        ([{"valid_until": DAY - dt.timedelta(days=1)}], False),
        ([{}, {"valid_until": DAY - dt.timedelta(days=1)}], False),
        ([{"withdrawn_at": timezone.now()}], False),
        ([{"withdrawn_at": timezone.now(), "valid_until": DAY + dt.timedelta(days=9)}], False),
    ],
)
def test_one_consent_that_has_ended_takes_the_picture_away(db: None, fields: list[Any], shown: bool) -> None:
    picture, other = factories.make_picture(), factories.make_picture()
    for given in fields:
        consent(picture, **given)
    assert may_be_shown(picture, DAY) is shown
    assert (picture.pk in shown_pictures([picture.pk, other.pk, None], DAY)) is shown
    assert other in pictures_that_may_be_shown(DAY)


def test_a_private_picture_is_for_those_who_may_see_it_and_none_is_none(db: None) -> None:
    picture = factories.make_picture()
    Picture.objects.filter(pk=picture.pk).update(is_private=True)
    assert not may_be_shown(picture)
    assert shown_pictures([picture.pk], private_too=True)
    consent(picture, withdrawn_at=timezone.now())
    assert not shown_pictures([picture.pk], private_too=True)
    assert not may_be_shown(None)


def test_the_consents_that_end_soon(db: None) -> None:
    picture = factories.make_picture()
    soon = consent(picture, valid_until=DAY)
    consent(picture, valid_until=DAY, withdrawn_at=timezone.now())
    consent(picture)
    assert list(Consent.objects.ending(DAY - dt.timedelta(days=7), DAY)) == [soon]
