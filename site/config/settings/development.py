"""For a first look and for work on the code: one machine, an embedded database, no other service."""

from config import environment
from config.settings import services
from config.settings.base import *

INSTALLED_APPS = ["demo", *INSTALLED_APPS]

DEBUG = environment.flag("TORVET_DEBUG", default=False)
VAR = environment.folder("TORVET_VAR", ROOT / "var")
# Not a secret: this key signs only what stays on one's own machine. Production has none by default.
SECRET_KEY = environment.text("SECRET_KEY", "development-only-key-that-protects-nothing-but-a-first-look")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver", *environment.words("ALLOWED_HOSTS", "")]

DATABASES = {
    "default": environment.database("DATABASE_URL")
    if environment.text("DATABASE_URL", "")
    else services.sqlite(VAR / "torvet.sqlite3")
}
REDIS_URL = environment.text("REDIS_URL", "")
CACHES = services.cache(REDIS_URL)
SEARCH = services.search()
WAGTAILADMIN_BASE_URL = environment.text("TORVET_BASE_URL", "http://127.0.0.1:8000")

STATIC_ROOT = VAR / "static"
MEDIA_ROOT = VAR / "media"
PRIVATE_ROOT = VAR / "private"
SERVE_FILES = True
PAGE_STORE = None if DEBUG else VAR / "pages"

DEFAULT_FROM_EMAIL = "Brovig Bibliotek <torvet@brovig.example>"
if environment.text("EMAIL_HOST", ""):
    globals().update(services.mail())
else:
    # Mail is printed in the terminal, so that a sign-in code can be read there.
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# A newcomer has no app with codes at hand: only here may the second factor of the staff be left out.
STAFF_SECOND_FACTOR = environment.flag("TORVET_SECOND_FACTOR", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost
globals().update(services.openid(CONTENT_SECURITY_POLICY))
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "axes.W001"]  # without Redis each process counts for itself
