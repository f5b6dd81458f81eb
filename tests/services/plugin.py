"""The pytest plugin (`-p tests.services.plugin`) that starts the services before Django reads its settings.

A conftest.py would be too late: pytest-django imports the settings, which name the services, before any is loaded.
"""

import os
from collections.abc import Generator

import pytest

from tests.services.errors import ServiceError
from tests.services.facade import NAMES, Services

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
    # Workers of pytest-xdist inherit the environment of the run that started them.
    if names and not options.help and "PYTEST_XDIST_WORKER" not in os.environ:
        try:
            services = Services().start(names)
        except (ServiceError, ValueError) as problem:
            raise pytest.UsageError(str(problem)) from None
        early_config.stash[_RUNNING] = services
        early_config.add_cleanup(services.stop)
        os.environ.update(services.environ())
    return (yield)


@pytest.fixture(scope="session")
def services(pytestconfig: pytest.Config) -> Services:
    """The services of this run. A test that stops one starts it again, or better has its own `Services`."""
    return pytestconfig.stash[_RUNNING]
