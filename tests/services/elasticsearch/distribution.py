"""Elasticsearch's bare official distribution from Maven Central, completed with our analysis module, in a cache.

The cache (TORVET_CACHE, or `torvet` in the user's cache folder) holds the unpacked distribution and the compiled
module; both are made under a lock and appear whole, so that runs at the same time share them.
"""

import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.services import system
from tests.services.errors import ServiceError
from tests.services.workspace import Workspace

VERSION = "8.19.21"
COORDINATES = f"org.elasticsearch.distribution.integ-test-zip:elasticsearch:zip:{VERSION}"
SHA512 = (
    "cf6b0a93860d329937ae7f913ec5073b0c726c77639764b93fc83a304aa1dd9d"
    "4defcfa2849948eea3b0b47c2065f994908603939fc2a4774c9c4d868c5ec1dd"
)
SOURCES = Path(__file__).parent / "analysis"
DESCRIPTOR = f"""name=analysis-common
classname=torvet.analysis.AnalysisModule
description=The analysis components that the bare distribution lacks
version={VERSION}
elasticsearch.version={VERSION}
java.version=17
"""
DOWNLOAD_TIMEOUT = 900  # seconds
FETCH = """
import sys
from maven_artifact import Artifact, Downloader
Downloader().download(Artifact.parse(sys.argv[1]), sys.argv[2])
"""
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


def cache_folder() -> Path:
    """Where downloads are kept, outside the working tree: TORVET_CACHE, XDG_CACHE_HOME/torvet or ~/.cache/torvet."""
    if chosen := os.environ.get("TORVET_CACHE"):
        return Path(chosen).absolute()
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path("~/.cache").expanduser()) / "torvet"


def home(workspace: Workspace) -> Path:
    """A complete Elasticsearch in the workspace, shared by its nodes. Fetches, checks and compiles what is not cached.

    It is made of hard links where the file system allows, because the cache may lie where the nodes' account may not
    look. Raises ServiceError when the JDK is missing, or the distribution cannot be fetched or is not the expected one.
    """
    with workspace.lock:
        target = workspace.root / "elasticsearch-home"
        if not target.exists():
            cache = cache_folder()
            with _locked(cache):
                distribution = _cached(cache / f"elasticsearch-{VERSION}", _fetch)
                compiled = cache / f"analysis-{VERSION}-{_sources_digest()}"
                module = _cached(compiled, lambda folder: _compile(distribution, folder))
            shutil.copytree(distribution, target, copy_function=_link, symlinks=True)
            shutil.copytree(module, target / "modules" / "analysis-common")
            _open_to_all(target)
        return target


@contextlib.contextmanager
def _locked(cache: Path) -> Iterator[None]:
    """Only one run at a time fills the cache; what an interrupted one began is thrown away."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / "lock").open("w")
    except OSError as error:
        raise ServiceError(
            f"The cache folder {cache} cannot be written ({error.strerror}): set TORVET_CACHE to one that can."
        ) from error
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for leftover in cache.glob("partial-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        yield


def _cached(folder: Path, make: Callable[[Path], None]) -> Path:
    """The folder, made first if need be: `make` fills a new one, which gets its name when it is complete."""
    if not folder.exists():
        partial = Path(tempfile.mkdtemp(prefix="partial-", dir=folder.parent))
        try:
            make(partial)
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return folder


def _fetch(target: Path) -> None:
    """Download the distribution, compare its SHA-512, and unpack it into `target`."""
    print(f"Fetching Elasticsearch {VERSION} (107 MB, once) …", file=sys.stderr, flush=True)
    archive = target / "distribution.zip"
    _download(archive)
    with archive.open("rb") as content:
        digest = hashlib.file_digest(content, "sha512").hexdigest()
    if digest != SHA512:
        raise ServiceError(
            f"The downloaded Elasticsearch {VERSION} is not the expected file (SHA-512 {digest[:16]}…): "
            "try again, or set ELASTICSEARCH_URL to a server."
        )
    with zipfile.ZipFile(archive) as packed:
        for entry in packed.infolist():
            # Drop the folder that everything lies in, and keep the right to execute, which zipfile does not.
            name = entry.filename.partition("/")[2]
            path = target / name
            if entry.is_dir():
                path.mkdir(exist_ok=True, parents=True)
            elif ".." not in Path(name).parts:
                path.parent.mkdir(exist_ok=True, parents=True)
                with packed.open(entry) as source, path.open("wb") as copy:
                    shutil.copyfileobj(source, copy)
                path.chmod(0o755 if entry.external_attr >> 16 & 0o100 else 0o644)
    archive.unlink()


def _download(archive: Path) -> None:
    """Fetch by coordinates with maven-artifact, in a process of its own: it prints, and has no time limit."""
    env = dict(os.environ)
    if not {"REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"} & env.keys() and SYSTEM_CERTIFICATES.exists():
        env["REQUESTS_CA_BUNDLE"] = str(SYSTEM_CERTIFICATES)  # the machine's own trust, as behind a firewall
    try:
        subprocess.run(
            [sys.executable, "-c", FETCH, COORDINATES, str(archive)],
            env=env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
            timeout=DOWNLOAD_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        reason = f"no end within {DOWNLOAD_TIMEOUT // 60} minutes"
    except subprocess.CalledProcessError as error:
        said = (error.stderr.strip().splitlines() or ["it said nothing"])[-1]
        cause = re.search(r"Caused by (\w+)", said)
        reason = cause[1] if cause else said[:200]
        if "No module named" in said:
            raise ServiceError("The Python package maven-artifact is missing: install the test requirements.") from None
    else:
        return
    raise ServiceError(
        f"Elasticsearch {VERSION} could not be fetched from Maven Central ({reason}): set ELASTICSEARCH_URL instead."
    )


def _sources_digest() -> str:
    digest = hashlib.sha256(DESCRIPTOR.encode())
    for source in sorted(SOURCES.glob("*.java")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _compile(distribution: Path, target: Path) -> None:
    """Compile the analysis module against the distribution and lay it out as one of its modules."""
    javac = system.JDK.require() / "bin" / "javac"
    with tempfile.TemporaryDirectory() as classes:
        sources = sorted(str(source) for source in SOURCES.glob("*.java"))
        command = [
            str(javac),
            "-J-XX:-UsePerfData",
            "--release",
            "17",
            "-nowarn",
            "-cp",
            f"{distribution}/lib/*",
            "-d",
            classes,
            *sources,
        ]
        result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
        if result.returncode:
            raise ServiceError(f"The analysis module does not compile: {result.stderr.strip().splitlines()[0]}")
        with zipfile.ZipFile(target / "analysis-common.jar", "w", zipfile.ZIP_DEFLATED) as jar:
            for path in sorted(Path(classes).rglob("*.class")):
                jar.write(path, path.relative_to(classes))
    (target / "plugin-descriptor.properties").write_text(DESCRIPTOR)


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:  # another file system, or one without hard links
        shutil.copyfile(source, target)
        shutil.copymode(source, target)
    return target


def _open_to_all(folder: Path) -> None:
    """Let the nodes' account look into the folders; the files are readable already."""
    for path, _, _ in os.walk(folder):
        Path(path).chmod(0o755)
    for file in (folder / "modules" / "analysis-common").iterdir():
        file.chmod(0o644)
