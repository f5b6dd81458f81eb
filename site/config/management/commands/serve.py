"""`make run`: the web server, the worker of background tasks and the clock together, ended together."""

import contextlib
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

START = 60.0  # seconds the web server gets to take its first connection
GRACE = 10.0  # seconds a process gets to end by itself


class Command(BaseCommand):
    help = "Serve the site and its admin, with the worker of background tasks and the clock of scheduled pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")

    def handle(self, *_args: Any, host: str, port: int, **_options: Any) -> None:
        web = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--host", host, "--port", str(port)]
        web += ["--log-level", "warning", "--timeout-graceful-shutdown", "5"]
        manage = [sys.executable, str(settings.ROOT / "manage.py")]
        commands = {
            "web server": web,
            "worker": [*manage, "db_worker", "--interval", "1", "--verbosity", "0"],
            "clock": [*manage, "clock"],
        }
        processes = {name: subprocess.Popen(command) for name, command in commands.items()}  # noqa: S603

        def stop(_signal: int, _frame: FrameType | None) -> None:
            raise KeyboardInterrupt

        signal.signal(signal.SIGTERM, stop)
        try:
            self._wait_for_web(processes, host, port)
            address = f"http://{host}:{port}"
            self.stdout.write(f"Torvet is at {address}/ and its admin at {address}/admin/. Stop it with Ctrl-C.")
            self._watch(processes)
        except KeyboardInterrupt:
            self.stdout.write("Torvet stops.")
        finally:
            self._end(processes)

    def _wait_for_web(self, processes: dict[str, "subprocess.Popen[bytes]"], host: str, port: int) -> None:
        """Until the web server takes connections, so that what is printed is true."""
        deadline = time.monotonic() + START
        while time.monotonic() < deadline:
            self._check(processes)
            with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
                return
            time.sleep(0.2)
        raise CommandError(f"The web server did not start within {START:.0f} seconds.")

    def _watch(self, processes: dict[str, "subprocess.Popen[bytes]"]) -> None:
        while True:
            self._check(processes)
            time.sleep(0.5)

    def _check(self, processes: dict[str, "subprocess.Popen[bytes]"]) -> None:
        for name, process in processes.items():
            if process.poll() is not None:
                raise CommandError(f"The {name} stopped (exit code {process.returncode}); the lines above say why.")

    def _end(self, processes: dict[str, "subprocess.Popen[bytes]"]) -> None:
        for process in processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + GRACE
        for process in processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
