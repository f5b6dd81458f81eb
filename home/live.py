"""What happens now, told to the pages that are open, by server-sent events.

    publish("debat-7", comment.pk)      # in the transaction of the change; told once it is committed
    address("debat-7")                  # what a page that anybody may read hands to js/live-events.js

Keys and numbers travel between processes, never text. The readers of most channels get the keys. Where a whole audience
would ask for the same thing at once, a room registers who makes of the keys what anybody may read (`describe_with`):
each process asks once a tick, whatever the number of its readers, and encodes the answer once for all.

Each process holds its readers in a `Hub`, outside Django: an event passes no middleware. Redis carries events between
processes. Without an address of Redis there is one process and none
is needed; while Redis is away the readers are told, and ask now and then instead. Whoever comes back asks once for what
they missed.
"""

import asyncio
import contextlib
import json
import logging
import secrets
import signal
import threading
import time
import weakref
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any

import redis
import redis.asyncio
from django.conf import settings
from django.core import signing
from django.db import connections, transaction
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

PATH = "/live/"
TOPIC = "torvet:live"
TICK = 1.0  # seconds in which events of a channel are gathered into one
HEARTBEAT = 25.0  # seconds; shorter than a proxy's patience with a silent connection
QUEUE = 8  # messages that may wait for one reader; who is slower is let go, and asks when they are back
READERS = 5000  # of one process; more are asked to come back later, and poll meanwhile
VALID = 24 * 60 * 60  # seconds in which a page's address of its channel holds
TIMEOUT = 0.5  # seconds for telling Redis; a change never waits longer for its readers
PAUSE = 5.0  # seconds until Redis is asked again after it failed

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

Maker = Callable[[str, list[int]], "dict[str, Any] | None"]

_makers: dict[str, Maker] = {}
_chance = secrets.SystemRandom()  # spreads, and is what our linters know as sound
_signer = signing.TimestampSigner(salt="home.live")
_END = None  # in a reader's queue: close


def address(channel: str) -> str:
    """The address of a channel's events. Signed, so that nobody listens where no page has invited them."""
    return f"{PATH}{_signer.sign(channel)}"


def describe_with(prefix: str, maker: Maker) -> None:
    """Have the readers of channels named `prefix-…` get what `maker(channel, keys)` returns, as an event "change".

    It is called in a thread, once a tick in each process with readers. What it returns is public. When it fails or
    returns None, the readers get the keys and ask for themselves.
    """
    _makers[prefix] = maker


def publish(channel: str, key: int) -> None:
    """Tell the channel's readers a key or a number, once the transaction is committed. Never fails or waits long."""
    transaction.on_commit(partial(_tell, channel, int(key)), robust=True)


def _tell(channel: str, key: int) -> None:
    if not _redis_url():
        for hub in list(_hubs):
            hub.tell_from_thread(channel, key)
        return
    if time.monotonic() < getattr(_local, "away_until", 0.0):
        return
    try:
        _client().publish(TOPIC, json.dumps([channel, key]))
    except redis.RedisError as error:
        _local.away_until = time.monotonic() + PAUSE
        logger.warning("Redis does not take an event; open pages ask by themselves meanwhile. %s", error)


def _redis_url() -> str:
    return str(settings.REDIS_URL)


_local = threading.local()


def _client() -> redis.Redis:
    if getattr(_local, "url", None) != _redis_url():
        _local.url = _redis_url()
        _local.client = redis.Redis.from_url(
            _local.url, socket_timeout=TIMEOUT, socket_connect_timeout=TIMEOUT, retry=Retry(NoBackoff(), 0)
        )
    client: redis.Redis = _local.client
    return client


def event(name: str, data: Any) -> bytes:
    """One event as it goes over the wire (WHATWG HTML, 9.2)."""
    return f"event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


