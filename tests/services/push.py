"""A push service and a browser behind it: takes encrypted messages over HTTP as browsers' services do, and reads them."""

import base64
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.services.workspace import LOOPBACK


def encoded(raw: bytes) -> str:
    """Bytes as base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


class PushService:
    """The service, in a thread of this process. `messages` are those it took, decrypted; `status` is what it answers."""

    def __init__(self) -> None:
        self.status = 201
        self.messages: list[dict[str, Any]] = []
        self.headers: list[Any] = []
        self._key, self._secret = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        self._server = ThreadingHTTPServer((LOOPBACK, 0), self._handler())
        self.host = f"{LOOPBACK}:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def subscription(self, name: str = "browser") -> dict[str, str]:
        """What a browser gives the site when somebody says yes."""
        public = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": f"http://{self.host}/{name}",
            "p256dh": encoded(public),
            "auth": encoded(self._secret),
        }

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if service.status < 300:
                    plain = http_ece.decrypt(body, private_key=service._key, auth_secret=service._secret)
                    service.messages.append(json.loads(plain))
                    service.headers.append(self.headers)
                self.send_response(service.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_args: object) -> None:
                pass

        return Handler
