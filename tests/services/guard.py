"""Ends processes exactly, and cleans up after a test run that could not do it itself.

Imported, it offers `end`. Run as a script (`python -I guard.py FOLDER PARENT`) it is the guard: a small process in a
session of its own that reads from its standard input which processes the parent has started, and, once the parent
is gone for whatever reason (finished, SIGTERM, SIGKILL), ends those and removes the temporary folder.

It uses the standard library only and reads /proc, so it is for Linux.
"""

import contextlib
import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import NamedTuple

POLL = 0.02  # seconds between looks at whether a process is gone
PATIENCE = 15.0  # seconds that a server gets to stop by itself before SIGKILL


class Process(NamedTuple):
    """One line of /proc: `started` (clock ticks since boot) tells a process from a later one with the same id."""

    pid: int
    state: str
    parent: int
    group: int
    started: int


def look_up(pid: int) -> Process | None:
    """What /proc says about a process; None when there is none or it is a zombie."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return None
    fields = line[line.rindex(")") + 2 :].split()  # the name before may hold spaces and brackets
    process = Process(pid, fields[0], int(fields[1]), int(fields[2]), int(fields[19]))
    return None if process.state in "ZX" else process


def stands_still(pid: int) -> bool:
    """Whether every thread of a process is stopped (SIGSTOP), or has ended."""
    return all(_state(thread) in "TtZX" for thread in Path(f"/proc/{pid}/task").glob("*/stat"))


def _state(thread: Path) -> str:
    try:
        return thread.read_text(errors="replace").rpartition(") ")[2][0]
    except OSError:
        return "X"


def everyone() -> list[Process]:
    """All living processes of the machine."""
    pids = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit())
    return [process for pid in pids if (process := look_up(pid))]


def family(leader: int) -> list[Process]:
    """The process `leader`, the living members of the group that it may lead, and all their descendants.

    PostgreSQL's backends leave the group (each calls setsid), so the group alone would miss them.
    """
    alive = everyone()
    found = {process.pid: process for process in alive if leader in (process.pid, process.group)}
    grown = True
    while grown:
        children = [p for p in alive if p.parent in found and p.pid not in found]
        found.update((process.pid, process) for process in children)
        grown = bool(children)
    return list(found.values())


def end(pid: int, started: int, stop_signal: int, patience: float = PATIENCE) -> None:
    """End the process `pid`, the group if it leads one, and all their descendants; return when they are gone.

    `started` is the leader's start (see `Process`); when the id now belongs to a stranger nothing is done.
    After `patience` seconds whoever is left gets SIGKILL.
    """
    leader = look_up(pid)
    if leader and leader.started != started:
        return
    members = family(pid)
    with contextlib.suppress(ProcessLookupError):
        (os.killpg if any(process.group == pid for process in members) else os.kill)(pid, stop_signal)
    _signal(members, signal.SIGCONT)  # a paused process would not see the signal
    deadline = time.monotonic() + patience
    while living := _living(members):
        if time.monotonic() > deadline:
            _signal(living, signal.SIGKILL)
        time.sleep(POLL)


def _living(members: list[Process]) -> list[Process]:
    return [p for p in members if (now := look_up(p.pid)) and now.started == p.started]


def _signal(members: list[Process], number: int) -> None:
    for process in _living(members):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process.pid, number)


def _listen(parent: int) -> dict[int, tuple[int, int]]:
    """Read `watch PID STARTED SIGNAL` and `forget PID` lines until the parent is gone; return what is still watched."""
    watched: dict[int, tuple[int, int]] = {}
    buffer = b""
    # The end of the pipe tells that the parent is gone, unless a fork of it holds the pipe open: so look as well.
    while os.getppid() == parent:
        if not select.select([0], [], [], 1.0)[0]:
            continue
        chunk = os.read(0, 4096)
        if not chunk:
            break
        *lines, buffer = (buffer + chunk).split(b"\n")
        for line in lines:
            word, pid, *rest = line.split()
            if word == b"watch":
                watched[int(pid)] = (int(rest[0]), int(rest[1]))
            else:
                watched.pop(int(pid), None)
    return watched


def main(folder: str, parent: str) -> None:
    """Guard one run (see the module's docstring)."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)  # a `kill` of the whole job must not leave the servers behind
    watched = _listen(int(parent))
    for pid, (started, stop_signal) in reversed(watched.items()):  # the command before the services that it uses
        end(pid, started, stop_signal, patience=5.0)
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
