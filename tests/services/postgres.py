"""A PostgreSQL server of the tests' own."""

import contextlib
import secrets
import signal
import subprocess
from pathlib import Path

from tests.services import system
from tests.services.daemon import Daemon
from tests.services.errors import ServiceError
from tests.services.workspace import LOOPBACK, free_port

SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
password_encryption = 'scram-sha-256'
max_connections = 200
shared_buffers = 128MB
max_wal_size = 512MB
jit = off
autovacuum_naptime = 10s
log_min_messages = warning
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
"""
# For tests: a crash of the machine may corrupt the data. A crash of the server may not: commits are still written to the
# operating system before they are acknowledged (synchronous_commit stays on), so tests may kill and restart it.
HASTY = ["-c", "fsync=off", "-c", "full_page_writes=off"]
# The role may make databases (the tests do) but is no superuser, as in production.
BOOTSTRAP = """
CREATE ROLE torvet LOGIN CREATEDB PASSWORD '{password}';
CREATE DATABASE torvet OWNER torvet;
"""


class Postgres(Daemon):
    """PostgreSQL with the role and database `torvet`, UTF-8, sorted as Danes do (ICU) where the server can.

    `url` is what DATABASE_URL wants; `admin_url` is the superuser's. `durable`: a commit waits for the disk, as in
    production.
    """

    durable = False

    title = "PostgreSQL"
    need = system.POSTGRES
    stop_signal = signal.SIGINT  # "fast": ends sessions, writes a checkpoint

    def prepare(self) -> None:
        """Find the programs, make the cluster and its role and database."""
        self.bin = self.need.require()
        self.password = secrets.token_urlsafe(16)
        self.admin_password = secrets.token_urlsafe(16)
        self.data = self.folder / "data"
        secret = self.folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(self.admin_password)
        self.workspace.hand_over(secret)
        try:
            self._initdb(secret)
            self._bootstrap()
        except subprocess.CalledProcessError as error:
            reason = (error.stderr or error.stdout or "").strip().splitlines()[-1:] or ["it said nothing"]
            raise ServiceError(f"PostgreSQL's {Path(error.cmd[0]).name} failed: {reason[0]}") from error

    def _initdb(self, secret: Path) -> None:
        common = ["--username=postgres", f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8", "--no-sync"]
        danish = ["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=da-DK"]
        command = [str(self.bin / "initdb"), "--pgdata", str(self.data), *common]
        try:
            self.workspace.run([*command, *danish], env=self.environment(), cwd=self.folder)
        except subprocess.CalledProcessError:  # a server built without ICU; initdb removes what it began
            self.workspace.run([*command, "--locale=C.UTF-8"], env=self.environment(), cwd=self.folder)
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)

    def _bootstrap(self) -> None:
        """Make role and database in single-user mode: one statement a line, before anybody can connect."""
        statements = BOOTSTRAP.format(password=self.password).strip() + "\n"
        command = [str(self.bin / "postgres"), "--single", "-D", str(self.data), "postgres"]
        self.workspace.run(command, env=self.environment(), cwd=self.folder, stdin=statements)

    def choose_ports(self) -> None:
        """Choose the port; it is given on the command line."""
        self.port = free_port()

    def command(self) -> list[str]:
        """`postgres` itself, no pg_ctl between us and the process."""
        server = [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        return server if self.durable else [*server, *HASTY]

    def ready(self) -> bool:
        """Asks a query: a port that accepts is not yet a server that answers."""
        address = ["--host", LOOPBACK, "--port", str(self.port), "--username", "torvet", "--dbname", "torvet"]
        check = [str(self.bin / "psql"), *address, "--no-psqlrc", "--no-password", "--command", "SELECT 1"]
        env = {**self.environment(), "PGPASSWORD": self.password}  # not on the command line, where all can read it
        with contextlib.suppress(subprocess.TimeoutExpired):  # one that hangs is asked again
            return subprocess.run(check, env=env, capture_output=True, check=False, timeout=10).returncode == 0
        return False

    @property
    def url(self) -> str:
        """The address for the role `torvet`."""
        return f"postgres://torvet:{self.password}@{LOOPBACK}:{self.port}/torvet"

    @property
    def admin_url(self) -> str:
        """The address for the superuser."""
        return f"postgres://postgres:{self.admin_password}@{LOOPBACK}:{self.port}/torvet"

    def environ(self) -> dict[str, str]:
        """What the site reads."""
        return {"DATABASE_URL": self.url}
