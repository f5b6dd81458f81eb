"""Every rule of ours finds what it is for, and lets pass what is right."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
RULES = [rule["id"] for file in sorted(HERE.glob("*.yml")) for rule in yaml.safe_load(file.read_text())["rules"]]
# Rule -> where it looks, what it must find, what it must not.
SAMPLES = {
    "no-mark-safe": ("home/a.py", "x = mark_safe(text)", 'x = mark_safe("<b>")'),
    "live-without-public": ("home/b.py", "x = Page.objects.live().first()", "x = Page.objects.live().public().first()"),
    "no-csrf-exempt": ("home/c.py", "@csrf_exempt\ndef view(request):\n    pass", "def view(request):\n    pass"),
    "no-guessing-about-users": ("home/d.py", 'x = getattr(request.user, "is_staff", 0)', "x = request.user.is_staff"),
    "no-request-leaves-the-house": ("home/e.py", "import requests", "import json"),
    "no-business-in-signals": ("home/f.py", "post_save.connect(tell)", "tell()"),
    "raw-sql-only-in-search-engines": ("home/g.py", 'cursor.execute("SELECT 1")', "Page.objects.first()"),
    "safe-only-for-rendered-text": ("templates/a.html", "{{ text|safe }}", "{{ comment.body_html|safe }}"),
    "autoescape-stays-on": ("templates/b.html", "{% autoescape off %}", "{% block main %}"),
    "no-inline-script": ("templates/c.html", "<script>go()</script>", '<script type="module" src="a.js"></script>'),
    "no-inline-style": ("templates/d.html", '<p style="color: red">', '<p class="warning">'),
    "no-inline-handler": ("templates/e.html", '<a onclick="go()">', '<a data-action="go">'),
    "nothing-from-other-hosts": (
        "templates/f.html",
        '<img src="https://a.example/b.png">',
        '<a href="https://a.example/">',
    ),
    "no-html-from-strings": (
        "site/assets/js/a.js",
        "part.innerHTML = text;",
        'const part = document.createElement("template");\npart.innerHTML = text;',
    ),
    "no-other-host": ("site/assets/js/b.js", 'fetch("https://a.example/")', 'fetch("/soeg/")'),
}


def found_in(folder: Path) -> set[tuple[str, str]]:
    """(rule, file) of everything that semgrep finds there."""
    command = [str(Path(sys.executable).with_name("semgrep")), "scan", "--config", str(HERE), "--json", "--quiet"]
    command += ["--metrics=off", "--disable-version-check", "--no-git-ignore", "."]
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)
    answer = json.loads(done.stdout)
    assert not answer["errors"], answer["errors"]
    return {(result["check_id"].rsplit(".", 1)[1], result["path"]) for result in answer["results"]}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, str]]:
    """What is found among the wrong samples."""
    return found_in(written(tmp_path_factory.mktemp("wrong"), 1))


def written(folder: Path, which: int) -> Path:
    """The samples as files."""
    for sample in SAMPLES.values():
        path = folder / sample[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sample[which] + "\n")
    return folder


def test_every_rule_has_its_samples() -> None:
    assert set(SAMPLES) == set(RULES)
    assert len(RULES) == len(set(RULES))


@pytest.mark.parametrize("rule", SAMPLES)
def test_the_rule_finds_what_is_wrong(rule: str, wrong: set[tuple[str, str]]) -> None:
    assert (rule, SAMPLES[rule][0]) in wrong


def test_no_rule_finds_fault_with_what_is_right(tmp_path: Path) -> None:
    assert found_in(written(tmp_path, 2)) == set()
