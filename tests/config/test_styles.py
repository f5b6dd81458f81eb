"""The one style sheet of every page, made of seven."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from config import styles

RULE = re.compile(r"[^{};]+\{|[^{};]+;")


def _rules(text: str) -> list[str]:
    """What a sheet says, without comments and spaces."""
    return [" ".join(rule.split()) for rule in RULE.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))]


@pytest.fixture
def assets(settings: Any, tmp_path: Path) -> Path:
    settings.VAR = tmp_path / "var"
    settings.ASSETS = tmp_path / "assets"
    folder = settings.ASSETS / "css"
    folder.mkdir(parents=True)
    for name in styles.PARTS:
        (folder / f"{name}.css").write_text(f"/* {name} */\n.{name} {{\n  color: red;\n}}\n")
    return folder


def test_it_says_what_its_parts_say_in_their_order(settings: Any) -> None:
    found = finders.find(styles.NAME)
    assert isinstance(found, str)
    folder = settings.ASSETS / "css"
    apart = [rule for name in styles.PARTS for rule in _rules((folder / f"{name}.css").read_text("utf-8"))]
    assert len(apart) > 100
    assert _rules(Path(found).read_text("utf-8")) == apart


def test_an_edited_part_shows_at_once(assets: Path) -> None:
    finder = styles.SiteStyles()
    made = Path(str(finder.find(styles.NAME)))
    assert made.read_text().split() == " ".join(f".{name} {{ color: red; }}" for name in styles.PARTS).split()
    part = assets / "lists.css"
    part.write_text(".lists { color: blue; }")
    later = made.stat().st_mtime + 5
    os.utime(part, (later, later))
    assert ".lists { color: blue; }" in Path(str(finder.find(styles.NAME))).read_text()


def test_it_is_collected_with_the_others(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "static" / styles.NAME).is_file()
