"""Two servers that send events to many readers: the site's own (`ours`), and the least that uvicorn can do it with (`raw`).

`/go` tells all readers once; `/readers` says how many there are. Run by tests.bench.live.
"""

import asyncio
from typing import Any

from home import live

live.TICK = 0.0  # the bench asks for the next event when everybody has the last one
live.READERS = 20_000
live._redis_url = lambda: ""  # one process, told by itself
MESSAGE = live.event("new", [1])


async def _say(send: Any, words: str) -> None:
    await send(
        {"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(words)).encode())]}
    )
    await send({"type": "http.response.body", "body": words.encode()})


async def _control(scope: Any, _receive: Any, send: Any) -> None:
    if scope["path"] == "/go":
        for channel in list(ours.hub.channels):
            ours.hub.tell(channel, 1)
    await _say(send, str(ours.hub.readers))


ours = live.Live(_control)
_queues: set[asyncio.Queue[bytes]] = set()


async def raw(scope: Any, receive: Any, send: Any) -> None:
    """A reader is a queue and a loop; nothing else is looked after."""
    if scope["type"] != "http":
        return
    if not scope["path"].startswith(live.PATH):
        if scope["path"] == "/go":
            for each in _queues:
                each.put_nowait(MESSAGE)
        await _say(send, str(len(_queues)))
        return
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    _queues.add(queue)
    watch = asyncio.ensure_future(_watch(receive, queue))
    try:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
        await send({"type": "http.response.body", "body": b"retry: 5000\n\n", "more_body": True})
        while message := await queue.get():
            await send({"type": "http.response.body", "body": message, "more_body": True})
    finally:
        _queues.discard(queue)
        watch.cancel()


async def _watch(receive: Any, queue: "asyncio.Queue[bytes]") -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    queue.put_nowait(b"")
