"""What every installation of Torvet has in common. What differs is in development.py, test.py and production.py."""

import datetime as dt
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import environment
from home.embeds import HOSTS

ROOT = Path(__file__).resolve().parents[3]
ASSETS = ROOT / "site" / "assets"

INSTALLED_APPS = [
    "config",
    "forum",
    "exhibitions",
    "home",
    "search",
    "accounts",
    "notices",
    "guard",
    "wagtail_localize",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_comments",
    "forum.xtd.CommentsXtdConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "search.middleware.OpenApi",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.middleware.PageStore",  # what stands below is not asked for a page that is kept
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.BadInput",
    "config.middleware.AdminForStaff",
    "accounts.middleware.SecondFactorForStaff",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "config.middleware.AtomicWrites",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "home.context_processors.site",
                "notices.context_processors.unread",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Accounts -------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupExtra"
ACCOUNT_FORMS = {"login": "accounts.login.PasswordLoginForm"}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_RATE_LIMITS = dict.fromkeys(  # those of accounts.limits stand instead: they tell when to come back
    ("signup", "login", "login_failed", "request_login_code", "reset_password", "confirm_email")
)
ACCOUNT_USER_DISPLAY = "accounts.models.display_name"

ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Second factor: an app or a passkey. A passkey is both factors, so it signs in alone.
STAFF_SECOND_FACTOR = True  # nobody is let into Wagtail's admin without; off only where nothing is at stake
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Torvet"
MFA_TOTP_TOLERANCE = 1  # a clock may be half a minute wrong
MFA_FORMS = {"add_webauthn": "accounts.passkeys.PasskeyForm", "edit_webauthn": "accounts.passkeys.RenameForm"}
# A broker of MitID, or the library's own sign-in: services.openid() makes the provider from the environment.
SOCIALACCOUNT_ADAPTER = "accounts.openid.OpenIDAdapter"
SOCIALACCOUNT_PROVIDERS: dict = {}
SOCIALACCOUNT_AUTO_SIGNUP = False  # nobody's full name is taken over unasked: each chooses the name that others see
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
OPENID_VERIFIES = False
# Guessing at one account from one network is stopped for a while; the whole network, or the account, never.
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"  # neither addresses nor networks are kept in the database
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "guard.network.of"
AXES_USERNAME_CALLABLE = "accounts.login.tried_address"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = [
    "axes.W002",
    "axes.W003",
]  # accounts.views asks axes itself, so that the answer is a page of the house

# Language and time ----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [
    ROOT / "site" / "locale",  # our own words
    ROOT / "site" / "locale" / "wagtail",  # what the packages' own Danish lacks, or says badly
]
# A translation stays a draft until somebody has translated it and publishes it.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

# Files ----------------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [(name, ASSETS / name) for name in ("css", "js", "img", "vendor") if (ASSETS / name).is_dir()]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.styles.SiteStyles",
]
MEDIA_URL = "/media/"
STORAGES = {
    "default": {"BACKEND": "home.storage.HouseStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a page with many blocks posts thousands of fields
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o644

# Wagtail --------------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Torvet"
WAGTAILADMIN_BASE_URL = "http://127.0.0.1:8000"
WAGTAILADMIN_LOGIN_URL = "/konto/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/login/"
WAGTAILIMAGES_IMAGE_MODEL = "home.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "tif", "tiff", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 60 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 150_000_000
WAGTAILIMAGES_FEATURE_DETECTION_ENABLED = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "csv", "txt", "vtt", "mp3", "m4a", "mp4", "webm"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILEMBEDS_FINDERS: list[dict] = []  # embeds are click-to-load blocks of ours, never fetched while a page is made
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Maps: the address of the tiles, with {z}, {x} and {y}. Without one, places are marked on an empty ground. One with a
# host is somebody else's, who is asked only when the reader has pressed the button.
MAP_TILES = environment.text("TORVET_MAP_TILES", "")
MAP_ATTRIBUTION = environment.text("TORVET_MAP_ATTRIBUTION", "")

# Comments -------------------------------------------------------------------------------------------------------------
SITE_ID = 1
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "forum.models.Comment"
COMMENTS_XTD_MAX_THREAD_LEVEL = 50
COMMENTS_XTD_CONFIRM_EMAIL = False
COMMENTS_XTD_LIST_ORDER = ("thread_id", "order")

# Tasks ----------------------------------------------------------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"], "ENQUEUE_ON_COMMIT": False}}

# Notices --------------------------------------------------------------------------------------------------------------
# The key that signs web pushes (VAPID, RFC 8292): 32 bytes as base64url. Without one there are none.
VAPID_PRIVATE_KEY = environment.text("VAPID_PRIVATE_KEY", "")
# The push services of the browsers; no other address is spoken to, whatever a browser says.
PUSH_SERVICES = ["fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"]

# Security -------------------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview shows the page in a frame of the same site
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin needs inline styles and scripts; it is for staff only and has its own policy (config.middleware).
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *(["/".join(MAP_TILES.split("/")[:3])] if "//" in MAP_TILES else [])],
        "media-src": [SELF, "blob:"],
        "font-src": [SELF],
        "frame-src": [SELF, *HOSTS],  # films that the reader has asked for
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ["camera", "geolocation", "microphone", "payment", "usb", "accelerometer", "gyroscope", "magnetometer"]
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "guard.logs.CarefulFormatter", "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"level": "INFO"}
        for name in ("config", "home", "exhibitions", "forum", "accounts", "search", "notices", "guard", "demo")
    },
}
