"""Which pictures may be shown. Pages, tiles, manifests, search and print ask here, and nowhere else."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from exhibitions.models import Consent, ExhibitionPage
from home.models import Picture


def pictures_that_may_be_shown(at: dt.date | None = None, *, private_too: bool = False) -> "QuerySet[Picture]":
    """The public pictures on which no consent is withdrawn or over on the day `at` (today when not given).

    `private_too` is for those who may see what is not published: its own submitters, and previews.
    """
    ended = Consent.objects.ended(at).filter(picture=OuterRef("pk"))
    agreed = Picture.objects.filter(~Exists(ended))
    return agreed if private_too else agreed.filter(is_private=False)


def pages_with(keys: Iterable[int]) -> "QuerySet[ExhibitionPage]":
    """The exhibitions, published or not, that have one of the pictures with these keys."""
    wanted = list(keys)
    has = Q(works__picture__in=wanted) | Q(works__more_pictures__picture__in=wanted) | Q(picture__in=wanted)
    found: QuerySet[ExhibitionPage] = ExhibitionPage.objects.filter(has).distinct()
    return found


def may_be_shown(picture: Picture | None, at: dt.date | None = None) -> bool:
    """Whether this picture may be shown to all; no picture may not."""
    return picture is not None and pictures_that_may_be_shown(at).filter(pk=picture.pk).exists()


def shown_pictures(
    keys: Iterable[int | None], at: dt.date | None = None, *, private_too: bool = False
) -> dict[int, Picture]:
    """Those of the pictures with these keys that may be shown, by key, with their tiles, in one query."""
    wanted = {key for key in keys if key is not None}
    shown = pictures_that_may_be_shown(at, private_too=private_too).select_related("tiles")
    return shown.in_bulk(wanted) if wanted else {}
