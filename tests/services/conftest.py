"""Services of these tests' own: what they stop and kill, no other test depends on."""

from collections.abc import Iterator

import pytest

from tests.services.facade import Services


@pytest.fixture(scope="package")
def light() -> Iterator[Services]:
    """PostgreSQL, Redis and SMTP."""
    with Services().start(["postgres", "redis", "smtp"]) as services:
        yield services
