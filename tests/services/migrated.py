"""The empty database after all migrations, kept from the last run that made them: they take most of a short run.

A dump is kept in the cache folder under a name that is made of all migrations and pinned packages, so a change of
either makes a new one. Migrations are asked all the same when it is read back: what is missing is then applied.
"""

import contextlib
import hashlib
import os
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from tests.services import system
from tests.services.elasticsearch.distribution import cache_folder

ROOT = Path(__file__).resolve().parents[2]
KEPT = 10  # dumps; older ones are of branches long gone


def _dump() -> Path:
    """Where the dump of this tree's migrations is, or would be."""
    made_of = [ROOT / "requirements" / "base.txt", *sorted(ROOT.glob("*/migrations/*.py"))]
    found = hashlib.sha256(str(system.postgres_version(system.POSTGRES.require())).encode())
    for path in made_of:
        found.update(path.name.encode() + b"\0" + path.read_bytes())
    return cache_folder() / "migrated" / f"{found.hexdigest()[:24]}.dump"


def make_empty(server: str, name: str) -> str:
    """The address of an empty database `name` on the server of the address `server`; one that was there is removed."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return address(server, name)


def address(server: str, name: str) -> str:
    """The address of the database `name` (PostgreSQL's, or a number of Redis) on the server of the address `server`."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def restore(server: str, name: str) -> bool:
    """Make the database `name` on the server of the address `server` from the dump; False when there is none."""
    dump = _dump()
    if not dump.exists():
        return False
    target = make_empty(server, name)
    return _run("pg_restore", "--no-owner", "--no-comments", "--exit-on-error", "--dbname", target, str(dump))


def prepared(server: str, name: str) -> str:
    """The address of the database `name`: read back from the dump, or empty where there is none; to be migrated."""
    if restore(server, name):
        return address(server, name)
    return make_empty(server, name)


def keep(server: str, name: str) -> None:
    """Keep the database, which nobody has written in since its migrations, unless it is kept already."""
    dump = _dump()
    if dump.exists():
        return
    dump.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=dump.parent, suffix=".part")
    os.close(handle)
    if _run("pg_dump", "--format=custom", "--no-owner", f"--file={beside}", address(server, name)):
        Path(beside).replace(dump)
    for old in sorted(dump.parent.glob("*.dump"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        with contextlib.suppress(FileNotFoundError):
            old.unlink()


def _run(program: str, *arguments: str) -> bool:
    """Run one of PostgreSQL's programs; whether it worked. Without it a run is slower, and no less right."""
    command = [str(system.POSTGRES.require() / program), *arguments]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
