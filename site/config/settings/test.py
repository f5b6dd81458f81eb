"""For tests: the same site on real services, whose addresses tests/services/plugin.py puts in the environment."""

from config import environment
from config.settings import services
from config.settings.base import *

INSTALLED_APPS = ["demo", *INSTALLED_APPS]

DEBUG = False
VAR = environment.folder("TORVET_VAR", ROOT / "var" / "test")
SECRET_KEY = "test-only-key-test-only-key-test-only-key-test-only-key"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]

DATABASES = {"default": environment.database("DATABASE_URL")}
if environment.flag("TORVET_POOL", default=False):  # servers have one, as in production; the tests themselves none
    DATABASES["default"] = services.pooled(DATABASES["default"])
REDIS_URL = environment.text("REDIS_URL")
CACHES = services.cache(REDIS_URL)
SEARCH = services.search()
SEARCH["INDEX_PREFIX"] = environment.text("TORVET_INDEX_PREFIX", "torvet-test")
WAGTAILADMIN_BASE_URL = environment.text("TORVET_BASE_URL", "http://127.0.0.1:8000")

STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
SERVE_FILES = True
PAGE_STORE = None  # tests change rows in transactions that are never committed; those of the store turn it on

globals().update(services.mail())
DEFAULT_FROM_EMAIL = "Brovig Bibliotek <torvet@brovig.example>"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # speed; no real password is kept by a test

STAFF_SECOND_FACTOR = environment.flag("TORVET_SECOND_FACTOR", default=False)  # tests of the ways in turn it on
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
globals().update(services.openid(CONTENT_SECURITY_POLICY))
