"""The world of these tests."""

from tests.world import cast, db, house, world  # noqa: F401 - fixtures
