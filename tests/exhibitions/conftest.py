"""The world of these tests."""

from typing import Any

import pytest
from django.test import Client

from exhibitions.models import ExhibitionPage
from tests.exhibitions.sending import ABOUT, TIME, begin, step
from tests.factories import Cast, House
from tests.world import cast, db, house, world  # noqa: F401 - fixtures


@pytest.fixture
def browser(cast: Cast, signed_in: Any) -> Client:  # noqa: F811 - fixtures
    """The member's browser."""
    browser: Client = signed_in(cast.member)
    return browser


@pytest.fixture
def draft(cast: Cast, house: House, browser: Client) -> ExhibitionPage:  # noqa: F811 - fixtures
    """A submission after its first two steps."""
    page = begin(cast, browser)
    browser.post(step(page, "about"), ABOUT)
    browser.post(step(page, "time"), TIME)
    return page
