"""The ASGI application: live events, the door, Django; in development and tests also files (else nginx's work)."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from config.handler import get_handler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

try:
    handler = get_handler()
except ImproperlyConfigured as error:
    sys.exit(f"Torvet can't start. {error}")

from config.files import with_files
from config.interpreter import settle
from home.door import Door
from home.live import Live

application = Live(with_files(Door(handler)))
settle()
