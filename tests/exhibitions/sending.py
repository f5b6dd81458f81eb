"""How these tests fill in a submission's forms, and what they read back."""

import uuid
from typing import Any

from django.test import Client
from django.urls import reverse

from exhibitions.models import ExhibitionPage
from tests.factories import Cast, image_bytes, upload

START = "/indsend/ny/"
ABOUT = {
    "title": "Vores havn på film",
    "lead": "Tolv blikke på kajen.",
    "text": "Vi gik ud.\n\nDet <blæste> & regnede.",
}
TIME = {"starts_on": "2027-01-10", "ends_on": "2027-02-10", "place": "Havnehuset"}


def begin(cast: Cast, browser: Client, **fields: Any) -> ExhibitionPage:
    """A draft with a name and nothing else."""
    key = uuid.uuid4()
    association = cast.member.memberships.get().association_id
    told = {"key": str(key), "association": association, "title": "Vores havn på film", **fields}
    browser.post(START, told)
    return ExhibitionPage.objects.get(submission_key=key)


def step(page: ExhibitionPage, name: str, *more: Any) -> str:
    return reverse(f"submission-{name}", args=[page.submission_key, *more])


def latest(page: ExhibitionPage) -> ExhibitionPage:
    """The submission's newest draft, read anew."""
    draft: ExhibitionPage = ExhibitionPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return draft


def titles(page: ExhibitionPage) -> list[str]:
    return [work.title for work in latest(page).ordered_works]


def sheet(page: ExhibitionPage, **changes: dict[str, Any]) -> dict[str, Any]:
    """The sheet of works as it stands, with `changes` by the works' titles."""
    data: dict[str, Any] = {}
    for number, work in enumerate(latest(page).ordered_works, start=1):
        names = ("title", "alt", "maker", "date", "technique", "description")
        line = {name: getattr(work, name) for name in names}
        line |= {"position": number, **changes.get(work.title.replace(" ", "_"), {})}
        data |= {f"{work.key}-{field}": value for field, value in line.items()}
    return data


def rights(page: ExhibitionPage, **answers: Any) -> dict[str, Any]:
    """The step of rights with the same answers for each work."""
    told = {"credit": "Asta Lind", "rights": "InC", "people": "nobody", "name": "", "about": "", "valid_until": ""}
    told |= answers
    return {f"{work.key}-{name}": value for work in latest(page).ordered_works for name, value in told.items()}


def picture(number: int = 0) -> Any:
    """A small picture unlike the others."""
    return upload(image_bytes(colour=(number * 37 % 256, number * 91 % 256, 60)), f"{number}.jpg")


def with_works(page: ExhibitionPage, browser: Client, count: int = 2) -> ExhibitionPage:
    """The submission with so many works, each described."""
    files = [picture(number) for number in range(count)]
    browser.post(step(page, "works"), {**sheet(page), "upload": "1", "pictures": files})
    described = {title.replace(" ", "_"): {"alt": f"Et billede: {title}"} for title in titles(page)}
    browser.post(step(page, "works"), {**sheet(page, **described), "save": "1"})
    return page


def ready(cast: Cast, browser: Client, count: int = 1) -> ExhibitionPage:
    """A submission that can be sent."""
    page = begin(cast, browser)
    browser.post(step(page, "about"), ABOUT)
    browser.post(step(page, "time"), TIME)
    with_works(page, browser, count)
    browser.post(step(page, "rights"), rights(page))
    return page


def sent(cast: Cast, browser: Client, count: int = 1) -> ExhibitionPage:
    """A submission that the library has."""
    page = ready(cast, browser, count)
    browser.post(step(page, "review"))
    return page


def autosave(browser: Client, address: str, data: dict[str, Any]) -> Any:
    """What the page is told when it saves itself."""
    return browser.post(address, data, headers={"X-Autosave": "1"})
