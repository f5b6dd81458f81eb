"""The world of these tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from wagtail.models import Site

from home import store
from home.models import HouseSettings
from tests.factories import House
from tests.world import cast, db, house, world  # noqa: F401 - fixtures


@pytest.fixture
def pages(settings: Any, tmp_path: Path, house: House) -> Iterator[Path]:  # noqa: F811 - a fixture of that name
    """A page store of the test's own. Every write counts as committed, since the test's transaction never is."""
    HouseSettings.for_site(Site.objects.get(is_default_site=True))  # its row is written when it is first asked for
    settings.PAGE_STORE = tmp_path / "pages"
    before = connection.on_commit
    connection.on_commit = lambda told, robust=False: told()  # type: ignore[method-assign]  # noqa: ARG005
    store.place()
    yield settings.PAGE_STORE
    connection.on_commit = before  # type: ignore[method-assign]
