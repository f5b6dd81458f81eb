"""Many readers at once: how fast events reach them beside the least that uvicorn needs, what each costs, and a herd."""

import asyncio
import contextlib
import datetime as dt
import os
import resource
import statistics
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from tests.bench.rows import Row
from tests.services.workspace import LOOPBACK, free_port

Cells = tuple[str, str, str, str, bool]  # of a Row, after its first
CHANNEL = "debat-1"
EVENTS = 20  # told one after the other, each when everybody has the one before
READERS = tuple(int(count) for count in os.environ.get("LIVE_READERS", "1000,9000").split(","))
ARRIVALS, SECONDS = 10_000, 10.0
AT_THE_END = 2000  # readers of a server that is told to end
PATIENCE = 120.0  # seconds
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextlib.contextmanager
def server(
    application: str, python: str | Path = sys.executable, folder: Path | None = None, **more: str
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """A uvicorn process with the application, in a folder, and more in its environment; its port and the process."""
    port = free_port()
    command = [str(python), "-m", "uvicorn", application, "--host", LOOPBACK, "--port", str(port)]
    command += ["--log-level", "error", "--lifespan", "off"]
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, "TORVET_POOL": "1", **more})
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            if _answers(port):
                break
            if time.monotonic() > deadline or process.poll() is not None:
                raise RuntimeError(f"{application} does not start.")
            time.sleep(0.2)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    try:
        with _direct.open(f"http://{LOOPBACK}:{port}/readers", timeout=30):
            return True
    except HTTPError:
        return True
    except OSError:
        return False


def memory(pid: int) -> int:
    """Bytes that a process has in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Reader(asyncio.Protocol):
    """A connection that counts the events it gets, and notes when the last one came."""

    def __init__(self, crowd: "Crowd", path: str) -> None:
        self.crowd, self.path = crowd, path

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(f"GET {self.path} HTTP/1.1\r\nHost: {LOOPBACK}\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        if b"retry:" in data:
            self.crowd.joined += 1
        count = data.count(b"event: ")
        if count:
            self.crowd.got += count
            self.crowd.times.append(time.perf_counter())


class Crowd:
    """So many readers of one address."""

    def __init__(self, port: int, path: str) -> None:
        self.port, self.path = port, path
        self.joined = self.got = 0
        self.times: list[float] = []
        self.readers: list[Any] = []

    async def come(self, count: int) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(count):
            _transport, reader = await loop.create_connection(lambda: Reader(self, self.path), LOOPBACK, self.port)
            self.readers.append(reader)
        await self.until(lambda: self.joined >= count)

    async def until(self, happens: Any) -> None:
        deadline = time.monotonic() + PATIENCE
        while not happens():
            if time.monotonic() > deadline:
                raise RuntimeError(f"Only {self.joined} readers came, and {self.got} events.")
            await asyncio.sleep(0.001)

    def leave(self) -> None:
        for reader in self.readers:
            reader.transport.abort()


async def _get(port: int, path: str, more: str = "") -> tuple[int, bytes, float]:
    """The status, the head, and the seconds of an answer; 0 when the connection was dropped."""
    started = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {LOOPBACK}\r\n{more}Connection: close\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), PATIENCE)
        writer.close()
        head = answer.partition(b"\r\n\r\n")[0]
        return int(head.split()[1]), head.lower(), time.perf_counter() - started
    except (OSError, IndexError, TimeoutError):
        return 0, b"", time.perf_counter() - started


async def _readers_of(port: int) -> int:
    reader, writer = await asyncio.open_connection(LOOPBACK, port)
    writer.write(f"GET /readers HTTP/1.1\r\nHost: {LOOPBACK}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return int(answer.rpartition(b"\r\n\r\n")[2])


async def _deliver(application: str, path: str, count: int) -> tuple[float, float, int]:
    """Deliveries a second, bytes of memory for each reader, and how many readers the server counts when all left."""
    with server(application) as (port, process):
        before = memory(process.pid)
        crowd = Crowd(port, path)
        await crowd.come(count)
        each = (memory(process.pid) - before) / count
        rates = []
        for number in range(1, EVENTS + 1):
            started = time.perf_counter()
            await _get(port, "/go")
            await crowd.until(lambda number=number: crowd.got >= number * count)
            rates.append(count / (time.perf_counter() - started))
        crowd.leave()
        deadline = time.monotonic() + 20
        while (left := await _readers_of(port)) and time.monotonic() < deadline:  # noqa: ASYNC110 - of another process
            await asyncio.sleep(0.1)
        return statistics.median(rates), each, left


def deliveries() -> list[Row]:
    """Events to many readers: the site's hub beside raw uvicorn (LIVE_READERS=1000,9000)"""
    from home import live

    _many_files()
    rows = []
    for count in READERS:
        path = live.address(CHANNEL)
        ours, our_memory, left = asyncio.run(_deliver("tests.bench.live_apps:ours", path, count))
        raw, raw_memory, _left = asyncio.run(_deliver("tests.bench.live_apps:raw", path, count))
        share, weight = ours / raw, our_memory / raw_memory
        rows += [
            Row(f"events a second to {count:,} readers / raw uvicorn", f"{ours:,.0f}", f"{raw:,.0f}", f"{share:.2f}", "≥ 0.8", share >= 0.8),
            Row("  memory of a reader", f"{our_memory / 1024:.1f} kB", f"{raw_memory / 1024:.1f} kB", f"{weight:.2f}", "≤ 2", weight <= 2),
            Row("  readers that are counted when all have left", str(left), "–", "–", "0", left == 0),
        ]  # fmt: skip
    return rows


