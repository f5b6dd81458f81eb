"""Settings from the environment: each fault is one sentence that names the setting."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import environment

NAME = "TORVET_PROEVE"


def set_to(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    monkeypatch.delenv(NAME, raising=False)
    if value is not None:
        monkeypatch.setenv(NAME, value)


@pytest.mark.parametrize("value", [None, "", "   "])
def test_what_is_missing_is_named_unless_it_has_a_default(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    set_to(monkeypatch, value)
    for read in (environment.text, environment.number, environment.words, environment.database):
        with pytest.raises(ImproperlyConfigured, match=NAME):
            read(NAME)
    assert environment.text(NAME, "a") == "a"
    assert environment.number(NAME, 25) == 25
    assert environment.words(NAME, "") == []
    assert environment.flag(NAME, default=True) is True
    assert environment.flag(NAME, default=False) is False


@pytest.mark.parametrize(
    ("reader", "value", "result"),
    [
        (environment.text, " a b ", "a b"),
        (environment.number, "25", 25),
        (environment.number, "-1", -1),
        (environment.words, "a, b,,c ", ["a", "b", "c"]),
    ],
)
def test_what_is_given_is_read(monkeypatch: pytest.MonkeyPatch, reader: Any, value: str, result: Any) -> None:
    set_to(monkeypatch, value)
    assert reader(NAME) == result


@pytest.mark.parametrize(
    ("value", "result"),
    [("1", True), ("Yes", True), ("on", True), ("TRUE", True), ("0", False), ("off", False), ("No", False)],
)
def test_yes_and_no(monkeypatch: pytest.MonkeyPatch, value: str, result: bool) -> None:
    set_to(monkeypatch, value)
    assert environment.flag(NAME, default=not result) is result


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: environment.flag(NAME, default=True), "måske"),
        (lambda: environment.number(NAME), "mange"),
        (lambda: environment.number(NAME), "2.5"),
        (lambda: environment.database(NAME), "ikke en adresse"),
        (lambda: environment.database(NAME), "ftp://vaert/navn"),
        (lambda: environment.database(NAME), "postgres://bruger@vaert:port/navn"),
        (lambda: environment.folder(NAME, Path("/tmp")), "/proc/nej/nej"),  # noqa: S108 - not used
    ],
)
def test_what_is_wrong_is_one_sentence_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, read: Any, value: str
) -> None:
    set_to(monkeypatch, value)
    with pytest.raises(ImproperlyConfigured) as error:
        read()
    sentence = str(error.value)
    assert NAME in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def test_a_wrong_database_address_does_not_repeat_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    set_to(monkeypatch, "postgres://bruger:hemmeligt@vaert:port/navn")
    with pytest.raises(ImproperlyConfigured) as error:
        environment.database(NAME)
    assert "hemmeligt" not in str(error.value)


def test_a_folder_is_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    set_to(monkeypatch, str(tmp_path / "a" / "b"))
    assert environment.folder(NAME, Path("x")).is_dir()
    set_to(monkeypatch, None)
    assert environment.folder(NAME, tmp_path / "c").is_dir()


COMPLETE = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "torvet.brovig.example",
    "DATABASE_URL": "postgres://torvet:hemmeligt@127.0.0.1:1/torvet",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "TORVET_BASE_URL": "https://torvet.brovig.example",
    "EMAIL_HOST": "127.0.0.1",
    "DEFAULT_FROM_EMAIL": "torvet@brovig.example",
}


def start(
    tmp_path: Path, given: dict[str, str], command: str = "from config.settings import production"
) -> "subprocess.CompletedProcess[str]":
    """A process that reads the settings of production with nothing but `given` in its environment."""
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", command], env={**clean, "TORVET_VAR": str(tmp_path), **given}, cwd=settings.ROOT, text=True, capture_output=True, check=False
    )  # fmt: skip


@pytest.mark.parametrize("missing", COMPLETE)
def test_production_does_not_start_without(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in COMPLETE.items() if name != missing}
    process = start(tmp_path, given)
    assert process.returncode != 0
    last = process.stderr.strip().splitlines()[-1]
    assert missing in last
    assert "hemmeligt" not in process.stderr


def test_production_with_everything_is_safe(tmp_path: Path) -> None:
    names = "DEBUG, SESSION_COOKIE_SECURE, CSRF_COOKIE_SECURE, SECURE_SSL_REDIRECT, SERVE_FILES, SECURE_HSTS_SECONDS"
    process = start(tmp_path, COMPLETE, f"from config.settings.production import *; print({names})")
    assert process.stdout.split() == ["False", "True", "True", "True", "False", "31536000"], process.stderr


@pytest.mark.parametrize("entry", ["manage", "asgi"])
def test_a_start_without_settings_is_one_line(tmp_path: Path, entry: str) -> None:
    given = {
        **{name: value for name, value in COMPLETE.items() if name != "SECRET_KEY"},
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
    }
    commands = {
        "manage": "import runpy, sys; sys.argv = ['manage.py', 'check']; runpy.run_path('manage.py', run_name='__main__')",
        "asgi": "import config.asgi",
    }
    process = start(tmp_path, given, commands[entry])
    assert process.returncode == 1
    assert "Traceback" not in process.stderr
    assert "SECRET_KEY" in process.stderr
    assert len(process.stderr.strip().splitlines()) == 1
