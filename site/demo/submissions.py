"""What the demo's associations have sent in: an exhibition in each state, by the steps that people take."""

import datetime as dt
import io
import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from demo.gallery import LONG_SIDE
from demo.library import read
from demo.pictures import MOTIFS, draw
from exhibitions.actions import consents, links, review
from exhibitions.actions.submission import describe_submission, describe_works, start_submission
from exhibitions.actions.uploads import take_files
from exhibitions.models import ExhibitionPage
from exhibitions.permissions import associations_of

_KEYS = uuid.UUID("5f6c1d5e-8c3e-4d0e-9d55-0a9d2a6b7c11")


def build(people: dict[str, User]) -> None:
    """Send in what is described and not there yet."""
    for member in ("medlem", "louise", "henrik", "aase"):
        people[member].memberships.update(is_chair=True)
    for item in read("submissions"):
        key = uuid.uuid5(_KEYS, item["key"])
        if not ExhibitionPage.objects.filter(submission_key=key).exists():
            _lead_on(item, _written(item, people[item["by"]], key), people)


def _written(item: dict[str, Any], member: User, key: uuid.UUID) -> ExhibitionPage:
    """The draft, with its works and who has said yes to them."""
    page = start_submission(member, associations_of(member)[0], {"title": item["title"]}, key=key)
    told = {name: item[name] for name in ("lead", "text", "place") if name in item}
    told |= {
        name: _day(item[days])
        for name, days in (("starts_on", "starts_days"), ("ends_on", "ends_days"))
        if days in item
    }
    describe_submission(page, member, told)
    uploads = take_files(page, member, [_file(work) for work in item["works"]])
    keys = [upload.work_key for upload in uploads]
    texts = ("title", "alt", "maker")
    works = {key: {name: work.get(name, "") for name in texts} for key, work in zip(keys, item["works"], strict=True)}
    describe_works(page, member, works)
    rights = {key: _rights(work) for key, work in zip(keys, item["works"], strict=True) if "credit" in work}
    consents.record_rights(page, member, rights, {})
    return page


def _rights(work: dict[str, Any]) -> dict[str, Any]:
    until = _day(work["valid_days"]) if "valid_days" in work else None
    told = {"people": "nobody", "rights": "InC", "valid_until": until}
    return told | {name: work[name] for name in ("credit", "rights", "people", "name", "about") if name in work}


def _lead_on(item: dict[str, Any], page: ExhibitionPage, people: dict[str, User]) -> None:
    """Bring it where the content says that it stands."""
    member, editor, state = people[item["by"]], people["redaktoer"], item["state"]
    if state == "draft":
        return
    review.send_submission(page, member)
    if "assignee" in item:
        review.assign(page, editor, people[item["assignee"]], _day(7))
    if "asks" in item:
        links.ask_by_link(page, member, **item["asks"])
    if state == "changes":
        works = ExhibitionPage.objects.get(pk=page.pk).get_latest_revision_as_object().ordered_works
        for remark in item["remarks"]:
            work = works[remark["work"] - 1].key if "work" in remark else ""
            review.remark(page, editor, remark["text"], work_key=work, field=remark["field"])
        review.ask_for_changes(page, editor, item["note"])
    elif state == "declined":
        review.decline(page, editor, item["note"])
    elif state == "scheduled":
        review.accept(page, editor, publish_at=timezone.now() + dt.timedelta(days=item["publish_days"]))
    elif state == "withdrawn":
        review.accept(page, editor)
        review.withdraw(page, member, item["note"])


def _file(work: dict[str, Any]) -> SimpleUploadedFile:
    width, height = MOTIFS[work["draw"]].natural
    scale = LONG_SIDE / 2 / max(width, height)
    out = io.BytesIO()
    draw(work["draw"], work["seed"], (round(width * scale), round(height * scale))).save(out, "JPEG", quality=88)
    return SimpleUploadedFile(f"{work['draw']}-{work['seed']}.jpg", out.getvalue(), "image/jpeg")


def _day(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)
