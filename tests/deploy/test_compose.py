"""compose.yaml, the Dockerfile, env.example and the runbook agree with each other and with the code."""

import ast
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands
from elasticsearch import Elasticsearch

from tests.deploy import compose
from tests.deploy.compose import DEPLOY, ROOT

OURS = ("setup", "web", "worker", "clock")
SETTINGS = ROOT / "site" / "config" / "settings"


def run_settings(environment: dict[str, str], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Load the production settings with exactly this environment (folders below `tmp_path`)."""
    folders = {name: str(tmp_path / name) for name in ("STATIC_ROOT", "MEDIA_ROOT", "TORVET_VAR")}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    env = {"PATH": os.defpath, **environment, **folders}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120)


def settings_read() -> set[str]:
    """Every environment variable that production's settings read."""
    names = set()
    for file in ("base.py", "production.py", "services.py"):
        for node in ast.walk(ast.parse((SETTINGS / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("environment."):
                names.add(ast.literal_eval(node.args[0]))
    return names


def test_every_variable_of_compose_is_explained_in_env_example() -> None:
    assert compose.variables() == set(compose.example())


def test_env_example_holds_no_secret() -> None:
    example = compose.example()
    assert {
        example[name] for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "ELASTIC_PASSWORD", "EMAIL_HOST_PASSWORD")
    } == {""}


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "POSTGRES_PASSWORD", "ELASTIC_PASSWORD", "TORVET_HOST", "TORVET_BASE_URL", "EMAIL_HOST"]
)
def test_compose_stops_with_the_name_of_what_is_missing(name: str) -> None:
    values = {key: value for key, value in compose.filled().items() if key != name}
    with pytest.raises(compose.MissingError, match=name):
        compose.put_in((DEPLOY / "compose.yaml").read_text(encoding="utf-8"), values)


def test_production_is_satisfied_by_the_environment_of_compose_and_has_nothing_to_warn_of(tmp_path: Path) -> None:
    result = run_settings(compose.environment("web", compose.filled()), tmp_path)
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize(
    "name",
    ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "TORVET_BASE_URL", "EMAIL_HOST", "DEFAULT_FROM_EMAIL"],
)
def test_production_names_a_missing_setting_in_one_sentence(name: str, tmp_path: Path) -> None:
    environment = compose.environment("web", compose.filled())
    del environment[name]
    result = run_settings(environment, tmp_path)
    assert result.returncode != 0
    told = result.stderr.strip().splitlines()
    assert len(told) == 1, result.stderr
    assert f"The setting {name} is missing" in told[0]


def test_compose_gives_the_site_nothing_that_it_does_not_read() -> None:
    given = set(compose.raw()["services"]["web"]["environment"]) - {"DJANGO_SETTINGS_MODULE"}
    assert given <= settings_read()


def test_our_services_share_one_environment() -> None:
    services = compose.raw()["services"]
    assert all(services[name]["environment"] == services["web"]["environment"] for name in OURS)


def test_elasticsearch_client_signs_in_with_the_address_of_compose() -> None:
    url = compose.environment("web", compose.filled())["ELASTICSEARCH_URL"]
    node = next(iter(Elasticsearch(url).transport.node_pool.all()))
    assert node.host == "elasticsearch"
    assert node.config.headers["authorization"].startswith("Basic ")


def test_services_volumes_networks_and_conditions_exist() -> None:
    whole = compose.raw()
    services = whole["services"]
    for service in services.values():
        for needed, how in service.get("depends_on", {}).items():
            assert needed in services
            assert how["condition"] != "service_healthy" or "healthcheck" in services[needed]
        assert set(service["networks"]) <= set(whole["networks"])
        volumes = {volume.split(":")[0] for volume in service.get("volumes", [])}
        assert {name for name in volumes if not name.startswith(".")} <= set(whole["volumes"])
    hosts = re.findall(r"@(\w+):\d+|redis://(\w+):", " ".join(services["web"]["environment"].values()))
    assert {first or second for first, second in hosts} == {"postgres", "elasticsearch", "redis"} <= set(services)


def test_only_nginx_is_reached_from_outside() -> None:
    services = compose.raw()["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    stores = ("postgres", "redis", "elasticsearch")
    assert all(services[name]["networks"] == ["inside"] for name in stores)
    assert compose.raw()["networks"]["inside"]["internal"] is True


def test_every_image_is_pinned_by_version() -> None:
    images = {name: service["image"] for name, service in compose.raw()["services"].items() if name not in OURS}
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    images |= {f"stage {image}": image for image in re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)}
    assert len(images) > len(compose.raw()["services"]) - len(OURS)
    for name, image in images.items():
        assert re.search(r":\d+\.\d+\.?\d*(-\w+)*$", image), f"{name} is {image}"
        assert "/" not in image, "an official image, no address of a registry"


def test_full_elasticsearch_is_the_version_that_the_tests_run() -> None:
    from tests.services.elasticsearch.distribution import VERSION

    assert compose.raw()["services"]["elasticsearch"]["image"] == f"elasticsearch:{VERSION}"


def test_every_management_command_named_in_site_deploy_exists() -> None:
    named = set()
    for file in ("Dockerfile", "compose.yaml", "runbook.md", "nginx.conf"):
        text = (DEPLOY / file).read_text(encoding="utf-8").replace('", "', " ")
        named |= set(re.findall(r"manage\.py ([a-z_]+)", text))
    assert {"migrate", "setup", "collectstatic", "db_worker", "clock", "search_rebuild"} <= named
    assert named <= set(get_commands())


def test_the_runbook_speaks_of_services_that_exist() -> None:
    text = (DEPLOY / "runbook.md").read_text(encoding="utf-8")
    verbs = r"(?:exec(?: -T)?|restart|stop|start|logs(?: --\S+)*|run --rm(?: --no-deps)?)"
    named = set(re.findall(rf"docker compose {verbs} ([a-z]+)", text))
    assert len(named) > 4
    assert named <= set(compose.raw()["services"])


def test_the_image_gets_the_files_that_it_copies() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    sent = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")}
    assert all((ROOT / path).exists() for path in sent)
    for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists()
            assert source == "." or any(source == path or source.startswith(f"{path}/") for path in sent), source


def test_the_image_has_what_the_browser_libraries_are_made_with() -> None:
    """The stage leaves out what is for development, and has only the files that are copied for it."""
    assets = DEPLOY.parent / "assets"
    script = (assets / "vendor.mjs").read_text(encoding="utf-8")
    used = {name for name in re.findall(r'from "([^"]+)"', script) if not name.startswith("node:")}
    assert "esbuild" in used
    assert used <= set(json.loads((assets / "package.json").read_text(encoding="utf-8"))["dependencies"])
    dockerfile = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    read = set(re.findall(r'join\(here, "(\w+)"', script)) - {"node_modules", "vendor"}
    assert read == {"bundles", "css"}
    assert all(re.search(rf"^COPY site/assets/{folder}\b", dockerfile, re.MULTILINE) for folder in read)
