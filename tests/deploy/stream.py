"""A small ASGI application for test_nginx.py: three events, a third of a second apart, that must not be kept back."""

import asyncio
from typing import Any

PAUSE = 0.3  # seconds


async def app(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    """Answer any request with the stream."""
    if scope["type"] != "http":
        return
    headers = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    for number in range(3):
        await send({"type": "http.response.body", "body": b"data: %d\n\n" % number, "more_body": True})
        await asyncio.sleep(PAUSE)
    await send({"type": "http.response.body"})
