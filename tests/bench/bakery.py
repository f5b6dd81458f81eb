"""bakerydemo's own settings of production, on the database server of the bench. Its connections are pooled, as ours are."""

import os
from pathlib import Path

from bakerydemo.settings.production import *  # type: ignore[import-not-found]  # noqa: F403

DATABASES["default"] |= {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": True}}  # noqa: F405
SECURE_SSL_REDIRECT = False  # it is asked here without a server in front
MEDIA_ROOT = Path(os.environ["TORVET_VAR"]) / "bakery-media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
