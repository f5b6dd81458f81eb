"""What the tests of all rooms share: a folder for uploads, the mailbox, browsers. The cast and the house: tests/world.py."""

import contextlib
import json
import os
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from xdist.scheduler import LoadScopeScheduling

from accounts.models import User
from home import house
from tests.services import migrated
from tests.services.smtp import Mailbox

_BLOCKER = pytest.StashKey[Any]()


@pytest.fixture(scope="session", autouse=True)
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Uploaded files of this run go to a folder of its own."""
    folder = tmp_path_factory.mktemp("media")
    with override_settings(MEDIA_ROOT=folder, PRIVATE_ROOT=tmp_path_factory.mktemp("private")):
        yield folder


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, django_db_modify_db_settings: None) -> bool:
    """The database after its migrations is read back where an earlier run has kept it."""
    if connection.vendor != "postgresql" or django_db_keepdb:
        return django_db_keepdb
    return migrated.restore(os.environ["DATABASE_URL"], connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, pytestconfig: pytest.Config) -> None:
    """The test database, kept for the next run before anybody writes in it. Content types are read back first.

    Tests with several connections empty its tables after them, which the log of moderation would refuse.
    """
    pytestconfig.stash[_BLOCKER] = django_db_blocker
    kept: list[dict[str, Any]] = json.loads(getattr(connection, "_test_serialized_contents", "[]"))
    if kept:
        # A workflow's task asks for its content type as soon as it is read back, and would make it under another number.
        kept.sort(key=lambda row: row["model"] != "contenttypes.contenttype")
        connection._test_serialized_contents = json.dumps(kept)  # type: ignore[attr-defined]
    if connection.vendor == "postgresql":
        migrated.keep(os.environ["DATABASE_URL"], connection.settings_dict["NAME"])
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("ALTER TABLE forum_logline DISABLE TRIGGER forum_logline_no_truncate")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    """After a test with several connections, whose tables are emptied, put back what a site never lacks.

    Django does so only before the next such test; the tests between them may be of any kind.
    """
    yield
    marker = item.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        with item.config.stash[_BLOCKER].unblock():
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)  # type: ignore[attr-defined]


class ByPlace(LoadScopeScheduling):
    """Whatever shares a site or a platform goes to one worker (`-n 2`); otherwise a file does. The longest goes first."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return next((folder for folder in ("tests/e2e", "tests/deploy") if file.startswith(folder)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByPlace:
    """How pytest-xdist hands out the tests."""
    return ByPlace(config, log)


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Redis forgets what other tests did: what they wrote in the database is undone too."""
    with contextlib.suppress(redis.RedisError):
        redis.Redis.from_url(settings.REDIS_URL).flushdb()


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """The empty mailbox of the real SMTP server; what it holds afterwards is thrown away."""
    box = Mailbox.from_environ()
    box.clear()
    cache.clear()  # the counts that limit how many codes one may ask for
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend"):
        yield box
    box.clear()


@pytest.fixture
def signed_in() -> Callable[[User], Client]:
    """A browser in which the person is signed in."""

    def browser(user: User, **options: Any) -> Client:
        client = Client(**options)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return browser


@pytest.fixture
def queries() -> Callable[[Callable[[], Any]], list[str]]:
    """The queries that a call makes, once the process knows the house (`home.house`), as it does for most visitors."""

    def counted(call: Callable[[], Any]) -> list[str]:
        house.current()
        with CaptureQueriesContext(connection) as captured:
            call()
        return [query["sql"] for query in captured.captured_queries]

    return counted
