"""The real site for a run of browser tests: a database of its own, the demo library, the web server and the worker."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self
from urllib.error import HTTPError, URLError

import psycopg

from tests.e2e.states import MAILED
from tests.services import migrated
from tests.services.errors import ServiceError
from tests.services.facade import Services
from tests.services.workspace import LOOPBACK, free_port

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "torvet_e2e"
REDIS_DATABASE = 7
PATIENCE = 60.0  # seconds until the web server must answer, or the last picture be ready
UNFINISHED = "SELECT count(*) FROM home_picture WHERE sources = '{}'::jsonb"
SIDE = 900  # pixels of the pictures' longer side: drawn and made ready in a third of the time
PASSWORD = "torvet-demo"  # what `manage.py demo` gives the accounts that it shows
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class RunningSite:
    """Torvet on a free port of 127.0.0.1, as a library would run it, on the services of the run.

    `with RunningSite(services) as site` builds everything and afterwards ends exactly what it started. `url` has no
    slash at its end; `seconds` tells how long each step took.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self.port = free_port()
        self.url = f"http://{LOOPBACK}:{self.port}"
        self.folder = services.workspace.root / "site"
        self.folder.mkdir()
        self.log = services.workspace.root / "site.log"
        self.seconds: dict[str, float] = {}
        self._processes: list[subprocess.Popen[bytes]] = []
        self._database = migrated.address(services.postgres.url, DATABASE)

    @property
    def environment(self) -> dict[str, str]:
        """What the site's processes read: the run's services, but a database, index and Redis database of its own."""
        redis = migrated.address(self.services.redis.url, str(REDIS_DATABASE))
        return {
            **os.environ,
            **self.services.environ(),
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": self._database,
            "REDIS_URL": redis,
            "TORVET_INDEX_PREFIX": f"torvet-e2e-{os.getpid()}",
            "TORVET_VAR": str(self.folder),
            "TORVET_BASE_URL": self.url,
        }

    def __enter__(self) -> Self:
        try:
            self._step("database", self._create_database)
            self._step("migrate", self._migrate)
            self._step("demo", lambda: self.manage("demo", "--side", str(SIDE)))
            self._start(str(ROOT / "manage.py"), "db_worker", "--interval", "0.2", "--verbosity", "0")
            self._step("states", lambda: self._run(sys.executable, "-m", "tests.e2e.states"))
            self._step("tasks", self._wait_for_tasks)
            self._step("start", self._start_web)
        except BaseException:
            self.stop()
            raise
        return self

    def mailed(self, name: str) -> str:
        """An address that only a mail tells (tests.e2e.states)."""
        return str(json.loads((self.folder / MAILED).read_text(encoding="utf-8"))[name])

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _step(self, name: str, action: Callable[[], None]) -> None:
        started = time.monotonic()
        action()
        self.seconds[name] = round(time.monotonic() - started, 1)

    def manage(self, *arguments: str) -> None:
        """Run a management command to its end; ServiceError with its last lines when it fails."""
        self._run(sys.executable, str(ROOT / "manage.py"), *arguments)

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ServiceError(f"{' '.join(command[1:])} failed: {(done.stderr or done.stdout)[-2000:]}")

    def _create_database(self) -> None:
        migrated.prepared(self.services.postgres.url, DATABASE)

    def _migrate(self) -> None:
        self.manage("migrate", "--verbosity", "0")
        migrated.keep(self.services.postgres.url, DATABASE)

    def _start(self, *arguments: str, **more: str) -> subprocess.Popen[bytes]:
        """Start a Python program of the site, its output in the log; `more` is added to its environment."""
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *arguments],
                env={**self.environment, **more},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._processes.append(process)
        self.services.workspace.watch(process, signal.SIGTERM)
        return process

    def _wait_for_tasks(self) -> None:
        """Help the worker with what is left, until every picture has its sizes."""
        self.manage("db_worker", "--batch", "--verbosity", "0")
        deadline = time.monotonic() + PATIENCE
        with psycopg.connect(self._database, autocommit=True) as connection:
            while (row := connection.execute(UNFINISHED).fetchone()) and row[0]:
                if time.monotonic() > deadline:
                    raise ServiceError(
                        f"{row[0]} pictures have no sizes: {self.log.read_text(errors='replace')[-2000:]}"
                    )
                time.sleep(0.1)

    def _start_web(self) -> None:
        self._serve(self.port)

    @contextlib.contextmanager
    def beside(self, port: int, **settings: str) -> Iterator[str]:
        """The same site on another port with more settings; its address is of localhost, where passkeys work."""
        url = f"http://localhost:{port}"
        process = self._serve(port, TORVET_BASE_URL=url, **settings)
        try:
            yield url
        finally:
            self._processes.remove(process)
            self.services.workspace.end(process, signal.SIGTERM)

    def _serve(self, port: int, **more: str) -> subprocess.Popen[bytes]:
        """Start a web server and wait until it answers."""
        listen = ["--host", LOOPBACK, "--port", str(port)]
        quiet = ["--log-level", "warning", "--timeout-graceful-shutdown", "2"]
        server = self._start("-m", "uvicorn", "config.asgi:application", *listen, *quiet, TORVET_POOL="1", **more)
        deadline = time.monotonic() + PATIENCE
        while not self._answers(port):
            if time.monotonic() > deadline or any(process.poll() is not None for process in self._processes):
                raise ServiceError(f"The site did not start: {self.log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)
        return server

    def _answers(self, port: int) -> bool:
        try:
            with _direct.open(f"http://{LOOPBACK}:{port}/soeg/", timeout=20) as answer:
                return bool(answer.status == 200)
        except HTTPError as error:
            raise ServiceError(
                f"The site answers {error.code}: {self.log.read_text(errors='replace')[-3000:]}"
            ) from None
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        """End the web server and the worker; returns when they are gone. May be repeated."""
        while self._processes:
            self.services.workspace.end(self._processes.pop(), signal.SIGTERM)

    @contextlib.contextmanager
    def broken_associations(self) -> Iterator[None]:
        """While inside, /foreninger/ fails for real: its table has another name, so the database refuses the query."""
        with psycopg.connect(self._database, autocommit=True) as connection:
            connection.execute("ALTER TABLE exhibitions_association RENAME TO exhibitions_association_away")
            try:
                yield
            finally:
                connection.execute("ALTER TABLE exhibitions_association_away RENAME TO exhibitions_association")
