"""A person's copy of what is kept about them (GDPR, articles 15 and 20): a ZIP of JSON and files, made by a task."""

import datetime as dt
import json
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Export, User
from accounts.personal import Holding, holdings

STUCK = dt.timedelta(days=1)  # one that is not ready by then is asked for anew


@transaction.atomic
def ask_export(user: User) -> Export:
    """Have a copy made. One at a time: while one is being made that one is given, and a ready one is replaced."""
    from accounts.tasks import make_export

    User.objects.select_for_update().get(pk=user.pk)
    earlier = Export.objects.filter(user=user).first()
    if earlier is not None and earlier.ready_at is None and earlier.asked_at > timezone.now() - STUCK:
        return earlier
    if earlier is not None:
        discard(earlier)
    export = Export.objects.create(user=user)
    make_export.enqueue(export.pk)
    return export


def discard(export: Export) -> None:
    """Delete a copy and its file."""
    name, storage = export.file.name, export.file.storage
    export.delete()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


def make(export: Export) -> None:
    """Write the ZIP and tell the person. Making it again replaces it."""
    with tempfile.TemporaryFile() as file, override("da"):
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            _write(archive, export.user)
        file.seek(0)
        with transaction.atomic():
            locked = Export.objects.select_for_update().filter(pk=export.pk, ready_at__isnull=True).first()
            if locked is None:
                return
            locked.file.save("export.zip", File(file), save=False)
            locked.ready_at = timezone.now()
            locked.save()
            _tell(locked)


def _tell(export: Export) -> None:
    from notices.actions import tell

    tell([export.user], "export-ready", export, key=f"{export.pk}")


def _write(archive: zipfile.ZipFile, user: User) -> None:
    content: dict[str, Any] = {str(_("Your account")): account_of(user)}
    for holding in holdings():
        if not holding.fields:
            continue
        rows = holding.rows(user)
        content.setdefault(str(holding.label), []).extend(_described(row, holding) for row in rows)
        for path, file in _files(holding, rows):
            with file.open("rb") as source:
                archive.writestr(path, source.read())
    said = json.dumps(content, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    archive.writestr("oplysninger.json", said)
    archive.writestr("laes-mig.txt", _readme())


def account_of(user: User) -> dict[str, Any]:
    """What the account's own row says, by the names that the person knows it by; never the password."""
    left_out = {"password", "id", "is_superuser"}
    shown = [column for column in User._meta.concrete_fields if column.name not in left_out]
    return {str(column.verbose_name): _plain(column.value_from_object(user)) for column in shown}


def _described(row: models.Model, holding: Holding) -> dict[str, Any]:
    return {_name(row, name): _plain(getattr(row, name)) for name in holding.fields}


def _name(row: models.Model, name: str) -> str:
    known = {column.name: column for column in row._meta.get_fields() if hasattr(column, "verbose_name")}
    return str(known[name].verbose_name) if name in known else name


def _plain(value: Any) -> Any:
    """A value as JSON has it; what is related is named by its own words."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, models.fields.files.FieldFile):
        return value.name
    return value


def _files(holding: Holding, rows: "models.QuerySet[Any]") -> Iterator[tuple[str, Any]]:
    for row in rows if holding.files else ():
        for name in holding.files:
            file = getattr(row, name)
            if file and file.storage.exists(file.name):
                yield f"filer/{row._meta.model_name}-{row.pk}{PurePath(file.name).suffix}", file


def _readme() -> str:
    return _(
        "This is a copy of what Torvet keeps about you, made %(day)s.\n\n"
        "oplysninger.json holds it all as text. Any browser or text editor opens it.\n"
        "filer/ holds the pictures that you have uploaded.\n\n"
        "What others have written is not in it, and neither is your password: nobody can read that one.\n"
    ) % {"day": timezone.localdate().isoformat()}
