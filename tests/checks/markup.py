"""curlylint over the templates, past three things that it can't read. Exit status 1 when it finds something.

It gets copies in which comments are blank (they name elements), and a heading whose level is a variable has the default
level. What stands in `UNREADABLE` opens an element in one turn of a loop and closes it in another; tests/e2e have a
browser read that page.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNREADABLE = {"forum/_thread.html"}
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
LEVEL = re.compile(r"(</?h)\{\{ level\|default:(\d) \}\}")


def readable(text: str) -> str:
    """The template as curlylint can read it, its lines where they were."""
    blank = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    return LEVEL.sub(r"\1\2", blank)


def main() -> int:
    """Lint all templates."""
    with tempfile.TemporaryDirectory() as folder:
        for template in (ROOT / "templates").rglob("*.html"):
            name = template.relative_to(ROOT)
            if str(name.relative_to("templates")) in UNREADABLE:
                continue
            copy = Path(folder) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(readable(template.read_text(encoding="utf-8")), encoding="utf-8")
        command = [sys.executable, "-m", "curlylint", "--config", str(ROOT / "pyproject.toml"), "templates"]
        return subprocess.run(command, cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
