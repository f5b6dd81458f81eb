"""Pictures sent piece by piece: tus 1.0 (https://tus.io/protocols/resumable-upload), core, creation and termination.

Every answer that refuses carries one plain sentence as text, which the page shows beside the file.
"""

import base64
import binascii

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from exhibitions.actions.submission import SubmissionError
from exhibitions.actions.uploads import DiskFullError, OffsetError, begin_upload, drop_upload, receive
from exhibitions.models import ExhibitionPage, Upload
from exhibitions.models.uploads import UploadState
from exhibitions.permissions import user_can_edit_submission, user_can_see_submission
from guard.limits import TooOften, slow_down
from home.pictures import MAX_BYTES

TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
ABILITIES = {"Tus-Version": "1.0.0", "Tus-Extension": "creation,termination", "Tus-Max-Size": str(MAX_BYTES)}
NO_ROOM = 507  # RFC 4918, section 11.5


@require_http_methods(["OPTIONS", "POST"])
def uploads(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a file: `Upload-Length` in bytes, `Upload-Metadata` with filename and fingerprint."""
    if request.method == "OPTIONS":
        return _answer(204, **ABILITIES)
    page = _page(request, key)
    if refusal := _wrong_version(request):
        return refusal
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    try:
        upload = begin_upload(
            page,
            request.user,  # type: ignore[arg-type]
            name=told.get("filename", ""),
            size=_number(request.headers.get("Upload-Length")),
            fingerprint=told.get("fingerprint", ""),
        )
    except TooOften as met:
        return slow_down(_answer(429, met.sentence), met)
    except ValidationError as error:
        return _answer(413 if error.code == "too_large" else 422, " ".join(error.messages))
    except SubmissionError as error:
        return _answer(422, str(error))
    return _answer(
        201, Location=reverse("submission-upload", args=[key, upload.key]), **{"Upload-Offset": str(upload.offset)}
    )


@require_http_methods(["HEAD", "PATCH", "DELETE"])
def upload(request: HttpRequest, key: str, upload_key: str) -> HttpResponse:
    """Ask how far a file has come, send the next piece of it, or give it up."""
    page = _page(request, key)
    found = Upload.objects.filter(exhibition=page, key=upload_key).first()
    if found is None:
        raise Http404
    if refusal := _wrong_version(request):
        return refusal
    if request.method == "HEAD":
        return _answer(200, **_progress(found))
    if request.method == "DELETE":
        drop_upload(found)
        return _answer(204)
    if request.content_type != "application/offset+octet-stream":
        return _answer(415)
    try:
        found = receive(found, request.user, _number(request.headers.get("Upload-Offset")), request)  # type: ignore[arg-type]
    except OffsetError as error:
        return _answer(409, **{"Upload-Offset": str(error.offset)})
    except DiskFullError:
        sentence = _(
            "There is no room at the library for the picture right now. What you sent is kept; try again later."
        )
        return _answer(NO_ROOM, sentence)
    except SubmissionError as error:
        return _answer(422, str(error))
    if found.state in {UploadState.REFUSED, UploadState.DUPLICATE}:
        return _answer(422, found.fault, **_progress(found))
    return _answer(204, **_progress(found))


def _page(request: HttpRequest, key: str) -> ExhibitionPage:
    """The submission; somebody whose sign-in has run out is told so, for others it is not there."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    page = ExhibitionPage.objects.filter(submission_key=key).first()
    if page is None or not user_can_see_submission(request.user, page):
        raise Http404
    if not user_can_edit_submission(request.user, page):
        raise PermissionDenied
    return page


def _answer(status: int, sentence: str = "", **headers: str) -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8", headers={**TUS, **headers})


def _progress(upload: Upload) -> dict[str, str]:
    told = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.size), "Upload-State": upload.state}
    return {**told, "Upload-Work": upload.work_key} if upload.work_key else told


def _wrong_version(request: HttpRequest) -> HttpResponse | None:
    return None if request.headers.get("Tus-Resumable") == "1.0.0" else _answer(412, **{"Tus-Version": "1.0.0"})


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 16 else -1


def _metadata(header: str) -> dict[str, str]:
    """`key base64, key base64` as a mapping; what can't be read is left out."""
    told = {}
    for pair in header.split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode().replace("\x00", "")
        except (binascii.Error, UnicodeDecodeError):
            continue
    return told
