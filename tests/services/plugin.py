"""The pytest plugin (`-p tests.services.plugin`) that starts the services before Django reads its settings.

A conftest.py would be too late: pytest-django imports the settings, which name the services, before any is loaded.
With several workers (pytest-xdist, `-n 2`) each starts services of its own, so that none disturbs another.
"""

import os
from collections.abc import Generator

import pytest

from tests.services.errors import ServiceError
from tests.services.facade import NAMES, Services

# The process that hands out the work reads the settings too, but asks no service.
NOWHERE = {
    "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
    "REDIS_URL": "redis://127.0.0.1:9",
    "EMAIL_HOST": "none",
}
_RUNNING = pytest.StashKey[Services]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds --services."""
    parser.addoption(
        "--services",
        default=",".join(NAMES),
        help="services to start for this run, or an empty word to use those in the environment (default: %(default)s)",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Starts the services and puts their addresses in the environment; one that fails ends the run in words."""
    options = early_config.known_args_namespace
    names = [name for name in options.services.split(",") if name]
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if getattr(options, "numprocesses", None) and not is_worker:
        os.environ.update(NOWHERE)
    elif names and not options.help:
        try:
            services = Services().start(names)
        except (ServiceError, ValueError) as problem:
            if is_worker:  # an exception here would reach the reader as a page of another library's lines
                os.write(2, f"\n{problem}\n".encode())
                os._exit(1)
            raise pytest.UsageError(str(problem)) from None
        early_config.stash[_RUNNING] = services
        early_config.add_cleanup(services.stop)
        os.environ.update(services.environ())
    return (yield)


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> Services:
    """The services of this run. A test that stops one starts it again, or better has its own `Services`."""
    return pytestconfig.stash[_RUNNING]
