"""curlylint over the templates, past four things that it can't read. Exit status 1 when it finds something.

It gets copies in which comments are blank (they name elements), and a heading whose level is a variable has the default
level. What stands in `UNREADABLE` opens an element under one tag and closes it under another; tests/e2e have a browser
read those pages. Its rule for `tabindex` stumbles over tags among attributes, so what it asks is asked here.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNREADABLE = {"forum/_thread.html", "forum/_ask_form.html"}
COMMENT = re.compile(r"\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
JUMPS = re.compile(r"""tabindex=["']?\+?0*[1-9]""")  # the order of the page is the order of the keys
LEVEL = re.compile(r"(</?h)\{\{ level\|default:(\d) \}\}")


def readable(text: str) -> str:
    """The template as curlylint can read it, its lines where they were."""
    blank = COMMENT.sub(lambda comment: "\n" * comment[0].count("\n"), text)
    return LEVEL.sub(r"\1\2", blank)


def main() -> int:
    """Lint all templates."""
    jumping = 0
    with tempfile.TemporaryDirectory() as folder:
        for template in (ROOT / "templates").rglob("*.html"):
            name = template.relative_to(ROOT)
            if JUMPS.search(template.read_text(encoding="utf-8")):
                print(f"{name}: a positive tabindex takes the keyboard out of the page's order.")
                jumping = 1
            if str(name.relative_to("templates")) in UNREADABLE:
                continue
            copy = Path(folder) / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(readable(template.read_text(encoding="utf-8")), encoding="utf-8")
        command = [sys.executable, "-m", "curlylint", "--config", str(ROOT / "pyproject.toml"), "templates"]
        return subprocess.run(command, cwd=folder, check=False).returncode or jumping


if __name__ == "__main__":
    sys.exit(main())
