"""Does a file name a package registry or a folder of a machine, or a document something that is not there?

Exit status 1 when one does.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = Path("site/assets/package-lock.json")
REGISTRIES = (
    r"registry\.npmjs\.\w+",
    r"registry\.yarnpkg\.\w+",
    r"(?:test\.)?pypi\.(?:org|python)",
    r"pythonhosted\.org",
    r"repo\d?\.maven\.\w+",
    r"maven\.apache\.org/maven2",
    r"docker\.elastic\.co",
    r"(?:registry|index|hub)\.docker\.\w+",
    r"ghcr\.io|quay\.io",
    r"unpkg\.com|jsdelivr\.net|cdnjs\.\w+|esm\.sh",
    r"--(?:extra-)?index-url[ =]\s*http",
)
# Not `/home/`: that is also a room of the house and an address of the site.
FOLDERS = (
    r"(?<![\w./}~-])/(?:root|work|Users|mnt|workspace)/\w",
    r"(?<![\w./}~-])/home/\w+/(?:\.|src|work|projects|code|repos)",
)
FORBIDDEN = re.compile("|".join(REGISTRIES + FOLDERS))


def files() -> list[Path]:
    """What git has, and what it would take."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def problems() -> list[str]:
    """A line for every place."""
    found = []
    for path in files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a picture
        for number, line in enumerate(lines, start=1):
            if match := FORBIDDEN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number} names {match[0]}")
    lock = json.loads((ROOT / LOCK).read_text(encoding="utf-8"))
    found += [
        f"{LOCK}: {name} has an address (resolved)" for name, entry in lock["packages"].items() if "resolved" in entry
    ]
    return found


def broken_documents() -> list[str]:
    """A line for every link of a document to a file that is not there, and every `make` command that does not exist."""
    commands = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    found = []
    for path in (file for file in files() if file.suffix == ".md"):
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT)
        links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text)
        found += [f"{name} leads to {link}, which is not there" for link in links if not (path.parent / link).exists()]
        named = set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE))
        found += [f"{name} names `make {command}`, which there is not" for command in sorted(named - commands)]
    return found


def main() -> int:
    """Look and tell."""
    found = problems() + broken_documents()
    print("\n".join(found) or "No file names a registry or a folder of a machine, and documents name what is there.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
