"""site/deploy as data: compose.yaml with its variables put in, the commands it gives, the values of env.example."""

import json
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "site" / "deploy"
VARIABLE = re.compile(r"\$\$|\$\{(?P<name>\w+)(?P<rule>:-|:\?)?(?P<rest>[^}]*)\}")


class MissingError(Exception):
    """A variable with `:?` has no value; holds the sentence that Docker would print."""


def example() -> dict[str, str]:
    """env.example as it is, blank values included."""
    lines = (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def filled() -> dict[str, str]:
    """env.example as somebody fills it in: long random secrets, a mail server."""
    blank = {"EMAIL_HOST": "mail.brovig.example"}
    blank |= {name: secrets.token_hex(32) for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "ELASTIC_PASSWORD")}
    return {name: value or blank.get(name, "") for name, value in example().items()}


def put_in(text: str, values: Mapping[str, str]) -> str:
    """Docker Compose's interpolation: `${A}`, `${A:-default}`, `${A:?sentence}`, `$$`. Raises MissingError."""

    def value(match: re.Match[str]) -> str:
        if match[0] == "$$":
            return "$"
        found = values.get(match["name"], "")
        if not found and match["rule"] == ":?":
            raise MissingError(match["rest"])
        return found or (match["rest"] if match["rule"] == ":-" else "")

    return VARIABLE.sub(value, text)


def raw() -> dict[str, Any]:
    """compose.yaml, merged, its variables still in it."""
    loaded: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return loaded


def environment(service: str, values: Mapping[str, str]) -> dict[str, str]:
    """What a service gets in its environment. Raises MissingError."""
    return {name: put_in(str(text), values) for name, text in raw()["services"][service]["environment"].items()}


def variables() -> set[str]:
    """Every variable that compose.yaml asks the .env file for."""
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    return {match["name"] for match in VARIABLE.finditer(text) if match["name"]}


def setup_commands() -> list[list[str]]:
    """The commands of the service `setup`, one list of words each."""
    script = raw()["services"]["setup"]["command"][-1]
    return [line.split() for line in script.splitlines() if line.strip()]


def web_command() -> list[str]:
    """The image's CMD."""
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    found = re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)
    assert len(found) == 1, "the Dockerfile has one CMD, in the form of a list"
    words: list[str] = json.loads(found[0])
    return words
