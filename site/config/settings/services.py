"""The services around the application, read from the environment. Each is optional here; production.py insists."""

from urllib.parse import urlsplit

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


def pooled(database: dict) -> dict:
    """A PostgreSQL database whose connections outlive a request. Its thread does not (ASGI), so a pool keeps them.

    Only healthy ones are lent. While the server is away nobody waits long, and it is soon found when it is back.
    """
    pool = {"min_size": 1, "max_size": 10, "timeout": 2.0, "reconnect_timeout": 2.0}  # seconds
    options = {**database.get("OPTIONS", {}), "pool": pool}
    return {**database, "OPTIONS": options, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True}


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


def openid(policy: dict) -> dict:
    """Settings of an OpenID Connect provider, such as a broker of MitID; none when OPENID_SERVER_URL is not set.

    `policy` is the content security policy: a form may then lead to the provider. OPENID_TRUSTS_EMAIL says that the
    provider has itself seen that an address is the person's (`email_verified`), and OPENID_VERIFIES that whoever comes
    from it is a verified citizen.
    """
    server = environment.text("OPENID_SERVER_URL", "").rstrip("/")
    if not server:
        return {}
    parts = urlsplit(server)
    directives = {**policy["DIRECTIVES"]}
    directives["form-action"] = [*directives["form-action"], f"{parts.scheme}://{parts.netloc}"]
    trusts = environment.flag("OPENID_TRUSTS_EMAIL", default=False)
    app = {
        "provider_id": "openid",
        "name": environment.text("OPENID_NAME", "MitID"),
        "client_id": environment.text("OPENID_CLIENT_ID"),
        "secret": environment.text("OPENID_CLIENT_SECRET"),
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    scope = environment.words("OPENID_SCOPE", "openid,profile,email")
    return {
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": [app], "SCOPE": scope}},
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": trusts,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": trusts,
        "OPENID_VERIFIES": environment.flag("OPENID_VERIFIES", default=False),
        "CONTENT_SECURITY_POLICY": {**policy, "DIRECTIVES": directives},
    }
