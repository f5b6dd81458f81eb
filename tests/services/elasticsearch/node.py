"""Nodes of our own, and the rule for which Elasticsearch the tests use."""

import json
import os
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from tests.services import guard, system
from tests.services.daemon import Daemon, wait_until
from tests.services.elasticsearch import distribution
from tests.services.errors import ServiceError
from tests.services.workspace import LOOPBACK, Workspace, free_port

SUPPORTED = (8, 9)  # major versions that the Python client 8.x speaks to
JVM_OPTIONS = """-Xms{heap}m
-Xmx{heap}m
-XX:+UseSerialGC
-XX:+ExitOnOutOfMemoryError
-Djava.io.tmpdir=${{ES_TMPDIR}}
"""
LOGGING = """status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %marker%m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
"""
# Without a proxy: the environment may name one, and we only speak to ourselves.
_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def ask(url: str, timeout: float = 10) -> Any:
    """GET a JSON document from a node of ours; OSError when it does not answer with one."""
    with _direct.open(url, timeout=timeout) as answer:
        return json.load(answer)


class Node(Daemon):
    """One Elasticsearch node. Alone it is a whole cluster; `Cluster` joins several.

    `heap` is in MB; the process takes some 250 MB more.
    """

    title = "Elasticsearch"
    need = system.JDK
    timeout = 180.0  # 12 s on two idle cores
    owned = True

    def __init__(self, workspace: Workspace, name: str, heap: int = 512) -> None:
        super().__init__(workspace, name)
        self.heap = heap
        self.port = 0
        self.transport_port = 0
        self.joining: dict[str, object] = {"discovery.type": "single-node"}

    def prepare(self) -> None:
        """Find the JDK, get the distribution, make the node's folders."""
        self.jdk = self.need.require()
        self.home = distribution.home(self.workspace)
        for name in ("config", "data", "logs", "temporary"):
            folder = self.folder / name
            folder.mkdir()
            self.workspace.hand_over(folder)

    def choose_ports(self) -> None:
        """Choose both ports, unless a cluster has, and write the configuration."""
        if "discovery.type" in self.joining or not self.port:
            self.port, self.transport_port = free_port(), free_port()
        self.configure()

    def configure(self) -> None:
        """Write the node's configuration files."""
        settings = {
            "cluster.name": self.workspace.root.name,
            "node.name": self.name,
            "path.data": str(self.folder / "data"),
            "path.logs": str(self.folder / "logs"),
            "network.host": LOOPBACK,
            "http.port": self.port,
            "transport.port": self.transport_port,
            "xpack.security.enabled": False,
            "xpack.license.self_generated.type": "basic",
            "cluster.routing.allocation.disk.threshold_enabled": False,
            **self.joining,
        }
        files = {
            "elasticsearch.yml": json.dumps(settings, indent=1),  # JSON is YAML
            "jvm.options": JVM_OPTIONS.format(heap=self.heap),
            "log4j2.properties": LOGGING,
        }
        for name, content in files.items():
            path = self.folder / "config" / name
            path.write_text(content)
            self.workspace.hand_over(path)

    def command(self) -> list[str]:
        """The official start script, in the foreground."""
        return [str(self.home / "bin" / "elasticsearch")]

    def environment(self) -> dict[str, str]:
        """The script reads the JDK and the node's folders from the environment."""
        return {
            **super().environment(),
            "ES_JAVA_HOME": str(self.jdk),
            "ES_PATH_CONF": str(self.folder / "config"),
            "ES_TMPDIR": str(self.folder / "temporary"),
            # The launcher and its helpers would leave files in /tmp.
            "CLI_JAVA_OPTS": f"-Djava.io.tmpdir={self.folder / 'temporary'}",
            "JDK_JAVA_OPTIONS": "-XX:-UsePerfData",
        }

    def ready(self) -> bool:
        """The node answers, is ours and not another on a port that was taken, and its cluster is at least yellow."""
        try:
            health = ask(f"{self.url}/_cluster/health")
        except HTTPError:  # no master yet
            return False
        return health["cluster_name"] == self.workspace.root.name and health["status"] in {"yellow", "green"}

    def kill(self) -> None:
        """End it as a crash would, except that no sockets of the Java machines stay in /tmp."""
        pids = [process.pid for process in guard.family(self.process.pid)] if self.process else []
        super().kill()
        for pid in pids:
            Path(f"/tmp/.java_pid{pid}").unlink(missing_ok=True)  # noqa: S108 (where the JVM puts it, always)

    @property
    def url(self) -> str:
        """The node's address."""
        return f"http://{LOOPBACK}:{self.port}"

    def environ(self) -> dict[str, str]:
        """What the site reads."""
        return {"ELASTICSEARCH_URL": self.url}


