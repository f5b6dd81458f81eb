"""What empties the page store: every change of a row that a page may show, whoever makes it and however.

The connection to the database is listened to, so nothing has to remember to say it: not an action, not the admin, not
an update of many rows. A table is taken for public until it is named here.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from home import store

_WRITE = re.compile(
    r'\s*(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|TRUNCATE(?: TABLE)?|WITH)\s+"?(\w+)"?', re.IGNORECASE
)
_COLUMN = re.compile(r'"(\w+)" = ')

# Tables, or beginnings of their names, of which no page for everybody shows anything.
PRIVATE = re.compile(
    r"(?:account_|axes_|django_(?:session|tasks_|content_type)|guard_|mfa_|notices_|socialaccount_|usersessions_"
    r"|wagtail_localize_|home_(?:imported|colleague)|search_(?!entry|related)|taggit_|wagtailadmin_|wagtailembeds_|wagtailsearch_|wagtailusers_"
    r"|accounts_(?:consent|export|guardian|takenname|verification)"
    r"|auth_|accounts_user_|forum_(?:case|complaint|debatestep|decision|holdrule|logline|moderationsettings|reasontext"
    r"|report|version)"
    r"|wagtailcore_(?:apitoken|comment|group|modellogentry|pagelogentry|pagesubscription|referenceindex|revision|task"
    r"|uploadedfile|workflow))"
)
# Columns that change while nothing changes for readers: a draft is saved, somebody signs in, an index is told.
UNSEEN = {
    "wagtailcore_page": {"draft_title", "has_unpublished_changes", "latest_revision_id", "latest_revision_created_at"},
    "accounts_user": {"last_login"},
    "search_entry": {"indexed_version", "related_version"},
}
# What only adds to pages and takes nothing away (a new contribution, a number that counts): their last copies may still
# be shown in bad times. New rows of these tables, and these columns.
ADDS = {
    "django_comments",
    "django_comments_xtd_xtdcomment",
    "forum_ask",
    "forum_comment",
    "forum_question",
    "forum_recommendation",
    "search_entry",
    "search_related",
}
COUNTS = {"django_comments_xtd_xtdcomment": {"nested_count", "order"}, "forum_comment": {"recommended"}}


def listen(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Listen to a connection that was opened. May be repeated."""
    if _listen not in connection.execute_wrappers:
        connection.execute_wrappers.append(_listen)


def _listen(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    if context["connection"].alias == "default":
        _heard(str(sql), context["connection"])
    return result


def _heard(sql: str, connection: BaseDatabaseWrapper) -> None:
    found = _WRITE.match(sql)
    if found is None:
        return
    verb, table = found[1].upper(), found[2]
    if verb == "WITH" and not re.search(r"\b(INSERT|UPDATE|DELETE)\b", sql, re.IGNORECASE):
        return
    if PRIVATE.match(table):
        return
    if verb == "UPDATE" and _only(UNSEEN, table, sql):
        return
    adds = (verb.startswith("INSERT") and table in ADDS) or (verb == "UPDATE" and _only(COUNTS, table, sql))
    _once(connection, _added if adds else _changed)


def _only(columns: dict[str, set[str]], table: str, sql: str) -> bool:
    """Whether an update changes these columns of the table and no other."""
    changed = set(_COLUMN.findall(sql.split(" WHERE ", maxsplit=1)[0])) if table in columns else set()
    return bool(changed) and changed <= columns[table]


def _once(connection: BaseDatabaseWrapper, told: Callable[[], None]) -> None:
    """Have it told at the commit; not again for each of many rows."""
    waiting = connection.run_on_commit
    if connection.in_atomic_block and waiting and waiting[-1][:2] == (set(connection.savepoint_ids), told):
        return
    connection.on_commit(told)


def _added() -> None:
    store.empty(copies=False)


def _changed() -> None:
    store.empty()
