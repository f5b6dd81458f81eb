"""A TCP proxy that misbehaves as asked: between the site and Elasticsearch it is every way in which a network fails."""

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

Spoil = Callable[[socket.socket, bytes, int], bool]
"""What to do with a piece of an answer: (the visitor's socket, the piece, bytes before it) -> whether to go on."""

RESET = struct.pack("ii", 1, 0)  # SO_LINGER that makes close() a reset
UNAUTHORISED = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


def _pass(near: socket.socket, piece: bytes, _before: int) -> bool:
    near.sendall(piece)
    return True


class Proxy:
    """Forwards a loopback port to an address until one of its faults is asked for; `mend()` ends every fault.

    With `tls` it speaks TLS to its visitors, as a load balancer would; with `api_key` it answers 401 to a connection
    whose first request does not carry that key.
    """

    def __init__(self, url: str, tls: ssl.SSLContext | None = None, api_key: str = "") -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._tls, self._api_key = tls, api_key
        self._listener: socket.socket | None = None
        self._open: set[socket.socket] = set()
        self._spoil: Spoil = _pass
        self._said = b""
        self._hanging = False
        self.port = 0

    @property
    def url(self) -> str:
        """Where clients go."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self.mend()
        return self

    def __exit__(self, *problem: object) -> None:
        self.cut()

    def mend(self) -> None:
        """Forward (again), on the same port; connections that met a fault are closed."""
        self._drop()
        self._spoil, self._said, self._hanging = _pass, b"", False
        if self._listener is None:
            self._listener = socket.create_server(("127.0.0.1", self.port), reuse_port=True)
            self.port = self._listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def cut(self) -> None:
        """Close everything: new connections are refused."""
        listener, self._listener = self._listener, None
        if listener:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self._drop()

    def hang(self) -> None:
        """Swallow what comes and answer nothing: a blackhole."""
        self._hanging = True

    def delay(self, seconds: float) -> None:
        """Let every piece of an answer come so much later."""

        def spoil(near: socket.socket, piece: bytes, before: int) -> bool:
            time.sleep(seconds)
            return _pass(near, piece, before)

        self._spoil = spoil

    def drip(self, seconds: float = 0.2) -> None:
        """Answer a byte at a time: never silent for long, and never done."""

        def spoil(near: socket.socket, piece: bytes, _before: int) -> bool:
            for byte in piece:
                near.sendall(bytes([byte]))
                time.sleep(seconds)
            return True

        self._spoil = spoil

    def end_after(self, count: int, *, reset: bool = False) -> None:
        """Close each connection after so many bytes of answers, politely or with a reset."""

        def spoil(near: socket.socket, piece: bytes, before: int) -> bool:
            near.sendall(piece[: max(0, count - before)])
            if before + len(piece) < count:
                return True
            if reset:
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                near.shutdown(socket.SHUT_RD)  # wakes the thread that reads; what follows is the reset alone
                near.close()
            return False

        self._spoil = spoil

    def half_close(self) -> None:
        """Say at once that nothing will come, and go on listening."""
        self._spoil = lambda near, _piece, _before: bool(near.shutdown(socket.SHUT_WR)) or True

    def say(
        self, content: bytes, *, kind: str = "application/json", genuine: bool = True, status: str = "200 OK"
    ) -> None:
        """Answer every request with this. `genuine`: with the header by which clients know Elasticsearch."""
        product = "X-elastic-product: Elasticsearch\r\n" if genuine else ""
        head = f"HTTP/1.1 {status}\r\n{product}content-type: {kind}\r\ncontent-length: {len(content)}\r\n\r\n"
        self._said = head.encode() + content

    def _drop(self) -> None:
        self._close(*self._open)

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        """Forward one connection until one side ends it."""
        with contextlib.suppress(OSError):
            if self._tls:
                near = self._tls.wrap_socket(near, server_side=True)
            far = socket.create_connection(self._target)
            self._open |= {near, far}
            threading.Thread(target=self._answers, args=(near, far), daemon=True).start()
            self._requests(near, far)
        near.close()

    def _requests(self, near: socket.socket, far: socket.socket) -> None:
        """What the visitor sends."""
        first = True
        with contextlib.suppress(OSError):
            while data := near.recv(65536):
                if first and self._api_key and f"authorization: apikey {self._api_key}".lower() not in _head(data):
                    near.sendall(UNAUTHORISED)
                    break
                first = False
                if self._said:
                    near.sendall(self._said)
                elif not self._hanging:
                    far.sendall(data)
        self._close(near, far)

    def _answers(self, near: socket.socket, far: socket.socket) -> None:
        """What Elasticsearch answers, as the fault has it."""
        before = 0
        with contextlib.suppress(OSError):
            while data := far.recv(65536):
                if not self._hanging and not self._spoil(near, data, before):
                    break
                before += len(data)
        self._close(near, far)

    def _close(self, *sockets: socket.socket) -> None:
        for sock in sockets:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)  # close() alone would wait for the thread that reads
            sock.close()
            self._open.discard(sock)


def _head(request: bytes) -> str:
    return request.partition(b"\r\n\r\n")[0].decode("latin-1").lower()