class Hub:
    """The readers of one process, by channel. Lives in the server's event loop."""

    def __init__(self) -> None:
        self.channels: dict[str, set[asyncio.Queue[bytes | None]]] = {}
        self.readers = 0
        self.closing = False
        self.listening = False  # whether it hears what is published
        self._gathered: dict[str, set[int]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._making: dict[str, asyncio.Task[None]] = {}
        self._away = False
        _hubs.add(self)

    async def join(self, channel: str) -> "asyncio.Queue[bytes | None]":
        """A new reader's queue. The first reader wakes the hub."""
        if self._loop is None:
            self._start()
        queue: asyncio.Queue[bytes | None] = asyncio.Queue(QUEUE)
        self.channels.setdefault(channel, set()).add(queue)
        self.readers += 1
        if self._away:
            queue.put_nowait(event("poll", 1))
        return queue

    def leave(self, channel: str, queue: "asyncio.Queue[bytes | None]") -> None:
        """Forget a reader. May be repeated."""
        readers = self.channels.get(channel)
        if readers is None or queue not in readers:
            return
        readers.discard(queue)
        self.readers -= 1
        if not readers:
            del self.channels[channel]

    def tell(self, channel: str, key: int) -> None:
        """Gather what happened; a tick later all readers of the channel get it as one event."""
        if channel not in self.channels or self._loop is None:
            return
        if channel not in self._gathered:
            self._gathered[channel] = set()
            self._loop.call_later(TICK, self._flush, channel)
        self._gathered[channel].add(key)

    def tell_from_thread(self, channel: str, key: int) -> None:
        """The same from where the change was made, which is no thread of the event loop's."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.tell, channel, key)

    def close(self) -> None:
        """Let all readers go, so that the server can end."""
        self.closing = True
        for task in [*self._tasks, *self._making.values()]:
            task.cancel()
        for channel in list(self.channels):
            for queue in list(self.channels[channel]):
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(_END)

    def _flush(self, channel: str) -> None:
        maker = _makers.get(channel.partition("-")[0])
        if maker is not None and channel in self._making and self._loop is not None:
            self._loop.call_later(TICK, self._flush, channel)  # a slow answer is not overtaken by the next
            return
        keys = sorted(self._gathered.pop(channel, ()))
        if maker is None or self._loop is None:
            self._broadcast(event("new", keys), self.channels.get(channel, set()), channel)
            return
        self._making[channel] = self._loop.create_task(self._describe(maker, channel, keys))
        self._making[channel].add_done_callback(lambda _task: self._making.pop(channel, None))

    async def _describe(self, maker: Maker, channel: str, keys: list[int]) -> None:
        made = await asyncio.to_thread(_made, maker, channel, keys)
        message = event("new", keys) if made is None else event("change", made)
        self._broadcast(message, self.channels.get(channel, set()), channel)

    def _broadcast(self, message: bytes, readers: "set[asyncio.Queue[bytes | None]]", channel: str) -> None:
        for queue in list(readers):
            try:
                queue.put_nowait(message)
            except asyncio.QueueFull:  # too slow: they come back and ask what they missed
                self.leave(channel, queue)
                queue.get_nowait()
                queue.put_nowait(_END)

    def _everybody(self, message: bytes) -> None:
        for channel in list(self.channels):
            self._broadcast(message, self.channels.get(channel, set()), channel)

    def _start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._tasks = [self._loop.create_task(self._beat())]
        if _redis_url():
            self._tasks.append(self._loop.create_task(self._listen()))
        else:
            self.listening = True
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                self._end_with(number)

    def _end_with(self, number: int) -> None:
        """Close when the server is told to stop: it waits for its connections before it tells its application."""
        before = signal.getsignal(number)

        def stop(received: int, frame: Any) -> None:
            if self._loop is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self.close)
            if callable(before):
                before(received, frame)

        signal.signal(number, stop)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            self._everybody(b":\n\n")

    async def _listen(self) -> None:
        """Pass on what other processes publish; while Redis is away, have the readers poll."""
        while True:
            try:
                async with redis.asyncio.Redis.from_url(_redis_url()) as client, client.pubsub() as subscribed:
                    await subscribed.subscribe(TOPIC)
                    self.listening = True
                    if self._away:
                        self._away = False
                        self._everybody(event("poll", 0))
                    async for message in subscribed.listen():
                        if message["type"] == "message":
                            channel, key = json.loads(message["data"])
                            self.tell(channel, key)
            except (redis.RedisError, OSError) as error:
                logger.warning("Redis sends no events; open pages ask by themselves meanwhile. %s", error)
            self._away, self.listening = True, False
            self._everybody(event("poll", 1))
            await asyncio.sleep(PAUSE)


def _made(maker: Maker, channel: str, keys: list[int]) -> dict[str, Any] | None:
    """What the maker returns; the thread keeps no connection to the database."""
    try:
        return maker(channel, keys)
    except Exception:
        logger.exception("Nobody could say what happened in %s; its readers ask for themselves.", channel)
        return None
    finally:
        connections.close_all()


_hubs: "weakref.WeakSet[Hub]" = weakref.WeakSet()


class Live:
    """An ASGI application in front of another: answers /live/…, hands everything else on."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.hub = Hub()

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PATH):
            await self.application(scope, receive, send)
            return
        try:
            channel = _signer.unsign(scope["path"].removeprefix(PATH), max_age=VALID)
        except signing.BadSignature:
            await _answer(send, 404)
            return
        if scope["method"] not in {"GET", "HEAD"}:
            await _answer(send, 405)
        elif self.hub.closing or self.hub.readers >= READERS:
            await _answer(send, 503, {"retry-after": str(_chance.randint(20, 60))})
        else:
            await self._stream(channel, receive, send)

    async def _stream(self, channel: str, receive: Receive, send: Send) -> None:
        queue = await self.hub.join(channel)
        gone = asyncio.ensure_future(_left(receive, queue))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            # Everybody is told another time to come back after, so that a restart is no stampede.
            retry = f"retry: {_chance.randint(2000, 12_000)}\n\n".encode()
            await send({"type": "http.response.body", "body": retry, "more_body": True})
            while (message := await queue.get()) is not _END:
                await send({"type": "http.response.body", "body": message, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        except OSError:  # the connection broke while it was written to
            return
        finally:
            self.hub.leave(channel, queue)
            gone.cancel()


_HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def _left(receive: Receive, queue: "asyncio.Queue[bytes | None]") -> None:
    """Wait until the reader has gone, which a handler that only waits for events would never notice."""
    while (await receive())["type"] != "http.disconnect":
        pass
    while not queue.empty():
        queue.get_nowait()
    with contextlib.suppress(asyncio.QueueFull):
        queue.put_nowait(_END)


async def _answer(send: Send, status: int, headers: dict[str, str] | None = None) -> None:
    fields = [(name.encode(), value.encode()) for name, value in (headers or {}).items()]
    await send({"type": "http.response.start", "status": status, "headers": [*fields, (b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