class Cluster:
    """Several nodes on this machine; 384 MB of heap each. About 45 s to start three on two cores.

    `nodes` are Daemons, so that a test can kill, pause and start them one by one.
    """

    def __init__(self, workspace: Workspace, name: str = "elasticsearch-cluster", size: int = 3) -> None:
        self.nodes = [Node(workspace, f"{name}-{number}", heap=384) for number in range(1, size + 1)]

    def start(self) -> None:
        """Start all nodes and wait until all have joined; ServiceError when they have not."""
        for node in self.nodes:
            node.port, node.transport_port = free_port(), free_port()
        for node in self.nodes:
            node.joining = {
                "discovery.seed_hosts": [f"{LOOPBACK}:{other.transport_port}" for other in self.nodes],
                "cluster.initial_master_nodes": [other.name for other in self.nodes],
            }
        with ThreadPoolExecutor(len(self.nodes)) as pool:
            for start in [pool.submit(node.start) for node in self.nodes]:
                start.result()
        first, size = self.nodes[0], len(self.nodes)
        problem = wait_until(lambda: ask(f"{first.url}/_cluster/health")["number_of_nodes"] == size, timeout=60)
        if problem:
            self.stop()
            raise ServiceError(f"The Elasticsearch nodes did not find each other ({problem}): {first.last_words()}")

    def stop(self) -> None:
        """Stop all nodes, at the same time."""
        with ThreadPoolExecutor(len(self.nodes)) as pool:
            list(pool.map(Node.stop, self.nodes))

    @property
    def urls(self) -> list[str]:
        """The nodes' addresses."""
        return [node.url for node in self.nodes]


class Given:
    """A server that somebody else runs (ELASTICSEARCH_URL): used and checked, never stopped."""

    title = "Elasticsearch"
    owned = False

    def __init__(self, url: str) -> None:
        self.url = url

    def start(self) -> None:
        """Check that it answers and is of a version that the client speaks to; ServiceError when not."""
        try:
            from elasticsearch import ApiError, Elasticsearch, TransportError
        except ImportError:
            raise ServiceError("The Python package elasticsearch is missing: install the test requirements.") from None
        try:
            with Elasticsearch(self.url, request_timeout=10) as client:
                nodes = client.nodes.info(filter_path="nodes.*.version")
                versions = {node["version"] for node in nodes["nodes"].values()}
        except (ApiError, TransportError, ValueError, KeyError) as error:
            raise ServiceError(
                f"ELASTICSEARCH_URL names a server that does not answer as Elasticsearch does ({error}): "
                "correct it, or leave it out to have the tests start their own."
            ) from error
        if not all(int(version.partition(".")[0]) in SUPPORTED for version in versions):
            raise ServiceError(
                f"ELASTICSEARCH_URL names Elasticsearch {', '.join(sorted(versions))}, but 8.x or 9.x is needed."
            )

    def stop(self) -> None:
        """Nothing: it is not ours."""

    def environ(self) -> dict[str, str]:
        """What the site reads."""
        return {"ELASTICSEARCH_URL": self.url}


def choose(workspace: Workspace, name: str) -> Node | Given:
    """The server that ELASTICSEARCH_URL names, or else a node of our own."""
    url = os.environ.get("ELASTICSEARCH_URL", "").strip()
    return Given(url) if url else Node(workspace, name)
