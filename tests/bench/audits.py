"""What Lighthouse says of four pages, on its simulated slow 4G and a phone's processor, behind nginx as in production."""

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from exhibitions.models import ExhibitionPage
from forum.models import DebatePage
from home.models import ArticlePage
from tests.bench.exhibitions import WORKS, an_exhibition
from tests.bench.live import server
from tests.bench.rows import Row
from tests.deploy.platform import HOST, Nginx, certificate
from tests.services.system import CHROMIUM
from tests.services.workspace import LOOPBACK, Workspace

FORTY = "an exhibition of forty works"
FOLDER = Path(__file__).parent / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3  # of which the median counts
LEAST = 95
SOON = 1.5  # seconds until the largest picture of an exhibition of forty works is there
TRIES = 3  # a browser that is not ready in time is started again
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --ignore-certificate-errors"
FLAGS += f' --host-resolver-rules="MAP {HOST} {LOOPBACK}"'


def lighthouse() -> list[Row]:
    """Lighthouse on the front page, an article, two exhibitions and a debate"""
    pages = {
        "the front page": "/",
        "an article": ArticlePage.objects.live().public().order_by("pk")[0].url,
        "an exhibition": ExhibitionPage.objects.live().public().order_by("pk")[0].url,
        "a debate": DebatePage.objects.live().public().order_by("pk")[0].url,
        FORTY: an_exhibition(WORKS).url,
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    rows = []
    with tempfile.TemporaryDirectory() as name, Workspace() as workspace:
        folder = Path(name)
        more = {"DJANGO_SETTINGS_MODULE": "config.settings.development", "ALLOWED_HOSTS": HOST}
        with server("config.asgi:application", **more) as (port, _process):
            nginx = Nginx(folder, f"{LOOPBACK}:{port}", Path(settings.STATIC_ROOT).parent, certificate(folder))
            nginx.start(workspace)
            for what, address in pages.items():
                soon = SOON if what == FORTY else None
                rows += _judged(what, f"https://{HOST}:{nginx.https}{address}", folder / "report.json", soon)
            nginx.stop()
    return rows


def _judged(what: str, url: str, report: Path, soon: float | None) -> list[Row]:
    told = [_run(url, report) for _ in range(RUNS)]
    scores = [round(100 * statistics.median(each["categories"][name]["score"] for each in told)) for name in CATEGORIES]
    paint, moved = (
        statistics.median(each["audits"][name]["numericValue"] for each in told)
        for name in ("largest-contentful-paint", "cumulative-layout-shift")
    )
    shown = " ".join(map(str, scores))
    return [
        Row(f"Lighthouse of {what}: speed, access, practices, search", shown, "–", "–", "≥ 95", min(scores) >= LEAST),
        Row(
            "  its largest picture or text is there after (LCP)",
            f"{paint / 1000:.2f} s",
            "–",
            "–",
            f"≤ {soon} s" if soon else "–",
            paint / 1000 <= soon if soon else None,
        ),
        Row("  what moves while it loads (CLS)", f"{moved:.2f}", "–", "–", "0", round(moved, 2) == 0),
    ]


def _run(url: str, report: Path) -> dict[str, Any]:
    """One report; RuntimeError when the page did not load."""
    command = ["node", str(FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"), url, "--quiet"]
    command += [
        "--output=json",
        f"--output-path={report}",
        f"--chrome-flags={FLAGS}",
        "--only-categories=" + ",".join(CATEGORIES),
    ]
    environment = {**os.environ, "CHROME_PATH": str(CHROMIUM.require())}
    for left in reversed(range(TRIES)):
        done = subprocess.run(command, env=environment, check=not left, stdout=subprocess.DEVNULL, timeout=300)
        if not done.returncode:
            break
    told: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    if problem := told.get("runtimeError", {}).get("message"):
        raise RuntimeError(f"{url}: {problem}")
    return told


ALL = (lighthouse,)
