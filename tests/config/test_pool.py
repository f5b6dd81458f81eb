"""Connections to PostgreSQL outlive the request that used them, and a server that was away is found again soon."""

import time
from collections.abc import Iterator

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from config.environment import database
from config.settings.services import pooled
from tests.services.facade import Services

SOON = 10.0  # seconds

pytestmark = pytest.mark.django_db  # a database of its own, but one


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Services, BaseDatabaseWrapper]]:
    with Services().start(["postgres"]) as services:
        monkeypatch.setenv("OWN_DATABASE_URL", services.postgres.url)
        connections = ConnectionHandler({"default": {}, "pooled": pooled(database("OWN_DATABASE_URL"))})
        yield services, connections["pooled"]
        connections["pooled"].close()
        connections["pooled"].close_pool()  # type: ignore[attr-defined]


def _ask(connection: BaseDatabaseWrapper) -> int:
    """What a request does: it asks (here for the number of the server's process), and lets go of its connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            return int(cursor.fetchone()[0])
    finally:
        connection.close()


def test_the_next_request_gets_the_same_connection(own: tuple[Services, BaseDatabaseWrapper]) -> None:
    _services, connection = own
    assert len({_ask(connection) for _ in range(30)}) <= 2  # one, and one more that was made while it was waited for


def test_while_the_server_is_away_nobody_waits_long_and_it_is_found_when_it_is_back(
    own: tuple[Services, BaseDatabaseWrapper],
) -> None:
    services, connection = own
    before = _ask(connection)
    services.postgres.kill()
    for _ in range(3):
        started = time.monotonic()
        with pytest.raises(OperationalError):
            _ask(connection)
        assert time.monotonic() - started < SOON
    services.postgres.start()
    deadline = time.monotonic() + SOON
    while True:
        try:
            assert _ask(connection) != before
            break
        except OperationalError:
            assert time.monotonic() < deadline
