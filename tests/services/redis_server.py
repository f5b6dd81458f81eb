"""A Redis server of the tests' own."""

import socket

from tests.services import system
from tests.services.daemon import Daemon
from tests.services.workspace import LOOPBACK, free_port


class Redis(Daemon):
    """Redis that keeps everything in memory and nothing on disk: a restarted one is empty."""

    title = "Redis"
    need = system.REDIS
    timeout = 30.0

    def prepare(self) -> None:
        """Find the program."""
        self.program = self.need.require()

    def choose_ports(self) -> None:
        """Choose the port; it is given on the command line."""
        self.port = free_port()

    def command(self) -> list[str]:
        """Without a configuration file, without snapshots, on loopback only."""
        settings = {"bind": LOOPBACK, "port": str(self.port), "save": "", "appendonly": "no", "dir": str(self.folder)}
        return [str(self.program), *(word for name, value in settings.items() for word in (f"--{name}", value))]

    def ready(self) -> bool:
        """Asks who it is: on a port that was taken another Redis would answer."""
        with socket.create_connection((LOOPBACK, self.port), timeout=5) as connection:
            connection.sendall(b"INFO server\r\n")
            answer = connection.recv(4096).decode()
        return self.process is not None and f"process_id:{self.process.pid}\r\n" in answer

    @property
    def url(self) -> str:
        """The address of database 0."""
        return f"redis://{LOOPBACK}:{self.port}/0"

    def environ(self) -> dict[str, str]:
        """What the site reads."""
        return {"REDIS_URL": self.url}
