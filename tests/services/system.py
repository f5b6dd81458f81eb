"""The programs that the tests need from the operating system: finds them, and installs them on Debian when it may.

`python -m tests.services.system` installs what is missing when run as root; otherwise it names it and fails.
Programs are found outside PATH too, so a bare environment will do.
"""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services.errors import ServiceError

SEARCH_PATH = os.pathsep.join(("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin"))
POSTGRES_FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")
POSTGRES_MINIMUM = 15
JAVA_FOLDERS = ("/usr/lib/jvm/*", "/opt/java/*", "/opt/jdk*")
JAVA_MINIMUM = 17  # what Elasticsearch 8.19 and our analysis module are compiled for
APT = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3", "-q"]
APT_TIMEOUT = 1200  # seconds
START_POLICY = Path("/usr/sbin/policy-rc.d")
START_POLICY_TEXT = "#!/bin/sh\n# Torvet's tests are installing packages: start no services meanwhile.\nexit 101\n"


def find_program(name: str) -> Path | None:
    """The program's path, looked for on PATH and then in the usual folders."""
    path = os.pathsep.join(filter(None, (os.environ.get("PATH"), SEARCH_PATH)))
    found = shutil.which(name, path=path)
    return Path(found) if found else None


def find_postgres() -> Path | None:
    """The folder with the programs of the newest PostgreSQL server of version 15 or later."""
    folders = [folder for pattern in POSTGRES_FOLDERS for folder in Path("/").glob(pattern[1:])]
    on_path = find_program("initdb")
    if on_path:
        folders.append(on_path.resolve().parent)
    complete = [f for f in folders if all((f / name).exists() for name in ("initdb", "postgres", "psql"))]
    return max((f for f in complete if postgres_version(f) >= POSTGRES_MINIMUM), key=postgres_version, default=None)


