"""For a library's own installation: nothing secret has a default, and everything it leans on must be named."""

from config import environment
from config.settings import services
from config.settings.base import *

DEBUG = False
SECRET_KEY = environment.text("SECRET_KEY")
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
VAR = environment.folder("TORVET_VAR", ROOT / "var")

DATABASES = {"default": services.pooled(environment.database("DATABASE_URL"))}
REDIS_URL = environment.text("REDIS_URL")
CACHES = services.cache(REDIS_URL)
SEARCH = services.search()
WAGTAILADMIN_BASE_URL = environment.text("TORVET_BASE_URL")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

STATIC_ROOT = environment.folder("STATIC_ROOT", VAR / "static")
MEDIA_ROOT = environment.folder("MEDIA_ROOT", VAR / "media")
PRIVATE_ROOT = environment.folder("PRIVATE_ROOT", VAR / "private")  # never served by address
SERVE_FILES = False  # nginx does
PAGE_STORE = environment.folder("PAGE_STORE", VAR / "pages")  # pages for everybody, which nginx serves (home.store)
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}

globals().update(services.mail())
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL")
globals().update(services.openid(CONTENT_SECURITY_POLICY))
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Behind nginx, which ends TLS and says so.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = environment.flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

# security.W019 wants X_FRAME_OPTIONS = "DENY", but the admin's preview is a frame on this site (base.py).
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W019"]
