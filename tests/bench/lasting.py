"""The site's settings of the bench with connections to the database that last, as in production."""

from config.settings.test import *  # noqa: F403
from config.settings.test import DATABASES

DATABASES["default"].update(CONN_MAX_AGE=60)
