"""The admin speaks Danish: the packages' catalogues and ours together leave no word out, and ours break none."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override

PACKAGES = ("wagtail", "allauth")  # the packages with words that people here read
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|(?<!\{)\{\w*\}(?!\})")
MARK_UP = re.compile(r"<[^>]+>")
Key = tuple[str | None, tuple[str, ...]]


def texts(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """One or several forms (singular, plural) as a tuple."""
    return tuple(value) if isinstance(value, list | tuple) else (value or "",)


def key(message: Message) -> Key:
    """What gettext finds a message by, and its plural."""
    return message.context, texts(message.id)


@cache
def read(file: Path) -> Catalog:
    """A catalogue, as source (.po) or compiled (.mo)."""
    with file.open("rb") as opened:
        return read_mo(opened) if file.suffix == ".mo" else read_po(opened, locale=file.parts[-3])


def translated(file: Path) -> set[Key]:
    """The messages of a Danish catalogue that have all their forms and are not uncertain ("fuzzy")."""
    return {key(message) for message in read(file) if message.id and all(texts(message.string)) and not message.fuzzy}


def folders() -> list[Path]:
    """The folders of catalogues of the installed apps of PACKAGES."""
    configs = [config for config in apps.get_app_configs() if config.name.split(".")[0] in PACKAGES]
    # allauth's catalogue lies with the package, of which allauth.account is a part.
    found = {Path(config.path) / "locale" for config in configs}
    return sorted(folder for folder in found if (folder / "en").is_dir())


def ours(domain: str) -> list[Path]:
    """Our own catalogues of a domain, "django" or "djangojs"."""
    paths = [Path(folder) / "da" / "LC_MESSAGES" / f"{domain}.po" for folder in settings.LOCALE_PATHS]
    return [path for path in paths if path.exists()]


OURS = [file for domain in ("django", "djangojs") for file in ours(domain)]
ENGLISH = [file for folder in folders() for file in sorted(folder.glob("en/LC_MESSAGES/django*.po"))]


def test_the_catalogues_are_found() -> None:
    """So that the tests below cannot pass over nothing."""
    names = {file.parents[3].name for file in ENGLISH}
    assert {"wagtail", "admin", "images", "documents", "snippets", "users", "redirects", "allauth"} <= names
    assert [file.name for file in OURS] == ["django.po", "django.po", "djangojs.po"]


@pytest.mark.parametrize("english", ENGLISH, ids=lambda file: f"{file.parents[3].name}-{file.stem}")
def test_every_word_of_the_packages_is_danish(english: Path) -> None:
    theirs = [folder / "da" / "LC_MESSAGES" / f"{english.stem}.mo" for folder in folders()]
    danish = set().union(*(translated(file) for file in [*theirs, *ours(english.stem)] if file.exists()))
    wanted = {key(message) for message in read(english) if message.id}
    assert wanted
    assert sorted(map(str, wanted - danish)) == []


@pytest.mark.parametrize("file", OURS, ids=lambda file: f"{file.parents[2].name}-{file.stem}")
def test_our_words_are_whole(file: Path) -> None:
    """No message is empty or uncertain, and each keeps what is put into it, its mark-up and the space at its ends."""
    broken = []
    for message in read(file):
        if not message.id:
            continue
        whole = len(texts(message.id)) == len(texts(message.string)) and not message.fuzzy
        pairs = list(zip(texts(message.id), texts(message.string), strict=False))
        for pattern in (PLACEHOLDER, MARK_UP, re.compile(r"^\s|\s$")):
            whole = whole and all(set(pattern.findall(en)) == set(pattern.findall(da)) for en, da in pairs)
        if not whole or not all(da for _, da in pairs):
            broken.append(message.id)
    assert broken == []


def test_django_uses_our_words() -> None:
    """Ours come before the packages' own, with their plural and through the JavaScript catalogue too."""
    with override("da"):
        assert gettext("Save draft") == "Gem kladde"
        assert ngettext("Publish 1 page", "Publish %(counter)s pages", 1) == "Udgiv 1 side"
        assert ngettext("Publish 1 page", "Publish %(counter)s pages", 2) == "Udgiv %(counter)s sider"


@pytest.mark.django_db
def test_the_admin_hands_our_words_to_the_browser() -> None:
    words = Client(headers={"accept-language": "da"}).get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    for english, danish in (("Insert a block", "Indsæt en blok"), ("Autosave in progress…", "Gemmer automatisk…")):
        assert f"{json.dumps(english)}: {json.dumps(danish)}" in words
