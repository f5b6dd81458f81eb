"""Receiving pictures piece by piece (tus 1.0), so that a lost connection costs one piece and never the file."""

import hashlib
import threading
import uuid
from collections.abc import Iterable
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from exhibitions.actions.submission import SubmissionError, add_work, editable_draft
from exhibitions.limits import UPLOADS
from exhibitions.models import ExhibitionPage, Upload
from exhibitions.models.exhibitions import MAX_WORKS
from exhibitions.models.uploads import UploadState
from guard.cpr import refuse_cpr
from guard.limits import spend
from home.pictures import MAX_BYTES, clean_picture

PIECE = 64 * 1024  # bytes read at a time
#: Decoding is what takes memory: one picture at a time in each process, however many are sent.
_one_at_a_time = threading.Lock()


class OffsetError(Exception):
    """A piece that does not begin where the last one ended (tus: 409). `offset` is where it should."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class DiskFullError(Exception):
    """There is no room for the piece now; what was received before it is kept."""


@transaction.atomic
def begin_upload(page: ExhibitionPage, user: User, *, name: str, size: int, fingerprint: str = "") -> Upload:
    """Make room for a file of so many bytes. The same file begun before by the same person goes on.

    Raises `ValidationError` with a sentence for a file that can't be used, `SubmissionError` when nothing can be added,
    `TooOften` when that was a lot of files.
    """
    refuse_cpr(name)
    if size <= 0:
        raise ValidationError(_("The file is empty. Choose it again, or take the picture anew."), code="empty")
    if size > MAX_BYTES:
        raise ValidationError(
            _("The picture is larger than 60 MB. Save it in a smaller size and try again."), code="too_large"
        )
    draft = editable_draft(page, user)
    if fingerprint:
        same = Upload.objects.unfinished().filter(exhibition=page, user=user, fingerprint=fingerprint, size=size)
        earlier = same.select_for_update().first()
        if earlier is not None:
            return earlier
    on_their_way = Upload.objects.unfinished().filter(exhibition=page).count()
    if draft.works.count() + on_their_way >= MAX_WORKS:
        raise SubmissionError(_("An exhibition can have %(count)d works.") % {"count": MAX_WORKS})
    spend(UPLOADS, user.pk)
    return Upload.objects.create(exhibition=page, user=user, name=name[:255], fingerprint=fingerprint[:400], size=size)


@transaction.atomic
def receive(upload: Upload, user: User, offset: int, pieces: IO[bytes]) -> Upload:
    """Keep what `pieces` holds, from `offset` on; with the last byte the picture becomes a work.

    Raises `OffsetError`, `DiskFullError` (nothing of this piece is kept then), and `SubmissionError`.
    """
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state != UploadState.RECEIVING:
        return upload
    if offset != upload.offset:
        raise OffsetError(upload.offset)
    try:
        upload.offset = _append(upload, pieces)
        upload.touched_at = timezone.now()
        upload.save(update_fields=["offset", "touched_at"])
        if upload.offset == upload.size:
            with upload.path.open("rb") as file:
                _take_in(upload, user, File(file, name=upload.name))
            transaction.on_commit(lambda: upload.path.unlink(missing_ok=True))
    except OSError as error:
        raise DiskFullError from error
    return upload


def _append(upload: Upload, pieces: IO[bytes]) -> int:
    """Write what is there; returns how many bytes are kept. What a failed attempt left behind is cut off first."""
    upload.path.parent.mkdir(parents=True, exist_ok=True)
    with upload.path.open("r+b" if upload.path.exists() else "w+b") as file:
        file.truncate(upload.offset)
        file.seek(upload.offset)
        while piece := pieces.read(PIECE):
            if file.tell() + len(piece) > upload.size:
                raise SubmissionError(_("More of the file was sent than it was said to hold. Choose it again."))
            file.write(piece)
        return file.tell()


@transaction.atomic
def take_files(page: ExhibitionPage, user: User, files: Iterable[Any]) -> list[Upload]:
    """Take in whole files, as a plain form sends them: each for itself, the good beside the bad.

    `TooOften` ends it; it carries the uploads that were taken before as `taken`.
    """
    taken: list[Upload] = []
    for file in files:
        try:
            upload = begin_upload(page, user, name=file.name, size=file.size)
        except (ValidationError, SubmissionError) as error:
            upload = Upload(key=uuid.uuid4(), exhibition=page, name=file.name, size=file.size)
            upload.state, upload.fault = UploadState.REFUSED, _sentence(error)
        else:
            upload.offset = upload.size
            _take_in(upload, user, file)
        taken.append(upload)
    return taken


def _take_in(upload: Upload, user: User, file: File) -> None:
    """Make a work of the whole file; a file that can't be used, or is there already, is told so."""
    upload.digest = _digest(file)
    draft = editable_draft(upload.exhibition, user)
    titles = {work.key: work.title for work in draft.works.all()}
    same = Upload.objects.filter(exhibition=upload.exhibition, digest=upload.digest, work_key__in=titles)
    earlier = same.exclude(pk=upload.pk).first()
    if earlier is not None:
        upload.state, upload.work_key = UploadState.DUPLICATE, earlier.work_key
        upload.fault = _("This picture is there already: “%(title)s”.") % {"title": titles[earlier.work_key]}
    else:
        try:
            with _one_at_a_time:
                clean = clean_picture(file)
            work = add_work(upload.exhibition, user, clean, _("Work %(number)d") % {"number": len(titles) + 1})
        except (ValidationError, SubmissionError) as error:
            upload.state, upload.fault = UploadState.REFUSED, _sentence(error)
        else:
            upload.state, upload.work_key, upload.picture = UploadState.TAKEN, work.key, work.picture
    upload.save()


@transaction.atomic
def drop_upload(upload: Upload) -> None:
    """Forget a file that is on its way, and what was received of it. One that has arrived is a work and stays."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.state == UploadState.RECEIVING:
        path = upload.path
        upload.delete()
        transaction.on_commit(lambda: path.unlink(missing_ok=True))


def give_up(uploads: Any) -> None:
    """Forget files of which the rest never came."""
    for upload in uploads:
        drop_upload(upload)


def _digest(file: File) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _sentence(error: ValidationError | SubmissionError) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