def evening() -> list[Row]:
    """A livestream with its audience: a question reaches everybody, and a herd arrives"""
    from accounts.models import User
    from forum.actions.contributions import ask_question

    _many_files()
    page, writer = _live_evening(), User.objects.filter(is_staff=True, is_active=True).order_by("pk")[0]
    count = READERS[0]
    with server("config.asgi:application") as (port, _process):
        idle, herd, told = asyncio.run(_arrive(port, page.url))
        cookie = f"Cookie: {_session(writer)}\r\n"
        known, own = (
            asyncio.run(_herd(port, each, cookie)) for each in (page.url, f"/deltag/livestream/{page.pk}/mit/")
        )
        seconds = asyncio.run(
            _reach(port, page.pk, count, lambda: ask_question(page, writer, "Hvornår?", key=uuid.uuid4()))
        )
    return [
        Row(f"a question is seen by {count:,} readers, p99", f"{seconds:.2f} s", "–", "–", "≤ 2 s", seconds <= 2),
        Row(f"{ARRIVALS:,} arrivals in {SECONDS:.0f} s / one at a time, p99", f"{herd * 1000:.0f} ms", f"{idle * 1000:.0f} ms", f"{herd / idle:.1f}", "≤ 5", herd <= 5 * idle),
        Row("  served, told when to return, dropped", *told),
        Row("  the same with an account each", *_told(known)),
        Row("  what is their own on the page, for each of them", *_told(own)),
    ]  # fmt: skip


def _live_evening() -> Any:
    """A livestream that is on, with fifty questions."""
    from django.utils import timezone

    from accounts.models import User
    from forum.actions.contributions import ask_question
    from forum.models import LivestreamIndexPage, LivestreamPage
    from home.actions import publish_new

    now, writer = timezone.now(), User.objects.filter(is_staff=True, is_active=True).order_by("pk")[0]
    begin, end = now - dt.timedelta(minutes=10), now + dt.timedelta(hours=2)
    page = LivestreamPage(title="En aften med mange", lead="Spørg hjemmefra.", starts_at=begin, ends_at=end)
    page = publish_new(LivestreamIndexPage.objects.get(), page, writer)
    for number in range(50):
        ask_question(page, writer, f"Hvad sker der på havnen om {number} år?", key=uuid.uuid4(), at=now)
    return page


def ending() -> list[Row]:
    """A server is told to end while 2,000 read from it"""
    from home import live

    _many_files()

    async def end() -> float:
        crowd = Crowd(port, live.address(CHANNEL))
        await crowd.come(AT_THE_END)
        started = time.perf_counter()
        process.terminate()
        await asyncio.to_thread(process.wait, PATIENCE)
        return time.perf_counter() - started

    with server("config.asgi:application") as (port, process):
        seconds = asyncio.run(end())
    what = f"a server with {AT_THE_END:,} readers ends when it is told to"
    return [Row(what, f"{seconds:.2f} s", "–", "–", "≤ 5 s", seconds <= 5)]


async def _arrive(port: int, path: str) -> tuple[float, float, Cells]:
    """The p99 of who comes alone, that of the herd, and what the herd was told. Both get a page made once a second."""
    await _get(port, path)
    alone = []
    for _ in range(100):
        await asyncio.sleep(SECONDS / 100)
        alone.append((await _get(port, path))[2])
    idle = _p99(alone)
    answers = await _herd(port, path)
    served = [seconds for status, _head, seconds in answers if status == 200]
    return idle, _p99(served), _told(answers)


async def _herd(port: int, path: str, more: str = "") -> list[tuple[int, bytes, float]]:
    """The answers to those who arrive, each in its moment: one who is late does not come together with the next."""
    coming, started = [], time.perf_counter()
    for number in range(ARRIVALS):
        await asyncio.sleep(started + SECONDS * number / ARRIVALS - time.perf_counter())
        coming.append(asyncio.ensure_future(_get(port, path, more)))
    return await asyncio.gather(*coming)


def _told(answers: list[tuple[int, bytes, float]]) -> Cells:
    """How many were served, how many told when to return, how many neither."""
    served = sum(status == 200 for status, _head, _seconds in answers)
    told = sum(status == 503 and b"retry-after" in head for status, head, _seconds in answers)
    dropped = len(answers) - served - told
    return f"{served:,}", f"{told:,}", str(dropped), "0", dropped == 0


def _session(user: Any) -> str:
    """The cookie of somebody who is signed in."""
    from django.conf import settings
    from django.test import Client

    browser = Client()
    browser.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"


async def _reach(port: int, pk: int, count: int, ask: Any) -> float:
    from forum.announcing import livestream_channel
    from home import live

    crowd = Crowd(port, live.address(livestream_channel(pk)))
    await crowd.come(count)
    await asyncio.sleep(1)  # the hub listens to Redis by now
    started = time.perf_counter()
    await asyncio.to_thread(ask)
    await crowd.until(lambda: crowd.got >= count)
    crowd.leave()
    return _p99([moment - started for moment in crowd.times[:count]])


def _p99(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=100)[-1]


def _many_files() -> None:
    """As many open files as the system lets a process have."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
