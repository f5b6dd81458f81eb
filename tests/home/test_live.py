"""Live events over real connections, with Redis between the processes."""

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from django.core import signing
from django.db import transaction

from home import live
from tests.services.workspace import LOOPBACK, free_port

PATIENCE = 10.0  # seconds


async def nothing(scope: object, receive: object, send: live.Send) -> None:
    """The application behind: whatever is not live."""
    await send({"type": "http.response.start", "status": 299, "headers": []})
    await send({"type": "http.response.body", "body": b""})


class Site:
    """A web server in a thread, with a hub to look into."""

    def __init__(self) -> None:
        self.live = live.Live(nothing)
        self.port = free_port()
        config = uvicorn.Config(self.live, host=LOOPBACK, port=self.port, log_level="warning", lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run)

    def url(self, path: str) -> str:
        return f"http://{LOOPBACK}:{self.port}{path}"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(live, "TICK", 0.05)
    monkeypatch.setattr(live, "PAUSE", 0.1)
    site = Site()
    site.thread.start()
    until(lambda: site.server.started)
    yield site
    site.live.hub.close()
    site.server.should_exit = True
    site.thread.join(PATIENCE)


def until(happens: Callable[[], bool], patience: float = PATIENCE) -> None:
    deadline = time.monotonic() + patience
    while not happens():
        assert time.monotonic() < deadline, "It did not happen."
        time.sleep(0.01)


def tell(channel: str, *keys: int) -> None:
    for key in keys:
        live._tell(channel, key)


def first_event(lines: Iterator[str]) -> tuple[str, str]:
    for line in lines:
        if line.startswith("event: "):
            return line.removeprefix("event: "), next(lines).removeprefix("data: ")
    raise AssertionError("The stream ended.")


@pytest.mark.parametrize("carrier", ["redis", "memory"])
def test_readers_get_what_happens_gathered_into_one_event(site: Site, carrier: str, settings: Any) -> None:
    if carrier == "memory":
        settings.REDIS_URL = ""
    with httpx.Client() as client, client.stream("GET", site.url(live.address("debat-7"))) as stream:
        lines = stream.iter_lines()
        assert stream.headers["content-type"] == "text/event-stream"
        assert next(lines).startswith("retry: ")
        until(lambda: site.live.hub.listening)
        tell("debat-8", 1)
        tell("debat-7", 12, 11, 12)
        assert first_event(lines) == ("new", "[11,12]")
    until(lambda: site.live.hub.readers == 0)
    assert site.live.hub.channels == {}


def test_what_the_keys_mean_is_made_once_for_all_readers(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, list[int]]] = []

    def maker(channel: str, keys: list[int]) -> dict[str, Any]:
        asked.append((channel, keys))
        if 13 in keys:
            raise ValueError
        return {"keys": keys}

    monkeypatch.setitem(live._makers, "stream", maker)
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(httpx.Client(limits=httpx.Limits(max_connections=50)))
        url = site.url(live.address("stream-7"))
        readers = [stack.enter_context(client.stream("GET", url)).iter_lines() for _ in range(20)]
        until(lambda: site.live.hub.listening and site.live.hub.readers == 20)
        tell("stream-7", 12, 11)
        assert {first_event(lines) for lines in readers} == {("change", '{"keys":[11,12]}')}
        assert asked == [("stream-7", [11, 12])]
        tell("stream-7", 13)  # nobody can say what it means: the pages ask for themselves
        assert {first_event(lines) for lines in readers} == {("new", "[13]")}
    until(lambda: site.live.hub.readers == 0)
    assert site.live.hub.channels == site.live.hub._making == {}


def test_readers_of_a_server_that_ends_come_back_spread_out(site: Site) -> None:
    with contextlib.ExitStack() as stack:
        client = stack.enter_context(httpx.Client(limits=httpx.Limits(max_connections=100)))
        url = site.url(live.address("debat-7"))
        readers = [stack.enter_context(client.stream("GET", url)).iter_lines() for _ in range(60)]
        times = [int(next(lines).removeprefix("retry: ")) for lines in readers]
        site.live.hub.close()
        assert [list(lines) for lines in readers] == [[""]] * 60  # nobody hangs
    assert all(2000 <= milliseconds <= 12_000 for milliseconds in times)
    seconds = Counter(milliseconds // 1000 for milliseconds in times)
    assert max(seconds.values()) < 30, "half of them come in the same second"
    assert len(seconds) >= 5


def test_only_invited_readers_listen(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    good = live.address("debat-7")
    assert httpx.get(site.url("/debat/")).status_code == 299
    for path in ("/live/debat-7", good[:-1], good.replace("-7", "-8")):
        assert httpx.get(site.url(path)).status_code == 404
    assert httpx.post(site.url(good)).status_code == 405
    monkeypatch.setattr(live, "READERS", 0)
    full = httpx.get(site.url(good))
    assert full.status_code == 503
    assert 20 <= int(full.headers["Retry-After"]) <= 60


def test_an_old_address_leads_nowhere(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    address = live.address("debat-7")
    monkeypatch.setattr(live, "VALID", -1)
    assert httpx.get(site.url(address)).status_code == 404
    with pytest.raises(signing.SignatureExpired):
        live._signer.unsign(address.removeprefix(live.PATH), max_age=-1)


def test_while_redis_is_away_pages_are_told_to_ask(
    site: Site, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REDIS_URL = f"redis://{LOOPBACK}:{free_port()}/0"
    with httpx.Client() as client, client.stream("GET", site.url(live.address("debat-7"))) as stream:
        assert first_event(stream.iter_lines()) == ("poll", "1")
    tell("debat-7", 1)  # fails for nobody


def test_a_reader_who_is_too_slow_is_let_go_and_the_others_are_not() -> None:
    async def scene() -> None:
        hub = live.Hub()
        slow, quick = await hub.join("a"), await hub.join("a")
        for number in range(live.QUEUE + 1):
            hub._everybody(live.event("new", [number]))
            assert quick.get_nowait()
        assert (hub.readers, hub.channels["a"]) == (1, {quick})
        held = [slow.get_nowait() for _ in range(slow.qsize())]
        assert held[-1] is None
        hub.close()
        assert quick.get_nowait() is None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(live, "_redis_url", lambda: "")
        asyncio.run(scene())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_nothing_is_told_of_what_is_undone(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(live, "_tell", lambda _channel, key: told.append(key))
    with transaction.atomic():
        live.publish("debat-7", 1)
        assert told == []
    with transaction.atomic():
        live.publish("debat-7", 2)
        transaction.set_rollback(True)
    assert told == [1]


def test_the_server_ends_within_five_seconds_although_somebody_reads() -> None:
    port = free_port()
    listen = ["--host", LOOPBACK, "--port", str(port), "--log-level", "warning"]
    process = subprocess.Popen([sys.executable, "-m", "uvicorn", "config.asgi:application", *listen])
    try:
        until(lambda: _answers(port), 60)
        url = f"http://{LOOPBACK}:{port}{live.address('debat-7')}"
        with httpx.Client() as client, client.stream("GET", url) as stream:
            assert next(stream.iter_lines()).startswith("retry: ")
            started = time.monotonic()
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
            assert time.monotonic() - started < 5
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection((LOOPBACK, port), timeout=1):
        return True
    return False
