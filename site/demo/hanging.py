"""How the demo's exhibitions hang: content/hanging.yaml, put on the pages before they are published."""

import datetime as dt
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from demo.gallery import Gallery
from demo.library import read
from demo.shapes import SHAPES
from demo.sounds import SOUNDS
from exhibitions.models import (
    Association,
    AssociationLink,
    Branch,
    Consent,
    ExhibitionPage,
    Medium,
    Membership,
    Organiser,
    TourStop,
    Work,
    WorkPicture,
)


def build_branches() -> dict[str, Branch]:
    """The houses, by name."""
    for item in read("hanging")["branches"]:
        Branch.objects.get_or_create(name=item["name"], defaults=item)
    return {branch.name: branch for branch in Branch.objects.all()}


def arrange(page: ExhibitionPage, slug: str, works: list[Work], gallery: Gallery) -> None:
    """Put what is known of the hanging on an exhibition that is not saved yet, and on its works."""
    plan = read("hanging")["exhibitions"].get(slug, {})
    today = timezone.localdate()
    page.branch = build_branches().get(plan.get("branch", ""))
    page.place = plan.get("place", page.place)
    page.opening_text = plan.get("opening_text", "")
    if "opening_days" in plan:
        day = today + dt.timedelta(days=plan["opening_days"])
        page.opening_at = timezone.make_aware(dt.datetime.combine(day, dt.time(16)))
    if "online_days" in plan:
        page.online_from = today + dt.timedelta(days=plan["online_days"])
        page.online_until = (page.ends_on or today) + dt.timedelta(days=365)
    page.organisers = [Organiser(**item, sort_order=n) for n, item in enumerate(plan.get("organisers", []))]
    for work in works:
        _arrange_work(work, plan, gallery)


def _arrange_work(work: Work, plan: dict[str, Any], gallery: Gallery) -> None:
    work.rights = plan.get("rights", "")
    section = plan.get("sections", {}).get(work.title, {})
    work.section, work.section_text = section.get("heading", ""), section.get("text", "")
    work.stops = [
        TourStop(
            title=item["title"],
            text=item["text"],
            sort_order=number,
            **dict(zip(("left", "top", "width", "height"), item["box"], strict=True)),
        )
        for number, item in enumerate(plan.get("stops", {}).get(work.title, []))
    ]
    work.more_pictures = [
        WorkPicture(picture=gallery.find(item), alt=item["alt"], caption=item["caption"], sort_order=number)
        for number, item in enumerate(plan.get("more_pictures", {}).get(work.title, []))
    ]
    if sounds := plan.get("sounds", {}).get(work.title):
        work.medium, work.transcript = Medium.SOUND, sounds["transcript"]
        work.media.save("lyd.wav", ContentFile(SOUNDS[sounds["sound"]]()), save=False)
    if shape := plan.get("shapes", {}).get(work.title):
        work.medium = Medium.MODEL
        work.media.save("model.glb", ContentFile(SHAPES[shape]()), save=False)
    given = plan.get("consents", {}).get(work.title)
    if given and work.picture:
        until = given.get("until_days")
        Consent.objects.get_or_create(
            picture=work.picture,
            kind=given["kind"],
            name=given["name"],
            defaults={
                "about": given["about"],
                "valid_until": None if until is None else timezone.localdate() + dt.timedelta(days=until),
            },
        )


def complete_associations() -> None:
    """Contact persons, links, and which member's name is shown."""
    for slug, item in read("hanging")["associations"].items():
        association = Association.objects.get(slug=slug)
        if association.contact_name:
            continue
        association.contact_name = item["contact_name"]
        association.contact_phone = item.get("contact_phone", "")
        association.links = [AssociationLink(**link, sort_order=n) for n, link in enumerate(item["links"])]
        association.save()
        Membership.objects.filter(association=association).update(is_shown=True)
