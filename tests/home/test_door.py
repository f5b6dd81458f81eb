"""The door: one rendering for a crowd, a bounded line, and a time to return for the rest."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from home import door


class House:
    """An application that counts who comes in; each answer waits until it is let go."""

    def __init__(self, headers: list[tuple[bytes, bytes]] | None = None, status: int = 200) -> None:
        self.headers, self.status = headers if headers is not None else [(b"Torvet-Shared", b"1.0")], status
        self.came = 0
        self.open = asyncio.Event()
        self.open.set()

    async def __call__(self, _scope: Any, _receive: Any, send: Any) -> None:
        self.came += 1
        number = self.came
        await self.open.wait()
        await send({"type": "http.response.start", "status": self.status, "headers": [*self.headers]})
        await send({"type": "http.response.body", "body": b"no. ", "more_body": True})
        await send({"type": "http.response.body", "body": str(number).encode()})


async def ask(
    application: Any, path: str = "/", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    got: list[Any] = []

    async def send(message: Any) -> None:
        got.append(message)

    fields = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": fields}
    await application(scope, None, send)
    body = b"".join(message.get("body", b"") for message in got[1:])
    return got[0]["status"], {name.decode(): value.decode() for name, value in got[0]["headers"]}, body


def scene(play: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(play(), 20))


def test_a_crowd_gets_one_rendering() -> None:
    async def play() -> None:
        house = House()
        front = door.Door(house)
        answers = await asyncio.gather(*(ask(front) for _ in range(500)))
        assert {answer[0] for answer in answers} <= {200, 503}
        assert house.came <= door.AT_ONCE
        assert (await ask(front, method="HEAD"))[2] == b""
        status, headers, body = await ask(front)
        assert (status, body.startswith(b"no. ")) == (200, True)
        assert "torvet-shared" not in headers
        assert front.inside == front.waiting == 0

    scene(play)


def test_while_it_is_made_anew_everybody_gets_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    async def play() -> None:
        house = House()
        front = door.Door(house)
        assert (await ask(front))[2] == b"no. 1"
        (kept,) = front.answers.values()
        kept.made -= 2
        house.open.clear()
        first = asyncio.create_task(ask(front))
        await asyncio.sleep(0)
        assert [(await ask(front))[2] for _ in range(20)] == [b"no. 1"] * 20
        house.open.set()
        assert (await first)[2] == b"no. 2"
        assert ((await ask(front))[2], house.came) == (b"no. 2", 2)

    scene(play)


@pytest.mark.parametrize(
    ("headers", "status", "asked"),
    [
        ([], 200, {}),
        ([(b"Torvet-Shared", b"1.0"), (b"Set-Cookie", b"a=b")], 200, {}),
        ([(b"Torvet-Shared", b"1.0")], 404, {}),
        ([(b"Torvet-Shared", b"1.0")], 200, {"cookie": "x=y; sessionid=abc; messages=abc"}),
    ],
)
def test_what_may_be_somebodys_own_is_not_kept(headers: Any, status: int, asked: dict[str, str]) -> None:
    async def play() -> None:
        front = door.Door(House(headers, status))
        assert [(await ask(front, **asked))[2] for _ in range(2)] == [b"no. 1", b"no. 2"]
        assert front.answers == {}

    scene(play)


def test_who_has_a_session_gets_what_everybody_gets_and_is_told_that_there_is_more() -> None:
    async def play() -> None:
        front = door.Door(House([(b"Torvet-Shared", b"1.0"), (b"Content-Type", b"text/html")]))
        for cookie in ("sessionid=abc", "x=y", "sessionid=def", ""):
            status, headers, body = await ask(front, **({"cookie": cookie} if cookie else {}))
            assert (status, body) == (200, b"no. 1")
            assert headers == {"content-type": "text/html"} | (
                {"server-timing": "own"} if "sessionid" in cookie else {}
            )

    scene(play)


def test_what_is_not_shared_says_nothing_of_a_session() -> None:
    async def play() -> None:
        assert (await ask(door.Door(House([])), cookie="sessionid=abc"))[1] == {}

    scene(play)


def test_who_finds_the_line_full_is_told_when_to_return(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "AT_ONCE", 2)
    monkeypatch.setattr(door, "LINE", 3)

    async def play() -> None:
        house = House([])
        front = door.Door(house)
        house.open.clear()
        waiting = [asyncio.create_task(ask(front, f"/{number}")) for number in range(5)]
        await asyncio.sleep(0.01)
        refused = [await ask(front, f"/sen/{number}") for number in range(20)]
        assert {status for status, _headers, _body in refused} == {503}
        assert len({headers["retry-after"] for _status, headers, _body in refused}) > 3
        assert all(5 <= int(headers["retry-after"]) <= 30 for _status, headers, _body in refused)
        assert house.came == 2
        house.open.set()
        assert {(await task)[0] for task in waiting} == {200}

    scene(play)
