"""One run's temporary folder, the processes started in it, and the guard that cleans both up."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.services import guard
from tests.services.errors import ServiceError

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Account:
    """Whom servers run as: the ids of an unprivileged user when we are root, else None (as we do)."""

    user: int | None = None
    group: int | None = None
    extra_groups: tuple[int, ...] | None = None


def service_account() -> Account:
    """`nobody` when we are root, since PostgreSQL and Elasticsearch refuse root."""
    if os.geteuid() != 0:
        return Account()
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise ServiceError(
            "PostgreSQL and Elasticsearch refuse to run as root and there is no user nobody: run as another user."
        ) from None
    return Account(nobody.pw_uid, nobody.pw_gid, ())


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on; another program may still take it first, so starts are retried."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


class Workspace:
    """A temporary folder and a guard process for everything that one run starts.

    Whatever ends this process, the guard ends the servers and removes the folder. Use as a context manager, or call
    `close`. Raises ServiceError when no folder can be made that the servers' account may enter.
    """

    def __init__(self) -> None:
        self.account = service_account()
        self.lock = threading.RLock()
        self._closed = False
        self._processes: dict[subprocess.Popen[bytes], int] = {}  # and when each was started
        self.root = _temporary_root(self.account)
        self._guard = subprocess.Popen(
            [sys.executable, "-I", guard.__file__, str(self.root), str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def folder(self, name: str) -> Path:
        """Make the sub-folder `name` (once), private to the account that the servers run as."""
        path = self.root / name
        path.mkdir(mode=0o700, exist_ok=True)
        self.hand_over(path)
        return path

    def hand_over(self, path: Path) -> None:
        """Give a file or folder to the account that the servers run as."""
        if self.account.user is not None and self.account.group is not None:
            os.chown(path, self.account.user, self.account.group)

    def spawn(
        self, command: list[str], *, env: dict[str, str], cwd: Path, log: Path, stop_signal: int
    ) -> subprocess.Popen[bytes]:
        """Start a server in a process group of its own, its output in `log`, known to the guard."""
        with self.lock, log.open("ab") as output:
            if self._closed:
                raise ServiceError("The start was broken off.")
            process = subprocess.Popen(
                command,
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=self.account.user,
                group=self.account.group,
                extra_groups=self.account.extra_groups,
            )
            self.watch(process, stop_signal)
        return process

    def watch(self, process: subprocess.Popen[bytes], stop_signal: int) -> None:
        """Have the guard end a process of ours (and its group, if it leads one) when we no longer can."""
        with self.lock:
            leader = guard.look_up(process.pid)
            self._processes[process] = leader.started if leader else 0
            self._tell(f"watch {process.pid} {self._processes[process]} {stop_signal}")

    def run(self, command: list[str], *, env: dict[str, str], cwd: Path, stdin: str = "") -> None:
        """Run a command as the servers' account to its end; CalledProcessError (with its output) when it fails."""
        subprocess.run(
            command,
            env=env,
            cwd=cwd,
            input=stdin,
            capture_output=True,
            text=True,
            check=True,
            user=self.account.user,
            group=self.account.group,
            extra_groups=self.account.extra_groups,
        )

    def end(self, process: subprocess.Popen[bytes], stop_signal: int) -> None:
        """End a process of `spawn` or `watch` with its group and descendants; returns when they are gone."""
        if process in self._processes:
            guard.end(process.pid, self._processes[process], stop_signal)
            self._tell(f"forget {process.pid}")  # before it is reaped and its id may go to another
            process.wait()
            del self._processes[process]

    def close(self) -> None:
        """Let the guard end what is still running and remove the folder; returns when that is done. May be repeated."""
        with self.lock:
            self._closed = True
        if self._guard.stdin and not self._guard.stdin.closed:
            self._guard.stdin.close()
        self._guard.wait()
        for process in list(self._processes):  # gone already, unless somebody killed the guard
            self.end(process, signal.SIGTERM)
        shutil.rmtree(self.root, ignore_errors=True)

    def _tell(self, line: str) -> None:
        with self.lock, contextlib.suppress(BrokenPipeError, ValueError):
            if self._guard.stdin:
                self._guard.stdin.write(f"{line}\n".encode())
                self._guard.stdin.flush()


def _temporary_root(account: Account) -> Path:
    """A new temporary folder that the account can enter: TMPDIR may lie inside a folder that only root may enter."""
    for parent in dict.fromkeys((tempfile.gettempdir(), "/tmp", "/var/tmp")):  # noqa: S108 (mkdtemp makes it private)
        if account.user is not None and not all(
            folder.stat().st_mode & 0o001 for folder in (Path(parent), *Path(parent).parents)
        ):
            continue
        try:
            root = Path(tempfile.mkdtemp(prefix="torvet-services-", dir=parent))
        except OSError:
            continue
        root.chmod(0o711)
        return root
    raise ServiceError("No folder for temporary files can be written: set TMPDIR to one that every user may enter.")
