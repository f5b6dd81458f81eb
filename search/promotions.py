"""Recommended pages: what editors put first for certain queries. They are entries, so nothing hidden shows."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType

from search import danish
from search.desk import Promotion
from search.models import Entry

MAX_SHOWN = 3


def fits(pattern: str, terms: frozenset[str]) -> bool:
    """Whether a query of these terms is meant by a pattern: the same words, or with * at its end those and more."""
    wanted = frozenset(danish.terms(pattern))
    return bool(wanted) and (wanted <= terms if pattern.endswith("*") else wanted == terms)


def entries(text: str, access: frozenset[str]) -> list[Entry]:
    """The entries of the pages recommended for a typed text, at most MAX_SHOWN: whole patterns before open ones."""
    terms = frozenset(danish.terms(text))
    if not terms:
        return []
    meant: dict[tuple[int, str], bool] = {}
    for promotion in Promotion.objects.current().select_related("page"):
        fitting = [pattern for pattern in promotion.patterns if fits(pattern, terms)]
        if fitting:
            key = (promotion.page.content_type_id, str(promotion.page_id))
            meant[key] = meant.get(key, False) or not all(pattern.endswith("*") for pattern in fitting)
    keys = sorted(meant, key=lambda key: not meant[key])
    rows = _rows(keys, access) if keys else {}
    return [rows[key] for key in keys if key in rows][:MAX_SHOWN]


def _rows(keys: Iterable[tuple[int, str]], access: frozenset[str]) -> dict[tuple[int, str], Entry]:
    by_type: dict[int, list[str]] = {}
    for content_type, pk in keys:
        by_type.setdefault(content_type, []).append(pk)
    visible = Entry.objects.visible_to(access).filter(anchor="")
    return {
        (content_type, row.object_id): row
        for content_type, pks in by_type.items()
        for row in visible.of(ContentType.objects.get_for_id(content_type), pks)
    }
