"""Erasing a person (GDPR, article 17): what they wrote in public stays, under a pseudonym; who they were goes.

The row of the account stays as a number without a person, so that threads and the log of moderation hold together. What
each room keeps, and why, is in its `personal_data.py`. Statements made in a public office stay named (`forum`).
"""

import json
import logging
import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.fields import StreamField
from wagtail.models import ModelLogEntry

from accounts.models import User
from accounts.personal import PSEUDONYM, Fate, holdings, relations, tell_swept

logger = logging.getLogger(__name__)

WORDS = {"CharField", "EmailField", "SlugField", "TextField", "URLField", "FileField", "JSONField"}
GONE = "[slettet]"  # stands where an address stood in a longer text


class ErasureError(Exception):
    """An account that can't be erased; its message is the sentence for the person."""


@transaction.atomic
def ask_erasure(user: User) -> None:
    """Close the account at once, and have the rest done by a task. Raises `ErasureError` for the last administrator."""
    from accounts.tasks import erase_account

    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.is_superuser and not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists():
        raise ErasureError(_("You are the only administrator. Give somebody else the role before you go."))
    locked.is_active = False
    locked.erasure_asked_at = timezone.now()
    locked.save(update_fields=["is_active", "erasure_asked_at"])
    erase_account.enqueue(locked.pk)


@transaction.atomic
def erase(user_id: int) -> None:
    """Do it. Once done, doing it again changes nothing."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.erased_at is not None:
        return
    addresses = _addresses(user)
    _rename_in_logs(user)
    known = {holding.relation for holding in holdings()}
    for holding in holdings():
        rows = holding.rows(user)
        if holding.scrub is not None:
            holding.scrub(rows, user)
        if holding.fate is Fate.DELETE:
            _delete(rows)
    for relation, foreign_key in relations().items():
        if relation not in known and _cascades(foreign_key):
            _delete(foreign_key.model._base_manager.filter(**{foreign_key.name: user}))
    _blank(user)
    _end_sessions(user, addresses)
    for address in addresses:
        sweep(address)


def _cascades(foreign_key: "models.Field[Any, Any]") -> bool:
    return foreign_key.remote_field is not None and foreign_key.remote_field.on_delete is models.CASCADE


def _addresses(user: User) -> list[str]:
    """The person's addresses, also those that they have not confirmed."""
    known = apps.get_model("account.EmailAddress").objects.filter(user=user).values_list("email", flat=True)
    return sorted({user.email, *known}, key=len, reverse=True)


def _delete(rows: "models.QuerySet[Any]") -> None:
    """Delete rows and the files that they name. Files go when the deletion is committed."""
    kept = [field.name for field in rows.model._meta.concrete_fields if isinstance(field, models.FileField)]
    for row in rows if kept else ():
        for name in kept:
            file = getattr(row, name)
            if file:
                transaction.on_commit(lambda file=file: file.storage.delete(file.name))  # type: ignore[misc]
    rows.delete()


def _blank(user: User) -> None:
    """Leave a number: every column of the account gets the value of an account of nobody."""
    now = timezone.now()
    for column in User._meta.concrete_fields:
        if column.primary_key or column.name == "erasure_asked_at":
            continue
        file = column.value_from_object(user) if isinstance(column, models.FileField) else None
        if file:
            transaction.on_commit(lambda file=file: file.storage.delete(file.name))  # type: ignore[misc]
        setattr(user, column.name, None if column.null else column.get_default())
    user.email = f"slettet-{user.pk}@slettet.invalid"  # RFC 2606: no mail can ever go there
    user.display_name = PSEUDONYM
    user.is_active = False
    user.erased_at = now
    user.date_joined = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()


def _rename_in_logs(user: User) -> None:
    """Wagtail's log of snippets and accounts names each row as it was called; those about the person lose the name."""
    about: dict[type[models.Model], list[str]] = {User: [str(user.pk)]}
    for foreign_key in relations().values():
        rows = foreign_key.model._base_manager.filter(**{foreign_key.name: user})
        about.setdefault(foreign_key.model, []).extend(map(str, rows.values_list("pk", flat=True)))
    for model, keys in about.items():
        entries = ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=keys
        )
        for entry in entries.filter(label__icontains=user.display_name):
            label = re.sub(re.escape(user.display_name), PSEUDONYM, entry.label, flags=re.IGNORECASE)
            ModelLogEntry.objects.filter(pk=entry.pk).update(label=label)


def _end_sessions(user: User, addresses: Iterable[str]) -> None:
    """End every session in which the person is signed in, or was on the way to be."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    model = store.get_model_class()
    wanted = [address.lower() for address in addresses]
    ended = []
    for session in model.objects.filter(expire_date__gt=timezone.now()).iterator():
        data = session.get_decoded()
        said = json.dumps(data, default=str).lower()
        if data.get("_auth_user_id") == str(user.pk) or any(address in said for address in wanted):
            ended.append(session.session_key)
    for key in ended:
        store(key).delete()


def sweep(address: str) -> int:
    """Take an e-mail address out of every text of every table; returns the number of values changed.

    What the rooms know of is gone by now. This finds what nobody thought of: an article that names the address, a
    failed task's arguments, an old revision.
    """
    pattern = re.compile(rf"(?<![\w.+-]){re.escape(address)}(?![\w-]|\.\w)", re.IGNORECASE)
    return sum(_sweep_model(model, address, pattern) for model in apps.get_models(include_auto_created=True))


def _sweep_model(model: type[models.Model], address: str, pattern: re.Pattern[str]) -> int:
    if model._meta.proxy or not model._meta.managed:
        return 0
    columns = [column for column in model._meta.local_concrete_fields if column.get_internal_type() in WORDS]
    if not columns:
        return 0
    found = model._base_manager.annotate(
        **{f"swept_{column.name}": Cast(column.name, TextField()) for column in columns}
    ).filter(_any(columns, address))
    changed: dict[Any, int] = {}
    for row in found:
        clean = {}
        for column in columns:
            value = getattr(row, column.name)
            if isinstance(value, StreamValue):  # compared and cleaned as the JSON that it is kept as
                value = list(value.raw_data)
            without = _without(value, pattern)
            if without != value:
                clean[column.name] = (
                    column.to_python(json.dumps(without)) if isinstance(column, StreamField) else without
                )
        if clean:
            model._base_manager.filter(pk=row.pk).update(**clean)
            changed[row.pk] = len(clean)
    if changed:
        tell_swept(model, list(changed))
    return sum(changed.values())


def _any(columns: Iterable["models.Field[Any, Any]"], address: str) -> Q:
    asked = Q()
    for column in columns:
        asked |= Q(**{f"swept_{column.name}__icontains": address})
    return asked


def _without(value: Any, pattern: re.Pattern[str]) -> Any:
    """The value without the address, in whatever depth of JSON it stands."""
    if isinstance(value, str):
        return "" if pattern.fullmatch(value) else pattern.sub(GONE, value)
    if isinstance(value, dict):
        return {_without(key, pattern): _without(held, pattern) for key, held in value.items()}
    if isinstance(value, list):
        return [_without(held, pattern) for held in value]
    return value
