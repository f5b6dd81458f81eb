"""What a draft lacks before it can be sent: each line in plain words, with the way to its field."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from exhibitions.models import Consent, ConsentKind, ExhibitionPage, Work
from exhibitions.showing import shown_pictures


@dataclass(frozen=True)
class Line:
    """One thing to see to. `stops`: without it nothing is sent; else it is advice."""

    sentence: str
    url: str
    stops: bool = True


def look_over(draft: ExhibitionPage) -> list[Line]:
    """Everything that is missing or worth a thought, in the order of the steps."""
    return [*_about(draft), *_time(draft), *_works(draft), *_rights(draft)]


def lacks(draft: ExhibitionPage) -> list[Line]:
    """Only what keeps it from being sent."""
    return [line for line in look_over(draft) if line.stops]


def _to(draft: ExhibitionPage, step: str, field: str) -> str:
    return reverse(f"submission-{step}", args=[draft.submission_key]) + f"#{field}"


def _about(draft: ExhibitionPage) -> list[Line]:
    if draft.lead.strip():
        return []
    return [Line(_("Tell in one or two sentences what the exhibition is about."), _to(draft, "about", "id_lead"))]


def _time(draft: ExhibitionPage) -> list[Line]:
    if draft.starts_on or draft.online_from:
        return []
    sentence = _("There is no first day yet. Choose one if you know it; otherwise the library suggests one.")
    return [Line(sentence, _to(draft, "time", "id_starts_on"), stops=False)]


def _works(draft: ExhibitionPage) -> list[Line]:
    works = draft.ordered_works
    if not works:
        return [Line(_("Add at least one work with a picture."), _to(draft, "works", "id_pictures"))]
    lines = []
    for number, work in enumerate(works, start=1):
        if not work.alt.strip():
            sentence = _("“%(title)s” has no description of its picture for those who can't see it.")
            lines.append(Line(sentence % {"title": work.title}, _to(draft, "works", f"id_{work.key}-alt")))
        if work.title == _("Work %(number)d") % {"number": number}:
            sentence = _("“%(title)s” has no title of its own. Give it one, if it has one.")
            lines.append(
                Line(sentence % {"title": work.title}, _to(draft, "works", f"id_{work.key}-title"), stops=False)
            )
    return lines


def _rights(draft: ExhibitionPage) -> list[Line]:
    works = draft.ordered_works
    given: dict[int | None, set[str]] = {}
    for picture, kind in Consent.objects.filter(picture__in=[work.picture_id for work in works]).values_list(
        "picture", "kind"
    ):
        given.setdefault(picture, set()).add(kind)
    agreed = shown_pictures((work.picture_id for work in works), private_too=True)
    return [
        line
        for work in works
        for line in _rights_of(
            draft,
            work,
            given.get(work.picture_id, set()),
            has_ended=work.picture_id is not None and work.picture_id not in agreed,
        )
    ]


def _rights_of(draft: ExhibitionPage, work: Work, given: set[str], *, has_ended: bool) -> list[Line]:
    def line(sentence: str, field: str) -> Line:
        return Line(sentence % {"title": work.title}, _to(draft, "rights", f"id_{work.key}-{field}"))

    lines = []
    if not work.credit.strip():
        lines.append(line(_("Write who took or made the picture “%(title)s”."), "credit"))
    if not work.rights:
        lines.append(line(_("Choose what others may do with the picture “%(title)s”."), "rights"))
    if ConsentKind.PHOTOGRAPHER not in given:
        lines.append(line(_("Say whether anybody can be recognised in “%(title)s”."), "people"))
    elif has_ended:
        sentence = _("The consent for “%(title)s” has ended. Get a new one, or take the picture out.")
        lines.append(Line(sentence % {"title": work.title}, _to(draft, "review", f"samtykker-{work.key}")))
    return lines
