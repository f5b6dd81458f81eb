"""Settings from the environment, typed, failing with one sentence that names what is wrong.

Every reader takes the variable's name and, where one is allowed, a default. In production the secrets have no default:
a missing one stops the start (`ImproperlyConfigured`), which `manage.py` and the ASGI entry print as one line.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_UNSET = object()


def text(name: str, default: object = _UNSET) -> str:
    """The variable as text. Raises `ImproperlyConfigured` when it is missing or blank and there is no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is _UNSET:
        raise ImproperlyConfigured(
            f"The setting {name} is missing: set the environment variable {name} and start again."
        )
    return str(default)


def flag(name: str, *, default: bool) -> bool:
    """The variable as yes/no: 1, true, yes, on or 0, false, no, off."""
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"The setting {name} must be 1 or 0, but is “{value}”.")


def number(name: str, default: object = _UNSET) -> int:
    """The variable as a whole number."""
    value = text(name, default)
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"The setting {name} must be a whole number, but is “{value}”.") from None


def words(name: str, default: object = _UNSET) -> list[str]:
    """The variable as a list, separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def addresses(name: str, default: object = _UNSET) -> str:
    """The variable as web addresses separated by commas, each with its port: without one, that of http or https."""
    found = []
    for address in words(name, default):
        parts = urlsplit(address)
        try:
            port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        except (KeyError, ValueError):
            port = None
        if not port or not parts.hostname:
            raise ImproperlyConfigured(
                f"The setting {name} must hold addresses such as https://search.example:9200, separated by commas."
            )
        found.append(urlunsplit(parts._replace(netloc=parts.netloc if parts.port else f"{parts.netloc}:{port}")))
    return ",".join(found)


def file(name: str, default: object = _UNSET) -> str:
    """The variable as a file that is there, or "" when the default is "" and it is not set."""
    path = text(name, default)
    if path and not Path(path).is_file():
        raise ImproperlyConfigured(f"The setting {name} names a file that is not there: {path}.")
    return path


def database(name: str, default: object = _UNSET) -> dict:
    """A Django database definition from an address such as `postgres://user:secret@host:5432/name`."""
    url = text(name, default)
    try:
        config = environ.Env.db_url_config(url)
    except Exception as error:  # noqa: BLE001 - whatever the parser trips over, the cause is the address
        raise ImproperlyConfigured(f"The setting {name} is not a database address: {error}.") from None
    if not str(config.get("ENGINE")).startswith("django.db.backends."):
        raise ImproperlyConfigured(f"The setting {name} is not a database address that Django knows.")
    return config


def folder(name: str, default: Path) -> Path:
    """The variable as a folder, made when it is not there."""
    path = Path(text(name, default)).expanduser()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"The setting {name} names a folder that can't be used: {error}.") from None
    return path
