"""The door of the house, in front of Django: what thousands ask for at once is made once, and nobody is dropped.

    @shared(1.0)            # a view whose answer is the same for everybody; for a page: share(response, 1.0)
    def now(request): …

A shared answer is kept for its seconds in each process. While it is made anew, everybody gets the one before, those who
are signed in too: nothing of it is personal, its view forgets who asks (`as_anybody`), and an answer that sets a cookie
is never kept. A header tells the browser that the visitor has a session, so that it asks for what is their own
(js/own-parts.js). All other requests pass so many at a time; a short line waits, and who comes when that is full too is
told when to return, each at another time.
"""

import asyncio
import secrets
import time
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

Message = MutableMapping[str, Any]
Receive = Callable[[], Any]
Send = Callable[[Message], Any]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Any]

Key = tuple[bytes, bytes, bytes]  # host, path, query

OK, SERVER_ERROR = 200, 500
HEADER = "Torvet-Shared"  # seconds; from a view to the door, and no further
# Python runs one thread at a time: more at once get no more done, and keep the loop that answers the others from its
# turn. Of ten thousand signed-in arrivals in ten seconds a thousand were dropped with eight, half as many with four,
# none with three or two (`make bench ONLY=evening`). nginx holds a body until it is whole: a slow phone takes no place.
AT_ONCE = 2  # requests that one process has Django answer at a time
LINE = 100  # requests that may wait for their turn; who would wait longer is told at once
PATIENCE = 10.0  # seconds that somebody waits in the line, or for an answer that is being made
STALE = 15.0  # seconds that an answer is good for after its own, while a new one is made or can't be made
KEPT = 200  # answers of one process
LARGEST = 1024 * 1024  # bytes of an answer that is kept
COME_BACK = (5, 30)  # seconds
_chance = secrets.SystemRandom()  # spreads, and is what our linters know as sound
PENDING = "messages"  # the cookie of somebody to whom something is to be told: on the page that comes now
SESSION = b"sessionid="
OWN = (b"server-timing", b"own")  # of a shared answer for somebody with a session; js/own-parts.js looks for it


def as_anybody(request: HttpRequest) -> None:
    """Forget who asks, before anything looks: the answer is made as for a visitor without an account."""
    request.user = AnonymousUser()


def share(response: HttpResponse, seconds: float) -> HttpResponse:
    """Let everybody get this response for so many seconds. It was made `as_anybody`."""
    response[HEADER] = str(seconds)
    return response


def shared(seconds: float) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view whose answer does not depend on who asks."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            as_anybody(request)
            return share(view(request, *args, **kwargs), seconds)

        return answer

    return decorate


@dataclass
class Answer:
    """An answer of the application, held whole."""

    start: Message
    body: bytes
    made: float = field(default_factory=time.monotonic)
    seconds: float = 0.0

    @property
    def age(self) -> float:
        return time.monotonic() - self.made

    async def give(self, scope: MutableMapping[str, Any], send: Send) -> None:
        """Send it to whoever asked."""
        await send(_told(self.start, scope))
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else self.body})


