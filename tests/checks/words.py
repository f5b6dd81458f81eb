"""Is every word of the interface translated? Exit status 1, with what is missing, when not.

The words are collected anew (`makemessages`) from a copy of the code and merged with our catalogue, as `make messages`
would: what is then without a translation, uncertain ("fuzzy") or left over is told.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).parents[2]
CATALOGUE = Path("site/locale/da/LC_MESSAGES/django.po")
OF_PACKAGES = Path("site/locale/wagtail/da/LC_MESSAGES/django.po")  # what the packages' own Danish lacks
FOLDERS = (
    "accounts",
    "exhibitions",
    "forum",
    "guard",
    "home",
    "notices",
    "search",
    "site/config",
    "site/demo",
    "templates",
)


def collect(folder: Path) -> Path:
    """Copy code and catalogue to `folder` and bring the copy of the catalogue up to date; returns its path."""
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
    copy = folder / CATALOGUE
    copy.parent.mkdir(parents=True)
    shutil.copy(ROOT / CATALOGUE, copy)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    django.setup()
    settings.LOCALE_PATHS = [str(folder / "site" / "locale")]
    os.chdir(folder)
    call_command("makemessages", locale=["da"], no_wrap=True, no_location=True, verbosity=0)
    return copy


def problems(catalogue: Path) -> list[str]:
    """A line for every message that is not well translated."""
    with catalogue.open("rb") as file:
        read = read_po(file, locale="da")
    found = [f"no Danish: {_told(message)}" for message in read if message.id and not _complete(message)]
    found += [f"uncertain (fuzzy): {_told(message)}" for message in read if message.id and message.fuzzy]
    found += [f"left over, in no template and no code: {_told(message)}" for message in read.obsolete.values()]
    check = ["msgfmt", "--check-format", "--output-file", os.devnull, str(catalogue)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    if done.returncode:
        found += done.stderr.splitlines()
    return found


def _complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else [message.string]
    return all(strings)


def _told(message: Message) -> str:
    text = message.id[0] if isinstance(message.id, list | tuple) else message.id
    return text if message.context is None else f"{text} ({message.context})"


def main() -> int:
    """Collect, compare, tell."""
    with tempfile.TemporaryDirectory() as folder:
        found = problems(collect(Path(folder)))
        os.chdir(ROOT)
    found += problems(ROOT / OF_PACKAGES)
    print("\n".join(found) or "Every word has its Danish.")
    if found:
        print(f"{len(found)} to be put right: `make messages`, then {CATALOGUE}.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
