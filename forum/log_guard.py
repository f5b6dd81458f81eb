"""Triggers by which the database itself refuses to change, delete or empty the log of moderation."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSAL = "The log of moderation is only added to."

_REFUSE_CHANGE = """
CREATE TRIGGER forum_logline_no_change BEFORE UPDATE OR DELETE ON forum_logline
FOR EACH STATEMENT EXECUTE FUNCTION forum_logline_refuse()
"""
_REFUSE_TRUNCATE = """
CREATE TRIGGER forum_logline_no_truncate BEFORE TRUNCATE ON forum_logline
FOR EACH STATEMENT EXECUTE FUNCTION forum_logline_refuse()
"""
_REFUSE_FUNCTION = f"""
CREATE FUNCTION forum_logline_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
POSTGRESQL = [_REFUSE_FUNCTION, _REFUSE_CHANGE, _REFUSE_TRUNCATE]

# INSERT OR REPLACE deletes without a delete trigger on SQLite: hence the third.
SQLITE = [
    f"CREATE TRIGGER forum_logline_{name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for name, event in (
        ("no_update", "UPDATE ON forum_logline"),
        ("no_delete", "DELETE ON forum_logline"),
        ("no_replace", "INSERT ON forum_logline WHEN EXISTS (SELECT 1 FROM forum_logline WHERE number = NEW.number)"),
    )
]


def protect(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For a migration: set the triggers up. A later one that changes the table on SQLite has to do it again."""
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def unprotect(_apps: object, editor: BaseDatabaseSchemaEditor) -> None:
    """For a migration: take the triggers away again."""
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER forum_logline_no_change ON forum_logline")
        editor.execute("DROP TRIGGER forum_logline_no_truncate ON forum_logline")
        editor.execute("DROP FUNCTION forum_logline_refuse()")
        return
    for name in ("no_update", "no_delete", "no_replace"):
        editor.execute(f"DROP TRIGGER forum_logline_{name}")
