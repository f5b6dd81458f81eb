"""The cast and the house, built once a module: each test changes them and finds them as they were.

A folder's conftest.py imports the four fixtures. They stand in for pytest-django's `db`, which would build everything
anew for every test. A test that needs several connections has a module of its own and asks for `transactional_db`.
"""

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from tests import factories


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[factories.Cast, factories.House]]:
    """The cast and the house in a transaction that lasts as long as the module."""
    with django_db_blocker.unblock(), _undone():
        yield factories.make_cast(), factories.make_house()


@pytest.fixture
def db(world: tuple[factories.Cast, factories.House], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database with the world in it. It answers searches too. What the test writes is undone; Danish is spoken."""
    monkeypatch.setitem(settings.SEARCH, "ELASTICSEARCH_URL", None)
    with _undone(), override("da"):
        yield


@pytest.fixture
def cast(world: tuple[factories.Cast, factories.House], db: None) -> factories.Cast:
    """Everybody who takes part."""
    return copy.deepcopy(world[0])


@pytest.fixture
def house(world: tuple[factories.Cast, factories.House], db: None) -> factories.House:
    """The front page and its sections."""
    return copy.deepcopy(world[1])


class _undone(transaction.Atomic):  # noqa: N801 - used as a word in a with statement
    """A transaction, or a savepoint in one, that is always rolled back."""

    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)
        self._from_testcase = True

    def __exit__(self, *_problem: object) -> None:
        transaction.set_rollback(True)
        super().__exit__(None, None, None)
