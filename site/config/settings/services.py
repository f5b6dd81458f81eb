"""The services around the application, read from the environment. Each is optional here; production.py insists."""

from config import environment


def cache(redis_url: str) -> dict:
    """Django's `CACHES`: Redis when there is one (and memory while it is away), otherwise the process's own memory."""
    if redis_url:
        options = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5}  # seconds
        return {"default": {"BACKEND": "config.cache.FallbackCache", "LOCATION": redis_url, "OPTIONS": options}}
    return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


def search() -> dict:
    """Settings of the search room: without an address of Elasticsearch the database engine answers alone."""
    return {
        # Several nodes are separated by commas.
        "ELASTICSEARCH_URL": environment.addresses("ELASTICSEARCH_URL", "") or None,
        "API_KEY": environment.text("ELASTICSEARCH_API_KEY", ""),
        # A file with the certificate authority of nodes whose certificate is not signed by a public one.
        "CA_CERTS": environment.file("ELASTICSEARCH_CA", ""),
        "INDEX_PREFIX": environment.text("TORVET_INDEX_PREFIX", "torvet"),
        # Copies of the index: a number, or a range within which there are as many as there are other nodes.
        "REPLICAS": environment.text("ELASTICSEARCH_REPLICAS", "0-1"),
        "TIMEOUT": 1.0,  # seconds that a search waits before the database answers
    }


def sqlite(path: object) -> dict:
    """SQLite as web and worker can share it: write-ahead log, immediate transactions, twenty seconds' patience."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def mail() -> dict:
    """Django's e-mail settings for an SMTP server."""
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": environment.text("EMAIL_HOST"),
        "EMAIL_PORT": environment.number("EMAIL_PORT", 25),
        "EMAIL_HOST_USER": environment.text("EMAIL_HOST_USER", ""),
        "EMAIL_HOST_PASSWORD": environment.text("EMAIL_HOST_PASSWORD", ""),
        "EMAIL_USE_TLS": environment.flag("EMAIL_USE_TLS", default=False),
        "EMAIL_TIMEOUT": 10,
    }
