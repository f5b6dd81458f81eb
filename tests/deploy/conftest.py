"""The platform as compose.yaml runs it, without Docker: its commands, the tests' services, nginx before it."""

import os
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.deploy import compose
from tests.deploy.platform import Nginx, Web, certificate
from tests.services import migrated
from tests.services.facade import Services

DATABASE = "torvet_deploy"
PROGRAMS = Path(sys.executable).parent


@pytest.fixture(scope="session")
def environment(services: Services, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What compose.yaml gives the site, with the addresses of the tests' services and a database without rows."""
    folder = tmp_path_factory.mktemp("deploy")
    database = migrated.prepared(services.postgres.url, DATABASE)
    given = compose.environment("web", compose.filled())
    ours = {
        "DATABASE_URL": database,
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
        "PAGE_STORE": str(folder / "pages"),
        "TORVET_VAR": str(folder),
        "TORVET_INDEX_PREFIX": "torvet-deploy",
        "PATH": f"{PROGRAMS}{os.pathsep}{os.defpath}",
    }
    return given | services.environ() | ours


@pytest.fixture(scope="session")
def prepared(environment: dict[str, str]) -> dict[str, str]:
    """The environment, after the commands of the service `setup` have run in it."""
    for command in compose.setup_commands():
        result = subprocess.run(
            command, cwd=compose.ROOT, env=environment, capture_output=True, text=True, check=False, timeout=240
        )
        assert result.returncode == 0, f"{' '.join(command)}: {result.stderr}"
    return environment


@pytest.fixture(scope="session")
def web(prepared: dict[str, str], services: Services) -> Generator[Web, None, None]:
    """The image's own command, running."""
    server = Web(services.workspace, prepared)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def nginx(web: Web, services: Services, tmp_path_factory: pytest.TempPathFactory) -> Generator[Nginx, None, None]:
    """nginx before it."""
    folder = tmp_path_factory.mktemp("nginx")
    server = Nginx(folder, web.address, Path(web.environment["STATIC_ROOT"]).parent, certificate(folder))
    server.start(services.workspace)
    yield server
    server.stop()
