"""All services of a test run behind one object."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Self

from tests.services import system
from tests.services.daemon import Daemon
from tests.services.elasticsearch.node import Cluster, Given, Node, choose
from tests.services.postgres import Postgres
from tests.services.redis_server import Redis
from tests.services.smtp import Smtp
from tests.services.workspace import Workspace

Service = Postgres | Redis | Node | Given | Smtp
MAKERS: dict[str, Callable[[Workspace, str], Service]] = {
    "postgres": Postgres,
    "redis": Redis,
    "elasticsearch": choose,
    "smtp": Smtp,
}
NAMES = tuple(MAKERS)


class Services:
    """Starts real services on loopback and stops exactly those.

    ::

        with Services().start(["postgres", "redis"]) as services:
            os.environ.update(services.environ())
            services.redis.kill()

    `postgres`, `redis`, `elasticsearch` and `smtp` are the services that were started (AttributeError for others). Each
    can be stopped, started, killed, paused and restarted on its port; `elasticsearch.owned` tells whether it is ours
    to do that with. However this process ends, a guard process ends the services and removes their folder.
    """

    postgres: Postgres
    redis: Redis
    elasticsearch: Node | Given
    smtp: Smtp

    def __init__(self) -> None:
        self.workspace = Workspace()
        self._started: dict[str, Service] = {}

    def start(self, names: Iterable[str] = NAMES) -> Self:
        """Start the named services side by side and wait for all; ServiceError (and all stopped) when one fails."""
        for name in names:
            if name not in MAKERS:
                raise ValueError(f"{name} is no service; these are: {', '.join(NAMES)}.")
            if name not in self._started:
                self._started[name] = MAKERS[name](self.workspace, name)
                setattr(self, name, self._started[name])
        try:
            system.require(service.need for service in self._started.values() if isinstance(service, Daemon))
            with ThreadPoolExecutor(len(NAMES)) as pool:
                starts = [pool.submit(service.start) for service in self._started.values()]
                try:
                    for start in as_completed(starts):
                        start.result()
                except BaseException:
                    self.workspace.close()  # the other starts are broken off rather than waited for
                    raise
        except BaseException:
            self.stop()
            raise
        return self

    def start_cluster(self, size: int = 3) -> Cluster:
        """Start an Elasticsearch cluster of several nodes beside the others; stop it by its own `stop`, or with all."""
        cluster = Cluster(self.workspace, size=size)
        cluster.start()
        return cluster

    def stop(self) -> None:
        """Stop everything and remove the temporary folder; returns when all is gone. May be repeated."""
        smtp = self._started.get("smtp")
        if smtp:
            smtp.stop()
        self.workspace.close()

    def environ(self) -> dict[str, str]:
        """The environment variables by which the site finds the started services."""
        return {name: value for service in self._started.values() for name, value in service.environ().items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
