"""Pages kept on disk as everybody without a session sees them: nginx serves them, and every public change empties them.

    <PAGE_STORE>/now   -> now-…/<seconds>/<window>/<address>/index.html (and .gz): what is served
    <PAGE_STORE>/kept  -> kept-…/<address>/index.html: the last copy of each, shown while Django or its database is away

`now` and `kept` are links, so that emptying is one rename. A page is written into the folder that its link named
*before* the page was begun: what was made of rows that have changed meanwhile lands where nobody looks any more.

A page lies in a window of time, which ends by itself. While it is made, whatever shows something by the clock says so
(`now`, `until`), and it goes into a window that ends in time, or into none.
"""

import contextlib
import datetime as dt
import gzip
import logging
import math
import os
import re
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

logger = logging.getLogger(__name__)

WINDOWS = (1000, 10)  # seconds; nginx.conf cuts the same from its clock
BRIEF = WINDOWS[-1]
ADDRESS = re.compile(r"/(?:[A-Za-z0-9_-]+/)*")
FILE = "index.html"
GRACE = 120.0  # seconds in which an emptied folder may still be written to


@dataclass(frozen=True)
class Place:
    """The folders that a page may be written into, as they were when it was begun at `at` (seconds since 1970)."""

    now: str
    kept: str
    at: float


@dataclass
class Life:
    """How long the page that is being made stays as it is: `until` in seconds since 1970, or brief."""

    until: float = math.inf
    brief: bool = False


_life: ContextVar[Life | None] = ContextVar("life", default=None)


@contextlib.contextmanager
def making() -> Iterator[Life]:
    """While a page is made: what it learns of its life."""
    life = Life()
    token = _life.set(life)
    try:
        yield life
    finally:
        _life.reset(token)


def until(moment: dt.datetime | None) -> None:
    """The page that is being made shows something that changes by itself at this moment, if there is one."""
    life = _life.get()
    if life is not None and moment is not None:
        life.until = min(life.until, moment.timestamp())


def lives(part: Life) -> None:
    """The page that is being made has this part, and lives no longer."""
    life = _life.get()
    if life is not None:
        life.until = min(life.until, part.until)
        life.brief = life.brief or part.brief


def now() -> dt.datetime:
    """The time, for what is chosen or sorted by it: a page that shows that is kept for seconds only."""
    life = _life.get()
    if life is not None:
        life.brief = True
    return timezone.now()


def today() -> dt.date:
    """The day, for what a page shows by it: the page is kept until midnight at the longest."""
    midnight = dt.datetime.combine(timezone.localdate() + dt.timedelta(days=1), dt.time())
    until(timezone.make_aware(midnight))
    return timezone.localdate()


def offer(request: HttpRequest) -> None:
    """Say that everybody without a session gets this same answer. `home.middleware` looks whether it may be kept."""
    request.may_be_kept = True  # type: ignore[attr-defined]


def offered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose answer depends on its address and on what everybody may read, and on nothing else."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        offer(request)
        return view(request, *args, **kwargs)

    return wrapper


def place() -> Place | None:
    """Where a page that is begun now may be written; None when there is no store."""
    root = _root()
    if root is None:
        return None
    at = time.time()
    return Place(_named(root / "now"), _named(root / "kept"), at)


def generation() -> str:
    """A name that changes whenever the kept pages are emptied; "" when there is no store."""
    root = _root()
    return _named(root / "now") if root else ""


def find(address: str) -> Path | None:
    """The file of a page that may be served now."""
    root = _root()
    if root is None or not ADDRESS.fullmatch(address):
        return None
    seconds_now = time.time()
    for seconds in WINDOWS:
        file = root / "now" / _window(seconds, seconds_now) / address.strip("/") / FILE
        if file.is_file():
            return file
    return None


def last_copy(address: str) -> Path | None:
    """The file of a page as it was last, for when it can't be made."""
    root = _root()
    file = root / "kept" / address.strip("/") / FILE if root and ADDRESS.fullmatch(address) else None
    return file if file and file.is_file() else None


def keep(where: Place, address: str, content: bytes, life: Life) -> Path | None:
    """Keep a page that was begun at `where`; returns its file, or None when it may not be served from the store.

    A page that reads as its last copy does is the same file again, so that its ETag stays.
    """
    root = _root()
    if root is None or not ADDRESS.fullmatch(address):
        return None
    copy = root / where.kept / address.strip("/")
    folder = next((root / where.now / window / address.strip("/") for window in _windows(where, life)), None)
    for name, data in ((f"{FILE}.gz", gzip.compress(content, 6, mtime=0)), (FILE, content)):
        if folder is None:
            _put(copy / name, data, like=copy / name)
        else:
            _put(folder / name, data, like=copy / name)
            _put(copy / name, data, like=folder / name)
    return folder / FILE if folder else None


def empty(*, copies: bool = True) -> None:
    """Let nothing that was made until now be served; with `copies` not in bad times either. Never fails."""
    root = _root()
    if root is None:
        return
    try:
        _renew(root / "now")
        if copies:
            _renew(root / "kept")
    except OSError:
        logger.exception("The page store can't be emptied: %s may show what has changed.", root)


def tidy() -> None:
    """Remove what nobody looks at any more: emptied folders and windows that have ended."""
    root = _root()
    if root is None or not root.is_dir():
        return
    current = {link.readlink().name for link in (root / "now", root / "kept") if link.is_symlink()}
    for folder in root.iterdir():
        if folder.name not in current and not folder.is_symlink() and time.time() - folder.stat().st_mtime > GRACE:
            shutil.rmtree(folder, ignore_errors=True)
    for seconds in WINDOWS:
        ended = time.time() // seconds - 1
        for window in (root / "now" / str(seconds)).glob("*"):
            if window.name.isdigit() and int(window.name) < ended:
                shutil.rmtree(window, ignore_errors=True)


def _root() -> Path | None:
    return settings.PAGE_STORE


def _window(seconds: int, moment: float) -> str:
    return f"{seconds}/{int(moment // seconds)}"


def _named(link: Path) -> str:
    try:
        return link.readlink().name
    except FileNotFoundError:
        return _renew(link)


def _renew(link: Path) -> str:
    """Point the link at a new, empty folder, in one step for everybody who looks."""
    folder = link.with_name(f"{link.name}-{uuid.uuid4().hex}")
    folder.mkdir(parents=True)
    new = link.with_name(f"link-{uuid.uuid4().hex}")
    new.symlink_to(folder.name)
    new.replace(link)
    return folder.name


def _windows(where: Place, life: Life) -> Iterator[str]:
    """The windows, the longest first, in which the page stays as it is."""
    for seconds in WINDOWS:
        ends = (where.at // seconds + 1) * seconds
        if life.until >= ends and (seconds == BRIEF or not life.brief):
            yield _window(seconds, where.at)


def _put(target: Path, data: bytes, like: Path) -> None:
    """Put a file in place in one step. When `like` holds the same, it is that file, with its time and so its ETag."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(uuid.uuid4().hex)
    try:
        second = time.time()
        with contextlib.suppress(FileNotFoundError):
            os.link(like, part)
            if part.read_bytes() != data:
                # nginx makes an ETag of a file's second and its length: another content gets another second.
                second = max(second, part.stat().st_mtime + 1)
                part.unlink()
        if not part.exists():
            part.write_bytes(data)
            os.utime(part, (second, second))
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
