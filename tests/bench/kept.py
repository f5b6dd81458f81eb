"""The settings of tests with the page store of production: what is everybody's is kept (home.store, home.parts)."""

from config.settings.test import *  # noqa: F403

PAGE_STORE = VAR / "bench-pages"  # noqa: F405