def postgres_version(folder: Path) -> int:
    """The major version of the server in that folder, 0 when it does not say."""
    told = subprocess.run([folder / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    match = re.search(r"\) (\d+)", told)
    return int(match[1]) if match else 0


def find_jdk() -> Path | None:
    """The home of the oldest full JDK of version 17 or later (a runtime without javac and jlink will not do)."""
    homes = [Path(value) for name in ("ES_JAVA_HOME", "JAVA_HOME") if (value := os.environ.get(name))]
    homes += [home for pattern in JAVA_FOLDERS for home in Path("/").glob(pattern[1:])]
    compiler = find_program("javac")
    if compiler:
        homes.append(compiler.resolve().parent.parent)
    complete = [home for home in homes if (home / "bin" / "javac").exists() and (home / "bin" / "jlink").exists()]
    return min((h for h in complete if java_version(h) >= JAVA_MINIMUM), key=java_version, default=None)


def java_version(home: Path) -> int:
    """The major version that a JDK's `release` file states, 0 when it does not."""
    try:
        match = re.search(r'^JAVA_VERSION="(\d+)', (home / "release").read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(match[1]) if match else 0


@dataclass(frozen=True)
class Need:
    """A program, how to find it, and the Debian packages that have it, the first that apt knows being taken."""

    what: str
    find: Callable[[], Path | None]
    packages: tuple[str, ...]

    def require(self) -> Path:
        """Where it is; ServiceError naming the package and the command when it is missing."""
        found = self.find()
        if found is None:
            raise ServiceError(_told([self]))
        return found


def _program(name: str) -> Callable[[], Path | None]:
    return lambda: find_program(name)


POSTGRES = Need(f"PostgreSQL {POSTGRES_MINIMUM} or later", find_postgres, ("postgresql",))
REDIS = Need("Redis", _program("redis-server"), ("redis-server",))
JDK = Need(
    f"a full JDK {JAVA_MINIMUM} or later",
    find_jdk,
    ("openjdk-17-jdk-headless", "openjdk-21-jdk-headless", "openjdk-25-jdk-headless"),
)
CHROMIUM = Need("Chromium", _program("chromium"), ("chromium",))
FFMPEG = Need("ffmpeg", _program("ffmpeg"), ("ffmpeg",))
ESPEAK = Need("espeak-ng", _program("espeak-ng"), ("espeak-ng",))
GETTEXT = Need("gettext", _program("msgfmt"), ("gettext",))
NGINX = Need("nginx", _program("nginx"), ("nginx-light", "nginx"))
NEEDS = (POSTGRES, REDIS, JDK, CHROMIUM, FFMPEG, ESPEAK, GETTEXT, NGINX)


def install_command(packages: tuple[str, ...]) -> str:
    """The command that a person types."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def require(needs: Iterable[Need]) -> None:
    """ServiceError that names everything missing at once, with the command that installs it."""
    lacking = [need for need in needs if need.find() is None]
    if lacking:
        raise ServiceError(_told(lacking))


def _told(lacking: list[Need]) -> str:
    packages = tuple(_known(need.packages) for need in lacking)
    return f"Missing: {', '.join(need.what for need in lacking)}. Install with `{install_command(packages)}`."


def missing() -> list[Need]:
    """What the tests need and this machine lacks; no JDK when ELASTICSEARCH_URL names a server to use."""
    given = bool(os.environ.get("ELASTICSEARCH_URL"))
    return [need for need in NEEDS if not (need is JDK and given) and need.find() is None]


def ensure() -> None:
    """Install what is missing through apt-get when we are root; otherwise ServiceError names it and the command."""
    needs = missing()
    if not needs:
        return
    if find_program("apt-get") is None:
        raise ServiceError(f"These programs are missing and must be installed: {', '.join(n.what for n in needs)}.")
    if os.geteuid() != 0:
        raise ServiceError(_told(needs))
    _apt_get("update")
    packages = tuple(_known(need.packages) for need in needs)
    print(f"Installing system packages: {', '.join(packages)} …", file=sys.stderr, flush=True)
    with _services_not_started():
        _apt_get("install", "-y", "--no-install-recommends", *packages)
    if still := missing():
        raise ServiceError(f"apt-get installed packages, but still missing: {', '.join(n.what for n in still)}.")


def _known(packages: tuple[str, ...]) -> str:
    """The first of the packages that this release of Debian has (Debian 13 has no openjdk-17)."""
    for package in packages if len(packages) > 1 and find_program("apt-cache") else ():
        policy = _run(["apt-cache", "policy", package], timeout=60)
        if "Candidate:" in policy.stdout and "Candidate: (none)" not in policy.stdout:
            return package
    return packages[0]


def _apt_get(*arguments: str) -> None:
    try:
        result = _run([*APT, *arguments], timeout=APT_TIMEOUT)
    except subprocess.TimeoutExpired:
        raise ServiceError(f"`apt-get {arguments[0]}` did not finish within {APT_TIMEOUT // 60} minutes.") from None
    if result.returncode:
        lines = (result.stderr or result.stdout).strip().splitlines()
        raise ServiceError(f"`apt-get {arguments[0]}` failed: {lines[-1] if lines else 'it said nothing'}")


def _run(command: list[str], timeout: float) -> subprocess.CompletedProcess[str]:
    """Run a system command with a full path of folders, answering in English, asking nothing."""
    env = {**os.environ, "PATH": SEARCH_PATH, "LC_ALL": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=timeout
    )


@contextlib.contextmanager
def _services_not_started() -> Iterator[None]:
    """Keep Debian from starting its own PostgreSQL and Redis: the tests start theirs (see invoke-rc.d(8))."""
    ours = not START_POLICY.exists() or START_POLICY.read_text() == START_POLICY_TEXT
    if ours:
        START_POLICY.write_text(START_POLICY_TEXT)
        START_POLICY.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            START_POLICY.unlink(missing_ok=True)


if __name__ == "__main__":
    try:
        ensure()
    except ServiceError as problem:
        sys.exit(str(problem))
