"""What is said about a submission, for those who look at it."""

from collections import defaultdict
from collections.abc import Iterable

from exhibitions.models import ExhibitionPage, Remark, Step, Submission
from exhibitions.states import Progress


def progress(exhibition: ExhibitionPage) -> Progress:
    """Where the submission stands now."""
    return progress_of([exhibition])[exhibition.pk]


def progress_of(exhibitions: Iterable[ExhibitionPage]) -> dict[int, Progress]:
    """Where each of the submissions stands now, by its key, in one query."""
    pages = [page.pk for page in exhibitions]
    states = dict(Submission.objects.filter(exhibition__in=pages).values_list("exhibition", "state"))
    return {pk: Progress(states.get(pk, Progress.DRAFT)) for pk in pages}


def latest_note(exhibition: ExhibitionPage) -> Step | None:
    """What the library said when it last asked for changes or declined, if it did."""
    said = Step.objects.filter(submission__exhibition=exhibition).exclude(note="")
    return said.filter(state__in=[Progress.CHANGES, Progress.DECLINED]).select_related("by").last()


def remarks_on(exhibition: ExhibitionPage) -> dict[tuple[str, str], list[Remark]]:
    """What the association has been told and not done yet, by work and field, in one query."""
    found: dict[tuple[str, str], list[Remark]] = defaultdict(list)
    told = Remark.objects.open().filter(submission__exhibition=exhibition, told_at__isnull=False)
    for remark in told.select_related("by"):
        found[remark.work_key, remark.field].append(remark)
    return dict(found)