class Door:
    """An ASGI application in front of another."""

    def __init__(self, application: Any) -> None:
        self.application: Application = application
        self.answers: dict[Key, Answer] = {}
        self.inside = 0
        self.waiting = 0
        self._making: dict[Key, asyncio.Future[None]] = {}
        self._free: asyncio.Semaphore | None = None

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.application(scope, receive, send)
            return
        key = _key(scope)
        if key is not None and key in self._making:  # an answer of before, or the one that is just made
            if self._kept(key, STALE) is None:
                await asyncio.wait([self._making[key]], timeout=PATIENCE)
            kept = self._kept(key, STALE)
        else:
            kept = self._kept(key)
        if kept is not None:
            await kept.give(scope, send)
        elif key is None or key not in self.answers or key in self._making:
            await self._let_in(key, scope, receive, send)
        else:
            making = self._making[key] = asyncio.get_running_loop().create_future()
            try:
                await self._let_in(key, scope, receive, send)
            finally:
                del self._making[key]
                making.set_result(None)

    def _kept(self, key: Key | None, longer: float = 0.0) -> Answer | None:
        """The answer that is kept, if it is good or was so until `longer` seconds ago."""
        answer = self.answers.get(key) if key is not None else None
        return answer if answer is not None and answer.age < answer.seconds + longer else None

    async def _let_in(self, key: Key | None, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Let the request in when it is its turn."""
        if self._free is None:
            self._free = asyncio.Semaphore(AT_ONCE)
        if self._free.locked() and self.waiting >= LINE:
            await _come_back(send)
            return
        self.waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), PATIENCE)
        except TimeoutError:
            await _come_back(send)
            return
        finally:
            self.waiting -= 1
        self.inside += 1
        try:
            kept = self._kept(key)  # somebody before in the line may have asked for the same
            if kept is not None:
                await kept.give(scope, send)
            elif key is None or scope["method"] == "HEAD":
                await self.application(scope, receive, send)
            else:
                await self._make(key, scope, receive, send)
        finally:
            self.inside -= 1
            self._free.release()

    async def _make(self, key: Key, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Have the request answered, and keep the answer when it says that it may be shared."""
        catcher = _Catcher(scope, send)
        try:
            await self.application(scope, receive, catcher)
        finally:
            if catcher.shared is not None:
                self.answers.pop(key, None)  # the newest stand last
                self.answers[key] = catcher.shared
                while len(self.answers) > KEPT:
                    del self.answers[next(iter(self.answers))]
            elif catcher.status < SERVER_ERROR:
                self.answers.pop(key, None)


class _Catcher:
    """Hands an answer on, and holds it when its view says that it may be shared."""

    def __init__(self, scope: MutableMapping[str, Any], send: Send) -> None:
        self.scope, self.send = scope, send
        self.status = SERVER_ERROR
        self.shared: Answer | None = None
        self._held: Answer | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message = self._start(message)
        elif self._held is not None:
            self._held.body += message.get("body", b"")
            if len(self._held.body) > LARGEST:
                self._held = None
            elif not message.get("more_body", False):
                self.shared = self._held
        await self.send(message)

    def _start(self, message: Message) -> Message:
        self.status = message["status"]
        headers = [(name.lower(), value) for name, value in message.get("headers", [])]
        seconds = dict(headers).get(HEADER.lower().encode())
        if seconds is None:
            return message
        message = {**message, "headers": [pair for pair in headers if pair[0] != HEADER.lower().encode()]}
        if self.status == OK and not any(name == b"set-cookie" for name, _value in headers):
            self._held = Answer(message, b"", seconds=float(seconds))
        return _told(message, self.scope)


def _told(start: Message, scope: MutableMapping[str, Any]) -> Message:
    """The start of a shared answer for whoever asked: somebody with a session is told so."""
    has_session = SESSION in dict(scope["headers"]).get(b"cookie", b"")
    return {**start, "headers": [*start["headers"], OWN]} if has_session else {**start}


def _key(scope: MutableMapping[str, Any]) -> Key | None:
    """What makes two requests the same; None when the answer is somebody's own."""
    headers = dict(scope["headers"])
    if scope["method"] not in {"GET", "HEAD"} or f"{PENDING}=".encode() in headers.get(b"cookie", b""):
        return None
    return headers.get(b"host", b""), scope.get("raw_path") or scope["path"].encode(), scope.get("query_string", b"")


async def _come_back(send: Send) -> None:
    """Say when to come back: everybody at another time. A browser does so by itself."""
    seconds = str(_chance.randint(*COME_BACK)).encode()
    with override("da"):
        words = _("There are very many on the square just now. This page tries again by itself in a moment.")
    body = f'<!doctype html><html lang="da"><meta charset="utf-8"><title>Torvet</title><p>{words}</p></html>'.encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", seconds),
        (b"refresh", seconds),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})
