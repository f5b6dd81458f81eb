"""What all servers share: start and wait, stop, kill, hang, restart."""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from tests.services import guard, system
from tests.services.errors import ServiceError
from tests.services.workspace import Workspace

ATTEMPTS = 3  # starts, each on a new port, when another program was quicker to take the port
TELLING = re.compile(r"FATAL|ERROR|[Ee]rror:|Caused by|panic")


class Daemon:
    """A server in the foreground of its own process group, on loopback, with its data in one folder.

    A subclass gives its `title`, the program that it is a `need` of, how to `prepare` the folder (once), its `command`,
    and when it is `ready`.
    """

    title = "The server"
    need: system.Need
    stop_signal = signal.SIGTERM
    timeout = 60.0  # seconds until it must answer

    def __init__(self, workspace: Workspace, name: str) -> None:
        self.workspace = workspace
        self.name = name
        self.process: subprocess.Popen[bytes] | None = None
        self._folder: Path | None = None

    @property
    def folder(self) -> Path:
        """The server's own folder, made when first asked for."""
        if self._folder is None:
            self._folder = self.workspace.folder(self.name)
        return self._folder

    @property
    def log(self) -> Path:
        """Everything the server printed."""
        return self.workspace.root / f"{self.name}.log"

    @property
    def running(self) -> bool:
        """Whether the process lives (a paused one does)."""
        return self.process is not None and self.process.poll() is None

    def prepare(self) -> None:
        """Fill the folder before the first start; find programs, so that what is missing is told at once."""

    def choose_ports(self) -> None:
        """Choose free ports and write them where the server reads them. Kept by `stop` and `start`."""
        raise NotImplementedError

    def command(self) -> list[str]:
        """The command that runs the server in the foreground."""
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        """The server's whole environment; nothing of the caller's leaks in."""
        return {"PATH": os.defpath, "HOME": str(self.folder), "LANG": "C.UTF-8", "TZ": "UTC"}

    def ready(self) -> bool:
        """Whether it answers; may raise OSError while it does not."""
        raise NotImplementedError

    def start(self) -> None:
        """Start and wait until it answers; ServiceError with the last words of its log when it does not."""
        if self.running:
            return
        first = self.process is None
        if first:
            self.prepare()
        for attempt in range(1, ATTEMPTS + 1):
            if first:
                self.choose_ports()
            try:
                self._start_once()
            except ServiceError as error:
                self.stop()
                if not first or attempt == ATTEMPTS or "ddress already in use" not in str(error):
                    raise
            else:
                return

    def stop(self) -> None:
        """Stop as an operator would, and wait until it is gone. The data stay for a later `start`."""
        if self.process:
            self.workspace.end(self.process, self.stop_signal)

    def kill(self) -> None:
        """End it as a crash would (SIGKILL)."""
        if self.process:
            self.workspace.end(self.process, signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start on the same port with the same data."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Freeze it (SIGSTOP), so that its port accepts connections and nothing ever answers. Undo with `resume`.

        A busy machine takes a moment to stop the last thread, which may answer until then: it is waited for.
        """
        self._send(signal.SIGSTOP)
        deadline = time.monotonic() + guard.PATIENCE
        while self.process and not all(guard.stands_still(each.pid) for each in guard.family(self.process.pid)):
            if time.monotonic() > deadline:
                raise ServiceError(f"{self.title} can't be paused.")
            time.sleep(guard.POLL)

    def resume(self) -> None:
        """Let a paused server go on."""
        self._send(signal.SIGCONT)

    def _send(self, number: int) -> None:
        if not self.process:
            return
        for process in guard.family(self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, number)

    def _start_once(self) -> None:
        written = self.log.stat().st_size if self.log.exists() else 0
        self.process = self.workspace.spawn(
            self.command(), env=self.environment(), cwd=self.folder, log=self.log, stop_signal=self.stop_signal
        )
        problem = wait_until(self.ready, self.timeout, while_true=lambda: self.running)
        if problem:
            raise ServiceError(f"{self.title} did not start ({problem}): {self.last_words(written)}")

    def last_words(self, start: int = 0) -> str:
        """The most telling line of the log from byte `start` on, at most 300 characters."""
        text = self.log.read_bytes()[start:].decode(errors="replace")
        if "ddress already in use" in text:
            return "Address already in use."
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        telling = [line for line in lines if TELLING.search(line)]
        return (telling or lines or ["it printed nothing"])[-1][:300]


def wait_until(ready: Callable[[], bool], timeout: float, while_true: Callable[[], bool] = lambda: True) -> str:
    """Poll `ready` (False or OSError: not yet) every 50 ms; return "" or why the wait ended without it."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if not while_true():
            return "it stopped by itself"
        with contextlib.suppress(OSError):
            if ready():
                return ""
        time.sleep(0.05)
    return f"no answer within {timeout:.0f} s"
