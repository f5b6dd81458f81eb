"""Reading documents: what a task does with an uploaded file, and what it notes when there is nothing to read."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model

from guard.cpr import Certainty, find_cpr
from search import actions
from search.desk import DocumentText
from search.documents import reader

SUFFIXES = frozenset(reader.READERS) - {"vtt"}  # subtitles are found as moments of their recording
MAX_BYTES = 50 * 1024 * 1024
MAX_SECONDS = 60  # of the clock; of the processor the reader allows itself half

REASONS = {
    "size": _("The file is larger than 50 MB."),
    "time": _("It took too long."),
    "memory": _("It needed too much memory."),
    "bomb": _("It unpacks to far more than a document holds."),
    "locked": _("It asks for a password."),
    "broken": _("The file is damaged, or not what its name says."),
    "gone": _("The file is missing."),
}


def is_read(document: Any) -> bool:
    """Whether a document is of a kind that has text to read."""
    return str(document.file_extension).lower() in SUFFIXES


def expect(document: Any) -> None:
    """Note that a document's file has to be read, and enqueue that, when it is new or another one than before."""
    from search import tasks

    if not is_read(document):
        return
    found = DocumentText.objects.filter(document=document).first()
    if found is None or found.fingerprint != _fingerprint(document):
        DocumentText.objects.update_or_create(
            document=document,
            defaults={
                "state": DocumentText.State.WAITING, "reason": "", "text": "", "cut": False, "cleared": False,
                "pages": None, "tagged": None,
                "fingerprint": _fingerprint(document),
            },
        )  # fmt: skip
        tasks.read_document.enqueue(document.pk)


def _fingerprint(document: Any) -> str:
    """Of the file as the document has it now."""
    return f"{document.file.name}:{document.file_hash}"[:200]


def read(pk: int) -> None:
    """Read a document's file and describe the document again. One deleted or read meanwhile needs nothing."""
    document = get_document_model().objects.filter(pk=pk).first()
    if document is None or not is_read(document):
        return
    fingerprint = _fingerprint(document)
    answer = extract(document)
    held = find_cpr(f"{document.title}\n{document.filename}\n{answer['text']}") is not Certainty.NONE
    with transaction.atomic():
        row = DocumentText.objects.select_for_update().filter(document_id=pk, fingerprint=fingerprint).first()
        if row is None:
            return
        row.state = DocumentText.State.CPR if held else answer["state"]
        row.text, row.reason, row.cut = answer["text"], answer["reason"], answer["cut"]
        row.pages, row.tagged = answer.get("pages"), answer.get("tagged")
        row.read_at = timezone.now()
        row.save()
        actions.index(document)


def clear(row: DocumentText) -> None:
    """An editor has looked: there is no CPR number in it, or nothing to be done about it."""
    with transaction.atomic():
        DocumentText.objects.filter(pk=row.pk).update(cleared=True)
        actions.index(row.document)


def extract(document: Any) -> dict[str, Any]:
    """What the reader answers about a document's file; a file that cannot be read has a reason of REASONS."""
    try:
        with document.file.open("rb") as file, tempfile.TemporaryFile() as copy:
            size = 0
            while chunk := file.read(1024 * 1024):
                size += len(chunk)
                if size > MAX_BYTES:
                    return _failed("size")
                copy.write(chunk)
            copy.seek(0)
            return run(str(document.file_extension).lower(), copy)
    except OSError:
        return _failed("gone")


def run(suffix: str, file: Any, *, seconds: float = MAX_SECONDS, memory: int = reader.MAX_MEMORY) -> dict[str, Any]:
    """Have another process read an open file, killed after these seconds, with these bytes of memory."""
    command = [sys.executable, "-I", str(Path(reader.__file__)), suffix, str(memory)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; the suffix is one of SUFFIXES
            command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return _failed("time")
    try:
        return dict(json.loads(done.stdout))
    except ValueError:
        return _failed("time" if done.returncode in (-24, -9) else "memory")  # SIGXCPU, or killed by the system


def _failed(reason: str) -> dict[str, Any]:
    return {"state": DocumentText.State.FAILED, "text": "", "reason": reason, "cut": False}
