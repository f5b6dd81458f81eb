"""A real SMTP server that keeps every message in a folder, and can be told to misbehave.

Any process may read the folder (TORVET_MAILBOX) through `Mailbox`: tests that share one server, or one run by hand.
"""

import asyncio
import itertools
import json
import os
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Any

from tests.services.errors import ServiceError
from tests.services.workspace import LOOPBACK, Workspace, free_port


class Behaviour(StrEnum):
    """What the server does with a message."""

    ACCEPT = "accept"
    REFUSE = "refuse"  # every recipient is refused for good (550)
    BUSY = "busy"  # every recipient is refused for now (451)
    HANG = "hang"  # no answer to a recipient until told otherwise
    DROP = "drop"  # the connection is cut after the data, and the message is lost
    DROP_KEPT = "drop kept"  # the connection is cut after the data, but the message was taken: a retry makes two


@dataclass(frozen=True)
class Message:
    """One delivered message: who sent it to whom by the envelope, and what it says."""

    sender: str
    recipients: tuple[str, ...]
    email: EmailMessage

    @property
    def subject(self) -> str:
        """The decoded subject."""
        return str(self.email["Subject"] or "")

    @property
    def text(self) -> str:
        """The decoded plain text part, or "" when there is none."""
        part = self.email.get_body(("plain",))
        return part.get_content() if part else ""

    @property
    def html(self) -> str:
        """The decoded HTML part, or "" when there is none."""
        part = self.email.get_body(("html",))
        return part.get_content() if part else ""


class Mailbox:
    """The folder of delivered messages, oldest first, and the server's behaviour."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def from_environ(cls) -> "Mailbox":
        """The mailbox that TORVET_MAILBOX names; ServiceError when it is not set."""
        folder = os.environ.get("TORVET_MAILBOX")
        if not folder:
            raise ServiceError("TORVET_MAILBOX is not set: start the SMTP server with tests.services first.")
        return cls(Path(folder))

    def messages(self, *, to: str | None = None, subject: str | None = None) -> list[Message]:
        """Messages to that address (any case) whose subject holds that text."""
        found = [self._read(path) for path in sorted(self.folder.glob("*.eml"))]
        return [
            message
            for message in found
            if (to is None or to.lower() in (address.lower() for address in message.recipients))
            and (subject is None or subject in message.subject)
        ]

    def wait_for(
        self, *, to: str | None = None, subject: str | None = None, count: int = 1, timeout: float = 10
    ) -> Message:
        """The newest matching message, once `count` match; TimeoutError (in seconds) tells what came instead."""
        deadline = time.monotonic() + timeout
        while len(found := self.messages(to=to, subject=subject)) < count:
            if time.monotonic() > deadline:
                others = [f"{', '.join(message.recipients)}: {message.subject}" for message in self.messages()]
                raise TimeoutError(
                    f"{len(found)} of {count} messages to {to or 'anybody'} with {subject or 'any subject'} came "
                    f"within {timeout:g} s; the mailbox holds {others or 'nothing'}."
                )
            time.sleep(0.02)
        return found[-1]

    def clear(self) -> None:
        """Forget all messages and accept new ones."""
        self.behave(Behaviour.ACCEPT)
        for path in self.folder.glob("*.eml"):
            path.unlink(missing_ok=True)

    @property
    def behaviour(self) -> Behaviour:
        """How the server treats messages now."""
        try:
            return Behaviour((self.folder / "behaviour").read_text())
        except FileNotFoundError:
            return Behaviour.ACCEPT

    def behave(self, behaviour: Behaviour | str) -> None:
        """Tell the server how to treat messages from now on."""
        self._write("behaviour", Behaviour(behaviour).encode())

    def deliver(self, sender: str, recipients: list[str], content: bytes) -> None:
        """Keep a message: one line with the envelope as JSON, then the message as it came."""
        envelope = json.dumps({"sender": sender, "recipients": recipients}).encode()
        self._write(f"{time.time_ns():020}-{next(_numbers):06}.eml", envelope + b"\n" + content)

    def _write(self, name: str, content: bytes) -> None:
        """Whole or not at all: others read while we write."""
        partial = self.folder / f"{name}.partial"
        partial.write_bytes(content)
        partial.replace(self.folder / name)

    def _read(self, path: Path) -> Message:
        envelope, _, content = path.read_bytes().partition(b"\n")
        parsed = json.loads(envelope)
        email = message_from_bytes(content, policy=policy.default)
        assert isinstance(email, EmailMessage)  # by policy
        return Message(parsed["sender"], tuple(parsed["recipients"]), email)


_numbers = itertools.count()


class Handler:
    """What aiosmtpd calls, with arguments of its choice, for each step of a session."""

    def __init__(self, mailbox: Mailbox) -> None:
        self.mailbox = mailbox

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        """Takes, refuses or delays a recipient."""
        while self.mailbox.behaviour is Behaviour.HANG:  # noqa: ASYNC110 (another process may tell)
            await asyncio.sleep(0.05)
        if self.mailbox.behaviour is Behaviour.REFUSE:
            return "550 5.1.1 No such mailbox here"
        if self.mailbox.behaviour is Behaviour.BUSY:
            return "451 4.3.2 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """Keeps the message, or loses the connection."""
        behaviour = self.mailbox.behaviour
        if behaviour is not Behaviour.DROP:
            self.mailbox.deliver(envelope.mail_from or "", envelope.rcpt_tos, envelope.original_content)
        if behaviour in {Behaviour.DROP, Behaviour.DROP_KEPT}:
            server.transport.abort()
        return "250 OK"


class Smtp:
    """The server, in a thread of this process. `mailbox` has what came; `stop` and `start` keep port and mail."""

    title = "The SMTP server"

    def __init__(self, workspace: Workspace, name: str) -> None:
        folder = workspace.root / name
        folder.mkdir(mode=0o700)
        self.mailbox = Mailbox(folder)
        self.port = 0
        self._controller: Any = None

    @property
    def running(self) -> bool:
        """Whether it accepts connections."""
        return self._controller is not None

    def start(self) -> None:
        """Start and wait until it answers; ServiceError when it does not."""
        if self.running:
            return
        try:
            from aiosmtpd.controller import Controller
        except ImportError:
            raise ServiceError("The Python package aiosmtpd is missing: install the test requirements.") from None
        port = self.port or free_port()
        controller = Controller(Handler(self.mailbox), hostname=LOOPBACK, port=port, enable_SMTPUTF8=True)
        try:
            controller.start()
        except OSError as error:
            raise ServiceError(f"The SMTP server could not listen on {LOOPBACK}:{port}: {error.strerror}.") from error
        self.port, self._controller = port, controller

    def stop(self) -> None:
        """Stop listening and cut the open connections; the messages stay."""
        if self._controller:
            controller, self._controller = self._controller, None
            controller.stop()

    def restart(self) -> None:
        """Stop and start on the same port."""
        self.stop()
        self.start()

    def environ(self) -> dict[str, str]:
        """What the site and tests in other processes read."""
        return {"EMAIL_HOST": LOOPBACK, "EMAIL_PORT": str(self.port), "TORVET_MAILBOX": str(self.mailbox.folder)}
