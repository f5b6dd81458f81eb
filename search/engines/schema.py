"""The full-text index inside the database, made after every migration when it is missing.

SQLite: an external-content FTS5 table over the analysed columns, kept by triggers (they go with the table when a later
migration rebuilds it, therefore not in a migration). PostgreSQL: two generated vectors with GIN indexes.
"""

from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

COLUMNS = (
    "title_terms",
    "lead_terms",
    "topic_terms",
    "body_terms",
    "title_parts",
    "body_parts",
    "title_exact",
    "exact",
)
HEAD = ("title_terms", "lead_terms", "topic_terms", "title_parts")
"""What is short in every entry: SQLite also ranks it by itself, so that a long text does not hide its own title."""

TABLE = "search_entry"


def _sqlite() -> list[str]:
    return [*_sqlite_index("search_fts", COLUMNS), *_sqlite_index("search_head", HEAD)]


def _sqlite_index(name: str, indexed: tuple[str, ...]) -> list[str]:
    columns = ", ".join(indexed)
    new = ", ".join(f"new.{column}" for column in indexed)
    old = ", ".join(f"old.{column}" for column in indexed)
    # Nothing here comes from outside: names of tables and columns.
    forget = f"INSERT INTO {name}({name}, rowid, {columns}) VALUES ('delete', old.id, {old});"  # noqa: S608
    learn = f"INSERT INTO {name}(rowid, {columns}) VALUES (new.id, {new});"  # noqa: S608
    options = f"content='{TABLE}', content_rowid='id', tokenize='unicode61 remove_diacritics 0'"
    update = f"AFTER UPDATE OF {columns} ON {TABLE}"
    return [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5({columns}, {options})",
        f"CREATE TRIGGER IF NOT EXISTS {name}_insert AFTER INSERT ON {TABLE} BEGIN {learn} END",
        f"CREATE TRIGGER IF NOT EXISTS {name}_delete AFTER DELETE ON {TABLE} BEGIN {forget} END",
        f"CREATE TRIGGER IF NOT EXISTS {name}_update {update} BEGIN {forget} {learn} END",
        f"INSERT INTO {name}({name}) VALUES ('rebuild')",  # noqa: S608
    ]


def _vector(**letters: str) -> str:
    return " || ".join(
        f"setweight(to_tsvector('simple'::regconfig, {column}), '{letter}')" for letter, column in letters.items()
    )


TITLES = "to_tsvector('simple'::regconfig, title_terms)"
"""PostgreSQL's index of titles alone, which tells what to rank first."""


def _postgresql() -> list[str]:
    text = _vector(A="title_terms", B="lead_terms", C="topic_terms", D="body_terms")
    inner = _vector(A="title_parts", B="title_exact", C="exact", D="body_parts")
    return [
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS fts tsvector GENERATED ALWAYS AS ({text}) STORED",
        f"ALTER TABLE {TABLE} ADD COLUMN IF NOT EXISTS fts_inner tsvector GENERATED ALWAYS AS ({inner}) STORED",
        f"CREATE INDEX IF NOT EXISTS search_entry_fts ON {TABLE} USING gin (fts)",
        f"CREATE INDEX IF NOT EXISTS search_entry_fts_inner ON {TABLE} USING gin (fts_inner)",
        f"CREATE INDEX IF NOT EXISTS search_entry_titles ON {TABLE} USING gin ({TITLES})",
    ]


def is_installed(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database's full-text index is there."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE tbl_name = %s AND type = 'trigger'", [TABLE])
            return cursor.fetchone()[0] == 6
        cursor.execute(
            "SELECT count(*) FROM pg_indexes "
            "WHERE indexname IN ('search_entry_fts', 'search_entry_fts_inner', 'search_entry_titles')"
        )
        return cursor.fetchone()[0] == 3


def install(using: str, **_signal: Any) -> None:
    """Make the full-text index when the entries' table is there and the index is not (after `migrate`)."""
    connection = connections[using]
    if connection.vendor not in ("sqlite", "postgresql") or TABLE not in connection.introspection.table_names():
        return
    if is_installed(connection):
        return
    with connection.cursor() as cursor:
        for statement in _sqlite() if connection.vendor == "sqlite" else _postgresql():
            cursor.execute(statement)
